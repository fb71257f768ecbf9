/// `GET /v1/rooms/{room}/status`: what anybody may know, no names.
public struct RoomStatus: Codable, Equatable, Sendable {
    public enum State: String, Codable, Sendable { case scheduled, open, closed, cancelled }
    public var protocols: [String]
    public var endpoint: String
    public var serverTime: Instant
    public var state: State
    public var opensAt: Instant
    public var closesAt: Instant
    public init(protocols: [String], endpoint: String, serverTime: Instant, state: State, opensAt: Instant, closesAt: Instant) {
        self.protocols = protocols
        self.endpoint = endpoint
        self.serverTime = serverTime
        self.state = state
        self.opensAt = opensAt
        self.closesAt = closesAt
    }
}
