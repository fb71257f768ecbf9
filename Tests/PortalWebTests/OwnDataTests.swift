import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Testing

@Suite("The download of one's data")
struct OwnDataTests {
    private let page = "/p/laurier/account/data"

    /// What tests look at of the file.
    private struct File: Decodable {
        struct Account: Decodable { let email: String, name: String, mobile: String? }
        struct Client: Decodable { let id: String, name: String }
        struct Session: Decodable { let id: String, startsAt: String, clinician: String, clients: [String], isJoint: Bool, currency: String }
        struct Receipt: Decodable { let total: Int, receipt: Content }
        struct Content: Decodable { let number: String, service: String }
        struct Notice: Decodable { let what: String, session: String, client: String }
        struct Login: Decodable { let startedAt: String }
        struct Act: Decodable { let act: String }
        let format: String, version: Int, exportedAt: String
        let account: Account, clients: [Client], sessions: [Session], receipts: [Receipt], notices: [Notice], logins: [Login], acts: [Act]
    }

    private func nadia(_ client: any TestClientProtocol) async throws -> Browser {
        let browser = Browser(client)
        try await browser.logIn("nadia@mail.example")
        return browser
    }

    @Test func `M8 the file holds what is one's own, and nothing of anybody else`() async throws {
        let world = try await World()
        let joint = try await world.people().booking(world.practice, world.elise, [world.nadia, world.marc], "2026-11-24T18:00")
        let payment = Payment(
            client: world.nadia.id, net: Money(minorUnits: 12_050, .canadianDollar), isTaxed: false, method: .cash,
            paidOn: try #require(LocalDate("2026-11-24")), service: "Thérapie d’été", language: .french)
        _ = try await world.store.issueReceipt(payment, for: world.session.id, in: world.practice.id, now: World.start)
        try await world.store.setMobile(
            try MobileNumber("514 555-0142"), of: world.nadiasAccount.id, in: world.practice.id, now: World.start)
        try await world.test { client async throws in
            let browser = try await nadia(client)
            let answer = try await browser.post(page, tokenFrom: page)
            #expect(answer.status == .ok)
            #expect(answer.header("Content-Type") == "application/json; charset=utf-8")
            #expect(answer.header("Content-Disposition") == "attachment; filename=\"laurier-2026-11-24.json\"")
            let file = try answer.json(File.self)
            #expect(file.format == "vestibule-own-data" && file.version == 1 && file.exportedAt == "2026-11-24T18:45:00Z")
            #expect(file.account.mobile == "+15145550142")
            #expect(file.account.email == "nadia@mail.example" && file.clients.map(\.name) == ["Nadia Tremblay"])
            #expect(file.sessions.map(\.id) == [world.session.id.rawValue, joint.id.rawValue])
            #expect(file.sessions.map(\.isJoint) == [false, true])
            #expect(file.sessions.allSatisfy { $0.clients == [world.nadia.id.rawValue] && $0.clinician == "Élise Gagnon" })
            #expect(file.receipts.map(\.receipt.service) == ["Thérapie d’été"] && file.receipts.map(\.total) == [12_050])
            #expect(file.notices.contains { $0.what == "session_booked" && $0.session == joint.id.rawValue })
            #expect(file.logins.count == 1 && file.acts.contains { $0.act == "account.data_downloaded" })
            for other in ["Marc", "Lévesque", world.marc.id.rawValue, "Paul Otis", "odile@", world.marcsSession.id.rawValue] {
                #expect(!answer.text.contains(other), "\(other)")
            }
        }
    }

    @Test func `the download is slowed down after three, by a page that says until when`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await nadia(client)
            for _ in 1...3 { #expect(try await browser.post(page, tokenFrom: page).status == .ok) }
            let answer = try await browser.post(page, tokenFrom: page)
            #expect(answer.status == .tooManyRequests && answer.header("Retry-After") == "600")
            #expect(answer.text.contains("Réessayez dans 10 minutes"))
            world.clock.advance(.seconds(600))
            #expect(try await browser.post(page, tokenFrom: page).status == .ok)
        }
    }

    @Test func `looking at the page downloads nothing, and another site can't make it`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await nadia(client)
            #expect(try await browser.get(page).header("Content-Disposition") == nil)
            #expect(try await browser.post(page).status == .forbidden)
            #expect(try await Browser(client).post(page).status == .forbidden)
        }
    }
}
