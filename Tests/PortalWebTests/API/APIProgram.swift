import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

/// A program that asks the API with a key, or without one.
struct APIProgram {
    let browser: Browser

    /// - Parameter scopes: Of the key that it is given.
    init(_ client: any TestClientProtocol, _ world: World, of practice: Practice? = nil, scopes: Set<APIScope> = Set(APIScope.allCases)) async throws {
        let made = try await world.store.createAPIKey(
            name: .parse("Agenda"), scopes: scopes, in: (practice ?? world.practice).id, now: world.clock.now())
        self.init(client, secret: made.secret)
    }

    init(_ client: any TestClientProtocol, secret: String?) {
        browser = Browser(client)
        browser.language = "en"
        if let secret {
            browser.headers["Authorization"] = "Bearer \(secret)"
            WatchedLog.watch(secret)
        }
    }

    func send(_ method: HTTPRequest.Method, _ address: String, _ body: String? = nil, type: String = "application/json") async throws -> Answer {
        try await browser.send(method, address, body: body, type: body == nil ? nil : type)
    }

    func get(_ address: String) async throws -> Answer { try await send(.get, address) }
    func post(_ address: String, _ body: String? = nil) async throws -> Answer { try await send(.post, address, body) }
}

/// A problem as programs read it.
struct APIProblem: Decodable {
    let status: Int
    let code: String
    let title: String
    let detail: String
    let requestId: String
    var errors: [FieldError]?

    var pointers: [String] { (errors ?? []).compactMap(\.pointer) }
}

extension Answer {
    /// The problem that it tells, which has the form that the document says.
    func problem(sourceLocation: SourceLocation = #_sourceLocation) throws -> APIProblem {
        #expect(header("Content-Type") == "application/problem+json", sourceLocation: sourceLocation)
        #expect(ProblemDocument.schema.flaws(in: try json(JSONValue.self)) == [], sourceLocation: sourceLocation)
        let problem = try json(APIProblem.self)
        #expect(problem.status == status.code && problem.requestId == header("X-Request-Id"), sourceLocation: sourceLocation)
        return problem
    }
}

extension World {
    /// Every operation that the portal serves.
    var operations: [PortalWeb.Operation] { APIRoutes(portal: portal).operations }

    /// Counts what is written down in both practices, uses of keys aside.
    func unchanged(_ body: () async throws -> Void) async throws {
        let before = try await changes()
        try await body()
        #expect(try await changes() == before, "something was changed")
    }
}
