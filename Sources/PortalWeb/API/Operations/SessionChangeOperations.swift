import HTTPTypes
import PortalCore
import SignalingProtocol
import Storage

/// `/v1/sessions/{session}/…`: what becomes of a session.
struct SessionChangeOperations {
    let portal: Portal

    var operations: [Operation] {
        [
            Operation(
                .post, "/v1/sessions/{session}/move", "moveSession", .writeSessions,
                "Moves a session to another time; its links stay, and the clients are told", conflicts: [.slotTaken, .sessionCancelled],
                in: portal, use: move),
            Operation(
                .post, "/v1/sessions/{session}/cancel", "cancelSession", .writeSessions,
                "Cancels a session, and tells the clients. Cancelling it again changes nothing; one that was held stays",
                conflicts: [.sessionCancelled, .sessionOver], in: portal,
                use: cancel),
            Operation(
                .post, "/v1/sessions/{session}/hand-over", "handOverSession", .writeSessions,
                "Hands a session to another clinician, who hosts it from then on", conflicts: [.slotTaken, .sessionCancelled], in: portal,
                use: handOver),
            Operation(
                .put, "/v1/sessions/{session}/outcome", "recordOutcome", .writeSessions, "Says whether the clients came",
                conflicts: [.sessionNotBegun, .sessionCancelled], in: portal, use: recordOutcome),
            Operation(
                .put, "/v1/sessions/{session}/charge", "chargeSession", .writeSessions, "Says what a session is and what it costs",
                conflicts: [.sessionCancelled], in: portal, use: charge),
        ]
    }

    func move(_ call: APICall, _ body: MoveBody) async throws -> List<SessionResource> {
        let booking = try await call.session().booking
        let time = try call.time(body.startsAt, minutes: body.minutes ?? booking.time.minutes, keeping: booking.time)
        let (id, practice, mayOverlap) = (booking.id, call.practice.id, body.mayOverlap ?? false)
        guard body.scope == .following else {
            let moved = try await call.store.moveBooking(id, in: practice, to: time, mayOverlap: mayOverlap, now: call.now)
            return try await call.resources([moved])
        }
        do {
            let moved = try await call.store.moveSeries(from: id, in: practice, to: time, mayOverlap: mayOverlap, now: call.now)
            return try await call.resources(moved)
        } catch let refusal as SessionTimeRefusal { throw Problem.invalid("/startsAt", call.words(refusal.words)) }
    }

    func cancel(_ call: APICall, _ body: CancelBody) async throws -> List<SessionResource> {
        let booking = try await call.session().booking
        var form = CancelForm()
        form.reason = body.reason ?? ""
        form.scope = (body.scope ?? .this).rawValue
        let reading = form.read(isSeries: true, words: call.words)
        guard reading.errors.isEmpty else { throw Problem.invalid(reading.errors.map { FieldError($0) }) }
        if !booking.isCancelled, try await portal.isHeld(booking) { throw Conflict.sessionOver }
        switch reading.scope {
        case .this:
            return try await call.resources([
                try await call.store.cancelBooking(booking.id, in: call.practice.id, reason: reading.reason, now: call.now)
            ])
        case .following:
            return try await call.resources(
                try await call.store.cancelSeries(from: booking.id, in: call.practice.id, reason: reading.reason, now: call.now))
        }
    }

    func handOver(_ call: APICall, _ body: HandOverBody) async throws -> SessionResource {
        let booking = try await call.session().booking
        let clinician = try await call.colleague(body.clinician, at: "/clinician")
        _ = try await call.store.handOverBooking(
            booking.id, in: call.practice.id, to: clinician.id, mayOverlap: body.mayOverlap ?? false, now: call.now)
        return call.resource(try await call.session())
    }

    func recordOutcome(_ call: APICall, _ body: OutcomeBody) async throws -> SessionResource {
        _ = try await call.store.recordAttendance(
            body.attendance, at: try call.id("session"), in: call.practice.id, now: call.now)
        return call.resource(try await call.session())
    }

    func charge(_ call: APICall, _ body: ChargeBody) async throws -> SessionResource {
        let booking = try await call.session().booking
        if let service = body.service {
            guard try await portal.services(for: booking).contains(where: { $0.id == service }) else {
                throw Problem.invalid("/service", call.words("plan.serviceUnknown"))
            }
        }
        let charge = SessionCharge(service: body.service, fee: body.fee, isTaxed: body.isTaxed)
        _ = try await call.store.charge(charge, for: booking.id, in: call.practice.id, now: call.now)
        return call.resource(try await call.session())
    }
}
