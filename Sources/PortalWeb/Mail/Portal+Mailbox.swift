import PortalCore
import SignalingProtocol
import Storage

/// Where a client is written to.
struct Mailbox: Equatable, Sendable {
    let email: EmailAddress
    /// What is read there, if it is known.
    let language: Language?
}

extension Portal {
    /// The address on a client's record, else that of a confirmed account that stands for the client.
    ///
    /// - Returns: `nil` for somebody to whom nothing can be sent.
    func mailbox(of client: Client) async throws -> Mailbox? {
        if let email = client.email { return Mailbox(email: email, language: client.language) }
        let account = try await store.logins(of: client.id, in: client.practice).map(\.account).first {
            $0.verifiedAt != nil && $0.disabledAt == nil
        }
        return account.map { Mailbox(email: $0.email, language: client.language ?? $0.language) }
    }

    /// The same of several clients; those to whom nothing can be sent aren't in it.
    func mailboxes(of clients: [Client]) async throws -> [ClientID: Mailbox] {
        var mailboxes: [ClientID: Mailbox] = [:]
        for client in clients { mailboxes[client.id] = try await mailbox(of: client) }
        return mailboxes
    }
}
