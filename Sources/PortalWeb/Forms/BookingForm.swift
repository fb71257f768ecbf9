import PortalCore
import SignalingProtocol

/// What somebody typed to make a session: kept as text, so that it can be shown again.
struct BookingForm: Equatable, Sendable {
    /// A client, by name, or by the id of the one that was chosen.
    struct Person: Equatable, Sendable {
        var name = ""
        var id = ""
    }

    /// Somebody without an account, who gets a direct link.
    struct Guest: Equatable, Sendable {
        var name = ""
        var email = ""
    }

    /// Which button was pressed.
    enum Act: String, Sendable {
        case create, addPerson, addGuest
        /// Back from the list of a series' sessions.
        case change
    }

    /// 1 to ``Booking/clientLimit``.
    var clients = [Person()]
    var guests: [Guest] = []
    var clinician = ""
    var service = ""
    var fee = ""
    var date = ""
    var start = ""
    /// Empty: the service's length, or ``usualLength``.
    var length = ""
    /// Empty: once; else an interval.
    var repeats = ""
    var times = ""
    var act = Act.create
    /// Ticked to make a session although another is in the way.
    var acceptsOverlap = false
    /// Which sessions of a series are wanted; `nil` before they were looked over.
    var ticks: Ticks?

    /// What was ticked in the list of a series, by the session's number.
    struct Ticks: Equatable, Sendable {
        var wanted: Set<Int> = []
        /// Those of them that the list said another is in the way of.
        var overlapping: Set<Int> = []
    }

    /// The lengths that are offered, in minutes.
    static let lengths = [15, 20, 30, 45, 50, 60, 75, 80, 90, 120]
    /// What a session lasts of which nothing is said, in minutes.
    static let usualLength = 50
    /// How many guests one form has places for.
    static let guestLimit = 3

    /// What a new form starts with.
    init(clinician: StaffID, date: LocalDate?) {
        self.clinician = clinician.rawValue
        self.date = date?.description ?? ""
        length = "\(Self.usualLength)"
    }

    init(_ fields: FormFields) {
        func field(_ name: String, _ limit: Int = 80) -> String { String(fields[name].prefix(limit)) }
        func count(_ name: String, in range: ClosedRange<Int>) -> Int {
            min(max(Int(fields[name]) ?? range.lowerBound, range.lowerBound), range.upperBound)
        }
        clients = (1...count("people", in: 1...Booking.clientLimit)).map { number in
            Person(name: field(Self.name("client", number)), id: field(Self.name("client-id", number), 128))
        }
        guests = (0..<count("guests", in: 0...Self.guestLimit)).map { index in
            Guest(name: field("guest-name-\(index + 1)"), email: field("guest-email-\(index + 1)", 254))
        }
        clinician = field("clinician", 128)
        service = field("service", 128)
        fee = field("fee", 40)
        date = field("date")
        start = field("start")
        length = field("length")
        repeats = field("repeats")
        times = field("times", 8)
        act = Act(rawValue: fields["act"]) ?? .create
        acceptsOverlap = fields["overlap"] == "yes"
        ticks = fields["reviewed"] == "yes" ? Ticks(fields) : nil
    }

    /// `client`, `client-2`, …
    static func name(_ field: String, _ number: Int) -> String { number == 1 ? field : "\(field)-\(number)" }

    /// The form with one more field of what was asked for.
    var grown: BookingForm {
        var form = self
        if act == .addPerson, clients.count < Booking.clientLimit { form.clients.append(Person()) }
        if act == .addGuest, guests.count < Self.guestLimit { form.guests.append(Guest()) }
        return form
    }

    /// What the form holds, as it would be sent again without the ticks: for a page that asks something more.
    var fields: [(name: String, value: String)] {
        var fields = [("people", "\(clients.count)"), ("guests", "\(guests.count)")]
        for (index, client) in clients.enumerated() {
            fields.append((Self.name("client", index + 1), client.name))
            fields.append((Self.name("client-id", index + 1), client.id))
        }
        for (index, guest) in guests.enumerated() {
            fields.append(("guest-name-\(index + 1)", guest.name))
            fields.append(("guest-email-\(index + 1)", guest.email))
        }
        return fields + [
            ("clinician", clinician), ("service", service), ("fee", fee), ("date", date), ("start", start), ("length", length),
            ("repeats", repeats), ("times", times),
        ]
    }
}

extension BookingForm.Ticks {
    init(_ fields: FormFields) {
        for number in 1...Recurrence.allowedTimes.upperBound {
            let value = fields["make-\(number)"]
            guard value == "yes" || value == "overlap" else { continue }
            wanted.insert(number)
            if value == "overlap" { overlapping.insert(number) }
        }
    }
}
