import Foundation
import PortalCore
import SignalingProtocol
import Testing

@Suite("Receipts")
struct ReceiptTests {
    func receipt() throws -> Receipt {
        let taxes = [try Tax(name: "TPS", rate: .gst, registration: "123456789 RT0001"), try Tax(name: "TVQ", rate: .qst)]
        return Receipt(
            practice: "practice", booking: "booking", client: "nadia", number: try #require(ReceiptNumber("2026-00042")),
            issuer: .init(
                name: "Clinique Laurier", address: try PostalAddress("12, rue Laurier\nMontréal"), telephone: try Telephone("514 555-0142"),
                email: try EmailAddress("info@clinic.example")),
            provider: .init(name: "Élise Gagnon", title: "Psychologue", licence: "12345-08"), clientName: "Nadia Tremblay",
            service: "Psychothérapie, 50 minutes", sessionDate: try #require(LocalDate("2026-11-22")),
            charge: try Charge(net: Money(minorUnits: 12_000, .canadianDollar), taxes: taxes), paidOn: try #require(LocalDate("2026-11-23")),
            method: .transfer, language: .french)
    }

    @Test func `a receipt is kept and read back as it was`() throws {
        let receipt = try receipt()
        let read = try JSONDecoder().decode(Receipt.self, from: JSONEncoder().encode(receipt))
        #expect(read == receipt)
        #expect(read.charge.total.text(in: .french) == "137,97\u{A0}$")
    }

    @Test func `a receipt says little where little is known`() throws {
        let full = try receipt()
        let bare = Receipt(
            practice: "practice", booking: "booking", client: "nadia", number: full.number,
            issuer: .init(name: "Clinique Laurier", address: nil, telephone: nil, email: nil),
            provider: .init(name: "Élise Gagnon", title: nil, licence: nil), clientName: "Nadia", service: "Séance",
            sessionDate: full.sessionDate, charge: try Charge(net: .zero(.euro), taxes: []), paidOn: full.paidOn, method: .cash, language: .english)
        #expect(try JSONDecoder().decode(Receipt.self, from: JSONEncoder().encode(bare)) == bare)
    }

    @Test(arguments: [
        ("\"2026-00042\"", "\"42\""), ("\"2026-11-22\"", "\"2026-11-31\""), ("\"2026-11-23\"", "\"soon\""), ("50000", "5000000"),
        ("info@clinic.example", "nobody"), ("\"CAD\"", "\"GBP\""), ("\"transfer\"", "\"barter\""),
    ])
    func `what was written by nobody here isn't read`(part: String, other: String) throws {
        let text = String(decoding: try JSONEncoder().encode(receipt()), as: UTF8.self)
        let changed = text.replacing(part, with: other)
        #expect(changed != text)
        #expect(throws: (any Error).self) { try JSONDecoder().decode(Receipt.self, from: Data(changed.utf8)) }
    }

    @Test func `the names that it is kept under stay`() throws {
        let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(receipt())) as? [String: Any]
        #expect(
            json?.keys.sorted() == [
                "booking", "client", "clientName", "currency", "issuer", "language", "method", "net", "number", "paidOn", "practice", "provider",
                "service", "sessionDate", "taxes",
            ])
        #expect(((json?["taxes"] as? [[String: Any]])?.first?["amount"] as? Int) == 600)
    }
}
