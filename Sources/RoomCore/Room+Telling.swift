import SignalingProtocol

/// Who is told. The room's revision is stamped on what tells of a change of its state.
extension Room {
    /// The room's state changes: everything that tells of it carries this number.
    mutating func advance() { revision += 1 }

    /// To everybody in the session, the one it is about included: one order for all.
    func tellAdmitted(_ message: ServerMessage) -> [Effect] {
        admitted.map { .send(message, to: $0.session, rev: revision) }
    }

    /// To everybody in the session but one.
    func tellOthers(than member: Member, _ message: ServerMessage) -> [Effect] {
        admitted.filter { $0.id != member.id }.map { .send(message, to: $0.session, rev: revision) }
    }

    /// To those who decide about admission.
    func tellDeciders(_ message: ServerMessage, except own: ParticipantID? = nil) -> [Effect] {
        deciders.filter { $0.id != own }.map { .send(message, to: $0.session, rev: revision) }
    }

    /// To everybody waiting: what the room lets them know.
    func tellWaiting() -> [Effect] {
        queue.map { .send(.waitingStatus(status(for: $0)), to: $0.session, rev: nil) }
    }

    /// To somebody who waits and is back: how things stand, and what a host wrote unless it is replayed anyway.
    func standing(of member: Member, replays: Bool = false) -> [Effect] {
        let note = replays ? nil : member.record.hostNote
        let status = Effect.send(.waitingStatus(status(for: member)), to: member.session, rev: nil)
        return [status] + (note.map { [.send(.waitingMessage($0), to: member.session, rev: nil)] } ?? [])
    }

    /// Tells hosts who is kept out now.
    func tellBlocked() -> [Effect] { tellDeciders(.roomUpdated(RoomUpdate(blocked: blocked))) }

    /// To all: where the session now stands in time, and with whom it is. Hosts also learn whether entry was reopened.
    func tellTimes() -> [Effect] {
        admitted.map { member in
            let update = RoomUpdate(
                reopened: member.role.decidesAdmission ? record.isReopened : nil, startsAt: record.terms.startsAt,
                endsAt: record.endsAt, closesAt: record.entryClosesAt, hardEnd: record.hardEnd,
                hostName: record.terms.hostName)
            return .send(.roomUpdated(update), to: member.session, rev: revision)
        } + tellWaiting()
    }

    /// The last word to a session that is over; `forget: false`: until they are back with their resume token.
    static func over(
        _ session: SessionID, _ code: CloseCode, _ reason: Farewell, message: String? = nil, forget: Bool = true
    ) -> Effect {
        .close(session, ServerBye(code: code, reason: reason.rawValue, message: message), forget: forget)
    }
}

/// The stable words of `bye`, for which pages have texts of their own.
enum Farewell: String {
    case left, timeout, replaced, removed, denied, ended, cancelled
    case hardEnd = "hard_end"
    case hostAbsent = "host_absent"
    case windowClosed = "window_closed"
    case roomFull = "room_full"
    case linkRevoked = "link_revoked"
    case revoked
    case hostChanged = "host_changed"
}

extension Room.Effect {
    func isMessage(to receiver: SessionID?) -> Bool {
        if case .send(_, let session, _) = self { session == receiver } else { false }
    }

    var isReply: Bool {
        if case .reply = self { true } else { false }
    }

    static var done: Self { .reply(.ok(.none)) }

    static func refusal(_ code: ErrorCode, _ message: String, details: Refusal.Details? = nil) -> Self {
        .reply(.error(Refusal(code, message, details: details)))
    }
}
