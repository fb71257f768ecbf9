import GRDB
import PortalCore
import SignalingProtocol

// What webhooks are told: one notice of the outbox for each that wants it.
extension PortalStore {
    /// Writes down what happened to a session, in the transaction in which it does. Of several sessions that change together, each
    /// is told of.
    func tellPrograms(_ kind: WebhookEvent.Kind, about booking: Booking, now: Instant, _ db: Database) throws {
        try tellPrograms(of: WebhookEvent(kind: kind, booking: booking.id, at: now), in: booking.practice, now: now, db)
    }

    /// Writes down what happened in a room. It is told after the room's own commit, and may be told again.
    func tellPrograms(of event: RoomEvent, about booking: Booking, now: Instant) async throws {
        let told = WebhookEvent(
            kind: WebhookEvent.Kind(event.kind), booking: booking.id, participant: event.subject, at: event.since)
        guard try await webhooks(of: booking.practice).contains(where: { $0.wants(told.kind) }) else { return }
        try await write { try tellPrograms(of: told, in: booking.practice, now: now, $0) }
    }

    private func tellPrograms(of event: WebhookEvent, in practice: PracticeID, now: Instant, _ db: Database) throws {
        for webhook in try Webhook.all(of: practice, db) where webhook.wants(event.kind) {
            let notice = Notice.event(webhook.id, event)
            // Rooms may tell the same more than once.
            guard try !isWritten(notice, about: event.booking, in: practice, db) else { continue }
            try enqueue(notice, on: .webhook, about: event.booking, in: practice, now: now, db)
        }
    }

    func isWritten(_ notice: Notice, about booking: BookingID?, in practice: PracticeID, _ db: Database) throws -> Bool {
        try db.row(
            "SELECT 1 FROM outbox WHERE practice_id = ? AND booking_id = ? AND notice = ?",
            [practice, booking, StoredJSON(value: notice)]
        ) != nil
    }
}

extension WebhookEvent.Kind {
    init(_ kind: RoomEvent.Kind) {
        switch kind {
        case .waiting: self = .participantWaiting
        case .admitted: self = .participantAdmitted
        case .left: self = .participantLeft
        case .ended: self = .sessionEnded
        }
    }
}

extension Notice {
    /// Which webhook it is for.
    var webhook: WebhookID? {
        guard case .event(let webhook, _) = self else { return nil }
        return webhook
    }
}
