import PortalCore
import SignalingProtocol

/// The page that sets the second step of a login up, or switches it off.
struct TwoStepView: Sendable {
    let lead: String
    let begin: Begin?
    let setUp: SetUp?
    let off: Off?
    /// `nil` where the second step has to be set up first.
    let securityUrl: String?
    let hasErrors: Bool
    let errorTitle: String
    let errors: [ErrorLine]

    struct Begin: Sendable {
        let url: String
    }

    struct SetUp: Sendable {
        let url: String
        let beginUrl: String
        let qrCode: QRCodeView?
        let otpauthUri: String
        /// In groups of four.
        let typedSecret: String
        let code: FieldView
    }

    struct Off: Sendable {
        let url: String
        let codesLeft: String
        let password: FieldView
        let code: FieldView
    }

    init(app: TOTP?, isOn: Bool, codesLeft: Int, staff: Staff, practice: Practice, errors: [ErrorLine], words: Words) {
        let places = Places(practice: practice.slug)
        let isRequired = practice.identity.requiresTwoStep(of: staff.role)
        lead = words(isOn ? "twoStep.onLead" : isRequired ? "twoStep.requiredLead" : "twoStep.offLead")
        begin = isOn || app != nil ? nil : Begin(url: "\(places.twoStep)/begin")
        setUp = app.map { app in
            let uri = app.uri(issuer: practice.name.text, account: staff.email.text)
            return SetUp(
                url: "\(places.twoStep)/confirm", beginUrl: "\(places.twoStep)/begin", qrCode: QRCodeView(uri), otpauthUri: uri,
                typedSecret: app.typedSecret,
                code: .code(label: words("twoStep.code"), errors: errors, hint: words("twoStep.codeHint")))
        }
        off =
            isOn
            ? Off(
                url: "\(places.twoStep)/off", codesLeft: words("twoStep.codesLeft", ["count": "\(codesLeft)"]),
                password: .currentPassword("current", label: words("security.current"), errors: errors),
                code: .appCode(errors: errors, words: words)) : nil
        securityUrl = isRequired && !isOn ? nil : places.security(.staff)
        hasErrors = !errors.isEmpty
        errorTitle = ErrorLine.title(errors.count, words)
        self.errors = errors
    }
}

/// The recovery codes, this once.
struct RecoveryCodesView: Sendable {
    let codes: [String]
    let doneUrl: String
}
