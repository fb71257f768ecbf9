import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Testing

@Suite("Services and fees")
struct ServiceTests {
    private static let services = "/p/laurier/staff/settings/services"
    private static let form = ["name": "Thérapie individuelle", "minutes": "50", "fee": "120,50", "taxed": "yes"]

    @Test func `services are for owners and admins of the practice`() async throws {
        let world = try await World()
        _ = try await world.people().staff(world.other, .owner, "Otto Elm", "otto@elm.example")
        let service = try await world.store.createService(in: world.practice.id, name: .parse("Couple"), minutes: 80, now: World.start)
        try await world.test { client async throws in
            let (stranger, nadia, elise, otto) = (Browser(client), Browser(client), Browser(client), Browser(client))
            try await nadia.logIn("nadia@mail.example")
            try await elise.logIn("elise@laurier.example", staff: true)
            try await otto.logIn("otto@elm.example", staff: true, at: "elm")
            for page in ["", "/new", "/\(service.id)"].map({ Self.services + $0 }) {
                for browser in [stranger, nadia, otto] { #expect(try await browser.get(page).status == .seeOther, "\(page)") }
                #expect(try await elise.get(page).status == .forbidden, "\(page)")
                guard page != Self.services else { continue }
                let profile = "/p/laurier/staff/settings/profile"
                #expect(try await elise.post(page, Self.form, tokenFrom: profile).status == .forbidden, "\(page)")
            }
            let elsewhere = "/p/elm/staff/settings/services"
            #expect(try await otto.get("\(elsewhere)/\(service.id)").status == .notFound)
            #expect(try await otto.post("\(elsewhere)/\(service.id)", Self.form, tokenFrom: elsewhere).status == .notFound)
        }
        #expect(try await world.store.services(in: world.practice.id) == [service])
    }

    @Test func `a service is made, changed, and taken off offer`() async throws {
        try await withOwner { world, owner in
            let new = "\(Self.services)/new"
            #expect(try await owner.post(new, Self.form, tokenFrom: new).location == "\(Self.services)?done=saved")
            let made = try #require(try await world.store.services(in: world.practice.id).first)
            #expect(made.fee == 12_050 && made.minutes == 50 && made.isTaxed && made.isOffered)
            let page = "\(Self.services)/\(made.id)"
            #expect(try await owner.get(page).text.contains("120,50"))
            #expect(try await owner.post(page, ["name": "Couple", "minutes": "80", "fee": ""], tokenFrom: page).status == .seeOther)
            let changed = try #require(try await world.store.service(made.id, in: world.practice.id))
            #expect(changed.name.text == "Couple" && changed.fee == nil && !changed.isTaxed && !changed.isOffered)
            #expect(try await owner.get(Self.services).text.contains("Ne sont plus offerts"))
        }
    }

    @Test(arguments: [
        ("name", ""), ("name", "a\u{202E}b"), ("minutes", "4"), ("minutes", "481"), ("minutes", "an hour"), ("fee", "-1"), ("fee", "1,200"),
        ("fee", "much"), ("fee", "1000000"), ("fee", "10 €"),
    ])
    func `a wrong service is said beside its field and shown again`(field: String, value: String) async throws {
        try await withOwner { world, owner in
            let new = "\(Self.services)/new"
            let form = ["name": "<b>Couple</b>", "minutes": "50", "fee": "120"].merging([field: value]) { $1 }
            let answer = try await owner.post(new, form, tokenFrom: new)
            #expect(answer.status == .unprocessableContent && answer.text.contains("id=\"\(field)-error\""))
            #expect(field == "name" || answer.text.contains("&lt;b&gt;Couple"))
            #expect(try await world.store.services(in: world.practice.id).isEmpty)
        }
    }

    private func withOwner(_ body: @escaping @Sendable (World, Browser) async throws -> Void) async throws {
        let world = try await World()
        try await world.test { client async throws in
            let owner = Browser(client)
            try await owner.logIn("odile@laurier.example", staff: true)
            try await body(world, owner)
        }
    }
}
