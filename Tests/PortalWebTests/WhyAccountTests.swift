import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

/// What the page says of accounts that are somebody else's too, and to whom.
@Suite("Why can't my client join: whose account it is")
struct WhyAccountTests {
    /// Paul's client has an account; Élise's client of the same family has its address.
    private struct Family {
        let world: World
        let other: Client
        let mine: Client
        let account: Account
        let booking: Booking

        init() async throws {
            world = try await World()
            let people = try await world.people()
            other = try await people.client(world.practice, "Zoe Brother")
            mine = try await people.client(world.practice, "Zoe Sister")
            account = try await people.account(world.practice, "Father Zoe", "c@mail.example", for: other)
            _ = try await people.booking(world.practice, world.paul, [other], "2026-11-24T14:10")
            booking = try await people.booking(world.practice, world.elise, [mine], "2026-11-24T14:10")
        }

        var page: String { "/p/laurier/staff/sessions/\(booking.id)/why" }
    }

    private func staff(_ client: any TestClientProtocol, _ email: String = "elise@laurier.example") async throws -> Browser {
        try await Browser.staff(client, email, language: "en")
    }

    private func codes(_ answer: Answer) -> [String] {
        answer.text.matches(of: /data-reason="([a-z_]+)"/).map { String($0.1) }
    }

    @Test func `H4 of a colleague's client who has the same address a clinician learns nothing`() async throws {
        let family = try await Family()
        try await family.world.test { client async throws in
            let clinician = try await staff(client).get(family.page)
            #expect(clinician.text.contains("Account with this address"))
            #expect(!clinician.text.contains("Father Zoe") && !clinician.text.contains("Zoe Brother"))
            // Nor that there is one: it reads like an account that is nobody's yet.
            #expect(codes(clinician) == ["not_associated"] && !clinician.text.contains("other clients"))
            #expect(!clinician.text.contains("They read"))
            let owner = try await staff(client, "odile@laurier.example").get(family.page)
            #expect(owner.text.contains("Account of Father Zoe") && codes(owner) == ["not_your_session"])
        }
    }

    @Test func `A12 a prospect's name is said to owners and admins alone`() async throws {
        let world = try await World()
        let people = try await world.people()
        let lin = try await people.client(world.practice, "Lin Zhao")
        _ = try await people.account(world.practice, "Perhaps Lin", "c@mail.example", for: nil)
        let booking = try await people.booking(world.practice, world.elise, [lin], "2026-11-24T14:10")
        try await world.test { client async throws in
            let page = "/p/laurier/staff/sessions/\(booking.id)/why"
            let clinician = try await staff(client).get(page)
            #expect(codes(clinician) == ["not_associated"] && !clinician.text.contains("Perhaps Lin"))
            let owner = try await staff(client, "odile@laurier.example").get(page)
            #expect(owner.text.contains("Account of Perhaps Lin"))
        }
    }

    @Test func `an account of several clinicians' clients is opened and vouched for by owners and admins alone`() async throws {
        let family = try await Family()
        let (world, id) = (family.world, family.account.id)
        try await world.store.associate(id, with: family.mine.id, in: world.practice.id, now: World.start)
        try await world.store.disableAccount(id, in: world.practice.id, now: World.start)
        try await world.test { client async throws in
            let browser = try await staff(client)
            let shown = try await browser.get(family.page)
            #expect(codes(shown) == ["account_disabled"] && !shown.text.contains("/accounts/"))
            for act in WhyAccountAct.allCases {
                let answer = try await browser.post("\(family.page)/accounts/\(id)/\(act.rawValue)", tokenFrom: family.page)
                #expect(answer.status == .notFound)
            }
            #expect(try await world.store.account(id, in: world.practice.id)?.disabledAt != nil)
            let owner = try await staff(client, "odile@laurier.example")
            #expect(try await owner.post("\(family.page)/accounts/\(id)/enable", tokenFrom: family.page).status == .seeOther)
            #expect(codes(try await browser.get(family.page)) == [])
        }
    }

    @Test func `an account is associated with a client of the session that it is shown for, and no other`() async throws {
        let family = try await Family()
        let world = family.world
        let petra = try #require(try await world.store.account(email: EmailAddress("petra@mail.example"), in: world.practice.id))
        try await world.test { client async throws in
            let owner = try await staff(client, "odile@laurier.example")
            for (client, account) in [
                (family.mine.id, petra.id), (family.other.id, family.account.id), (world.nadia.id, world.nadiasAccount.id),
            ] {
                let act = "\(family.page)/clients/\(client)/accounts/\(account)/associate"
                #expect(try await owner.post(act, tokenFrom: family.page).status == .notFound)
            }
            let act = "\(family.page)/clients/\(family.mine.id)/accounts/\(family.account.id)/associate"
            #expect(try await staff(client).post(act, tokenFrom: family.page).status == .forbidden)
            #expect(try await world.store.logins(of: family.mine.id, in: world.practice.id).isEmpty)
        }
    }
}
