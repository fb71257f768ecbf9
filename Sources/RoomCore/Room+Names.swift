import SignalingProtocol

/// Whose name is whose: no two people here have names that read the same (H2).
///
/// Three rules. A name that somebody's record vouches for is theirs: whoever merely chose it gets a number. Who arrives, returns or
/// waits is never refused for a name, but numbered ("Sam 2") where hosts see it, so that neither answer tells them who else is
/// here (V12). Who is in the session, and sees the others anyway, is refused.
extension Room {
    /// Settles what this person is called who asks for this name, and takes it from whoever merely chose it.
    /// - Returns: The name, perhaps with a number, and the news of those who have another name now.
    mutating func settle(_ name: DisplayName, of id: ParticipantID?, isVouched: Bool) -> (name: DisplayName, news: [Effect]) {
        guard isFree(name, for: id, isVouched: isVouched) else { return (numbered(name, for: id), []) }
        return (name, holders(of: name, except: id).flatMap { renumber($0) })
    }

    /// Whether somebody may have this name: nobody else's reads the same, or nobody else's whose record vouches for it.
    func isFree(_ name: DisplayName, for id: ParticipantID?, isVouched: Bool) -> Bool {
        isVouched ? !holders(of: name, except: id).contains(where: \.isNameVouched) : !isTaken(name, except: id)
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

    /// A name on record counts like a chosen one.
    private func isTaken(_ name: DisplayName, except own: ParticipantID?) -> Bool {
        others(than: own).contains {
            $0.record.displayName.key == name.key || DisplayName.key(onRecord: $0.record.verifiedName) == name.key
        }
    }

    /// They keep their place.
    private mutating func renumber(_ holder: Member) -> [Effect] {
        let name = numbered(holder.record.displayName, for: holder.id)
        advance()
        update(holder.id) { $0.record.displayName = name }
        return tellName(of: holder, name)
    }

    /// The first free one of "Sam 2", "Sam 3" and so on. Everybody else has two names at most, so one of these is free.
    private func numbered(_ name: DisplayName, for own: ParticipantID?) -> DisplayName {
        var words = name.text.prefix(DisplayName.longest - 6)
        while words.unicodeScalars.count > DisplayName.longestInScalars - 6 { words.removeLast() }
        let candidates = (2...(2 * members.count + 2)).lazy.compactMap { DisplayName("\(words) \($0)") }
        return candidates.first { !isTaken($0, except: own) } ?? name
    }
}

extension Member {
    var isNameVouched: Bool { vouches(for: record.displayName) }

    /// Whether a name is the one on their record, as far as they have one.
    func vouches(for name: DisplayName) -> Bool { name.isVouched(byRecord: record.verifiedName, as: role) }
}

extension DisplayName {
    /// A host of whom the record gives no name is believed the chosen one.
    func isVouched(byRecord name: String?, as role: Role) -> Bool {
        name == nil ? role == .host : Self.key(onRecord: name) == key
    }

    static func key(onRecord name: String?) -> String? {
        name.map { DisplayName($0)?.key ?? $0.lowercased() }
    }
}
