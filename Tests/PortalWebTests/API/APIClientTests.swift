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

    @Test func `a starter password can be set until it was used, and codes sent to a telephone`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let program = try await APIProgram(client, world)
            let place = "/v1/accounts/\(world.nadiasAccount.id)"
            let password = #"{"password":"another long password"}"#
            #expect(try await program.send(.put, "\(place)/password", password).status == .ok)
            #expect(try await program.send(.put, "\(place)/password", #"{"password":"short"}"#).problem().pointers == ["/password"])
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example", password: "another long password")
            let used = try await program.send(.put, "\(place)/password", password)
            #expect(try used.status == .conflict && used.problem().code == "account_in_use")
            let mobile = try await program.send(.put, "\(place)/mobile", #"{"mobile":"(514) 555-0177"}"#)
            #expect(try mobile.json(AccountResource.self).mobile == "+15145550177")
            #expect(try await program.send(.put, "\(place)/mobile", #"{"mobile":"12"}"#).problem().pointers == ["/mobile"])
            #expect(try await program.get(place).json(AccountResource.self).mobile == "+15145550177")
            #expect(try await program.send(.put, "\(place)/mobile", #"{"mobile":null}"#).json(AccountResource.self).mobile == nil)
        }
    }

    @Test func `a session is given to one of the client's accounts, to nobody, and to no stranger's`() async throws {
        let world = try await World()
        let petra = try #require(try await world.store.account(email: EmailAddress("petra@mail.example"), in: world.practice.id))
        try await world.test { client async throws in
            let program = try await APIProgram(client, world)
            let list = "/v1/clients/\(world.nadia.id)/assignments"
            let place = "/v1/clients/\(world.nadia.id)/sessions/\(world.session.id)/account"
            let mine = AssignmentResource(session: world.session.id, client: world.nadia.id, account: world.nadiasAccount.id)
            for (account, listed) in [("null", []), ("\"\(world.nadiasAccount.id)\"", [mine])] {
                #expect(try await program.send(.put, place, "{\"account\":\(account)}").status == .ok)
                #expect(try await program.get(list).json(List<AssignmentResource>.self).items == listed)
            }
            let stranger = try await program.send(.put, place, "{\"account\":\"\(petra.id)\"}")
            #expect(try stranger.status == .unprocessableContent && stranger.problem().pointers == ["/account"])
            let notHers = "/v1/clients/\(world.nadia.id)/sessions/\(world.marcsSession.id)/account"
            #expect(try await program.send(.put, notHers, #"{"account":null}"#).status == .notFound)
            #expect(try await program.get(list).json(List<AssignmentResource>.self).items == [mine])
        }
    }

    @Test func `sessions that nobody sees go to the one account that has the others`() async throws {
        let world = try await World()
        let people = try await world.people()
        let second = try await people.booking(world.practice, world.elise, [world.nadia], "2026-11-25T14:00")
        try await world.store.assign(second.id, of: world.nadia.id, to: nil, in: world.practice.id, now: World.start)
        try await world.store.assign(world.session.id, of: world.nadia.id, to: world.nadiasAccount.id, in: world.practice.id, now: World.start)
        try await world.test { client async throws in
            let program = try await APIProgram(client, world)
            let all = try await program.post("/v1/clients/\(world.nadia.id)/assign-all").json(List<AssignmentResource>.self).items
            #expect(Set(all.map(\.session)) == [world.session.id, second.id])
            #expect(all.allSatisfy { $0.account == world.nadiasAccount.id })
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
