import Foundation

/// A script or stylesheet as it is sent: without what only its readers need, which is half of it. The session page has to
/// stay light, and the project has no bundler.
///
/// Comments go, and each line's indentation; lines stay lines, so nothing about semicolons changes. It knows nothing of
/// strings: that no script of ours has a line break or the beginning of a comment in one is tested.
struct LeanSource {
    enum Language: String { case js, css }

    let text: String

    init(_ source: String, language: Language) {
        let opening = language == .js ? "/**" : "/*"
        let pieces = source.components(separatedBy: opening)
        let code = pieces.dropFirst().reduce(into: pieces.first ?? "") { code, piece in
            if let end = piece.range(of: "*/") { code += piece[end.upperBound...] }
        }
        text = code.split(separator: "\n")
            .map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty && !$0.hasPrefix("//") }
            .joined(separator: "\n")
    }
}
