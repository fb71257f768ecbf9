import Foundation
import Hummingbird
import PortalWeb
import Signaling
import SignalingProtocol
import Storage

/// What machines ask: is it alive, can it take new people, is a room open, which key signs.
struct MachineRoutes {
    let signaling: Signaling
    let portal: PortalStore
    let signer: TokenSigner

    func add(to router: Router<PortalContext>) {
        router.get("healthz") { _, _ in "alive\n" }
        router.get("readyz", use: readiness)
        router.get(".well-known/jwks.json") { _, _ in try Self.json(signer.keySet) }
        router.get("v1/rooms/:room/status", use: status)
    }

    @Sendable private func readiness(_ request: Request, _ context: PortalContext) async throws -> Response {
        let isReady = signaling.isReady ? await portal.isReady() : false
        return Self.text(isReady ? "ready\n" : "not ready\n", isReady ? .ok : .serviceUnavailable)
    }

    @Sendable private func status(_ request: Request, _ context: PortalContext) async throws -> Response {
        guard let text = context.parameters.get("room"), let room = RoomID(rawValue: text),
            let status = try await signaling.status(of: room)
        else {
            return try Self.json(
                Missing(requestId: context.id), status: .notFound, type: "application/problem+json")
        }
        return try Self.json(status)
    }

    /// Problem details (RFC 9457) for a room that isn't one.
    private struct Missing: Encodable {
        var type = "about:blank"
        var title = "No such room"
        var status = 404
        var code = ErrorCode.roomNotFound.rawValue
        var requestId: String

        init(requestId: String) { self.requestId = requestId }
    }

    private static func json(
        _ value: some Encodable, status: HTTPResponse.Status = .ok, type: String = "application/json"
    ) throws -> Response {
        var headers = HTTPFields()
        headers[.contentType] = type
        headers[.cacheControl] = "no-store"
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(value))))
    }

    private static func text(_ text: String, _ status: HTTPResponse.Status) -> Response {
        Response(status: status, headers: [.contentType: "text/plain"], body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
