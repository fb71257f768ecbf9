import GRDB
import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("Services")
struct ServiceTests {
    @Test func `services are made, changed, withdrawn, and listed by name`() async throws {
        let house = try await House()
        let couple = try await house.store.createService(
            in: house.practice.id, name: .parse("Couple"), minutes: 80, fee: 18_000, now: start)
        let other = try await house.store.createService(in: house.practice.id, name: .parse("Bilan"), minutes: 90, now: start)
        #expect(try await house.store.services(in: house.practice.id) == [other, couple])
        let changed = try await house.store.updateService(couple.id, in: house.practice.id, now: start) {
            $0.fee = 20_000
            $0.isOffered = false
        }
        #expect(changed.fee == 20_000 && !changed.isOffered)
        #expect(try await house.store.service(couple.id, in: house.practice.id) == changed)
    }

    @Test func `A18 a practice's services are its own`() async throws {
        let house = try await House()
        let other = try await House(house.store, slug: "parc")
        let service = try await house.store.createService(in: house.practice.id, name: .parse("Couple"), minutes: 80, now: start)
        #expect(try await house.store.services(in: other.practice.id).isEmpty)
        #expect(try await house.store.service(service.id, in: other.practice.id) == nil)
        await #expect(throws: PortalStoreError.notFound) {
            _ = try await house.store.updateService(service.id, in: other.practice.id, now: start) { $0.minutes = 5 }
        }
    }

    @Test func `a practice has at most a hundred, and the schema refuses what makes no sense`() async throws {
        let house = try await House()
        for number in 0..<PortalStore.servicesPerPractice {
            _ = try await house.store.createService(in: house.practice.id, name: .parse("S\(number)"), minutes: 50, now: start)
        }
        await #expect(throws: PortalStoreError.tooManyServices) {
            _ = try await house.store.createService(in: house.practice.id, name: .parse("One more"), minutes: 50, now: start)
        }
        let service = try #require(try await house.store.services(in: house.practice.id).first)
        for (minutes, fee) in [(4, Int64(0)), (481, 0), (50, -1)] {
            await #expect(throws: DatabaseError.self) {
                _ = try await house.store.updateService(service.id, in: house.practice.id, now: start) {
                    $0.minutes = minutes
                    $0.fee = fee
                }
            }
        }
    }
}
