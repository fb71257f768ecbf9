import PortalCore
import SignalingProtocol

/// Asks before prospects are dismissed: their accounts are disabled.
struct ProspectDismissalView: Sendable {
    let heading: String
    let people: [Person]
    let action: String
    let submit: String
    let backUrl: String

    struct Person: Sendable {
        let account: String
        let label: String
        let mail: String
    }

    init(_ accounts: [Account], places: Places, words: Words) {
        let values = ["count": "\(accounts.count)", "name": accounts.first?.name.text ?? ""]
        let isOne = accounts.count == 1
        heading = words(isOne ? "prospects.dismissOneTitle" : "prospects.dismissTitle", values)
        people = accounts.map { Person(account: $0.id.rawValue, label: $0.name.text, mail: $0.email.text) }
        action = places.prospectDismissal
        submit = words(isOne ? "prospects.dismissOne" : "prospects.dismissSome", values)
        backUrl = places.prospects
    }
}
