import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket

extension SignalingClient {
    /// What the handshake says.
    public struct Handshake: Sendable {
        public var origin: String?
        public var subprotocol: String?
        /// Further header fields.
        public var headers: [(String, String)]

        public init(origin: String? = nil, subprotocol: String? = "vestibule.v1", headers: [(String, String)] = []) {
            self.origin = origin
            self.subprotocol = subprotocol
            self.headers = headers
        }
    }

    /// Connects to `ws://host:port/path?query` or `wss://…`.
    ///
    /// - Parameters:
    ///   - tls: How to check a `wss` server. Default: as the system does.
    ///   - receiveBuffer: The socket's receive buffer, in bytes; small ones make a slow reader slow at once.
    /// - Throws: ``Failure/refused(status:body:)`` if the server answers anything but 101.
    public static func connect(
        to url: String, handshake: Handshake = Handshake(), tls: TLSConfiguration? = nil, receiveBuffer: Int? = nil,
        on eventLoops: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    ) async throws -> SignalingClient {
        guard let parts = URLComponents(string: url), let host = parts.host else { throw Failure.badURL }
        let isSecure = parts.scheme == "wss" || parts.scheme == "https"
        let context = isSecure ? try NIOSSLContext(configuration: tls ?? .makeClientConfiguration()) : nil
        let name = host.contains(where: \.isLetter) ? host : nil
        let path =
            (parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath) + (parts.percentEncodedQuery.map { "?" + $0 } ?? "")
        let request = handshake.request(path: path, host: parts.port.map { "\(host):\($0)" } ?? host)

        var bootstrap = ClientBootstrap(group: eventLoops)
        if let receiveBuffer { bootstrap = bootstrap.channelOption(.socketOption(.so_rcvbuf), value: receiveBuffer) }
        let result = try await bootstrap.connect(host: host, port: parts.port ?? (isSecure ? 443 : 80)) { channel in
            channel.eventLoop.makeCompletedFuture {
                let pipeline = channel.pipeline.syncOperations
                if let context { try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: name)) }
                let encoder = HTTPRequestEncoder()
                let decoder = ByteToMessageHandler(HTTPResponseDecoder(leftOverBytesStrategy: .forwardBytes))
                let handler = HandshakeHandler(
                    request: request, encoder: encoder, decoder: decoder, outcome: channel.eventLoop.makePromise())
                try pipeline.addHandlers([encoder, decoder, handler])
                return handler.outcome.futureResult
            }
        }
        return try await result.get()
    }
}

extension SignalingClient.Handshake {
    fileprivate func request(path: String, host: String) -> HTTPRequestHead {
        var fields: HTTPHeaders = [
            "Host": host, "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": Data((0..<16).map { _ in UInt8.random(in: .min ... .max) }).base64EncodedString(),
        ]
        if let origin { fields.add(name: "Origin", value: origin) }
        if let subprotocol { fields.add(name: "Sec-WebSocket-Protocol", value: subprotocol) }
        for (name, value) in headers { fields.replaceOrAdd(name: name, value: value) }
        return HTTPRequestHead(version: .http1_1, method: .GET, uri: path, headers: fields)
    }
}
