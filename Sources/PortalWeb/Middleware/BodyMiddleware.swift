import Hummingbird
import NIOCore

/// Reads the body of requests that change something, up to a limit.
struct BodyMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        guard request.changesSomething else { return try await next(request, context) }
        var request = request
        var context = context
        let large = LargeBody(context.endpointPath)
        let limit = large?.limit ?? context.maxUploadSize
        if let length = request.headers.value("Content-Length").flatMap(Int.init), length > limit {
            throw large == .picture ? Problem.pictureTooLarge : .tooLarge
        }
        context.body = try await Self.body(of: &request, upTo: limit)
        if large == .picture {
            let type = request.headers.value("Content-Type") ?? ""
            // What isn't such a form holds no file, and the route says so.
            context.upload = MultipartForm(contentType: type, body: Array(context.body.readableBytesView))
        }
        return try await next(request, context)
    }

    /// - Throws: ``Problem/badRequest`` where the connection ends, or says nonsense, before all of it is here: nothing of ours failed.
    private static func body(of request: inout Request, upTo limit: Int) async throws -> ByteBuffer {
        do {
            return try await request.collectBody(upTo: limit)
        } catch let error as any HTTPResponseError {
            throw error
        } catch {
            throw Problem.badRequest
        }
    }
}

/// The forms that hold more than a few lines, by their routes. Every other has the limit of all (`PortalContext.maxUploadSize`).
private enum LargeBody: String, CaseIterable {
    /// The one form with a file.
    case picture = "/settings/branding/logo"
    case legalTexts = "/settings/texts"

    init?(_ route: String?) {
        guard let route, let body = Self.allCases.first(where: { route.hasSuffix($0.rawValue) }) else { return nil }
        self = body
    }

    /// In bytes. 4 MiB for a picture: what is larger than a logo may be, a telephone's photo for instance, gets an answer beside the
    /// field. 768 KiB for two texts of 40,000 characters, each up to nine bytes when it is sent.
    var limit: Int {
        switch self {
        case .picture: 4_194_304
        case .legalTexts: 786_432
        }
    }
}

extension Request {
    /// Any method but those that only look (RFC 9110, 9.2.1).
    var changesSomething: Bool { method != .get && method != .head && method != .options }

    /// Whether the body is said to be JSON.
    var sendsJSON: Bool { headers.value("Content-Type")?.lowercased().hasPrefix("application/json") == true }
}
