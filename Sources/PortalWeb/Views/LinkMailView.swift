import PortalCore
import SignalingProtocol

/// The mail with a direct link, before it is sent: its text to edit, and how it will look.
struct LinkMailView: Sendable {
    let action: String
    let toText: String
    let text: TextAreaView
    let letter: LetterView
    let hasErrors: Bool
    let errorTitle: String
    let errors: [ErrorLine]
    let backUrl: String

    init(
        _ link: DirectLink, letter: LetterView, typed: String, language: Language, errors: [ErrorLine], places: Places, words: Words
    ) {
        action = places.linkMail(link.id, of: link.booking)
        let values = [
            "name": link.terms.label?.text ?? "", "email": link.terms.email?.text ?? "",
            "language": words(language == .french ? "links.inFrench" : "links.inEnglish"),
        ]
        toText = words(link.terms.label == nil ? "links.mailTo" : "links.mailFor", values)
        text = TextAreaView(
            "text", label: words("links.mailText"), value: typed, errors: errors, hint: words("links.mailTextHint"),
            maxLength: FreeText.Kind.invitation.longest)
        self.letter = letter
        self.errors = errors
        hasErrors = !errors.isEmpty
        errorTitle = ErrorLine.title(errors.count, words)
        backUrl = places.staffSession(link.booking)
    }
}
