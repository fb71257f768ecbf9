/// Text of several lines that people write for others: the text of an invitation, why a session is cancelled, terms.
///
/// Plain text: line breaks and empty lines are all the form it has. What a line may hold is the rule of names, so that no
/// text can hide or turn a part of itself; non-breaking blanks stay, since French needs them.
public struct FreeText: Hashable, Sendable, CustomStringConvertible {
    /// What a text is for, and so how long it may be.
    public enum Kind: Sendable, CaseIterable {
        /// What a mail with a direct link says (H6).
        case invitation
        /// What those concerned are told when a session is cancelled (W5).
        case cancelReason
        /// Terms or a privacy notice, accepted at sign-up (A7).
        case terms

        /// In characters, line breaks included.
        public var longest: Int {
            switch self {
            case .invitation: 2_000
            case .cancelReason: 500
            case .terms: 40_000
            }
        }
    }

    /// Lines end in `\n`; never two empty lines in a row, none at either end.
    public let text: String

    /// - Throws: ``TextRefusal``.
    public init(_ raw: String, as kind: Kind) throws(TextRefusal) {
        // Refused before it is looked at; 16 bytes a character is ample.
        guard raw.utf8.count <= kind.longest * 16 else { throw .tooLong }
        var lines: [String] = []
        for raw in raw.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let line = try Self.tidy(raw)
            guard !line.isEmpty || lines.last?.isEmpty == false else { continue }
            lines.append(line)
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        guard !lines.isEmpty else { throw .empty }
        text = lines.joined(separator: "\n")
        guard text.count <= kind.longest else { throw .tooLong }
    }

    public var description: String { text }

    /// What stands between empty lines, each as its lines: for a page to make into paragraphs.
    public var paragraphs: [[String]] {
        text.split(separator: "\n", omittingEmptySubsequences: false).split(separator: "").map { $0.map(String.init) }
    }

    private static func tidy(_ raw: Substring) throws(TextRefusal) -> String {
        let line = try VisibleText.seen(raw.replacing("\t", with: " "))
        return line.allSatisfy(\.isWhitespace) ? "" : line.split(separator: " ").joined(separator: " ")
    }
}
