import Foundation
import SignalingProtocol

/// A clinic or a sole practitioner: everything else belongs to exactly one (A18).
public struct Practice: Equatable, Sendable, Identifiable {
    public let id: PracticeID
    public var slug: Slug
    public var name: DisplayName
    /// The zone that the practice's times are written in.
    public var timeZone: TimeZone
    /// What pages are written in for people who chose nothing, and whose browser says nothing we speak.
    public var language: Language
    public var contact: Contact
    public var joinRule: JoinRule
    /// How long after its end and closing a room may live without a host, in minutes. Default 30.
    public var graceMinutes: Int
    /// What happens to clients whom every host has left for two minutes. Default: the session goes on.
    public var hostAbsence: HostAbsencePolicy
    /// Whether sessions may be shared by direct link (H6). Default: yes.
    public var isSharingEnabled: Bool
    /// Who gets an account how, and how people log in (P).
    public var identity: IdentityPolicy
    /// Which reminders of a session are sent (C0). Default: a day and an hour before.
    public var reminders: Set<SessionReminder>
    /// After how many minutes in which somebody waits and no host is there the practice is told by mail, from 1 to
    /// ``longestPracticeAlert``; `nil`: never. Default 5 (H8).
    public var practiceAlertMinutes: Int?
    /// Where the practice is, for receipts.
    public var address: PostalAddress?
    /// What fees are in.
    public var currency: Currency
    /// What is charged on taxed fees, in the order in which receipts list it; ``Tax/mostPerFee`` at most.
    public var taxes: [Tax]
    /// The colour that links and buttons take; `nil`: our own (C18).
    public var brandColour: Colour?
    /// The picture in the head of each page, if the practice has one. The store keeps the picture itself.
    public var logo: Logo?
    /// Grows by one with each change of a setting, so that rooms can tell which window is newer.
    public var revision: Int

    public init(
        id: PracticeID, slug: Slug, name: DisplayName, timeZone: TimeZone, language: Language, contact: Contact = Contact(),
        joinRule: JoinRule = JoinRule(), graceMinutes: Int = 30, hostAbsence: HostAbsencePolicy = .continue,
        isSharingEnabled: Bool = true, identity: IdentityPolicy = IdentityPolicy(), reminders: Set<SessionReminder> = Set(SessionReminder.allCases),
        practiceAlertMinutes: Int? = Practice.usualPracticeAlert, address: PostalAddress? = nil, currency: Currency = .standard,
        taxes: [Tax] = [], brandColour: Colour? = nil, logo: Logo? = nil, revision: Int = 0
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.timeZone = timeZone
        self.language = language
        self.contact = contact
        self.joinRule = joinRule
        self.graceMinutes = graceMinutes
        self.hostAbsence = hostAbsence
        self.isSharingEnabled = isSharingEnabled
        self.identity = identity
        self.reminders = reminders
        self.practiceAlertMinutes = practiceAlertMinutes
        self.address = address
        self.currency = currency
        self.taxes = taxes
        self.brandColour = brandColour
        self.logo = logo
        self.revision = revision
    }

    /// How to reach the practice: on every page that says no, and in the waiting room.
    public struct Contact: Equatable, Sendable {
        public var telephone: Telephone?
        public var email: EmailAddress?
        /// When somebody answers, in the practice's words: "Monday to Friday, 8:00 to 18:00".
        public var hours: OpeningHours?

        public init(telephone: Telephone? = nil, email: EmailAddress? = nil, hours: OpeningHours? = nil) {
            self.telephone = telephone
            self.email = email
            self.hours = hours
        }
    }

    public static let usualPracticeAlert = 5
    /// An hour: by then the session is over.
    public static let longestPracticeAlert = 60

    /// When the room of a booking may be entered.
    public func joinWindow(for booking: Booking) -> JoinWindow {
        JoinWindow(startsAt: booking.startsAt, endsAt: booking.endsAt, rule: joinRule, graceMinutes: graceMinutes)
    }

    /// What rooms are told of a booking. Its revision grows with changes of the booking and of the practice's settings.
    ///
    /// - Parameter hostName: The name of the booking's clinician.
    public func terms(of booking: Booking, hostName: DisplayName?) -> RoomTerms {
        let window = joinWindow(for: booking)
        return RoomTerms(
            practice: id, booking: booking.id, revision: booking.revision + revision, startsAt: booking.startsAt,
            endsAt: booking.endsAt, opensAt: window.opensAt, closesAt: window.closesAt, graceSeconds: graceMinutes * 60,
            hostAbsence: hostAbsence, hosts: [.staff(booking.clinician)], hostName: hostName
        )
    }
}
