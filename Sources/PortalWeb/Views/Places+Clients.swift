import PortalCore
import SignalingProtocol

/// The client list, client records, and prospects.
extension Places {
    var clients: String { "\(staff)/clients" }
    var newClient: String { "\(clients)/new" }
    /// Where the client list's Verify buttons lead (A10).
    var clientVerification: String { "\(clients)/verify" }

    func client(_ id: ClientID) -> String { "\(clients)/\(id)" }
    func clientEdit(_ id: ClientID) -> String { "\(client(id))/edit" }
    func clientArchive(_ id: ClientID) -> String { "\(client(id))/archive" }
    func clientRestore(_ id: ClientID) -> String { "\(client(id))/restore" }
    /// Account details, with the client portal settings (A3).
    func clientAccount(_ id: ClientID) -> String { "\(client(id))/account" }
    func clientAccount(_ id: ClientID, _ act: ClientAccountAct) -> String { "\(clientAccount(id))/\(act.rawValue)" }
    func clientSessions(_ id: ClientID) -> String { "\(client(id))/sessions" }
    func clientAssignment(_ id: ClientID) -> String { "\(clientSessions(id))/assign" }
    func clientAssignAll(_ id: ClientID) -> String { "\(clientSessions(id))/assign-all" }
    func newSession(for id: ClientID) -> String { "\(newSession)?client=\(id)" }

    var prospects: String { "\(clients)/prospects" }
    /// Where the edit bar's buttons lead.
    var prospectAct: String { "\(prospects)/act" }
    var prospectRestore: String { "\(prospects)/restore" }
    var prospectClient: String { "\(prospects)/client" }
    var prospectAssociation: String { "\(prospects)/associate" }
    var prospectDismissal: String { "\(prospects)/dismiss" }
    func prospectClient(_ id: AccountID) -> String { "\(prospectClient)?prospect=\(id)" }
    func prospectAssociation(_ id: AccountID) -> String { "\(prospectAssociation)?prospect=\(id)" }
    func prospectDismissal(_ ids: [AccountID]) -> String { "\(prospectDismissal)?\(Self.query(ids))" }

    /// `prospect=…&prospect=…`
    static func query(_ ids: [AccountID]) -> String { ids.map { "prospect=\($0)" }.joined(separator: "&") }
}

/// What staff do to an account from a client's record; the last part of the address.
enum ClientAccountAct: String, CaseIterable, Sendable { case verify, password, mobile, disable, enable, dissociate }
