/// What may be done to somebody's place in the team.
public enum TeamChange: Equatable, Sendable {
    case role(Staff.Role)
    /// They leave: their logins end.
    case deactivation
    /// They come back.
    case reactivation
}

/// Why the team can't be changed like that. The raw value is stable: pages have words for it.
public enum TeamRefusal: String, Error, Equatable, Sendable, CaseIterable {
    /// Clinicians look after their own profile alone.
    case notYours = "not_yours"
    /// Only owners make owners, and change what an owner is.
    case onlyOwners = "only_owners"
    /// A practice has an owner at all times, so the last one stays.
    case lastOwner = "last_owner"
}

extension Staff {
    /// Says whether they may add somebody to the team in a role.
    ///
    /// - Throws: ``TeamRefusal``.
    public func checkInvitation(as role: Role) throws(TeamRefusal) {
        guard isActive, self.role.overseesPractice else { throw .notYours }
        guard role != .owner || self.role == .owner else { throw .onlyOwners }
    }

    /// Says whether they may change somebody's place in the team, their own too.
    ///
    /// - Parameter owners: How many active owners the practice has.
    /// - Throws: ``TeamRefusal``.
    public func check(_ change: TeamChange, of other: Staff, owners: Int) throws(TeamRefusal) {
        guard isActive, role.overseesPractice, practice == other.practice else { throw .notYours }
        guard role == .owner || (other.role != .owner && change != .role(.owner)) else { throw .onlyOwners }
        let stays = change == .role(.owner) || change == .reactivation
        guard stays || other.role != .owner || !other.isActive || owners > 1 else { throw .lastOwner }
    }

    /// Says whether they may take the second step off somebody who has lost it. Not off themselves: that takes a code, or a browser
    /// left open would do.
    ///
    /// - Throws: ``TeamRefusal``.
    public func checkSecondStepReset(of other: Staff) throws(TeamRefusal) {
        guard isActive, role.overseesPractice, practice == other.practice, id != other.id else { throw .notYours }
        guard role == .owner || other.role != .owner else { throw .onlyOwners }
    }

    /// The roles that they may give somebody, the highest first.
    public var rolesToGive: [Role] { Role.allCases.filter { (try? checkInvitation(as: $0)) != nil } }
}
