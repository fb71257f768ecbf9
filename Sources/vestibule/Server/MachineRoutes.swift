import Foundation
import Hummingbird
import PortalWeb
import Signaling
import SignalingProtocol

/// What machines ask: is it alive, can it take new people, is a room open, which key signs.
struct MachineRoutes {
    let signaling: Signaling
    let readiness: ServerReadiness
    let signer: TokenSigner
    let metrics: MetricsRoute

    /// For the router and for `/openapi.json`.
    var operations: [PortalWeb.Operation] {
        [
            Operation(.get, "/healthz", "isAlive", "Whether the server is alive", answers: [.text("It is.")]) { _, _ in
                Self.text("alive\n", .ok)
            },
            Operation(
                .get, "/readyz", "isReady", "Whether it takes new people",
                answers: [.text("It does."), .text("Not now.", status: .serviceUnavailable)], use: readiness),
            metrics.operation,
            Operation(
                .get, "/.well-known/jwks.json", "readKeySet", "The keys that sign room tokens (RFC 7517)",
                answers: [.json(.object([.required("keys", .list(of: .object([], rest: .text)))]), "The keys.")]
            ) { _, _ in try Self.json(signer.keySet) },
            Operation(
                .get, "/v1/rooms/{room}/status", "readRoomStatus", "When a room can be entered: what anybody may know of it",
                answers: [.json(Self.roomStatus, "Done."), .problem("There is no such room.", status: .notFound)], use: status),
        ]
    }

    private static let roomStatus = Schema.named(
        "RoomStatus",
        .object([
            .required("protocols", .list(of: .text)), .required("endpoint", .address, "Where sockets are opened."),
            .required("serverTime", .integer, "In milliseconds since 1970, as all moments here."),
            .required("state", .oneOf(["scheduled", "open", "closed", "cancelled"])), .required("opensAt", .integer),
            .required("closesAt", .integer),
        ]))

    @Sendable private func readiness(_ request: Request, _ context: PortalContext) async throws -> Response {
        let isReady = await readiness.isReady
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

    static func text(_ text: String, _ status: HTTPResponse.Status) -> Response {
        Response(status: status, headers: [.contentType: "text/plain"], body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
