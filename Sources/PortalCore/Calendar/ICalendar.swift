import Foundation
import SignalingProtocol

/// A calendar file with one session (RFC 5545), as it is attached to a mail or downloaded.
///
/// Times are written in UTC, not in a zone with its rules: what counts for entering is the moment that the server keeps, and
/// the entry in the calendar is that moment, even if a legislature moves the clocks in between. It is also what every program
/// reads alike; a zone's rules are not. The zone that the session was agreed on in is named beside it. There is no alarm: the
/// reminders are the practice's mails, and calendars add their owner's own.
public struct ICalendar: Equatable, Sendable {
    /// What the receiving calendar is to do (RFC 5546, section 3.2).
    public enum Method: String, Sendable {
        /// Enter the event, or change the one with the same UID.
        case request = "REQUEST"
        /// Strike the event with the same UID out.
        case cancel = "CANCEL"
        /// Here is an event, to be taken as it is.
        case publish = "PUBLISH"
    }

    public let method: Method
    /// Lines of at most 75 octets that end in CRLF; UTF-8.
    public let text: String

    /// For the mail that carries it: the same method stands there too (RFC 6047, section 2.4).
    public var contentType: String { "text/calendar; charset=utf-8; method=\(method.rawValue)" }

    /// What is attached to a mail: the event as it is now, or that it is cancelled.
    ///
    /// - Parameter now: When it is made; of two with the same sequence the later one counts.
    public static func invitation(to event: CalendarEvent, now: Instant) -> ICalendar {
        ICalendar(event, method: event.status == .cancelled ? .cancel : .request, now: now)
    }

    /// What is downloaded: a copy for a calendar that isn't the invited one's own. It names nobody who takes part (RFC 5546,
    /// section 3.2.1).
    public static func copy(of event: CalendarEvent, now: Instant) -> ICalendar {
        ICalendar(event, method: .publish, now: now)
    }

    private init(_ event: CalendarEvent, method: Method, now: Instant) {
        self.method = method
        let head = [
            ICalendarLine("BEGIN", "VCALENDAR"), ICalendarLine("VERSION", "2.0"),
            ICalendarLine("PRODID", "-//Vestibule//Vestibule//EN"), ICalendarLine("CALSCALE", "GREGORIAN"),
            ICalendarLine("METHOD", method.rawValue), ICalendarLine("X-WR-TIMEZONE", text: event.timeZone.identifier),
        ]
        let lines = head + event.lines(method: method, now: now) + [ICalendarLine("END", "VCALENDAR")]
        text = lines.map(\.folded).joined()
    }
}

extension CalendarEvent {
    fileprivate func lines(method: ICalendar.Method, now: Instant) -> [ICalendarLine] {
        let words = [ICalendarParameter("LANGUAGE", language == .french ? "fr-CA" : "en-CA")]
        return [
            ICalendarLine("BEGIN", "VEVENT"), ICalendarLine("UID", text: uid), ICalendarLine("SEQUENCE", "\(sequence)"),
            ICalendarLine("DTSTAMP", now), ICalendarLine("DTSTART", startsAt), ICalendarLine("DTEND", endsAt),
            ICalendarLine("STATUS", status == .cancelled ? "CANCELLED" : "CONFIRMED"),
            ICalendarLine("SUMMARY", words, text: summary), ICalendarLine("DESCRIPTION", words, text: description),
            ICalendarLine("LOCATION", words, text: location), ICalendarLine("URL", uri: url),
            ICalendarLine("CONFERENCE", [.init("VALUE", "URI"), .init("FEATURE", "AUDIO,VIDEO"), .init("LABEL", text: location)], uri: url),
            // Nobody who may look into the calendar, a colleague or the family, is shown more than that the time is taken.
            ICalendarLine("CLASS", "PRIVATE"), ICalendarLine("TRANSP", "OPAQUE"),
            ICalendarLine("ORGANIZER", [.init("CN", text: organizer.name)], email: organizer.email),
        ] + (method == .publish ? [] : [attendeeLine]) + [ICalendarLine("END", "VEVENT")]
    }

    /// The session is agreed on: no answer is asked for, which nobody would read.
    private var attendeeLine: ICalendarLine {
        let parameters = [
            ICalendarParameter("CN", text: attendee.name), ICalendarParameter("CUTYPE", "INDIVIDUAL"),
            ICalendarParameter("ROLE", "REQ-PARTICIPANT"), ICalendarParameter("PARTSTAT", "ACCEPTED"), ICalendarParameter("RSVP", "FALSE"),
        ]
        return ICalendarLine("ATTENDEE", parameters, email: attendee.email)
    }
}
