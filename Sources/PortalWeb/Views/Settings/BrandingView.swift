import PortalCore

/// A practice's colour and logo (C18), and what had to be changed so that its pages can be read.
struct BrandingView: Sendable {
    let head: SettingsHead
    let action: String
    let backUrl: String
    let which: ChoicesView
    let colour: FieldView
    /// What became of the chosen colour, one sentence a scheme; empty where our own is used.
    let findings: [String]
    let hasLogo: Bool
    let logoFacts: String
    let uploadAction: String
    let removalAction: String
    let uploadLabel: String
    let uploadHint: String
    let uploadError: LoginView.FieldErrorView?
    let nameUrl: String

    init(_ shown: PracticeFormRoutes<BrandColourForm>.Shown) {
        let (form, errors, practice, words) = (shown.form, shown.errors, shown.practice, shown.words)
        head = SettingsHead("branding", notice: shown.notice, errors: errors, places: shown.places, words: words)
        action = shown.places.branding
        backUrl = shown.places.settings
        which = ChoicesView(
            "which", label: words("branding.which"),
            oneOf: [("standard", words("branding.standard"), nil), ("own", words("branding.own"), nil)],
            chosen: form.isStandard ? "standard" : "own", errors: errors)
        colour = FieldView(
            "colour", label: words("branding.colour"), value: form.colour, errors: errors, type: "color",
            hint: words("branding.colourHint"))
        findings = practice.brandColour.map { words.findings(BrandPalette($0)) } ?? []
        hasLogo = practice.logo != nil
        logoFacts = practice.logo.map { words("branding.logoFacts", ["width": "\($0.width)", "height": "\($0.height)"]) } ?? ""
        uploadAction = shown.places.logoUpload
        removalAction = shown.places.logoRemoval
        uploadLabel = words(practice.logo == nil ? "branding.upload" : "branding.replace")
        uploadHint = words("branding.uploadHint", ["kib": "\(Logo.largestBytes / 1_024)", "pixels": "\(Logo.longestSide)"])
        uploadError = errors["logo"].map { LoginView.FieldErrorView(id: "logo", text: $0) }
        nameUrl = shown.places.practiceSettings
    }
}

extension Words {
    /// Whether a colour could be taken as it is, on light pages and on dark ones.
    fileprivate func findings(_ palette: BrandPalette) -> [String] {
        [("light", palette.light), ("dark", palette.dark)].map { scheme, side in
            self(
                side.isAdjusted ? "branding.findings.\(scheme)Adjusted" : "branding.findings.\(scheme)Taken",
                ["colour": side.action.description, "ratio": ratio(side.actionRatio), "chosen": ratio(side.chosenRatio)])
        }
    }

    /// One decimal, cut off rather than rounded up: 4.46 isn't 4.5.
    private func ratio(_ ratio: Double) -> String {
        let tenths = Int(min(ratio, 21) * 10)
        return "\(tenths / 10)\(self("branding.decimalPoint"))\(tenths % 10)"
    }
}
