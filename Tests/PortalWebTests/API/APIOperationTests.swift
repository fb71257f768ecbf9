import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

/// Every operation of the API, as it should be asked, and as it shouldn't.
@Suite("Every operation of the API")
struct APIOperationTests {
    private static let samples = Dictionary(uniqueKeysWithValues: APISample.all.map { ($0.id, $0) })

    @Test func `each operation has a sample here`() async throws {
        let ids = try await World().operations.map(\.id)
        #expect(Set(ids) == Set(Self.samples.keys))
        #expect(Set(ids).count == ids.count)
    }

    @Test(arguments: APISample.all.map(\.id))
    func `asked rightly, it answers as the document says`(id: String) async throws {
        let world = try await World()
        let operation = try #require(world.operations.first { $0.id == id })
        let sample = try #require(Self.samples[id])
        let address = try await sample.address(of: operation, in: world)
        try await world.test { client async throws in
            let program = try await APIProgram(client, world, scopes: [try #require(operation.scope)])
            let answer = try await program.send(operation.method, address, sample.body(in: world))
            let documented = try #require(operation.answers.first)
            #expect(answer.status == documented.status, "\(answer.text)")
            guard let content = documented.content else {
                #expect(answer.text.isEmpty)
                return
            }
            #expect(answer.header("Content-Type") == content.mediaType)
            if let schema = content.schema {
                #expect(schema.flaws(in: try answer.json(JSONValue.self)) == [], "\(answer.text)")
            } else {
                #expect(answer.text.hasPrefix("%PDF-"))
            }
        }
        let acts = try await world.store.audit(of: world.practice.id, matching: AuditFilter(), limit: 3)
        if operation.method != .get, let last = acts.first, last.act != "key.created" {
            #expect(last.actor.hasPrefix("key:") && last.address != nil)
        }
    }

    /// Asks everything of one world.
    private func ask(
        _ world: World, _ program: APIProgram, _ check: (PortalWeb.Operation, String, APISample) async throws -> Void
    ) async throws {
        for operation in world.operations {
            let sample = try #require(Self.samples[operation.id])
            // Before anything is brought about: others' things are as good.
            let address = try await APISample(sample.id, query: sample.query).address(of: operation, in: world)
            try await check(operation, address, sample)
        }
    }

    @Test func `without a key, with a wrong one, or with a login alone, nothing is told or done`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let (stranger, guesser) = (APIProgram(client, secret: nil), APIProgram(client, secret: "vestibule_0123456789abcdef"))
            let owner = APIProgram(client, secret: nil)
            try await owner.browser.logIn("odile@laurier.example", staff: true)
            try await world.unchanged {
                try await ask(world, stranger) { operation, address, sample in
                    for program in [stranger, guesser, owner] {
                        let answer = try await program.send(operation.method, address, sample.body(in: world))
                        #expect(answer.status == .unauthorized, "\(operation.id): \(answer.text)")
                        #expect(answer.header("WWW-Authenticate")?.hasPrefix("Bearer") == true)
                        #expect(["no_key", "bad_key"].contains(try answer.problem().code))
                    }
                }
            }
        }
    }

    @Test func `a key that hasn't the scope is refused, and told which it needs`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            var programs: [APIScope: APIProgram] = [:]
            for scope in APIScope.allCases {
                programs[scope] = try await APIProgram(client, world, scopes: Set(APIScope.allCases).subtracting([scope]))
            }
            try await world.unchanged {
                try await ask(world, APIProgram(client, secret: nil)) { operation, address, sample in
                    let scope = try #require(operation.scope)
                    let program = try #require(programs[scope])
                    let answer = try await program.send(operation.method, address, sample.body(in: world))
                    #expect(try answer.status == .forbidden && answer.problem().code == "missing_scope", "\(operation.id)")
                    #expect(answer.header("WWW-Authenticate")?.contains("scope=\"\(scope.rawValue)\"") == true)
                }
            }
        }
    }

    @Test func `another practice's things are not there`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let program = try await APIProgram(client, world, of: world.other)
            try await world.unchanged {
                try await ask(world, program) { operation, address, sample in
                    guard !operation.pathParameters.isEmpty else { return }
                    let answer = try await program.send(operation.method, address, sample.body(in: world))
                    #expect(try answer.status == .notFound && answer.problem().code == "not_found", "\(operation.id): \(answer.text)")
                }
                for list in ["/v1/clients", "/v1/prospects", "/v1/team", "/v1/sessions?from=2026-01-01T00:00:00Z", "/v1/audit"] {
                    let answer = try await program.get(list)
                    #expect(answer.status == .ok && !answer.text.contains("Nadia") && !answer.text.contains("laurier"), "\(list)")
                }
            }
            let body = try #require(Self.samples["createSessions"]?.body(in: world))
            let refused = try await program.post("/v1/sessions", body)
            #expect(try refused.status == .unprocessableContent && refused.problem().pointers == ["/clients/0"])
        }
    }

    @Test func `who says no language is answered in the practice's, and without a key in English`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let stranger = APIProgram(client, secret: nil)
            stranger.browser.language = ""
            #expect(try await stranger.get("/v1/practice").problem().title == "A key is needed")
            #expect(try await stranger.get("/v1/nothing-here").problem().title == "There is no such thing")
            let program = try await APIProgram(client, world)
            program.browser.language = ""
            #expect(try await program.get("/v1/sessions/nobody").problem().title == "Cela n’existe pas")
        }
    }

    @Test func `a key that was revoked opens nothing`() async throws {
        let world = try await World()
        let made = try await world.store.createAPIKey(
            name: .parse("Agenda"), scopes: [.readPractice], in: world.practice.id, now: World.start)
        try await world.test { client async throws in
            let program = APIProgram(client, secret: made.secret)
            #expect(try await program.get("/v1/practice").status == .ok)
            try await world.store.revokeAPIKey(made.key.id, in: world.practice.id, now: World.start)
            #expect(try await program.get("/v1/practice").status == .unauthorized)
        }
    }

    @Test func `a body that isn't what it has to be changes nothing`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let program = try await APIProgram(client, world)
            try await world.unchanged {
                try await ask(world, program) { (operation, address, sample) async throws in
                    guard operation.method != .get else { return }
                    func status(_ body: String, type: String = "application/json") async throws -> Int {
                        let answer = try await program.send(operation.method, address, body, type: type)
                        _ = try answer.problem()
                        return answer.status.code
                    }
                    let large = #"{"x":"\#(String(repeating: "x", count: 65_536))"}"#
                    #expect(try await status(large) == 413, "\(operation.id)")
                    #expect(try await status(#"{"unknown":1}"#) == 422, "\(operation.id)")
                    guard operation.body != nil else { return }
                    for body in ["[]", "{", "", #"{"a":1,"a":1}"#, "\u{FEFF}{}", "null"] {
                        #expect(try await status(body) == 400, "\(operation.id): \(body)")
                    }
                    #expect(try await status("{}", type: "text/plain") == 415, "\(operation.id)")
                    #expect(try await status("a=b", type: "application/x-www-form-urlencoded") == 415, "\(operation.id)")
                }
            }
        }
    }

    @Test func `each member of each body is looked at, and what is wrong is named`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let program = try await APIProgram(client, world)
            try await world.unchanged {
                try await ask(world, program) { operation, address, sample in
                    guard let body = operation.body, let text = sample.body(in: world) else { return }
                    guard case .object(let members) = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else { return }
                    for name in body.memberNames {
                        let wrong = JSONValue.object(members.merging([name: .object(["no": .bool(true)])]) { $1 })
                        let answer = try await program.send(operation.method, address, String(decoding: wrong.raw.bytes, as: UTF8.self))
                        #expect(answer.status == .unprocessableContent, "\(operation.id) \(name)")
                        #expect(try answer.problem().pointers.allSatisfy { $0.hasPrefix("/\(name)") }, "\(operation.id) \(name)")
                    }
                }
            }
        }
    }

    @Test func `a parameter that isn't known, or given twice, is refused`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let program = try await APIProgram(client, world)
            try await world.unchanged {
                try await ask(world, program) { operation, address, sample in
                    let plain = String(address.prefix { $0 != "?" })
                    let answer = try await program.send(operation.method, "\(plain)?form=now", sample.body(in: world))
                    #expect(answer.status == .badRequest, "\(operation.id): \(answer.text)")
                    #expect(try answer.problem().errors?.first?.parameter == "form")
                    guard let known = operation.query.first?.name else { return }
                    #expect(try await program.get("\(plain)?\(known)=1&\(known)=1").status == .badRequest, "\(operation.id)")
                }
            }
        }
    }
}

extension Schema {
    /// The names of an object's members.
    var memberNames: [String] {
        switch self {
        case .named(_, let schema), .nullable(let schema): schema.memberNames
        case .object(let fields, _): fields.map(\.name)
        default: []
        }
    }
}
