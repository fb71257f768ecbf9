import HTTPTypes
import Hummingbird
import NIOCore
import PortalCore
import SignalingProtocol
import Storage

/// `/p/{practice}/brand.css` and `/p/{practice}/logo`: what every page of a practice links to (C18). Anybody may have them.
struct BrandRoutes {
    let portal: Portal

    /// How long browsers keep them without asking: a day, in seconds. Their addresses change with what they hold.
    private static let keptSeconds = 86_400

    func add(to group: RouterGroup<PortalContext>) { group.get("brand.css", use: style).get("logo", use: logo) }

    func style(_ request: Request, context: PortalContext) async throws -> Response {
        guard let colour = try context.requirePractice().brandColour else { throw Problem.notFound }
        let css = BrandPalette(colour).styleSheet
        return answer(ByteBuffer(string: css), type: "text/css; charset=utf-8", tag: "\"\(colour.description.dropFirst())\"", request)
    }

    /// The very bytes that were sent, under the type that they were seen to be of, never another.
    func logo(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        guard let logo = practice.logo, let image = try await portal.store.logoImage(of: practice.id) else { throw Problem.notFound }
        return answer(ByteBuffer(bytes: image), type: logo.type.rawValue, tag: "\"\(logo.changedAt.milliseconds)\"", request)
    }

    private func answer(_ body: ByteBuffer, type: String, tag: String, _ request: Request) -> Response {
        let headers: HTTPFields = [.contentType: type, .eTag: tag, .cacheControl: "public, max-age=\(Self.keptSeconds)"]
        if request.headers[.ifNoneMatch]?.contains(tag) == true { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
    }
}
