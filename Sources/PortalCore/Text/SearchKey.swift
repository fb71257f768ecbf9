import Foundation

/// Text folded for looking up by name: case, accents and blanks make no difference.
///
/// `Élise  Gagnon` and `elise gagnon` have the same key. The fold is the same on every machine: no locale takes part.
public struct SearchKey: Hashable, Sendable {
    public let text: String

    public init(_ raw: String) {
        text = raw.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
            .replacing("œ", with: "oe").replacing("æ", with: "ae").replacing("ß", with: "ss")
            .split { !$0.isLetter && !$0.isNumber }
            .joined(separator: " ")
    }
}
