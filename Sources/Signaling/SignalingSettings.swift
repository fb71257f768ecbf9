import HTTPTypes
import NIOCore
import SignalingProtocol

/// What an operator decides about the signaling server.
public struct SignalingSettings: Sendable {
    /// Where clients connect, as `wss://host/v1/ws`: told by the room's status.
    public var endpoint: String
    /// The origins that pages may come from, as browsers write them: `https://host` or `https://host:port`, lower case. A
    /// client that sends no origin is no browser, and is let in to say hello.
    public var allowedOrigins: Set<String>
    public var limits = Limits()
    /// How many connections there may be at once, those of pages and of silence included. Default one million: as if there were no limit.
    public var maximumConnections = 1_000_000
    public var ice = ICEConfiguration()
    /// Who a request comes from, as an IP address: behind a trusted proxy, what that proxy says. Default: the socket's peer.
    public var clientAddress: @Sendable (HTTPRequest, SocketAddress?) -> String = { _, peer in peer?.ipAddress ?? "local" }

    public init(endpoint: String, allowedOrigins: Set<String>) {
        self.endpoint = endpoint
        self.allowedOrigins = allowedOrigins
    }
}
