import PortalCore
import SignalingProtocol

/// Finds the client whom a sign-up belongs to (A15): by name as one types, or among the close matches. None is chosen beforehand, not
/// even where there is one only: whose sessions somebody will see is said on purpose.
struct ProspectAssociationView: Sendable {
    let heading: String
    let account: String
    let mail: String
    let state: AccountStateView
    let searchUrl: String
    let associateUrl: String
    let createUrl: String
    let backUrl: String
    let query: String
    let resultsTitle: String
    let found: String
    let rows: [Row]
    let hasRows: Bool
    let hasErrors: Bool
    let errorTitle: String
    let errors: [ErrorLine]

    struct Row: Sendable {
        let fieldId: String
        let id: String
        let label: String
        let note: String
        /// Says that the client has another account already (P).
        let accountNote: String?
    }

    /// The most clients that are offered at once: with more, typing more letters is quicker than reading.
    static let offered = 20

    init(
        _ account: Account, clients: [Client], accounts: [ClientID: [Account]], query: String, errors: [ErrorLine],
        places: Places, speech: Speech, now: Instant
    ) {
        let words = speech.words
        heading = words("prospects.associateTitle", ["name": account.name.text])
        self.account = account.id.rawValue
        mail = account.email.text
        state = AccountStateView(account, words: words)
        searchUrl = places.prospectAssociation
        associateUrl = places.prospectAssociation
        createUrl = places.prospectClient(account.id)
        backUrl = places.prospects
        self.query = query
        resultsTitle = words(query.isEmpty ? "prospects.closeMatches" : "prospects.results")
        let values = ["count": "\(clients.count)", "text": query]
        found =
            query.isEmpty
            ? words(clients.isEmpty ? "prospects.noCloseMatch" : "prospects.closeMatchesText")
            : words(clients.isEmpty ? "clients.noMatch" : clients.count == 1 ? "clients.oneMatch" : "clients.matches", values)
        rows = clients.enumerated().map { offset, client in
            let logins = (accounts[client.id] ?? []).map(\.email.text).joined(separator: ", ")
            return Row(
                fieldId: "client-\(offset + 1)", id: client.id.rawValue, label: client.name.text,
                note: [client.email?.text, client.birthDate.map { speech.birthDay($0, now: now) }]
                    .compactMap(\.self).joined(separator: " · "),
                accountNote: logins.isEmpty ? nil : words("prospects.hasAccount", ["emails": logins]))
        }
        hasRows = !rows.isEmpty
        self.errors = errors
        hasErrors = !errors.isEmpty
        errorTitle = ErrorLine.title(errors.count, words)
    }
}
