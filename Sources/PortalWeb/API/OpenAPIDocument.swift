import HTTPTypes
import PortalCore
import SignalingProtocol

/// What `/openapi.json` says: OpenAPI 3.1, written from the operations that are served.
///
/// - SeeAlso: https://spec.openapis.org/oas/v3.1.1
struct OpenAPIDocument: Sendable {
    let operations: [Operation]

    init(_ operations: [Operation]) { self.operations = operations }

    var json: JSONValue {
        [
            "openapi": "3.1.1",
            "info": ["title": "Vestibule", "version": "1", "description": .string(Self.about)],
            "servers": [["url": "/"]],
            "paths": .object(paths),
            "components": [
                "schemas": .object(schemas), "responses": .object(Self.problems),
                "securitySchemes": [
                    "key": ["type": "http", "scheme": "bearer", "description": "A key of the practice, made in its settings."]
                ],
            ],
        ]
    }

    private static let about = """
        What staff do in the portal, for programs. A key stands for one practice and is limited to its scopes; nothing of another \
        practice is ever there. Moments are RFC 3339, amounts are minor units (cents). Failures are problem details (RFC 9457) with a \
        stable `code`. Members may be added to answers; pass over those you don't know.
        """

    private var paths: [String: JSONValue] {
        Dictionary(grouping: operations, by: \.path).mapValues { operations in
            .object(Dictionary(operations.map { ($0.method.rawValue.lowercased(), $0.json) }) { first, _ in first })
        }
    }

    private var schemas: [String: JSONValue] {
        let sent = operations.flatMap(\.answers).compactMap(\.content?.schema) + [ProblemDocument.schema]
        let taken = operations.compactMap(\.body)
        return Self.named(taken, .taken).merging(Self.named(sent, .sent)) { $1 }
    }

    private static func named(_ schemas: [Schema], _ direction: Schema.Direction) -> [String: JSONValue] {
        let named: [String: Schema] = schemas.reduce(into: [:]) { $0.merge($1.named) { $1 } }
        return named.mapValues { schema in
            guard case .named(_, let inner) = schema else { return schema.json(direction) }
            return inner.json(direction)
        }
    }

    /// The problems that many operations have, by their status.
    private static var problems: [String: JSONValue] {
        Dictionary(
            Operation.commonProblems.map { status, about in
                ("\(status.code)", Operation.Answer.problem(about, status: status).json)
            }
        ) { first, _ in first }
    }
}

extension Operation {
    fileprivate static let commonProblems: [(status: HTTPResponse.Status, about: String)] = [
        (.badRequest, "The query isn't as it has to be, or the body isn't a JSON object."),
        (.unauthorized, "No key, or none that is good."),
        (.forbidden, "The key hasn't the scope that is needed."),
        (.notFound, "There is no such thing in the key's practice."),
        (.contentTooLarge, "The body is larger than 64 KiB."),
        (.unsupportedMediaType, "The body isn't said to be `application/json`."),
        (.unprocessableContent, "The body doesn't say what it has to: `errors` says where."),
    ]

    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = [
            "operationId": .string(id), "summary": .string(summary), "tags": [.string(group)],
            "responses": .object(responses), "security": [],
        ]
        if let scope { members["security"] = [["key": [.string(scope.rawValue)]]] }
        let parameters = pathParameters.map(Self.inPath) + query.map(Self.inQuery)
        if !parameters.isEmpty { members["parameters"] = .array(parameters) }
        if let body {
            members["requestBody"] = ["required": true, "content": ["application/json": ["schema": body.json(.taken)]]]
        }
        return .object(members)
    }

    private var responses: [String: JSONValue] {
        var responses = Dictionary(answers.map { ("\($0.status.code)", $0.json) }) { first, _ in first }
        for status in commonStatuses { responses["\(status.code)"] = ["$ref": .string("#/components/responses/\(status.code)")] }
        if !conflicts.isEmpty {
            let codes = conflicts.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            responses["409"] = Answer.problem("Not as things stand. `code` is one of \(codes).", status: .conflict).json
        }
        return responses
    }

    /// Those of ``commonProblems`` that this one can have.
    private var commonStatuses: [HTTPResponse.Status] {
        guard scope != nil else { return [] }
        var statuses: [HTTPResponse.Status] = [.badRequest, .unauthorized, .forbidden]
        if !pathParameters.isEmpty { statuses.append(.notFound) }
        if method != .get { statuses += [.contentTooLarge, .unprocessableContent] }
        if body != nil { statuses.append(.unsupportedMediaType) }
        return statuses
    }

    private static func inPath(_ name: String) -> JSONValue {
        ["name": .string(name), "in": "path", "required": true, "schema": Schema.id.json(.taken)]
    }

    private static func inQuery(_ field: Schema.Field) -> JSONValue {
        [
            "name": .string(field.name), "in": "query", "required": .bool(field.isRequired), "description": .string(field.about),
            "schema": field.schema.json(.taken),
        ]
    }
}

extension Operation.Answer {
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = ["description": .string(about)]
        if let content { members["content"] = [content.mediaType: content.schema.map { ["schema": $0.json(.sent)] } ?? [:]] }
        return .object(members)
    }
}
