import SignalingProtocol

extension Room {
    /// What is to be done about an input, in this order. If there is a ``record(_:)``, it is the first, and nothing else
    /// happens until it is committed.
    public enum Effect: Equatable, Sendable {
        case record([RoomChange])
        /// The connection belongs to this session from now on: send `hello.ok`; then, with `replay`, what was missed.
        case accept(ConnectionID, Acceptance)
        /// The hello was refused. Without a close code the socket stays, and may say hello again (`duplicate_session`).
        case refuse(ConnectionID, Refusal, close: CloseCode?)
        /// A message for one session. `rev` is set where it tells of a change of the room's state. Dropped if the session has no connection and
        /// its kind isn't sequenced; kept for replay otherwise.
        case send(ServerMessage, to: SessionID, rev: Int?)
        /// The answer to the request that was this input.
        case reply(Reply)
        /// `bye`, then close. `forget`: the session is over, keep nothing of it; else it may come back, and what was answered is kept.
        case close(SessionID, ServerBye, forget: Bool)
        /// Closes one connection only (an older one of the same session, replaced).
        case closeConnection(ConnectionID, ServerBye)
        /// Send this session its ICE servers, with credentials in the name of this participant (after admission only).
        case sendICEServers(SessionID, ParticipantID)
    }

    /// What `hello.ok` says that the room decides.
    public struct Acceptance: Equatable, Sendable {
        public var session: SessionID
        public var participant: ParticipantID
        public var resumed: Bool
        public var replay: Bool
        public var state: HelloOK.State
        public var role: Role
        public var permissions: Permissions

        public init(
            session: SessionID, participant: ParticipantID, resumed: Bool, replay: Bool, state: HelloOK.State, role: Role,
            permissions: Permissions
        ) {
            self.session = session
            self.participant = participant
            self.resumed = resumed
            self.replay = replay
            self.state = state
            self.role = role
            self.permissions = permissions
        }
    }
}
