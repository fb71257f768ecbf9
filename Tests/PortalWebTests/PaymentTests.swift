import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Testing

@Suite("Payments and receipts")
struct PaymentTests {
    private let form = [
        "payment-amount": "120,50", "payment-taxed": "yes", "payment-method": "transfer", "payment-day": "2026-11-24",
    ]

    /// A world whose practice charges Québec's taxes.
    private func world() async throws -> World {
        let world = try await World()
        _ = try await world.store.updatePractice(world.practice.id, now: World.start) {
            $0.taxes = [
                try Tax(name: "TPS", rate: .gst, registration: "123456789 RT0001"),
                try Tax(name: "TVQ", rate: .qst, registration: "1234567890 TQ0001"),
            ]
            $0.address = try PostalAddress("1200, avenue Laurier Est\nMontréal (Québec)  H2J 1H1")
        }
        return world
    }

    private func page(_ world: World) -> String { "/p/laurier/staff/sessions/\(world.session.id)" }

    private func staff(_ client: any TestClientProtocol, _ email: String = "elise@laurier.example") async throws -> Browser {
        try await Browser.staff(client, email)
    }

    @Test func `M3 staff mark a session as paid, and the client downloads the receipt`() async throws {
        let world = try await world()
        try await world.test { client async throws in
            let staff = try await staff(client)
            let answer = try await staff.post("\(page(world))/receipts", form, tokenFrom: page(world))
            #expect(answer.status == .seeOther && answer.location == "\(page(world))?done=paid")
            let shown = try await staff.get(page(world) + "?done=paid").text
            #expect(shown.contains("Reçu 2026-00001") && shown.contains("La séance est marquée comme payée"))
            #expect(!shown.contains("id=\"payment-amount\""), "nobody is left to pay")

            let nadia = Browser(client)
            try await nadia.logIn("nadia@mail.example")
            let list = try await nadia.get("/p/laurier/account/receipts")
            #expect(list.text.contains("Reçu 2026-00001") && list.text.contains("138,55\u{a0}$"))
            let path = try #require(list.text.firstMatch(of: /href="([^"]+\.pdf)"/)).1
            let file = try await nadia.get(String(path))
            #expect(file.status == .ok && file.header("Content-Type") == "application/pdf")
            #expect(file.header("Content-Disposition") == "attachment; filename=\"recu-2026-00001.pdf\"")
            #expect(file.header("Cache-Control") == "no-store")
            let text = try pdfText(file.bytes)
            for words in [
                "Reçu 2026-00001", "Clinique Laurier", "1200, avenue Laurier Est", "Montréal (Québec) H2J 1H1", "514 555-0142",
                "Nadia Tremblay", "24 novembre 2026", "Élise Gagnon", "Séance vidéo, 50 minutes", "120,50 $",
                "TPS 5 % (123456789 RT0001)", "6,03 $", "TVQ 9,975 % (1234567890 TQ0001)", "12,02 $", "138,55 $",
                "Payé le 24 novembre 2026 par virement.",
            ] { #expect(text.contains(words), "\(words) isn't in \(text)") }
        }
    }

    @Test func `a receipt is written in the language that the client reads`() async throws {
        let world = try await world()
        _ = try await world.store.changeProfile(
            of: world.nadiasAccount.id, language: .english, in: world.practice.id, now: World.start)
        try await world.test { client async throws in
            _ = try await staff(client).post("\(page(world))/receipts", form, tokenFrom: page(world))
            let issued = try #require(try await world.store.receipts(of: world.session.id, in: world.practice.id).first)
            let nadia = Browser(client)
            try await nadia.logIn("nadia@mail.example")
            let file = try await nadia.get("/p/laurier/account/receipts/\(issued.id).pdf")
            #expect(file.header("Content-Disposition")?.contains("receipt-2026-00001.pdf") == true)
            let text = try pdfText(file.bytes)
            for words in [
                "Receipt 2026-00001", "Élise Gagnon", "Video session, 50 minutes", "$120.50", "TPS 5% (123456789 RT0001)",
                "TVQ 9.975%", "$138.55", "Paid on 24 November 2026 by transfer.",
            ] { #expect(text.contains(words), "\(words) isn't in \(text)") }
        }
    }

    @Test func `M8 nobody else gets at a receipt, and strangers log in first`() async throws {
        let world = try await world()
        try await world.test { client async throws in
            _ = try await staff(client).post("\(page(world))/receipts", form, tokenFrom: page(world))
            let issued = try #require(try await world.store.receipts(of: world.session.id, in: world.practice.id).first)
            let file = "/p/laurier/account/receipts/\(issued.id).pdf"
            #expect(try await Browser(client).get(file).status == .seeOther)
            for email in ["marc@mail.example", "petra@mail.example"] {
                let other = Browser(client)
                try await other.logIn(email)
                #expect(try await other.get(file).status == .notFound)
                #expect(try await !other.get("/p/laurier/account/receipts").text.contains("2026-00001"))
            }
            let elsewhere = Browser(client)
            try await elsewhere.logIn("sam@mail.example", at: "elm")
            #expect(try await elsewhere.get(file.replacing("laurier", with: "elm")).status == .notFound)
            let nadia = Browser(client)
            try await nadia.logIn("nadia@mail.example")
            #expect(try await nadia.get(file).status == .ok)
            #expect(try await nadia.get("/p/laurier/account/receipts/none.pdf").status == .notFound)
        }
    }

    @Test func `a clinician has no part in the payments of somebody else's session`() async throws {
        let world = try await world()
        try await world.test { client async throws in
            _ = try await staff(client).post("\(page(world))/receipts", form, tokenFrom: page(world))
            let issued = try #require(try await world.store.receipts(of: world.session.id, in: world.practice.id).first)
            let paul = try await staff(client, "paul@laurier.example")
            let own = "/p/laurier/staff/sessions/\(world.marcsSession.id)"
            #expect(try await paul.post("\(page(world))/receipts", form, tokenFrom: own).status == .notFound)
            #expect(try await paul.get("\(page(world))/receipts/\(issued.id).pdf").status == .notFound)
            #expect(try await paul.get("\(own)/receipts/\(issued.id).pdf").status == .notFound)
            let reason = ["reason-\(issued.receipt.number)": "Mine now"]
            for path in [page(world), own] {
                #expect(try await paul.post("\(path)/receipts/\(issued.id)/void", reason, tokenFrom: own).status == .notFound)
            }
            let odile = try await staff(client, "odile@laurier.example")
            let file = try await odile.get("\(page(world))/receipts/\(issued.id).pdf")
            #expect(file.status == .ok && file.bytes.starts(with: Array("%PDF".utf8)))
            let stranger = try await Browser(client).get("\(page(world))/receipts/\(issued.id).pdf")
            #expect(stranger.location?.hasPrefix("/p/laurier/staff/login") == true)
        }
    }

    @Test func `everything that is wrong is said at once, and what was typed comes back`() async throws {
        let world = try await world()
        try await world.test { client async throws in
            let staff = try await staff(client)
            let bad = ["payment-amount": "1,200", "payment-method": "gold", "payment-day": "2026-11-25"]
            let answer = try await staff.post("\(page(world))/receipts", bad, tokenFrom: page(world))
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("3 points à corriger"))
            #expect(answer.text.contains("value=\"1,200\"") && answer.text.contains("Le jour du paiement ne peut pas être à venir"))
            for field in ["payment-amount", "payment-method", "payment-day"] {
                #expect(answer.text.contains("href=\"#\(field)\"") && answer.text.contains("id=\"\(field)-error\""))
            }
            for (field, value) in [("payment-amount", "0"), ("payment-amount", "-5"), ("payment-day", "2020-01-01"), ("payment-day", "x")] {
                let answer = try await staff.post("\(page(world))/receipts", form.merging([field: value]) { $1 }, tokenFrom: page(world))
                #expect(answer.status == .unprocessableContent, "\(field)=\(value)")
            }
            #expect(try await world.store.receipts(of: world.session.id, in: world.practice.id).isEmpty)
            #expect(try await staff.post("\(page(world))/receipts", form).status == .forbidden)
        }
    }

    @Test func `a form that is sent twice makes one receipt`() async throws {
        let world = try await world()
        try await world.test { client async throws in
            let staff = try await staff(client)
            let token = try #require(try await staff.get(page(world)).formToken)
            let sent = form.merging(["csrf": token]) { $1 }
            #expect(try await staff.post("\(page(world))/receipts", sent).status == .seeOther)
            let again = try await staff.post("\(page(world))/receipts", sent)
            #expect(again.status == .unprocessableContent && again.text.contains("Il y a déjà un reçu pour Nadia Tremblay"))
            #expect(try await world.store.receipts(of: world.session.id, in: world.practice.id).count == 1)
        }
    }

    @Test func `a void receipt says so in the list and in the file, with the reason`() async throws {
        let world = try await world()
        try await world.test { client async throws in
            let staff = try await staff(client)
            _ = try await staff.post("\(page(world))/receipts", form, tokenFrom: page(world))
            let issued = try #require(try await world.store.receipts(of: world.session.id, in: world.practice.id).first)
            let void = "\(page(world))/receipts/\(issued.id)/void"
            let field = "reason-\(issued.receipt.number)"
            let empty = try await staff.post(void, [field: "  "], tokenFrom: page(world))
            #expect(empty.status == .unprocessableContent && empty.text.contains("href=\"#\(field)\""))
            let answer = try await staff.post(void, [field: "Montant inexact"], tokenFrom: page(world))
            #expect(answer.location == "\(page(world))?done=receiptVoided")
            let shown = try await staff.get(page(world)).text
            #expect(shown.contains("Annulé le 24 novembre 2026") && shown.contains("id=\"payment-amount\""), "it can be paid again")

            let nadia = Browser(client)
            try await nadia.logIn("nadia@mail.example")
            #expect(try await nadia.get("/p/laurier/account/receipts").text.contains("Montant inexact"))
            let text = try pdfText(try await nadia.get("/p/laurier/account/receipts/\(issued.id).pdf").bytes)
            #expect(text.contains("Reçu 2026-00001 (annulé)") && text.contains("Annulé le 24 novembre 2026 : Montant inexact"))
            #expect(text.contains("Ce reçu n’est plus valable."))
        }
    }

    @Test func `H4 each client of a joint session has a receipt of their own`() async throws {
        let world = try await world()
        let joint = try await world.people().booking(world.practice, world.elise, [world.nadia, world.marc], "2026-11-24T18:00")
        let page = "/p/laurier/staff/sessions/\(joint.id)"
        try await world.test { client async throws in
            let staff = try await staff(client)
            #expect(try await staff.post("\(page)/receipts", form, tokenFrom: page).text.contains("href=\"#payment-client\""))
            let marcs = form.merging(["payment-client": world.marc.id.rawValue]) { $1 }
            #expect(try await staff.post("\(page)/receipts", marcs, tokenFrom: page).status == .seeOther)
            let strangers = form.merging(["payment-client": "somebody"]) { $1 }
            #expect(try await staff.post("\(page)/receipts", strangers, tokenFrom: page).status == .unprocessableContent)
            let issued = try await world.store.receipts(of: joint.id, in: world.practice.id)
            #expect(issued.map(\.receipt.client) == [world.marc.id])
            let nadia = Browser(client)
            try await nadia.logIn("nadia@mail.example")
            #expect(try await nadia.get("/p/laurier/account/receipts/\(issued[0].id).pdf").status == .notFound)
        }
    }
    @Test func `M3 where accounts are optional, who has a session by assignment has its receipt too, and no other client's`() async throws {
        let world = try await world()
        let (store, practice) = (world.store, world.practice.id)
        let joint = try await world.people().booking(world.practice, world.elise, [world.nadia, world.marc], "2026-11-24T18:00")
        let petra = try #require(try await store.account(email: EmailAddress("petra@mail.example"), in: practice))
        for id in [world.session.id, joint.id] {
            try await store.assign(id, of: world.nadia.id, to: petra.id, in: practice, now: World.start)
        }
        func pay(_ booking: Booking, _ payer: Client) async throws -> IssuedReceipt {
            let payment = Payment(
                client: payer.id, net: Money(minorUnits: 9_000, .canadianDollar), isTaxed: false, method: .cash,
                paidOn: try #require(LocalDate("2026-11-24")), service: "Thérapie", language: .french)
            return try await store.issueReceipt(payment, for: booking.id, in: practice, now: World.start)
        }
        let own = [try await pay(world.session, world.nadia), try await pay(joint, world.nadia)]
        let others = try await pay(joint, world.marc)
        let list = "/p/laurier/account/receipts"
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("petra@mail.example")
            // As long as accounts aren't optional, assignment opens nothing.
            #expect(try await !browser.get(list).text.contains("2026-0000"))
            #expect(try await browser.get("\(list)/\(own[0].id).pdf").status == .notFound)
            _ = try await store.updatePractice(practice, now: World.start) { $0.identity.areAccountsOptional = true }
            let shown = try await browser.get(list).text
            #expect(own.allSatisfy { shown.contains($0.receipt.number.description) } && !shown.contains(others.receipt.number.description))
            for receipt in own { #expect(try await browser.get("\(list)/\(receipt.id).pdf").status == .ok) }
            #expect(try await browser.get("\(list)/\(others.id).pdf").status == .notFound)
            let data = try await browser.post("/p/laurier/account/data", tokenFrom: "/p/laurier/account/data").text
            #expect(own.allSatisfy { data.contains($0.id.rawValue) } && !data.contains(others.id.rawValue))
            #expect(data.contains("session_booked") && !data.contains(world.marc.id.rawValue))
        }
    }
}
