import PortalCore
import SignalingProtocol
import Storage

/// Understands a ``BookingForm``: looks up whom it names, and whether the time is free.
struct BookingReader: Sendable {
    let store: PortalStore
    let practice: Practice
    let staff: Staff
    let speech: Speech
    let now: Instant

    var words: Words { speech.words }

    /// The form's fields from top to bottom, by what their names begin with.
    private static let fields = ["client", "clinician", "date", "start", "length", "repeats", "times", "service", "fee", "guest"]

    /// - Throws: a failure of the store. What is wrong with the form is in the reading.
    func read(_ form: BookingForm) async throws -> BookingForm.Reading {
        var reading = try await understand(form)
        reading.errors = reading.errors.ordered(as: Self.fields)
        return reading
    }

    private func understand(_ form: BookingForm) async throws -> BookingForm.Reading {
        var reading = BookingForm.Reading()
        let clients = try await clients(form, &reading)
        let guests = guests(form, &reading)
        let clinician = try await clinician(form, &reading)
        let service = try await service(form, &reading)
        let fee = fee(form, &reading)
        let minutes = try await minutes(form, service, &reading)
        let time = TimeReader(practice: practice, words: words, now: now)
            .read(date: form.date, start: form.start, minutes: minutes, &reading.errors)
        let recurrence = recurrence(form, &reading)
        guard let time, let clinician else { return reading }
        if recurrence == nil { try await checkFree(time, clinician, form, &reading) }
        guard reading.errors.isEmpty else { return reading }
        var charge = service?.charge ?? SessionCharge()
        charge.fee = fee?.minorUnits ?? charge.fee
        if let recurrence {
            reading.occurrences = try await occurrences(recurrence, from: time, of: clinician)
        }
        reading.plan = plan(form, reading, clinician, clients, time, charge, guests)
        return reading
    }

    /// `nil` until a series was looked over, and something of it is wanted.
    private func plan(
        _ form: BookingForm, _ reading: BookingForm.Reading, _ clinician: Staff, _ clients: [Client], _ time: SessionTime,
        _ charge: SessionCharge, _ guests: [SessionPlan.Guest]
    ) -> SessionPlan? {
        var slots = [SessionPlan.Slot(time, mayOverlap: form.acceptsOverlap)]
        if !reading.occurrences.isEmpty {
            guard let ticks = form.ticks, reading.surprises(in: ticks).isEmpty else { return nil }
            slots = reading.occurrences.filter { ticks.wanted.contains($0.number) }.compactMap { occurrence in
                occurrence.time.map { SessionPlan.Slot($0, mayOverlap: ticks.overlapping.contains(occurrence.number)) }
            }
        }
        guard !slots.isEmpty else { return nil }
        return SessionPlan(clinician: clinician.id, clients: clients.map(\.id), slots: slots, charge: charge, guests: guests)
    }

    /// Owners and admins book for anybody, clinicians for themselves.
    private func clinician(_ form: BookingForm, _ reading: inout BookingForm.Reading) async throws -> Staff? {
        guard staff.role.overseesPractice else { return staff }
        guard let id = StaffID(rawValue: form.clinician), let chosen = try await store.staff(id, in: practice.id), chosen.isActive
        else { return refuse("clinician", "booking.clinicianMissing", &reading) }
        return chosen
    }

    private func service(_ form: BookingForm, _ reading: inout BookingForm.Reading) async throws -> Service? {
        guard !form.service.isEmpty else { return nil }
        guard let id = ServiceID(rawValue: form.service), let service = try await store.service(id, in: practice.id),
            service.isOffered
        else { return refuse("service", "plan.serviceUnknown", &reading) }
        return service
    }

    /// Empty: the service's fee, or none.
    private func fee(_ form: BookingForm, _ reading: inout BookingForm.Reading) -> Money? {
        guard !form.fee.isEmpty else { return nil }
        do throws(MoneyRefusal) { return try Money(form.fee, practice.currency) } catch {
            return refuse("fee", error.words, &reading)
        }
    }

    private func minutes(_ form: BookingForm, _ service: Service?, _ reading: inout BookingForm.Reading) async throws -> Int? {
        guard !form.length.isEmpty else { return service?.minutes ?? BookingForm.usualLength }
        let offered = BookingForm.lengths + (try await store.services(in: practice.id).map(\.minutes))
        guard let minutes = Int(form.length), offered.contains(minutes) else {
            return refuse("length", "booking.lengthMissing", &reading)
        }
        return minutes
    }

    private func recurrence(_ form: BookingForm, _ reading: inout BookingForm.Reading) -> Recurrence? {
        guard !form.repeats.isEmpty else { return nil }
        guard let interval = Recurrence.Interval(rawValue: form.repeats) else {
            return refuse("repeats", "plan.repeatsUnknown", &reading)
        }
        guard let times = Int(form.times), let recurrence = Recurrence(interval, times: times) else {
            return refuse("times", "plan.timesWrong", &reading)
        }
        return recurrence
    }

    private func occurrences(
        _ recurrence: Recurrence, from first: SessionTime, of clinician: Staff
    ) async throws -> [BookingForm.Occurrence] {
        var found: [BookingForm.Occurrence] = []
        for occurrence in recurrence.occurrences(from: first, now: now) {
            var (time, refusal, inTheWay): (SessionTime?, SessionTimeRefusal?, BookedSession?)
            switch occurrence.time {
            case .success(let success):
                time = success
                inTheWay = try await store.sessions(overlapping: success, of: clinician.id, in: practice.id).first
            case .failure(let failure): refusal = failure
            }
            found.append(
                BookingForm.Occurrence(
                    number: occurrence.number, localStart: occurrence.localStart, time: time, refusal: refusal, inTheWay: inTheWay))
        }
        return found
    }

    private func checkFree(
        _ time: SessionTime, _ clinician: Staff, _ form: BookingForm, _ reading: inout BookingForm.Reading
    ) async throws {
        let inTheWay = try await store.sessions(overlapping: time, of: clinician.id, in: practice.id)
        guard let session = inTheWay.first else { return }
        reading.overlaps = true
        guard !form.acceptsOverlap else { return }
        reading.errors.append(ErrorLine(field: "start", text: speech.slotTaken(by: session, "booking.slotTaken", to: staff)))
    }

    func refuse<Value>(_ field: String, _ path: String, _ reading: inout BookingForm.Reading) -> Value? {
        reading.errors.append(ErrorLine(field: field, text: words(path)))
        return nil
    }
}

extension Speech {
    /// That a clinician has another session then. With whom is said only to those who may host it (H4).
    func slotTaken(by session: BookedSession, _ path: String, _ more: [String: String] = [:], to reader: Staff) -> String {
        let values = [
            "clinician": session.clinician.name.text,
            "names": reader.mayHost(session.booking) ? session.clientNames : words("change.anotherClient"),
            "hours": hours(session.booking.startsAt, session.booking.endsAt),
        ]
        return words(path, values.merging(more) { $1 })
    }
}
