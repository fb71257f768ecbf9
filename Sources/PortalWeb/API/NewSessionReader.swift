import PortalCore
import SignalingProtocol
import Storage

/// Understands a ``NewSessionBody``: looks up whom it names, and when its sessions are.
struct NewSessionReader: Sendable {
    let call: APICall
    let body: NewSessionBody

    /// - Throws: ``Problem`` about the first part that can't be.
    func plan() async throws -> SessionPlan {
        let clients = try await clients()
        let guests = try guests()
        let clinician = try await call.colleague(body.clinician, at: "/clinician")
        let service = try await service()
        var charge = service?.charge ?? SessionCharge()
        charge.fee = body.fee ?? charge.fee
        charge.isTaxed = body.isTaxed ?? charge.isTaxed
        let first = try call.time(body.startsAt, minutes: body.minutes ?? service?.minutes ?? BookingForm.usualLength)
        let slots = try times(from: first).map { SessionPlan.Slot($0, mayOverlap: body.mayOverlap ?? false) }
        return SessionPlan(clinician: clinician.id, clients: clients, slots: slots, charge: charge, guests: guests)
    }

    private func clients() async throws -> [ClientID] {
        for (index, id) in body.clients.enumerated() {
            guard !body.clients.prefix(index).contains(id) else { throw refuse("/clients/\(index)", "plan.clientTwice") }
            guard let client = try await call.store.client(id, in: call.practice.id), !client.isArchived else {
                throw refuse("/clients/\(index)", "booking.clientUnknown")
            }
        }
        return body.clients
    }

    private func service() async throws -> Service? {
        guard let id = body.service else { return nil }
        guard let service = try await call.store.service(id, in: call.practice.id), service.isOffered else {
            throw refuse("/service", "plan.serviceUnknown")
        }
        return service
    }

    private func guests() throws -> [SessionPlan.Guest] {
        let guests = body.guests ?? []
        guard !guests.isEmpty else { return [] }
        guard call.practice.isSharingEnabled else { throw Conflict.sharingDisabled }
        guard body.clients.count + guests.count <= Booking.clientLimit else { throw refuse("/guests", "plan.tooManyPeople") }
        return try guests.enumerated().map { index, guest in
            guard let name = try? DisplayName.parse(guest.name), name.text.count <= LinkForm.longestLabel else {
                throw refuse("/guests/\(index)/name", "plan.guestName")
            }
            guard let typed = guest.email else { return SessionPlan.Guest(name: name, email: nil) }
            guard let email = try? EmailAddress(typed) else { throw refuse("/guests/\(index)/email", "plan.guestEmail") }
            return SessionPlan.Guest(name: name, email: email)
        }
    }

    /// The sessions of a series but for those that are left out; one that can't be refuses all.
    private func times(from first: SessionTime) throws -> [SessionTime] {
        guard let repeats = body.repeats else { return [first] }
        guard let recurrence = Recurrence(repeats.interval, times: repeats.times) else { throw refuse("/repeats/times", "plan.timesWrong") }
        let except = Set(repeats.except ?? [])
        let times = try recurrence.occurrences(from: first, now: call.now).filter { !except.contains($0.number) }.map { occurrence in
            switch occurrence.time {
            case .success(let time): return time
            case .failure(let refusal):
                throw Problem.invalid("/repeats", "\(occurrence.number) (\(occurrence.localStart)): \(call.words(refusal.words))")
            }
        }
        guard !times.isEmpty else { throw refuse("/repeats/except", "plan.timesWrong") }
        return times
    }

    private func refuse(_ pointer: String, _ word: String) -> Problem { .invalid(pointer, call.words(word)) }
}

extension APICall {
    /// A time on the practice's clocks.
    ///
    /// - Parameter old: When it was so far: at the same moment, what the clock said then stays.
    /// - Throws: ``Problem`` if no session can be then.
    func time(_ start: Moment, minutes: Int, keeping old: SessionTime? = nil) throws -> SessionTime {
        // As in the forms: people are told hours and minutes.
        guard start.instant == old?.startsAt || start.instant.milliseconds.isMultiple(of: 60_000) else {
            throw Problem.invalid("/startsAt", words("api.flaws.notWholeMinute"))
        }
        do throws(SessionTimeRefusal) {
            if let old, old.startsAt == start.instant { return try old.lasting(minutes: minutes, now: now) }
            return try SessionTime(startsAt: start.instant, in: practice.timeZone, minutes: minutes, now: now)
        } catch {
            throw Problem.invalid(error == .lengthOutOfRange ? "/minutes" : "/startsAt", words(error.words))
        }
    }
}
