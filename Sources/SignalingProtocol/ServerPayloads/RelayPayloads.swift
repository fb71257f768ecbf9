public struct IncomingSignal: Codable, Equatable, Sendable {
    public var from: ParticipantID
    public var fromSession: SessionID
    public var conn: Int
    public var kind: SignalKind
    public var payload: RawJSON
    public init(from: ParticipantID, fromSession: SessionID, conn: Int, kind: SignalKind, payload: RawJSON) {
        self.from = from
        self.fromSession = fromSession
        self.conn = conn
        self.kind = kind
        self.payload = payload
    }
}

public struct SignalFailed: Codable, Equatable, Sendable {
    public enum Reason: String, Codable, Sendable { case gone, reconnecting, staleConn = "stale_conn", overflow }
    public var to: ParticipantID
    public var conn: Int
    public var reason: Reason
    public init(to: ParticipantID, conn: Int, reason: Reason) {
        self.to = to
        self.conn = conn
        self.reason = reason
    }
}

public struct ChatMessage: Codable, Equatable, Sendable {
    public var from: ParticipantID
    public var to: ParticipantID?
    public var text: String
    public var at: Instant
    public init(from: ParticipantID, to: ParticipantID?, text: String, at: Instant) {
        self.from = from
        self.to = to
        self.text = text
        self.at = at
    }
}
