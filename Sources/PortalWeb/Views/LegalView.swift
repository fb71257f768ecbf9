import PortalCore
import SignalingProtocol

/// Terms or a privacy notice: paragraphs of lines.
struct LegalView: Sendable {
    let title: String
    let paragraphs: [[String]]
    /// What the text is written in, where that isn't the page's language.
    let otherLanguage: String?

    init(title: String, text: FreeText, language: Language, page: Language) {
        self.title = title
        paragraphs = text.paragraphs
        otherLanguage = language == page ? nil : language.rawValue
    }
}
