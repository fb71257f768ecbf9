import Foundation
import GRDB
import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("Receipts in the store")
struct ReceiptStoreTests {
    private func payment(_ client: ClientID, _ cents: Int64 = 12_000, isTaxed: Bool = true) throws -> Payment {
        Payment(
            client: client, net: Money(minorUnits: cents, .canadianDollar), isTaxed: isTaxed, method: .transfer,
            paidOn: try #require(LocalDate("2027-01-15")), service: "Psychothérapie, 50 minutes", language: .french)
    }

    @Test func `M3 a receipt is a copy of what holds when it is made`() async throws {
        let house = try await House()
        _ = try await house.store.updatePractice(house.practice.id, now: start) {
            $0.taxes = [try Tax(name: "TPS", rate: .gst, registration: "123456789 RT0001"), try Tax(name: "TVQ", rate: .qst)]
            $0.address = try PostalAddress("1200, avenue Laurier Est\nMontréal")
        }
        let booking = try await house.book()
        let issued = try await house.store.issueReceipt(payment(house.client.id), for: booking.id, in: house.practice.id, now: start)
        #expect(issued.receipt.number.description == "2027-00001")
        #expect(issued.receipt.charge.total.minorUnits == 12_000 + 600 + 1_197)
        _ = try await house.store.updatePractice(house.practice.id, now: start) {
            $0.name = try .parse("Other name")
            $0.taxes = []
        }
        let kept = try #require(try await house.store.receipt(issued.id, in: house.practice.id))
        #expect(kept == issued)
        #expect(kept.receipt.issuer.name == "Clinique Laurier" && kept.receipt.charge.taxes.count == 2)
        #expect(try await house.store.receipts(of: booking.id, in: house.practice.id) == [issued])
    }

    @Test func `fees keep their currency: as long as one is agreed on and not paid, the practice's stays`() async throws {
        let house = try await House()
        let (store, practice) = (house.store, house.practice.id)
        func changes(to currency: Currency) async throws -> Bool {
            do {
                return try await store.updatePractice(practice, now: start) { $0.currency = currency }.currency == currency
            } catch PortalStoreError.currencyInUse {
                return false
            }
        }
        let service = try await store.createService(
            in: practice, name: .parse("Thérapie"), minutes: 50, fee: 12_000, isTaxed: false, now: start)
        #expect(try await !changes(to: .euro))
        _ = try await store.updateService(service.id, in: practice, now: start) { $0.fee = nil }
        let marc = try await store.createClient(in: practice, name: .parse("Marc"), email: nil, now: start)
        let joint = try await house.book(clients: [house.client.id, marc.id])
        #expect(try await changes(to: .euro), "nothing costs anything")
        #expect(try await changes(to: .canadianDollar))
        _ = try await store.charge(SessionCharge(fee: 12_000), for: joint.id, in: practice, now: start)
        for client in [house.client.id, marc.id] {
            #expect(try await !changes(to: .euro))
            _ = try await store.updatePractice(practice, now: start) { $0.name = try .parse("Other than the currency") }
            _ = try await store.issueReceipt(payment(client), for: joint.id, in: practice, now: start)
        }
        #expect(try await changes(to: .euro), "receipts hold their own")
        #expect(try await changes(to: .canadianDollar))
        let other = try await house.book(120)
        _ = try await store.charge(SessionCharge(fee: 12_000), for: other.id, in: practice, now: start)
        #expect(try await !changes(to: .euro))
        _ = try await store.cancelBooking(other.id, in: practice, reason: nil, now: start)
        #expect(try await changes(to: .euro))
    }

    @Test func `numbers have no gaps, whoever takes them at the same time`() async throws {
        try await withDirectory { directory in
            let path = directory.appending(path: "portal.sqlite").path()
            let house = try await House(PortalStore(path: path))
            let beside = try PortalStore(path: path)
            var bookings: [BookingID] = []
            for number in 0..<12 { bookings.append(try await house.book(number * 60).id) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, booking) in bookings.enumerated() {
                    let store = number.isMultiple(of: 2) ? house.store : beside
                    let payment = try payment(house.client.id)
                    group.addTask { _ = try await store.issueReceipt(payment, for: booking, in: house.practice.id, now: start) }
                }
                try await group.waitForAll()
            }
            let receipts = try await house.store.receipts(of: HistoryOwner(clients: [house.client.id]), in: house.practice.id, limit: 50)
            #expect(receipts.map(\.receipt.number.sequence).sorted() == Array(1...12))
            let other = try await House(house.store, slug: "parc")
            let theirs = try await other.store.issueReceipt(
                payment(other.client.id), for: other.book().id, in: other.practice.id, now: start)
            #expect(theirs.receipt.number.sequence == 1, "each practice counts for itself")
        }
    }

    @Test func `what is refused takes no number`() async throws {
        let house = try await House()
        let (store, practice) = (house.store, house.practice.id)
        let booking = try await house.book()
        let cancelled = try await house.book(120)
        _ = try await store.cancelBooking(cancelled.id, in: practice, reason: nil, now: start)
        let payment = try payment(house.client.id)
        await #expect(throws: PortalStoreError.bookingCancelled) {
            _ = try await store.issueReceipt(payment, for: cancelled.id, in: practice, now: start)
        }
        let stranger = try await store.createClient(in: practice, name: .parse("Marc"), email: nil, now: start)
        let strangers = try self.payment(stranger.id)
        await #expect(throws: PortalStoreError.notFound) {
            _ = try await store.issueReceipt(strangers, for: booking.id, in: practice, now: start)
        }
        let euros = Payment(
            client: house.client.id, net: Money(minorUnits: 1, .euro), isTaxed: false, method: .cash, paidOn: payment.paidOn,
            service: "x", language: .french)
        await #expect(throws: MoneyRefusal.otherCurrency) {
            _ = try await store.issueReceipt(euros, for: booking.id, in: practice, now: start)
        }
        let first = try await store.issueReceipt(payment, for: booking.id, in: practice, now: start)
        await #expect(throws: PortalStoreError.alreadyPaid) {
            _ = try await store.issueReceipt(payment, for: booking.id, in: practice, now: start)
        }
        #expect(first.receipt.number.sequence == 1)
        #expect(try await store.countReceipts(of: HistoryOwner(clients: [house.client.id]), in: practice) == 1)
    }

    @Test func `a void receipt is kept, and another can be made under the next number`() async throws {
        let house = try await House()
        let (store, practice) = (house.store, house.practice.id)
        let booking = try await house.book()
        let payment = try payment(house.client.id)
        let first = try await store.issueReceipt(payment, for: booking.id, in: practice, now: start)
        let reason = try VoidReason("Montant inexact")
        let void = try await store.voidReceipt(first.id, of: booking.id, in: practice, because: reason, now: start + .seconds(60))
        #expect(void.void == .init(at: start + .seconds(60), reason: reason) && void.receipt == first.receipt)
        let again = try await store.voidReceipt(
            first.id, of: booking.id, in: practice, because: VoidReason("Autre"), now: start + .seconds(120))
        #expect(again == void, "the first reason stays")
        let second = try await store.issueReceipt(payment, for: booking.id, in: practice, now: start)
        #expect(second.receipt.number.sequence == 2)
        #expect(try await store.receipts(of: booking.id, in: practice) == [void, second])
        let acts = try await store.audit(of: practice).map(\.act)
        #expect(acts.filter { $0 == "receipt.issued" }.count == 2 && acts.filter { $0 == "receipt.voided" }.count == 1)
    }

    @Test func `A18 a practice's receipts are its own`() async throws {
        let house = try await House()
        let other = try await House(house.store, slug: "parc")
        let booking = try await house.book()
        let issued = try await house.store.issueReceipt(payment(house.client.id), for: booking.id, in: house.practice.id, now: start)
        #expect(try await house.store.receipt(issued.id, in: other.practice.id) == nil)
        #expect(try await house.store.receipts(of: HistoryOwner(clients: [house.client.id]), in: other.practice.id, limit: 9).isEmpty)
        await #expect(throws: PortalStoreError.notFound) {
            _ = try await house.store.voidReceipt(
                issued.id, of: booking.id, in: other.practice.id, because: VoidReason("x"), now: start)
        }
    }

    @Test(arguments: [
        "UPDATE receipt SET document = '{}'", "UPDATE receipt SET number = 7", "DELETE FROM receipt",
        "INSERT INTO receipt SELECT practice_id, 'x', year, 3, booking_id, client_id, document, issued_at, 1, 'x' FROM receipt",
    ])
    func `the table refuses what isn't adding the next one or voiding`(sql: String) async throws {
        let house = try await House()
        let booking = try await house.book()
        _ = try await house.store.issueReceipt(payment(house.client.id), for: booking.id, in: house.practice.id, now: start)
        await #expect(throws: DatabaseError.self) { try await house.store.database.write { try $0.execute(sql: sql) } }
    }
}
