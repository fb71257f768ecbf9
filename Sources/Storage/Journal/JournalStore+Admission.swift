import PortalCore
import SignalingProtocol

extension JournalStore {
    /// Completes what ``Admission/check(_:now:)`` asks for with what rooms have on record, in one read.
    public func admissionRequest(
        for person: AdmissionRequest.Person, practice: Practice, booking: Booking
    ) async throws -> AdmissionRequest {
        var request = AdmissionRequest(person: person, practice: practice, booking: booking)
        guard let subject = person.subject else { return request }
        guard case .visitor(var visit?) = person else {
            let facts = try await facts(about: subject, in: booking.room)
            (request.room, request.participant) = (facts.room, facts.participant)
            return request
        }
        let facts = try await facts(about: subject, cameBy: visit.link.id, in: booking.room)
        visit.isLinkBlocked = facts.isLinkBlocked
        (request.person, request.room, request.participant) = (.visitor(visit), facts.room, facts.participant)
        return request
    }
}
