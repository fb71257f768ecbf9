import PortalCore
import SignalingProtocol
import Storage

// Whom a session is for.
extension BookingReader {
    /// How many clients there are to choose from when a name isn't clear.
    private static let choices = 20

    /// The clients that the form names; fields after the first may be empty.
    func clients(_ form: BookingForm, _ reading: inout BookingForm.Reading) async throws -> [Client] {
        var clients: [Client] = []
        for (index, person) in form.clients.enumerated() {
            let number = index + 1
            guard number == 1 || !person.name.isEmpty || !person.id.isEmpty else { continue }
            guard let client = try await client(person, number, &reading) else { continue }
            guard !clients.contains(where: { $0.id == client.id }) else {
                let _: Client? = refuse(BookingForm.name("client", number), "plan.clientTwice", &reading)
                continue
            }
            clients.append(client)
        }
        return clients
    }

    private func client(
        _ person: BookingForm.Person, _ number: Int, _ reading: inout BookingForm.Reading
    ) async throws -> Client? {
        let field = BookingForm.name("client", number)
        if let id = ClientID(rawValue: person.id), let client = try await store.client(id, in: practice.id, of: own),
            Self.fits(client, person.name)
        {
            return client.isArchived ? refuse(field, "booking.clientArchived", &reading) : client
        }
        guard !SearchKey(person.name).text.isEmpty else { return refuse(field, "booking.clientMissing", &reading) }
        let found = try await store.clients(in: practice.id, matching: person.name, of: own, limit: Self.choices)
        let exact = found.filter { SearchKey($0.name.text) == SearchKey(person.name) }
        if exact.count == 1 { return exact.first }
        guard !found.isEmpty else { return refuse(field, "booking.clientUnknown", &reading) }
        reading.matches[number] = exact.isEmpty ? found : exact
        return refuse(field, exact.isEmpty ? "plan.clientUnclear" : "booking.clientSeveral", &reading)
    }

    /// A clinician books their own clients alone.
    private var own: StaffID? { staff.role.overseesPractice ? nil : staff.id }

    /// Whether what was typed beside a choice still means it: a word of the name begins with it.
    private static func fits(_ client: Client, _ typed: String) -> Bool {
        let key = SearchKey(typed).text
        return !key.isEmpty && " \(SearchKey(client.name.text).text)".contains(" \(key)")
    }

    /// The guests that the form names; empty rows are none.
    func guests(_ form: BookingForm, _ reading: inout BookingForm.Reading) -> [SessionPlan.Guest] {
        let named = form.guests.enumerated().filter { !$0.element.name.isEmpty || !$0.element.email.isEmpty }
        if !named.isEmpty, !practice.isSharingEnabled {
            reading.errors.append(ErrorLine(field: "guest-name-1", text: words("plan.guestsOff")))
        }
        if !named.isEmpty, form.clients.count + named.count > Booking.clientLimit {
            reading.errors.append(ErrorLine(field: "guest-name-1", text: words("plan.tooManyPeople")))
        }
        return named.compactMap { index, guest in
            let (field, emailField) = ("guest-name-\(index + 1)", "guest-email-\(index + 1)")
            let name = (try? DisplayName.parse(guest.name)).flatMap { $0.text.count <= LinkForm.longestLabel ? $0 : nil }
            let email = try? EmailAddress(guest.email)
            if name == nil { reading.errors.append(ErrorLine(field: field, text: words("plan.guestName"))) }
            if email == nil, !guest.email.isEmpty {
                reading.errors.append(ErrorLine(field: emailField, text: words("plan.guestEmail")))
            }
            return name.map { SessionPlan.Guest(name: $0, email: email) }
        }
    }
}
