import SignalingProtocol

/// Who logs in: a member of staff or a client's account. The two have logins of their own, even with the same address.
public enum LoginID: Hashable, Codable, Sendable {
    case staff(StaffID)
    case account(AccountID)

    /// Who this is in rooms.
    public var subject: SubjectID {
        switch self {
        case .staff(let id): .staff(id)
        case .account(let id): .account(id)
        }
    }
}
