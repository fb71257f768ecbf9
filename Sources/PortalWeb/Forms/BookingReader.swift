import PortalCore
import SignalingProtocol
import Storage

extension BookingForm {
    /// What a form says once it is understood, or what is wrong with it.
    struct Reading: Sendable {
        var wanted: Wanted?
        var errors: [ErrorLine] = []
        /// Clients of the same name, to choose from.
        var matches: [Client] = []
        /// Another session is in the way: it can be made all the same, if that is meant.
        var overlaps = false

        struct Wanted: Sendable {
            let clinician: StaffID
            let clients: [ClientID]
            let time: SessionTime
        }
    }
}

/// Understands a ``BookingForm``: looks up whom it names, and whether the time is free.
struct BookingReader: Sendable {
    let store: PortalStore
    let practice: Practice
    let staff: Staff
    let speech: Speech
    let now: Instant

    private var words: Words { speech.words }

    /// - Throws: a failure of the store. What is wrong with the form is in the reading.
    func read(_ form: BookingForm) async throws -> BookingForm.Reading {
        var reading = BookingForm.Reading()
        let client = try await client(form, &reading)
        let partner = try await partner(form, besides: client, &reading)
        let clinician = try await clinician(form, &reading)
        let time = time(form, &reading)
        if let time, let clinician { try await checkFree(time, clinician, form, &reading) }
        if reading.errors.isEmpty, let client, let clinician, let time {
            reading.wanted = BookingForm.Reading.Wanted(
                clinician: clinician.id, clients: [client.id] + [partner?.id].compactMap(\.self), time: time
            )
        }
        return reading
    }

    private func client(_ form: BookingForm, _ reading: inout BookingForm.Reading) async throws -> Client? {
        if let id = ClientID(rawValue: form.clientID), let client = try await store.client(id, in: practice.id),
            SearchKey(client.name.text) == SearchKey(form.client)
        {
            return client
        }
        guard !form.client.isEmpty else { return refuse("client", "booking.clientMissing", &reading) }
        let found = try await clients(named: form.client)
        if found.count > 1 {
            reading.matches = found
            return refuse("client", "booking.clientSeveral", &reading)
        }
        return found.first ?? refuse("client", "booking.clientUnknown", &reading)
    }

    private func partner(
        _ form: BookingForm, besides client: Client?, _ reading: inout BookingForm.Reading
    ) async throws -> Client? {
        guard !form.partner.isEmpty else { return nil }
        let found = try await clients(named: form.partner)
        guard let partner = found.first else { return refuse("partner", "booking.partnerUnknown", &reading) }
        guard found.count == 1 else { return refuse("partner", "booking.partnerSeveral", &reading) }
        return partner.id == client?.id ? refuse("partner", "booking.partnerSame", &reading) : partner
    }

    /// Owners and admins book for anybody, clinicians for themselves.
    private func clinician(_ form: BookingForm, _ reading: inout BookingForm.Reading) async throws -> Staff? {
        guard staff.role.overseesPractice else { return staff }
        guard let id = StaffID(rawValue: form.clinician), let chosen = try await store.staff(id, in: practice.id), chosen.isActive
        else { return refuse("clinician", "booking.clinicianMissing", &reading) }
        return chosen
    }

    private func time(_ form: BookingForm, _ reading: inout BookingForm.Reading) -> SessionTime? {
        let date = LocalDate(form.date)
        if date == nil { reading.errors.append(ErrorLine(field: "date", text: words("booking.dateMissing"))) }
        let start = LocalDateTime(date: date?.description ?? "2000-01-01", time: form.start)
        if start == nil { reading.errors.append(ErrorLine(field: "start", text: words("booking.startMissing"))) }
        let minutes = Int(form.length).flatMap { BookingForm.lengths.contains($0) ? $0 : nil }
        if minutes == nil { reading.errors.append(ErrorLine(field: "length", text: words("booking.lengthMissing"))) }
        guard date != nil, let start, let minutes else { return nil }
        do throws(SessionTimeRefusal) {
            return try SessionTime(localStart: start, in: practice.timeZone, minutes: minutes, now: now)
        } catch {
            reading.errors.append(ErrorLine(field: error == .skippedByClockChange ? "start" : "date", text: words(error.words)))
            return nil
        }
    }

    private func checkFree(
        _ time: SessionTime, _ clinician: Staff, _ form: BookingForm, _ reading: inout BookingForm.Reading
    ) async throws {
        let inTheWay = try await store.sessions(overlapping: time, of: clinician.id, in: practice.id)
        guard let session = inTheWay.first else { return }
        reading.overlaps = true
        guard !form.acceptsOverlap else { return }
        let values = [
            "clinician": clinician.name.text, "names": session.clientNames,
            "hours": speech.hours(session.booking.startsAt, session.booking.endsAt),
        ]
        reading.errors.append(ErrorLine(field: "start", text: words("booking.slotTaken", values)))
    }

    private func clients(named name: String) async throws -> [Client] {
        let key = SearchKey(name)
        return try await store.clients(in: practice.id, matching: name).filter { SearchKey($0.name.text) == key }
    }

    private func refuse<Value>(_ field: String, _ path: String, _ reading: inout BookingForm.Reading) -> Value? {
        reading.errors.append(ErrorLine(field: field, text: words(path)))
        return nil
    }
}

extension SessionTimeRefusal {
    fileprivate var words: String {
        switch self {
        case .skippedByClockChange: "booking.startGap"
        case .tooLongAgo: "booking.datePast"
        case .tooFarAhead: "booking.dateFar"
        case .lengthOutOfRange: "booking.lengthMissing"
        }
    }
}
