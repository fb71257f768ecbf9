import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

extension Booking {
    /// Where staff read of it.
    var page: String { "/p/laurier/staff/sessions/\(id)" }
}

extension World {
    /// A session as it is kept now.
    ///
    /// - Parameter booking: `nil`: the world's own.
    func kept(_ booking: Booking? = nil) async throws -> Booking {
        try #require(try await store.session((booking ?? session).id, in: practice.id)).booking
    }

    /// Three of Nadia's with Élise on Wednesdays at 10:00, from tomorrow.
    func series() async throws -> [Booking] {
        let slots = try ["2026-11-25T10:00", "2026-12-02T10:00", "2026-12-09T10:00"].map { local in
            let start = try #require(LocalDateTime(local))
            return SessionPlan.Slot(try SessionTime(localStart: start, in: Self.zone, minutes: 50, now: Self.start), mayOverlap: false)
        }
        return try await store.book(
            SessionPlan(clinician: elise.id, clients: [nadia.id], slots: slots), in: practice.id, now: Self.start)
    }
}
