import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Everything that ``PortalCore/Admission/check(_:now:)`` asks for: what the portal knows, and what rooms have on record.
    public func admissionRequest(
        for person: AdmissionRequest.Person, practice: Practice, booking: Booking, journal: JournalStore
    ) async throws -> AdmissionRequest {
        var request = try await journal.admissionRequest(for: person, practice: practice, booking: booking)
        request.hostName = try await staff(booking.clinician, in: practice.id)?.name
        if case .client(let login?) = person, practice.identity.areAccountsOptional {
            request.assigned = try await clients(of: booking.id, assignedTo: login.account.id, in: practice.id)
        }
        return request
    }
}
