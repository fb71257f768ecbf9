import SignalingProtocol

extension Room {
    /// What has happened. The only way to change a room is to tell it so.
    public enum Input: Equatable, Sendable {
        /// A hello with a verified token.
        case arrived(Arrival)
        /// A hello with a resume token.
        case returned(Return)
        /// The first frame on a connection since it was accepted with this resume token: the one before it dies (protocol, Resume).
        /// Ignored unless it is the session's newest.
        case confirmed(SessionID, ResumeHash)
        /// A message of somebody in this room. Never `hello`, `ping`, `ack` or `ice.refresh`: those are the connection's.
        case received(ClientMessage, from: SessionID)
        /// `waiting.admit`, `waiting.deny` or `waiting.message` of staff who are not in the room, by `/v1/staff`.
        case instructed(ClientMessage, by: StaffGrant)
        /// The socket is gone without a `bye`. Ignored unless it is the session's newest connection.
        case disconnected(SessionID, connection: ConnectionID)
        case commanded(RoomCommand)
        /// ``Room/nextDeadline`` has come.
        case deadlinePassed
    }

    /// Somebody new on a connection, and the fresh random names they get if the room takes them.
    public struct Arrival: Equatable, Sendable {
        public var grant: RoomGrant
        public var hello: Hello
        public var connection: ConnectionID
        /// For a new session.
        public var session: SessionID
        /// For a subject this room has not met.
        public var participant: ParticipantID
        /// Of the resume token that `hello.ok` will hold.
        public var resumeHash: ResumeHash

        public init(
            grant: RoomGrant, hello: Hello, connection: ConnectionID, session: SessionID, participant: ParticipantID,
            resumeHash: ResumeHash
        ) {
            self.grant = grant
            self.hello = hello
            self.connection = connection
            self.session = session
            self.participant = participant
            self.resumeHash = resumeHash
        }
    }

    /// Somebody back with a resume token.
    public struct Return: Equatable, Sendable {
        public var hello: Hello
        public var connection: ConnectionID
        /// Of the token that was sent.
        public var presented: ResumeHash
        /// Of the token that takes its place.
        public var next: ResumeHash
        /// Whether the host still has everything after `lastSeq`; otherwise the room sends its whole picture.
        public var canReplay: Bool

        public init(hello: Hello, connection: ConnectionID, presented: ResumeHash, next: ResumeHash, canReplay: Bool) {
            self.hello = hello
            self.connection = connection
            self.presented = presented
            self.next = next
            self.canReplay = canReplay
        }
    }
}
