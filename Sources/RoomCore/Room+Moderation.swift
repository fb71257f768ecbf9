import SignalingProtocol

/// What hosts do about those in the session. A co-host may not touch hosts.
extension Room {
    mutating func mute(_ mute: Mute, by host: Member) -> [Effect] {
        let kinds = MediaKind.allCases.filter(mute.kinds.contains)
        guard !kinds.isEmpty else { return [.refusal(.badRequest, "no kinds", details: .init(field: "kinds"))] }
        let targets = Self.unique(mute.ids).compactMap { members[$0] }.filter(\.isAdmitted)
        guard !targets.isEmpty else { return [.refusal(.participantNotFound, "none of them is in the session")] }
        if let refusal = targets.compactMap({ shielded($0, from: host) }).first { return [refusal] }
        return targets.flatMap { enforce(kinds, on: $0.id, by: host.id) } + [.done]
    }

    /// There is no remote unmute: they are asked.
    func askUnmute(_ ask: AskUnmute, by host: Member) -> [Effect] {
        guard let target = members[ask.id], target.isAdmitted else { return [absent()] }
        if let refusal = shielded(target, from: host) { return [refusal] }
        guard target.record.permissions[ask.kind] else {
            return [.refusal(.conflict, "they are not allowed to send \(ask.kind.rawValue)")]
        }
        return [.send(.mediaAskUnmute(MediaAsk(kind: ask.kind, by: host.id)), to: target.session, rev: nil), .done]
    }

    /// Takes away or gives back what a participant may send; what is taken away stops.
    mutating func setPermissions(_ change: SetPermissions, by host: Member) -> [Effect] {
        guard let target = members[change.id], target.isAdmitted else { return [absent()] }
        guard !target.role.isStaff else { return [.refusal(.forbidden, "staff have what their role gives")] }
        guard change.perms != target.record.permissions else { return [.done] }
        advance()
        update(target.id) { $0.record.permissions = change.perms }
        let taken = MediaKind.allCases.filter { target.record.permissions[$0] && !change.perms[$0] }
        return tellAdmitted(.participantUpdated(ParticipantUpdate(id: target.id, perms: change.perms)))
            + enforce(taken, on: target.id, by: host.id) + [.done]
    }

    /// Makes an observer a co-host, or takes it back. Co-hosts are staff (V14); a host's rights come from the booking (H1).
    mutating func setRole(_ change: SetRole, by host: Member, at now: Instant) -> [Effect] {
        guard let target = members[change.id], target.isAdmitted else { return [absent()] }
        guard target.role == .observer || target.role == .cohost else {
            return [.refusal(.forbidden, "only staff who are not hosts become co-host")]
        }
        let role: Role = change.role == .cohost ? .cohost : .observer
        guard role != target.role else { return [.done] }
        advance()
        update(target.id) { member in
            member.record.role = role
            member.record.permissions = role.initialPermissions
        }
        let effects = tellRole(of: target.id)
        guard !role.publishes else { return effects + [.done] }
        return effects + enforce(MediaKind.allCases, on: target.id, by: host.id)
            + setHand(false, of: target.id, at: now) + [.done]
    }

    /// Everybody learns of it, and the one it is about gets the picture that goes with the role.
    private func tellRole(of id: ParticipantID) -> [Effect] {
        guard let member = members[id] else { return [] }
        let update = ParticipantUpdate(id: id, role: member.role, perms: member.record.permissions)
        return tellAdmitted(.participantUpdated(update))
            + [.send(.roomState(picture(for: member)), to: member.session, rev: revision)]
    }

    /// Locked: newcomers wait, also those with a direct entry, until a host admits them. Re-entry passes.
    mutating func setLock(_ isLocked: Bool) -> [Effect] {
        guard isLocked != record.isLocked else { return [.done] }
        advance()
        updateRoom { $0.isLocked = isLocked }
        return tellAdmitted(.roomUpdated(RoomUpdate(locked: isLocked))) + tellWaiting() + [.done]
    }

    func absent() -> Effect { .refusal(.participantNotFound, "nobody with this id in the session") }

    /// Why a co-host may not act on this member.
    func shielded(_ target: Member, from host: Member) -> Effect? {
        guard host.role == .cohost, target.role == .host else { return nil }
        return .refusal(.forbidden, "a co-host may not do this to a host")
    }
}
