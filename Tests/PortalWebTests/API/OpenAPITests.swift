import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Testing

@testable import PortalWeb

@Suite("The OpenAPI document")
struct OpenAPITests {
    private func document(_ world: World) async throws -> [String: JSONValue] {
        guard case .object(let document) = OpenAPIDocument(world.operations).json else { return [:] }
        return document
    }

    @Test func `the routes under /v1 are the documented ones, no more and no less`() async throws {
        let world = try await World()
        let served = Route.all(of: world.portal).filter { $0.path.hasPrefix("/v1") }.map { "\($0.method.rawValue.lowercased()) \($0.path)" }
        guard case .object(let paths)? = try await document(world)["paths"] else { throw Problem.internalError }
        let documented = paths.flatMap { path, item -> [String] in
            guard case .object(let methods) = item else { return [] }
            return methods.keys.map { "\($0) \(path)" }
        }
        #expect(Set(served) == Set(documented) && served.count == documented.count)
        #expect(documented.count > 30)
    }

    @Test func `every reference leads somewhere, and every component is used`() async throws {
        let world = try await World()
        let document = JSONValue.object(try await document(world))
        let text = String(decoding: document.raw.bytes, as: UTF8.self)
        let references = Set(text.matches(of: /"\$ref":"#\/components\/(\w+)\/(\w+)"/).map { "\($0.1)/\($0.2)" })
        guard case .object(let top) = document, case .object(let components)? = top["components"] else { throw Problem.internalError }
        let defined = components.filter { $0.key != "securitySchemes" }.flatMap { kind, members -> [String] in
            guard case .object(let named) = members else { return [] }
            return named.keys.map { "\(kind)/\($0)" }
        }
        #expect(references == Set(defined))
    }

    @Test func `it is there for anybody, and not sent twice`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            let answer = try await browser.get("/openapi.json")
            #expect(answer.status == .ok && answer.header("Content-Type") == "application/json")
            #expect(answer.header("Cache-Control")?.contains("max-age") == true)
            #expect(try answer.json([String: JSONValue].self)["openapi"] == "3.1.1")
            browser.headers["If-None-Match"] = answer.header("ETag")
            let again = try await browser.get("/openapi.json")
            #expect(again.status == .notModified && again.text.isEmpty)
        }
    }

    /// A body's schema, and what its Swift value makes of a JSON value.
    private struct KnownBody: Sendable {
        let name: String
        let schema: Schema
        let readBack: @Sendable (JSONValue) throws -> JSONValue

        init<Body: APIBody>(_ body: Body.Type) {
            name = "\(body)"
            schema = body.schema
            readBack = { try JSONValue(encoding: try $0.decoded(as: Body.self)) }
        }
    }

    private static let bodies = [
        KnownBody(ClientBody.self), KnownBody(NewClientBody.self), KnownBody(Patch<ClientBody>.self),
        KnownBody(NewAccountBody.self), KnownBody(StarterPasswordBody.self), KnownBody(MobileBody.self),
        KnownBody(AssignmentBody.self), KnownBody(NewSessionBody.self), KnownBody(MoveBody.self), KnownBody(CancelBody.self),
        KnownBody(HandOverBody.self), KnownBody(OutcomeBody.self), KnownBody(ChargeBody.self), KnownBody(PaymentBody.self),
        KnownBody(VoidBody.self), KnownBody(NewLinkBody.self), KnownBody(LinkMailBody.self), KnownBody(NewWebhookBody.self),
    ]

    /// A body's members are written twice, in its schema and in its Swift value: here they are held against each other.
    @Test func `what a body's schema names is what its value reads`() async throws {
        for body in Self.bodies {
            let sample = body.schema.sample
            #expect(body.schema.flaws(in: sample) == [], "\(body.name)")
            #expect(try body.readBack(sample) == sample, "\(body.name)")
        }
        let known = Self.bodies.map(\.schema)
        for operation in try await World().operations {
            guard let body = operation.body else { continue }
            let isKnown = known.contains(body)
            #expect(isKnown, "\(operation.id): add its body to this list")
        }
    }

    @Test func `what isn't there under /v1 is a problem, too`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let program = try await APIProgram(client, world)
            for address in ["/v1/nothing", "/v1/clients/no%20id", "/v1/clients/x/y/z", "/v1/clients/%00", "/v1/clients/%FF"] {
                let answer = try await program.get(address)
                #expect(try answer.status == .notFound && answer.problem().code == "not_found", "\(address)")
            }
            #expect(try await program.send(.delete, "/v1/clients").problem().status == 404)
        }
    }
}

extension Schema {
    /// A value that has everything.
    fileprivate var sample: JSONValue {
        switch self {
        case .boolean: true
        case .integer(let range): .integer(range?.lowerBound ?? 1)
        case .text(let text):
            switch text.form {
            case .moment: "2026-11-24T14:00:00Z"
            case .day: "2026-11-24"
            case .id, .address, nil: .string(text.values?.first ?? String(repeating: "x", count: max(1, text.lengths?.lowerBound ?? 1)))
            }
        case .list(let item, _): [item.sample]
        case .object(let fields, _): .object(Dictionary(fields.map { ($0.name, $0.schema.sample) }) { first, _ in first })
        case .nullable(let schema), .named(_, let schema): schema.sample
        }
    }
}
