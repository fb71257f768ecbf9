import Logging
import NIOCore
import RoomCore
import SignalingProtocol

extension RoomHost {
    /// Who gets the answer to an input.
    enum Asker: Sendable {
        case session(SessionID, ConnectionID, request: String?)
        case hello(ConnectionID, request: String?)
        /// Staff by their own socket.
        case outside(@Sendable (Reply) -> Void)
        case command(@Sendable (Result<Void, any Error>) -> Void)
        case nobody
    }

    /// Performs effects in order, then answers whoever asked, if the room did not.
    func perform(_ effects: [Room.Effect], asker: Asker) {
        var isAnswered = false
        for effect in effects {
            switch effect {
            case .record: core.logger.critical("a record came too late to be written ahead", metadata: ["room.id": "\(id)"])
            case .accept(let connection, let acceptance): accept(connection, acceptance)
            case .refuse(let connection, let refusal, let close):
                guard let entry = connections.removeValue(forKey: connection) else { continue }
                entry.socket.perform(.refuse(refusal, request: entry.request, close: close))
            case .send(let message, let session, let rev): send(message, to: session, rev: rev)
            case .reply(let reply):
                isAnswered = true
                answer(asker, heard(reply))
            case .close(let session, let bye, let forget): close(session, bye, forget: forget)
            case .closeConnection(let connection, let bye): connections[connection]?.socket.perform(.close(bye))
            case .sendICEServers(let session, let participant):
                sessions[session]?.lease = .init(participant: participant)
                sendServers(to: session)
            }
        }
        if !isAnswered { answer(asker, .ok(.none)) }
        if case .command(let done) = asker { done(.success(())) }
    }

    /// A knock that no host in the room hears may be heard where staff have the queue open.
    private func heard(_ reply: Reply) -> Reply {
        guard case .ok(.knock(let outcome)) = reply else { return reply }
        return .ok(.knock(KnockOutcome(heard: outcome.heard || queue.isWatched(room.record.terms))))
    }

    /// Whether this very request was answered before; if so it is answered the same again.
    func repeated(_ asker: Asker) -> Bool {
        guard case .session(let session, let connection, let request?) = asker, let reply = sessions[session]?.replies[request]
        else {
            return false
        }
        send(reply, to: connection, re: request)
        return true
    }

    /// Replies need an id to answer to; errors are sent without one too.
    func answer(_ asker: Asker, _ reply: Reply) {
        switch asker {
        case .session(let session, let connection, let request):
            if let request {
                sessions[session]?.replies.remember(reply, to: request)
            } else if case .ok = reply {
                return
            }
            send(reply, to: connection, re: request ?? "")
        case .outside(let answer): answer(reply)
        case .hello, .command, .nobody: break
        }
    }

    private func send(_ reply: Reply, to connection: ConnectionID, re request: String) {
        if case .error(let refusal) = reply { core.metrics.refused(refusal.code) }
        guard let text = core.codec.encode(.reply(reply, re: request)) else { return }
        connections[connection]?.socket.perform(.send(OutgoingFrame(text)))
    }

    /// Sends a message to a session. Where its kind is numbered it is kept for a resume too; where it isn't, it is lost on a
    /// session that has no connection.
    func send(_ message: ServerMessage, to session: SessionID, rev: Int?) {
        let connection = sessions[session]?.connection.flatMap { connections[$0] }
        let text: ByteBuffer?
        if message.kind.isSequenced {
            text = sessions[session]?.replay.append { core.codec.encode(.event(message, seq: $0, rev: rev)) }
        } else if connection != nil {
            text = core.codec.encode(.event(message, seq: nil, rev: rev))
        } else {
            text = nil
        }
        guard let text, let connection else { return }
        core.metrics.sent(message.kind)
        connection.socket.perform(.send(OutgoingFrame(text, key: message.coalescingKey)))
        // Back in the waiting room there are no credentials to renew (protocol, Media negotiation).
        if case .waitingEntered = message { sessions[session]?.lease = nil }
    }

    private func accept(_ connection: ConnectionID, _ acceptance: Room.Acceptance) {
        guard let entry = connections[connection] else { return }
        let session = acceptance.session
        connections[connection]?.session = session
        var hosted = sessions[session] ?? HostedSession(limits: core.limits, after: max(0, entry.lastSeq))
        hosted.connection = connection
        hosted.resumeHashes = [entry.resumeHash] + (entry.presented.map { [$0] } ?? [])
        if acceptance.state == .waiting { hosted.lease = nil }
        // The picture follows: what was kept from before tells of another time, perhaps of a session they are no longer in.
        if !acceptance.replay { hosted.replay.forget() }
        sessions[session] = hosted
        forgetOldest()
        entry.socket.perform(.accept(self))
        send(.helloOK(helloOK(acceptance, resumeToken: entry.resumeToken)), to: session, rev: nil)
        guard acceptance.replay else { return }
        guard hosted.replay.canReplay(after: entry.lastSeq) else {
            // What was decided before it in the same batch has pushed something out: the next resume gets the picture.
            return entry.socket.perform(.close(ServerBye(code: .slowConsumer, reason: "replay_overflow")))
        }
        hosted.replay.acknowledge(entry.lastSeq)
        sessions[session]?.replay = hosted.replay
        for text in hosted.replay.events(after: entry.lastSeq) { entry.socket.perform(.send(OutgoingFrame(text))) }
    }

    private func helloOK(_ acceptance: Room.Acceptance, resumeToken: String) -> HelloOK {
        let limits = core.limits
        return HelloOK(
            session: acceptance.session, participantId: acceptance.participant, resumed: acceptance.resumed,
            replay: acceptance.replay, resumeToken: resumeToken, state: acceptance.state, role: acceptance.role,
            perms: acceptance.permissions, epoch: room.epoch, serverTime: core.now(),
            limits: .init(
                maxFrame: limits.frameBytes, descriptionBytes: limits.descriptionBytes, candidateBytes: limits.candidateBytes,
                messagesPerSecond: limits.messageRate.perSecond, burst: limits.messageRate.burst),
            heartbeat: .init(
                intervalMs: limits.heartbeat.milliseconds, timeoutMs: limits.heartbeatTimeout.milliseconds))
    }

    private func close(_ session: SessionID, _ bye: ServerBye, forget: Bool) {
        if let connection = sessions[session]?.connection { connections[connection]?.socket.perform(.close(bye)) }
        if forget { sessions[session] = nil } else { sessions[session]?.replay.forget() }
    }

    /// Sessions that nobody came back to and no effect closed: beyond what a room can hold they are let go.
    private func forgetOldest() {
        let most = 4 * (core.limits.waiting + core.limits.admitted)
        guard sessions.count > most else { return }
        for (session, hosted) in sessions where hosted.connection == nil { sessions[session] = nil }
    }
}
