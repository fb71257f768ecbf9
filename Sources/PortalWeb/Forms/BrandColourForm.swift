import PortalCore
import SignalingProtocol

/// The colour that a practice's pages take (C18).
struct BrandColourForm: PracticeForm, Equatable {
    let colour: String
    /// Back to our own.
    let isStandard: Bool

    init(_ practice: Practice) {
        colour = (practice.brandColour ?? Self.standard).description
        isStandard = practice.brandColour == nil
    }

    init(_ fields: FormFields) {
        colour = String(fields["colour"].prefix(20))
        isStandard = fields["which"] == "standard"
    }

    func apply(to practice: inout Practice, words: Words) -> [ErrorLine] {
        if isStandard {
            practice.brandColour = nil
        } else if let colour = try? Colour(colour) {
            practice.brandColour = colour
        } else {
            return [ErrorLine(field: "colour", text: words("branding.colourWrong"))]
        }
        return []
    }

    /// What the field starts with: the action colour of our own style sheet, as screens have it.
    static let standard = OKLCH(lightness: 0.41, chroma: 0.075, hue: 205).colour
}
