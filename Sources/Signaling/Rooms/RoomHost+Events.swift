import RoomCore
import SignalingProtocol

extension RoomHost {
    /// What a host is told.
    enum Event: Sendable {
        case arrived(Hello, RoomGrant, request: String?, on: SocketHandle)
        case returned(Hello, request: String?, on: SocketHandle)
        case message(ClientFrame, from: ConnectionID)
        /// The first frame on a connection that was accepted with this resume token.
        case confirmed(SessionID, ResumeHash)
        case closed(ConnectionID)
        /// The server is about to stop.
        case draining(ConnectionID, by: Instant)
        /// Everything that was asked for before is done.
        case leaving(ConnectionID, ServerBye)
        case instructed(ClientMessage, by: StaffGrant, answer: @Sendable (Reply) -> Void)
        case commanded(RoomCommand, done: @Sendable (Result<Void, any Error>) -> Void)
        case deadlinePassed
        /// What could not be committed before.
        case happened(Room.Input)
    }

    /// A message of somebody in the room: what concerns only their connection is answered at once, talk between the admitted
    /// waits for nothing but what they said before it themselves, the rest takes its turn.
    func receive(_ frame: ClientFrame, from connection: ConnectionID) {
        guard let from = connections[connection], let session = from.session else { return }
        if from.isUnconfirmed {
            connections[connection]?.isUnconfirmed = false
            inbox.append(.confirmed(session, from.resumeHash))
            drain()
        }
        if let seq = frame.ack { sessions[session]?.replay.acknowledge(seq) }
        let asker = Asker.session(session, connection, request: frame.id)
        switch frame.message {
        case .hello: answer(asker, .error(Refusal(.badRequest, "said hello before")))
        case .ping(let ping): send(.pong(Pong(ts: ping.ts, serverTime: core.now())), to: session, rev: nil)
        case .ack(let ack): sessions[session]?.replay.acknowledge(ack.seq)
        case .iceRefresh: refreshServers(of: session, asker: asker)
        case let message where message.isTalk && !isBusy && !awaitsTurn(session): talk(message, from: session, asker: asker)
        default:
            guard inbox.count < Self.maximumInbox else {
                return answer(asker, .error(Refusal(.overloaded, "try again", retryAfterMs: 1000)))
            }
            inbox.append(.message(frame, from: connection))
        }
    }

    /// Whether something that this session said before has not been decided and committed yet.
    private func awaitsTurn(_ session: SessionID) -> Bool {
        let isCommitting = pending?.decisions.contains { decision in
            if case .session(session, _, _) = decision.asker { true } else { false }
        }
        return isCommitting == true
            || inbox.contains { event in
                if case .message(_, let connection) = event { connections[connection]?.session == session } else { false }
            }
    }

    /// Has the room decide about the next event in line.
    func take(_ event: Event) {
        switch event {
        case .arrived(let hello, let grant, let request, let socket): arrived(hello, grant, request: request, on: socket, event)
        case .returned(let hello, let request, let socket): returned(hello, request: request, on: socket, event)
        case .message(let frame, let connection):
            guard let session = connections[connection]?.session else { return }
            let asker = Asker.session(session, connection, request: frame.id)
            guard !repeated(asker) else { return }
            decide(.received(frame.message, from: session), asker: asker)
        case .confirmed(let session, let token): decide(.confirmed(session, token), asker: .nobody)
        case .closed(let connection): closed(connection)
        case .draining(let connection, let deadline): drain(connection, by: deadline)
        case .leaving(let connection, let bye): connections[connection]?.socket.perform(.close(bye))
        case .instructed(let message, let grant, let answer):
            guard grant.mayHost(room.record.terms) else {
                return answer(.error(Refusal(.forbidden, "not a room of yours")))
            }
            decide(.instructed(message, by: grant), asker: .outside(answer))
        case .commanded(let command, let done): decide(.commanded(command), asker: .command(done))
        case .deadlinePassed: decide(.deadlinePassed, asker: .nobody)
        case .happened(let input): decide(input, asker: .nobody)
        }
    }

    private func arrived(_ hello: Hello, _ grant: RoomGrant, request: String?, on socket: SocketHandle, _ event: Event) {
        let (token, hash) = RandomNames.resumeToken()
        connections[socket.id] = HostedConnection(
            socket: socket, resumeToken: token, resumeHash: hash, lastSeq: 0, request: request, presented: nil)
        let arrival = Room.Arrival(
            grant: grant, hello: hello, connection: socket.id, session: RandomNames.id(), participant: RandomNames.id(),
            resumeHash: hash)
        decide(.arrived(arrival), asker: .hello(socket.id, request: request), of: event)
    }

    private func returned(_ hello: Hello, request: String?, on socket: SocketHandle, _ event: Event) {
        guard let resume = hello.resume else { return }
        let (token, hash) = RandomNames.resumeToken()
        let presented = RandomNames.hash(of: resume.token)
        connections[socket.id] = HostedConnection(
            socket: socket, resumeToken: token, resumeHash: hash, lastSeq: resume.lastSeq, request: request, presented: presented)
        let known = sessions.values.first { $0.resumeHashes.contains(presented) }
        let back = Room.Return(
            hello: hello, connection: socket.id, presented: presented, next: hash,
            canReplay: known?.replay.canReplay(after: resume.lastSeq) ?? false)
        decide(.returned(back), asker: .hello(socket.id, request: request), of: event)
    }

    private func closed(_ connection: ConnectionID) {
        guard let session = connections.removeValue(forKey: connection)?.session else { return }
        if sessions[session]?.connection == connection { sessions[session]?.connection = nil }
        decide(.disconnected(session, connection: connection), asker: .nobody)
    }

    /// The server is about to stop: the session is told at once when to come back, and its socket is closed when what was asked
    /// for before is committed.
    func drain(_ connection: ConnectionID, by deadline: Instant) {
        guard let session = connections[connection]?.session else { return }
        let draining = Draining(by: deadline)
        send(.serverDraining(draining), to: session, rev: nil)
        inbox.append(.leaving(connection, draining.bye))
    }
}

extension ClientMessage {
    /// What passes between the admitted and changes nothing that is recorded: it never waits for what others have the journal do.
    var isTalk: Bool {
        switch self {
        case .signal, .chatSend, .mediaUpdate, .handSet, .qualityReport: true
        default: false
        }
    }
}
