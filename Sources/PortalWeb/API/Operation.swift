import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol

/// One thing that programs can ask for: its route, and everything that the document says of it.
///
/// The routes are registered, and the document written, from the same list of these: what isn't in it isn't served, and nothing
/// is served that it doesn't say.
public struct Operation: Sendable {
    public let method: HTTPRequest.Method
    /// With places for parameters, as both the router and OpenAPI write them: `/v1/clients/{client}`.
    public let path: String
    /// What generated clients call it: `listClients`.
    public let id: String
    let summary: String
    /// What a key needs for it; `nil`: anybody may ask.
    let scope: APIScope?
    /// What may stand in the query.
    let query: [Schema.Field]
    let body: Schema?
    let answers: [Answer]
    /// Why it can be refused as things stand, as stable codes: answers with the status 409.
    let conflicts: [Conflict]
    let respond: @Sendable (Request, PortalContext) async throws -> Response

    /// What it may answer beside the problems that all operations have.
    public struct Answer: Sendable {
        let status: HTTPResponse.Status
        let about: String
        /// `nil`: no body.
        let content: Content?

        /// A body.
        public struct Content: Sendable {
            let mediaType: String
            /// `nil`: bytes.
            let schema: Schema?
        }

        public static func json(_ schema: Schema, _ about: String, status: HTTPResponse.Status = .ok) -> Answer {
            Answer(status: status, about: about, content: Content(mediaType: "application/json", schema: schema))
        }

        public static func text(_ about: String, status: HTTPResponse.Status = .ok) -> Answer {
            Answer(status: status, about: about, content: Content(mediaType: "text/plain", schema: .text))
        }

        static func file(_ mediaType: String, _ about: String) -> Answer {
            Answer(status: .ok, about: about, content: Content(mediaType: mediaType, schema: nil))
        }

        /// Problem details (RFC 9457).
        public static func problem(_ about: String, status: HTTPResponse.Status) -> Answer {
            Answer(status: status, about: about, content: Content(mediaType: "application/problem+json", schema: ProblemDocument.schema))
        }

        static func empty(_ about: String, status: HTTPResponse.Status) -> Answer { Answer(status: status, about: about, content: nil) }
    }

    /// An operation that anybody may ask for, with an answer of its own making.
    public init(
        _ method: HTTPRequest.Method, _ path: String, _ id: String, _ summary: String, answers: [Answer],
        use respond: @escaping @Sendable (Request, PortalContext) async throws -> Response
    ) {
        self.init(
            method: method, path: path, id: id, summary: summary, scope: nil, query: [], body: nil, answers: answers, conflicts: [],
            respond: respond)
    }

    init(
        method: HTTPRequest.Method, path: String, id: String, summary: String, scope: APIScope?, query: [Schema.Field], body: Schema?,
        answers: [Answer], conflicts: [Conflict], respond: @escaping @Sendable (Request, PortalContext) async throws -> Response
    ) {
        self.method = method
        self.path = path
        self.id = id
        self.summary = summary
        self.scope = scope
        self.query = query
        self.body = body
        self.answers = answers
        self.conflicts = conflicts
        self.respond = respond
    }

    /// The parameters in the path, in their order.
    var pathParameters: [String] { path.matches(of: /\{(\w+)\}/).map { String($0.1) } }

    /// What the document groups it under: `clients` of `/v1/clients/{client}`; `server` what isn't the API's.
    var group: String {
        let parts = path.split(separator: "/").prefix(2)
        return parts.first == "v1" ? parts.last.map(String.init) ?? path : "server"
    }
}
