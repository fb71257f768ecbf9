import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import PortalCore
import SignalingProtocol
import Synchronization

/// `/openapi.json`: the operations that are served, for anybody. Written down when it is first asked for, and kept.
final class OpenAPIRoute: Sendable {
    private let document: OpenAPIDocument
    private let written = Mutex<Written?>(nil)

    private struct Written {
        let body: ByteBuffer
        let tag: String
    }

    init(_ document: OpenAPIDocument) { self.document = document }

    func add(to router: Router<PortalContext>) {
        router.get("openapi.json") { request, _ in self.respond(to: request) }
    }

    private func respond(to request: Request) -> Response {
        let written = write()
        let headers: HTTPFields = [.contentType: "application/json", .eTag: written.tag, .cacheControl: "public, max-age=300"]
        guard request.headers[.ifNoneMatch]?.contains(written.tag) != true else { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: written.body))
    }

    private func write() -> Written {
        written.withLock { written in
            if let written { return written }
            let bytes = document.json.raw.bytes
            let tag = "\"" + Data(SHA256.hash(data: bytes).prefix(12)).base64URL + "\""
            let made = Written(body: ByteBuffer(bytes: bytes), tag: tag)
            written = made
            return made
        }
    }
}
