import PortalCore
import SignalingProtocol
import Storage

/// Why somebody can't join a session: every way in, and what stands in it.
struct EntryResource: Resource, Equatable {
    let opensAt: Moment
    let closesAt: Moment
    let clients: [ClientWays]
    let links: [Way]

    /// A client with the accounts that could be theirs.
    struct ClientWays: Codable, Equatable, Sendable {
        let client: ClientID
        /// None: the client has no account, which is why they can't join.
        let accounts: [Way]
    }

    /// One way in: an account, or a direct link.
    struct Way: Codable, Equatable, Sendable {
        let id: String
        let isOpen: Bool
        let now: [Reason]
        let atStart: [Reason]?
    }

    /// What stands in it, and what staff can do about it.
    struct Reason: Codable, Equatable, Sendable {
        let code: RefusalReason
        let title: String
        let remedy: Remedy
    }

    static let schema = Schema.named(
        "Entry",
        .object([
            .required("opensAt", .moment), .required("closesAt", .moment), .required("clients", .list(of: client)),
            .required("links", .list(of: way)),
        ]))

    private static let client = Schema.object([
        .required("client", .id), .required("accounts", .list(of: way), "None: the client has no account to join by."),
    ])
    private static let way = Schema.object([
        .required("id", .id, "Of the account, or of the link."), .required("isOpen", .boolean),
        .required("now", .list(of: reason), "What stands in it, in the order in which the person is told."),
        .optional("atStart", .list(of: reason), "What will, when the session starts. Absent once that has come."),
    ])
    private static let reason = Schema.object([
        .required("code", .oneOf(RefusalReason.self)), .required("title", .text, "What the person reads."),
        .required("remedy", .oneOf(Remedy.self), "What can be done about it."),
    ])

    init(_ diagnosis: SessionDiagnosis, of client: ClientID?, window: JoinWindow, words: Words) {
        opensAt = Moment(window.opensAt)
        closesAt = Moment(window.closesAt)
        clients = diagnosis.clients.filter { client == nil || $0.client.id == client }.map { ways in
            ClientWays(
                client: ways.client.id, accounts: ways.accounts.map { Way($0, id: $0.login?.account.id.rawValue ?? "-", words: words) })
        }
        links = client == nil ? diagnosis.links.map { Way($0, id: $0.link?.id.rawValue ?? "-", words: words) } : []
    }
}

extension EntryResource.Way {
    fileprivate init(_ way: WayIn, id: String, words: Words) {
        func reasons(_ reasons: [RefusalReason]) -> [EntryResource.Reason] {
            reasons.map { .init(code: $0, title: words("reasons.\($0.rawValue).title"), remedy: $0.remedy) }
        }
        self.init(id: id, isOpen: way.isOpen, now: reasons(way.now), atStart: way.atStart.map(reasons))
    }
}
