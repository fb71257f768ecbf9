import PortalCore
import SignalingProtocol
import Storage

extension BookingForm {
    /// What a form says once it is understood, or what is wrong with it.
    struct Reading: Sendable {
        var errors: [ErrorLine] = []
        /// Clients to choose from, by the number of the field that could mean any of them.
        var matches: [Int: [Client]] = [:]
        /// Another session is in the way: it can be made all the same, if that is meant.
        var overlaps = false
        /// The sessions of a series; empty for one session.
        var occurrences: [Occurrence] = []
        /// What is to be booked; `nil` while something is wrong, or a series hasn't been looked over.
        var plan: SessionPlan?
    }

    /// One session of a series, and what is wrong with it.
    struct Occurrence: Sendable {
        let number: Int
        let localStart: LocalDateTime
        /// `nil`: it can't be then.
        let time: SessionTime?
        let refusal: SessionTimeRefusal?
        /// What the clinician has then.
        let inTheWay: BookedSession?
    }
}

extension BookingForm.Reading {
    /// The ticked sessions of a series that somebody else's has got in the way of since they were looked over.
    func surprises(in ticks: BookingForm.Ticks) -> [BookingForm.Occurrence] {
        occurrences.filter {
            ticks.wanted.contains($0.number) && $0.inTheWay != nil && !ticks.overlapping.contains($0.number)
        }
    }
}
