import SignalingProtocol

/// What passes between those in the session. The sender is always the server's stamp, never what the message says.
extension Room {
    /// Passes one signal on if it belongs to the media connection that the two have now.
    func relay(_ signal: OutgoingSignal, from sender: Member) -> [Effect] {
        guard signal.to != sender.id, let receiver = members[signal.to], receiver.isAdmitted else {
            return failed(signal, from: sender, .gone, .participantNotFound)
        }
        let conn = connection(sender, receiver)
        guard signal.toSession == receiver.session, signal.conn == conn else {
            return failed(signal, from: sender, .staleConn, .conflict)
        }
        // A short drop is bridged by the replay; after the notice the sender is told to wait for the return.
        guard !receiver.isShownReconnecting else { return failed(signal, from: sender, .reconnecting, .conflict) }
        let incoming = IncomingSignal(
            from: sender.id, fromSession: sender.session, conn: conn, kind: signal.kind, payload: signal.payload)
        return [.send(.signal(incoming), to: receiver.session, rev: nil), .done]
    }

    private func failed(
        _ signal: OutgoingSignal, from sender: Member, _ reason: SignalFailed.Reason, _ code: ErrorCode
    ) -> [Effect] {
        let failure = SignalFailed(to: signal.to, conn: signal.conn, reason: reason)
        return [.send(.signalFailed(failure), to: sender.session, rev: nil), .refusal(code, reason.rawValue)]
    }

    /// To everybody in the session, the sender included, or to one and the sender. Never kept beyond delivery.
    func chat(_ draft: ChatDraft, from sender: Member, at now: Instant) -> [Effect] {
        let message = ServerMessage.chatMessage(ChatMessage(from: sender.id, to: draft.to, text: draft.text, at: now))
        guard let to = draft.to else { return admitted.map { .send(message, to: $0.session, rev: nil) } + [.done] }
        guard to != sender.id, let receiver = members[to], receiver.isAdmitted else {
            return [.refusal(.participantNotFound, "nobody with this id in the session")]
        }
        return [.send(message, to: receiver.session, rev: nil), .send(message, to: sender.session, rev: nil), .done]
    }

    mutating func raise(_ hand: Hand, by member: Member, at now: Instant) -> [Effect] {
        setHand(hand.raised, of: member.id, at: now) + [.done]
    }

    mutating func setHand(_ isRaised: Bool, of id: ParticipantID, at now: Instant) -> [Effect] {
        guard let member = members[id], member.hand != isRaised else { return [] }
        advance()
        update(id) { $0.hand = isRaised }
        return tellAdmitted(.handUpdated(HandUpdated(from: id, raised: isRaised, at: now)))
    }

    /// How well somebody sees and hears: for the other hosts.
    func report(_ quality: Quality, by member: Member, at now: Instant) -> [Effect] {
        let update = QualityUpdated(from: member.id, level: quality.level, reason: quality.reason, at: now)
        return deciders.filter { $0.id != member.id }.map { .send(.qualityUpdated(update), to: $0.session, rev: nil) } + [.done]
    }

    /// A silent word to hosts; the sender's page shows nothing.
    func raise(_ alert: Alert, by member: Member, at now: Instant) -> [Effect] {
        let raised = AlertRaised(from: member.id, kind: alert.kind, at: now)
        return deciders.filter { $0.id != member.id }.map { .send(.alert(raised), to: $0.session, rev: nil) } + [.done]
    }
}
