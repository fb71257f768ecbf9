import Foundation
import SignalingProtocol

/// One session as it goes into a calendar: what an attached `.ics` says to one recipient.
///
/// Calendars know an event again by its ``uid``, and take what has the higher ``sequence``.
public struct CalendarEvent: Equatable, Sendable {
    /// Somebody with an address to be reached at.
    public struct Person: Equatable, Sendable {
        public var name: String
        public var email: EmailAddress

        public init(name: String, email: EmailAddress) {
            self.name = name
            self.email = email
        }
    }

    public enum Status: Equatable, Sendable { case confirmed, cancelled }

    /// The same for as long as the booking lives, and unlike any other in the world.
    public let uid: String
    /// 0 at first; grows with every change of the booking, its moves and its cancellation among them.
    public let sequence: Int
    public let startsAt: Instant
    public let endsAt: Instant
    /// The zone that the session was agreed on in.
    public let timeZone: TimeZone
    public var status: Status
    public var language: Language
    public var summary: String
    public var description: String
    public var location: String
    /// Where the session is joined.
    public var url: URL
    /// The practice: it alone may change the event.
    public var organizer: Person
    public var attendee: Person

    /// The event of a booking.
    ///
    /// - Parameters:
    ///   - host: The server's public name, which makes the booking's id unlike any other's (RFC 7986, section 5.3).
    ///   - isAttending: `false` for somebody who is no longer among those whom the session is for: to them it is cancelled.
    public init(
        _ booking: Booking, host: String, isAttending: Bool = true, language: Language, summary: String, description: String,
        location: String, url: URL, organizer: Person, attendee: Person
    ) {
        uid = "\(booking.id)@\(host)"
        sequence = min(max(booking.revision - 1, 0), Int(Int32.max))
        startsAt = booking.startsAt
        endsAt = booking.endsAt
        timeZone = booking.time.timeZone
        status = booking.isCancelled || !isAttending ? .cancelled : .confirmed
        self.language = language
        self.summary = summary
        self.description = description
        self.location = location
        self.url = url
        self.organizer = organizer
        self.attendee = attendee
    }
}
