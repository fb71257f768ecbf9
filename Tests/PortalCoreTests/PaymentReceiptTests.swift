import Foundation
import PortalCore
import SignalingProtocol
import Testing

@Suite("Receipts of payments")
struct PaymentReceiptTests {
    private func receipt(_ net: Money, isTaxed: Bool) throws -> Receipt {
        let zone = try #require(TimeZone(identifier: "America/Toronto"))
        var practice = Practice(
            id: "practice", slug: try Slug("laurier"), name: try .parse("Clinique Laurier"), timeZone: zone, language: .french)
        practice.taxes = [try Tax(name: "TPS", rate: .gst), try Tax(name: "TVQ", rate: .qst)]
        // Half past ten in the evening in Toronto is the next day in UTC.
        let local = try #require(LocalDateTime("2026-11-24T22:30"))
        let time = SessionTime(startsAt: local.resolve(in: zone).first, timeZone: zone, localStart: local, minutes: 50)
        let booking = Booking(id: "booking", practice: practice.id, room: "room", clinician: "staff", clients: ["client"], time: time)
        let payment = Payment(
            client: "client", net: net, isTaxed: isTaxed, method: .cash, paidOn: local.date, service: "Séance", language: .french)
        return try Receipt(
            payment, number: try #require(ReceiptNumber(year: 2026, sequence: 1)), booking: booking,
            client: Client(id: "client", practice: practice.id, name: .parse("Nadia"), email: nil),
            clinician: Staff(
                id: "staff", practice: practice.id, role: .clinician, name: .parse("Élise"), email: EmailAddress("e@example.org"),
                title: ProfileLine("psychologue")), practice: practice)
    }

    @Test func `the practice's taxes come on top of a taxed amount alone`() throws {
        let net = Money(minorUnits: 12_050, .canadianDollar)
        #expect(try receipt(net, isTaxed: true).charge.total.minorUnits == 13_855)
        #expect(try receipt(net, isTaxed: false).charge.total == net)
    }

    @Test func `the session's day is that of the practice's clocks`() throws {
        let receipt = try receipt(.zero(.canadianDollar), isTaxed: true)
        #expect(receipt.sessionDate.description == "2026-11-24")
        #expect(receipt.provider.title == "psychologue" && receipt.provider.licence == nil)
    }

    @Test func `an amount in another currency than the practice's is refused`() throws {
        #expect(throws: MoneyRefusal.otherCurrency) { try receipt(Money(minorUnits: 1, .euro), isTaxed: false) }
    }

    @Test func `a reason has 1 to 200 characters in one line`() throws {
        #expect(try VoidReason("  Montant\u{A0}inexact ").text.hasPrefix("Montant"))
        #expect(try VoidReason(String(repeating: "é", count: 200)).text.count == 200)
        #expect(throws: TextRefusal.tooLong) { try VoidReason(String(repeating: "é", count: 201)) }
        #expect(throws: TextRefusal.empty) { try VoidReason(" ") }
        #expect(throws: TextRefusal.forbiddenCharacter) { try VoidReason("a\nb") }
    }
}
