import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

extension HTTPServerBuilder {
    /// HTTP/1.1 whose WebSocket requests on `/v1/ws` and `/v1/staff` go to the signaling server; everything else to the router.
    /// Composes with `.tls`.
    public static func signaling(_ signaling: Signaling) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            SignalingChannel(signaling, responder: responder) { purpose in
                switch purpose {
                case .room(let room): ParticipantSocket(room: room, signaling: signaling)
                case .staff: StaffSocket(signaling: signaling)
                }
            }
        }
    }
}

/// One accepted connection: HTTP until its first request says otherwise.
struct SignalingChannel: ServerChildChannel, HTTPChannelHandler {
    struct Value: ServerChildChannelValue {
        let channel: any Channel
        /// What the connection has become; `nil` for a WebSocket, which needs no task of its own.
        let http: EventLoopFuture<NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>?>
    }

    typealias MakeUser = @Sendable (UpgradeRequest.Purpose) -> any SocketUser

    let signaling: Signaling
    let responder: Responder
    private let user: MakeUser

    /// - Parameter user: Who gets a new WebSocket.
    init(_ signaling: Signaling, responder: @escaping Responder, user: @escaping MakeUser) {
        self.signaling = signaling
        self.user = user
        self.responder = { request, writer, channel in
            // An upgrade in order that comes this far is on a connection that has carried a request before.
            switch UpgradeRequest(request.head, allowedOrigins: signaling.settings.allowedOrigins) {
            case nil: try await responder(request, writer, channel)
            case .refused(let refusal): try await writer.write(refusal)
            case .accepted where signaling.isReady: try await writer.write(.usedConnection)
            case .accepted:
                if signaling.core.lobby.isFull { signaling.core.metrics.turnedAway() }
                try await writer.write(.overloaded)
            }
        }
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let lobby = signaling.core.lobby
        let address = AddressPrefix(channel.remoteAddress?.ipAddress ?? "local")
        let place = lobby.enter(from: address) {
            channel.eventLoop.execute { channel.pipeline.fireUserInboundEventTriggered(CutHandler.Cut()) }
        }
        guard let place else {
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel)
        }
        channel.closeFuture.whenComplete { _ in lobby.leave(place) }
        return channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            var decoderLimits = NIOHTTPDecoderLimitConfiguration()
            decoderLimits.maxHeaderFieldSize = UpgradeHandler.maximumHeaderBytes
            decoderLimits.maxHeaderListSize = UpgradeHandler.maximumHeaderBytes
            decoderLimits.maxHeaderFieldCount = UpgradeHandler.maximumHeaderFields
            let encoder = HTTPResponseEncoder()
            let decoder = ByteToMessageHandler(
                HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: decoderLimits))
            let codec = HTTP1ToHTTPServerCodec(secure: false)
            let upgrade = UpgradeHandler(
                signaling, place: place, user: user, logger: logger, http: .init(encoder: encoder, decoder: decoder, codec: codec),
                outcome: channel.eventLoop.makePromise())
            try pipeline.addHandler(CutHandler(), position: .first)
            try pipeline.addHandlers([encoder, decoder, codec, upgrade])
            return Value(channel: channel, http: upgrade.outcome.futureResult)
        }
    }

    func handle(value: Value, logger: Logger) async {
        guard let http = try? await value.http.get() else { return }
        await handleHTTP(asyncChannel: http, logger: logger)
    }
}

extension ResponseWriter {
    fileprivate consuming func write(_ refusal: UpgradeRefusal) async throws {
        let response = refusal.response
        try await write(response: response.head, body: response.body)
    }
}
