import PortalCore
import SignalingProtocol

/// What somebody typed to make a session: kept as text, so that it can be shown again.
struct BookingForm: Equatable, Sendable {
    var client = ""
    /// Chosen from several of the same name.
    var clientID = ""
    var partner = ""
    var clinician = ""
    var date = ""
    var start = ""
    var length = "50"
    var wantsLink = false
    /// Ticked to make a session although another is in the way.
    var acceptsOverlap = false

    /// The lengths that are offered, in minutes.
    static let lengths = [15, 20, 30, 45, 50, 60, 75, 80, 90, 120]

    /// What a new form starts with.
    init(clinician: StaffID, date: LocalDate?) {
        self.clinician = clinician.rawValue
        self.date = date?.description ?? ""
    }

    init(_ fields: FormFields) {
        func field(_ name: String, _ limit: Int = 80) -> String { String(fields[name].prefix(limit)) }
        client = field("client")
        clientID = field("clientId", 128)
        partner = field("partner")
        clinician = field("clinician", 128)
        date = field("date")
        start = field("start")
        length = field("length")
        wantsLink = fields["link"] == "yes"
        acceptsOverlap = fields["overlap"] == "yes"
    }
}
