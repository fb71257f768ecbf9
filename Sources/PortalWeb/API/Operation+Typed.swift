import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol

/// A value that the API answers with.
protocol Resource: Codable, Sendable {
    static var schema: Schema { get }
    /// Where it is to be had again, if it is.
    var place: String? { get }
}

extension Resource {
    var place: String? { nil }
}

/// What a program sends for an operation.
protocol APIBody: Codable, Sendable {
    static var schema: Schema { get }
}

// Operations by key, typed: the types of a handler's body and answer are what the document says.
extension Operation {
    init<Value: Resource>(
        _ method: HTTPRequest.Method, _ path: String, _ id: String, _ scope: APIScope, _ summary: String, query: [Schema.Field] = [],
        conflicts: [Conflict] = [], status: HTTPResponse.Status = .ok, in portal: Portal,
        use handler: @escaping @Sendable (APICall) async throws -> Value
    ) {
        self.init(
            method: method, path: path, id: id, summary: summary, scope: scope, query: query, body: nil,
            answers: [.json(Value.schema, "Done.", status: status)], conflicts: conflicts
        ) { request, context in
            let call = try APICall(request, context, scope: scope, query: query, portal: portal)
            try call.requireNoBody()
            return try Response.resource(try await handler(call), status: status)
        }
    }

    init<Body: APIBody, Value: Resource>(
        _ method: HTTPRequest.Method, _ path: String, _ id: String, _ scope: APIScope, _ summary: String,
        conflicts: [Conflict] = [], status: HTTPResponse.Status = .ok, in portal: Portal,
        use handler: @escaping @Sendable (APICall, Body) async throws -> Value
    ) {
        self.init(
            method: method, path: path, id: id, summary: summary, scope: scope, query: [], body: Body.schema,
            answers: [.json(Value.schema, "Done.", status: status)], conflicts: conflicts
        ) { request, context in
            let call = try APICall(request, context, scope: scope, query: [], portal: portal)
            return try Response.resource(try await handler(call, try call.body(as: Body.self)), status: status)
        }
    }

    /// Answers a file.
    init(
        file mediaType: String, _ path: String, _ id: String, _ scope: APIScope, _ summary: String, in portal: Portal,
        use handler: @escaping @Sendable (APICall) async throws -> Response
    ) {
        self.init(
            method: .get, path: path, id: id, summary: summary, scope: scope, query: [], body: nil,
            answers: [.file(mediaType, "The file.")], conflicts: []
        ) { request, context in try await handler(APICall(request, context, scope: scope, query: [], portal: portal)) }
    }

    /// Answers nothing but that it is done (204).
    init(
        _ method: HTTPRequest.Method, _ path: String, _ id: String, _ scope: APIScope, _ summary: String, conflicts: [Conflict] = [],
        in portal: Portal, use handler: @escaping @Sendable (APICall) async throws -> Void
    ) {
        self.init(
            method: method, path: path, id: id, summary: summary, scope: scope, query: [], body: nil,
            answers: [.empty("Done.", status: .noContent)], conflicts: conflicts
        ) { request, context in
            let call = try APICall(request, context, scope: scope, query: [], portal: portal)
            try call.requireNoBody()
            try await handler(call)
            return Response(status: .noContent)
        }
    }
}

extension Response {
    fileprivate static func resource(_ value: some Resource, status: HTTPResponse.Status) throws -> Response {
        var response = try Response.json(value, status: status)
        if status == .created, let place = value.place { response.headers[.location] = place }
        return response
    }
}
