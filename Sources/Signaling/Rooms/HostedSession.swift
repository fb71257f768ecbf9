import SignalingProtocol

/// What the host keeps of one session, resumes included: its numbered events, its replies, its connection.
struct HostedSession: Sendable {
    /// TURN credentials that are renewed while they are needed.
    struct Lease: Sendable {
        var participant: ParticipantID
        var refreshAt: Instant?
    }

    var replay: ReplayBuffer
    var replies: RememberedReplies
    var connection: ConnectionID?
    /// Of the resume token that is good now, and of the one before it.
    var resumeHashes: [ResumeHash]
    var lease: Lease?

    /// When new credentials are due. Nobody's, while nobody is connected.
    var renewAt: Instant? { connection == nil ? nil : lease?.refreshAt }

    init(limits: Limits, after lastSeq: Int) {
        replay = ReplayBuffer(maximumCount: limits.replayMessages, maximumBytes: limits.replayBytes, after: lastSeq)
        replies = RememberedReplies(maximumCount: limits.rememberedReplies)
        resumeHashes = []
    }
}

/// One socket that said hello to this room.
struct HostedConnection: Sendable {
    let socket: SocketHandle
    /// Given to the client with `hello.ok`.
    let resumeToken: String
    let resumeHash: ResumeHash
    /// The newest event that the client says it has.
    let lastSeq: Int
    /// Of the hello.
    let request: String?
    /// What the hello itself said, with a resume token.
    let presented: ResumeHash?
    var session: SessionID?
    /// Nothing has come since the hello: the previous resume token is still good.
    var isUnconfirmed = true
}
