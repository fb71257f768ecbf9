import SignalingProtocol

/// Whose name is whose: no two people in the waiting room, and no two in the session, have names that read the same (H2).
///
/// Three rules. A name that somebody's record vouches for is theirs: whoever merely chose it gets a number. Nobody is refused a
/// name who arrives, returns or waits, but numbered ("Sam 2") where hosts see it, so that neither answer tells who else is here
/// (V12). And what the session can see depends on the session alone: who waits, or what a record says, changes no name in it and
/// has no name refused, until they are let in (V14).
extension Room {
    /// Among whom a name has to be one's own.
    enum Circle {
        /// Everybody, by chosen name and by record: as hosts see them.
        case hosts
        /// Who is in the session, by the names they show; and staff, by both of theirs.
        case session
    }

    /// Settles what this person is called who asks for this name, and takes it from whoever merely chose it.
    ///
    /// - Returns: The name, perhaps with a number, and the news of those who have another name now.
    mutating func settle(
        _ name: DisplayName, of id: ParticipantID?, isVouched: Bool, in circle: Circle
    ) -> (name: DisplayName, news: [Effect]) {
        guard isFree(name, for: id, isVouched: isVouched, in: circle) else { return (numbered(name, for: id, in: circle), []) }
        let losers = holders(of: name, except: id).filter { circle == .session ? $0.isSeenInSession : !$0.isAdmitted }
        return (name, losers.flatMap { renumber($0) })
    }

    /// Whether somebody may have this name: nobody else's reads the same, or nobody else's whose record vouches for it.
    func isFree(_ name: DisplayName, for id: ParticipantID?, isVouched: Bool, in circle: Circle) -> Bool {
        guard isVouched else { return !isTaken(name, except: id, in: circle) }
        return !holders(of: name, except: id).contains { $0.isNameVouched && (circle == .hosts || $0.isSeenInSession) }
    }

    /// Settles the name of somebody who comes where others see it: into the waiting room, or into the session.
    ///
    /// - Returns: The news of those who have another name now.
    mutating func settleName(of id: ParticipantID, in circle: Circle) -> [Effect] {
        guard let member = members[id] else { return [] }
        let (name, news) = settle(member.record.displayName, of: id, isVouched: member.isNameVouched, in: circle)
        update(id) { $0.record.displayName = name }
        return news.filter { !$0.isMessage(to: member.session) }
    }

    /// Tells of somebody's new name: hosts in the waiting room, everybody in the session.
    func tellName(of member: Member, _ name: DisplayName) -> [Effect] {
        if member.isWaiting { return tellDeciders(.waitingUpdated(WaitingUpdate(id: member.id, displayName: name))) }
        if member.isAdmitted { return tellAdmitted(.participantUpdated(ParticipantUpdate(id: member.id, displayName: name))) }
        return member.record.isBlocked ? tellBlocked() : []
    }

    /// Those here, and staff even while they are out.
    private func others(than own: ParticipantID?) -> [Member] {
        members.values.filter { $0.id != own && ($0.isPresent || $0.role.isStaff) }.sorted { $0.id < $1.id }
    }

    private func holders(of name: DisplayName, except own: ParticipantID?) -> [Member] {
        others(than: own).filter { $0.record.displayName.key == name.key }
    }

    private func isTaken(_ name: DisplayName, except own: ParticipantID?, in circle: Circle) -> Bool {
        others(than: own).contains { other in
            let isShown = other.record.displayName.key == name.key
            let isOnRecord = other.record.verifiedName.map { DisplayName.key(ofRecordName: $0) } == name.key
            return switch circle {
            case .hosts: isShown || isOnRecord
            case .session: other.role.isStaff ? isShown || isOnRecord : other.isAdmitted && isShown
            }
        }
    }

    /// They keep their place.
    private mutating func renumber(_ holder: Member) -> [Effect] {
        let name = numbered(holder.record.displayName, for: holder.id, in: holder.isAdmitted ? .session : .hosts)
        advance()
        update(holder.id) { $0.record.displayName = name }
        return tellName(of: holder, name)
    }

    /// The first free one of "Sam 2", "Sam 3" and so on. Everybody else has two names at most, so one of these is free.
    private func numbered(_ name: DisplayName, for own: ParticipantID?, in circle: Circle) -> DisplayName {
        var words = name.text.prefix(DisplayName.longest - 6)
        while words.unicodeScalars.count > DisplayName.longestInScalars - 6 { words.removeLast() }
        let candidates = (2...(2 * members.count + 2)).lazy.compactMap { DisplayName("\(words) \($0)") }
        return candidates.first { !isTaken($0, except: own, in: circle) } ?? name
    }
}

extension Member {
    var isNameVouched: Bool { vouches(for: record.displayName) }

    var isSeenInSession: Bool { isAdmitted || role.isStaff }

    /// Whether a name is the one on their record, as far as they have one.
    func vouches(for name: DisplayName) -> Bool { name.isVouched(byRecord: record.verifiedName, as: role) }
}

extension DisplayName {
    /// A host of whom the record gives no name is believed the chosen one.
    func isVouched(byRecord name: String?, as role: Role) -> Bool {
        guard let name else { return role == .host }
        return Self.key(ofRecordName: name) == key
    }
}
