import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

@Suite("Clients by the API")
struct APIClientTests {
    @Test func `a list comes in parts, and says where it goes on`() async throws {
        let world = try await World()
        let people = try await world.people()
        for name in ["Anne A", "Anne B", "Anne C"] { _ = try await people.client(world.practice, name) }
        try await world.test { client async throws in
            let program = try await APIProgram(client, world)
            var address: String? = "/v1/clients?q=anne&limit=2"
            var names: [String] = []
            while let next = address {
                let page = try await program.get(next).json(List<ClientResource>.self)
                names += page.items.map(\.name)
                address = page.next
                #expect(names.count <= 3)
            }
            #expect(names == ["Anne A", "Anne B", "Anne C"])
            #expect(try await program.get("/v1/clients?q=anne&limit=3").json(List<ClientResource>.self).next == nil)
        }
    }

    @Test func `a client is added once, changed in parts, archived and restored`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let program = try await APIProgram(client, world)
            let body = #"{"name":"Zoé Roy","email":"zoe@mail.example","birthDate":"1990-02-03"}"#
            let answer = try await program.post("/v1/clients", body)
            let made = try answer.json(ClientResource.self)
            #expect(answer.status == .created && answer.location == "/v1/clients/\(made.id)")
            let twin = try await program.post("/v1/clients", #"{"name":"zoe  ROY"}"#)
            #expect(try twin.status == .conflict && twin.problem().code == "possible_duplicate")
            #expect(try await program.post("/v1/clients", #"{"name":"zoe  ROY","acceptsDuplicate":true}"#).status == .created)

            let place = "/v1/clients/\(made.id)"
            let changed = try await program.send(.patch, place, #"{"email":null,"telephone":"514 555-0199"}"#).json(ClientResource.self)
            #expect(changed.email == nil && changed.telephone == "514 555-0199" && changed.birthDate == "1990-02-03" && changed.name == "Zoé Roy")
            #expect(try await program.send(.patch, place, #"{"name":null}"#).problem().pointers == ["/name"])
            #expect(try await program.send(.patch, place, #"{"birthDate":"2990-02-03","email":"x"}"#).problem().pointers == ["/email", "/birthDate"])

            #expect(try await program.post("\(place)/archive").json(ClientResource.self).archivedAt?.instant == World.start)
            #expect(try await program.post("\(place)/restore", "{}").json(ClientResource.self).archivedAt == nil)
            #expect(try await program.get(place).json(ClientResource.self) == changed)
        }
    }

    @Test func `an account is associated, un-associated, verified and disabled`() async throws {
        let world = try await World()
        let petra = try #require(try await world.store.account(email: EmailAddress("petra@mail.example"), in: world.practice.id))
        try await world.test { client async throws in
            let program = try await APIProgram(client, world)
            #expect(try await program.get("/v1/prospects").json(List<ProspectResource>.self).items.map(\.account.id) == [petra.id])
            let place = "/v1/clients/\(world.marc.id)/accounts/\(petra.id)"
            #expect(try await program.send(.put, place).json(AccountResource.self).clients == [world.marc.id])
            #expect(try await program.send(.put, place).status == .ok)
            #expect(try await program.get("/v1/prospects").json(List<ProspectResource>.self).items == [])
            #expect(try await program.send(.delete, place).status == .noContent)
            #expect(try await program.send(.delete, place).status == .notFound)
            #expect(try await program.send(.put, "/v1/clients/\(world.marc.id)/accounts/nobody").status == .notFound)
            #expect(try await program.post("/v1/accounts/\(petra.id)/disable").json(AccountResource.self).disabledAt != nil)
            #expect(try await program.get("/v1/prospects?dismissed=true").json(List<ProspectResource>.self).items.count == 1)
            #expect(try await program.post("/v1/accounts/\(petra.id)/enable").json(AccountResource.self).disabledAt == nil)
            let taken = try await program.post(
                "/v1/clients/\(world.marc.id)/accounts", #"{"email":"petra@mail.example","password":"a long enough password"}"#)
            #expect(try taken.status == .conflict && taken.problem().code == "email_taken")
            let weak = try await program.post("/v1/clients/\(world.marc.id)/accounts", #"{"email":"p","password":"short"}"#)
            #expect(try weak.problem().pointers == ["/email", "/password"] && !weak.text.contains("short"))
        }
    }

    @Test func `an answer is in the language that is asked for, else in the practice's`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let program = try await APIProgram(client, world)
            for (asked, said) in [("en", "There is no such thing"), ("fr", "Cela n’existe pas"), ("de", "Cela n’existe pas")] {
                program.browser.language = asked
                program.browser.cookies["lang"] = "en"
                #expect(try await program.get("/v1/clients/nobody").problem().title == said)
            }
        }
    }
}
