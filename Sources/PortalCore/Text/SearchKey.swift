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

    /// The key with elided articles joined to what follows: `O'Neil`, `O Neil` and `ONeil` all have `oneil`.
    public var joined: String {
        Self.elisions.reduce(" " + text) { $0.replacing(" \($1) ", with: " \($1)") }.trimmingCharacters(in: .whitespaces)
    }

    /// What stands before an apostrophe in names: `O'Neil`, `L'Heureux`, `D'Amours`.
    public static let elisions = ["o", "l", "d"]
}
