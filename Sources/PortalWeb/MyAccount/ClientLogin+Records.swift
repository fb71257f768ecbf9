import PortalCore
import SignalingProtocol
import Storage

extension ClientLogin {
    /// The clients whose records, receipts and history this login may see: none until its address is confirmed, so that nobody reads
    /// what belongs to the owner of an address they only typed.
    var openClients: [Client] { account.verifiedAt == nil ? [] : clients }

    /// Whose sessions its history is made of. Where accounts are optional, what is assigned to the account is its own (Q7).
    func owner(in practice: Practice) -> HistoryOwner {
        let countsAssignment = practice.identity.areAccountsOptional && account.verifiedAt != nil
        return HistoryOwner(clients: openClients.map(\.id), account: countsAssignment ? account.id : nil)
    }

    /// Why there is nothing of a record to see yet; `nil` if there is.
    func notice(in practice: Practice, _ words: Words) -> ReasonWords? {
        if account.verifiedAt == nil { return ReasonWords(.emailNotVerified, words: words) }
        let isWaiting = clients.isEmpty && !practice.identity.areAccountsOptional
        return isWaiting ? ReasonWords(.notAssociated, words: words) : nil
    }
}
