import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/sessions/{booking}/time`: moves a session, or it and the following ones of its series (W5).
struct MoveRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) { group.post("time", use: move) }

    func move(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let session = try await portal.hostedSession(context)
        let form = MoveForm(context.form)
        guard !session.booking.isCancelled else { return portal.cancelledMeanwhile(session, practice) }
        let reading = try await read(form, session, context)
        guard let time = reading.time else { return try await refuse(form, reading, session, request, context) }
        let store = portal.store(for: request, context)
        let id = session.booking.id
        do {
            switch reading.scope {
            case .this:
                _ = try await store.moveBooking(
                    id, in: practice.id, to: time, mayOverlap: form.acceptsOverlap, now: portal.now())
            case .following:
                _ = try await store.moveSeries(
                    from: id, in: practice.id, to: time, hostedBy: try context.requireStaff().clientScope,
                    mayOverlap: form.acceptsOverlap, now: portal.now())
            }
        } catch PortalStoreError.slotTaken {
            // Somebody was faster: what is in the way is there to be read now.
            return try await refuse(form, read(form, session, context), session, request, context)
        }
        let done: BookingRoutes.Notice = reading.scope == .this ? .moved : .seriesMoved
        return .redirect(to: "\(Places(practice: practice.slug).staffSession(id))?done=\(done.rawValue)", type: .normal)
    }

    private func read(
        _ form: MoveForm, _ session: BookedSession, _ context: PortalContext
    ) async throws -> MoveForm.Reading {
        let reader = MoveReader(
            store: portal.store, practice: try context.requirePractice(), staff: try context.requireStaff(),
            speech: portal.pages.speech(context), now: portal.now())
        let followers = try await portal.followers(of: session, context)
        return try await reader.read(form, of: session, followers: followers)
    }

    private func refuse(
        _ form: MoveForm, _ reading: MoveForm.Reading, _ session: BookedSession, _ request: Request, _ context: PortalContext
    ) async throws -> Response {
        let typed = TypedChanges(move: form, moveOverlaps: reading.overlaps)
        return try await portal.bookingPage(session, request: request, context: context, typed: typed, errors: reading.errors)
    }
}
