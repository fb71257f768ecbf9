import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import SignalingProtocol
import Testing

@testable import Signaling
@testable import vestibule

/// What machines ask of the whole server.
@Suite("Machine routes")
struct MachineRouteTests {
    /// Runs a test against the program's own router, with a session whose entry is open.
    private func withRoutes(_ body: @escaping @Sendable (any TestClientProtocol, Signaling, Installation, RoomID) async throws -> Void) async throws {
        try await withInstallation { installation in
            let room = try await installation.book(installation.makeClinic(), at: installation.clock.now).room
            let url = installation.publicURL(port: 0)
            let signaling = try await VestibuleServer.signaling(for: installation, publicURL: url, logger: Logger(label: "test"))
            let router = try await VestibuleServer.router(for: installation, signaling: signaling, publicURL: url)
            try await Application(router: router).test(.router) { try await body($0, signaling, installation, room) }
        }
    }

    @Test func `alive is said always, ready only while new people are let in`() async throws {
        try await withRoutes { client, signaling, _, _ in
            for (path, word) in [("/healthz", "alive\n"), ("/readyz", "ready\n")] {
                let answer = try await client.execute(uri: path, method: .get)
                #expect(answer.status == .ok && String(buffer: answer.body) == word)
                #expect(answer.headers[.contentType]?.hasPrefix("text/plain") == true)
            }
            signaling.doorkeeper.drain()
            #expect(try await client.execute(uri: "/healthz", method: .get).status == .ok)
            let answer = try await client.execute(uri: "/readyz", method: .get)
            #expect(answer.status == .serviceUnavailable && String(buffer: answer.body) == "not ready\n")
        }
    }

    @Test func `the key set holds the key that signs, and nothing secret`() async throws {
        try await withRoutes { client, _, installation, _ in
            let answer = try await client.execute(uri: "/.well-known/jwks.json", method: .get)
            #expect(answer.status == .ok && answer.headers[.contentType] == "application/json")
            let set = try answer.json([String: [[String: String]]].self)
            let key = try #require(set["keys"]?.first)
            #expect(Set(key.keys) == ["kty", "crv", "use", "alg", "kid", "x"])
            #expect(key["kid"] == installation.signer.keyID && key["x"] == installation.signer.keySet.keys.first?.x)
        }
    }

    @Test func `a room's status says when entry is open, and names nobody`() async throws {
        try await withRoutes { client, _, _, room in
            let answer = try await client.execute(uri: "/v1/rooms/\(room)/status", method: .get)
            #expect(answer.status == .ok && answer.headers[.contentType] == "application/json")
            let status = try answer.json([String: JSONValue].self)
            #expect(Set(status.keys) == ["protocols", "endpoint", "serverTime", "state", "opensAt", "closesAt"])
            #expect(status["state"] == .string("open"))
        }
    }

    /// What isn't for programs: pages, what they load, and the document itself.
    private static let undocumented = ["/p/", "/v/", "/assets/", "/demo/", "/openapi.json"]

    @Test func `the routes for programs are the documented ones, no more and no less`() async throws {
        try await withInstallation { installation in
            let url = installation.publicURL(port: 0)
            let signaling = try await VestibuleServer.signaling(for: installation, publicURL: url, logger: Logger(label: "test"))
            let router = try await VestibuleServer.router(for: installation, signaling: signaling, publicURL: url)
            let served = router.routes.filter { route in
                let path = route.path.description
                return route.method != .head && path != "/" && !Self.undocumented.contains { path.hasPrefix($0) }
            }.map { "\($0.method.rawValue.lowercased()) \($0.path)" }
            try await Application(router: router).test(.router) { client in
                let answer = try await client.execute(uri: "/openapi.json", method: .get)
                guard case .object(let paths)? = try answer.json([String: JSONValue].self)["paths"] else { throw NoPaths() }
                let documented = paths.flatMap { path, item -> [String] in
                    guard case .object(let methods) = item else { return [] }
                    return methods.keys.map { "\($0) \(path)" }
                }
                #expect(Set(served) == Set(documented) && served.count == documented.count)
                #expect(documented.contains("get /v1/rooms/{room}/status") && documented.contains("post /v1/sessions"))
            }
        }
    }

    private struct NoPaths: Error {}

    private struct Missing: Decodable, Equatable {
        var type: String
        var title: String
        var status: Int
        var code: String
        var requestId: String
    }

    @Test(arguments: ["nowhere", "no%20id", "%2E%2E"])
    func `a room that isn't there is a problem with a code and a request id`(room: String) async throws {
        try await withRoutes { client, _, _, _ in
            let answer = try await client.execute(uri: "/v1/rooms/\(room)/status", method: .get)
            #expect(answer.status == .notFound && answer.headers[.contentType] == "application/problem+json")
            let problem = try answer.json(Missing.self)
            #expect(problem.code == "room_not_found" && problem.status == 404 && problem.type == "about:blank")
            #expect(!problem.title.isEmpty && !problem.requestId.isEmpty)
        }
    }
}

extension TestResponse {
    fileprivate func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(String(buffer: body).utf8))
    }
}
