import Foundation
import PortalCore
import SignalingProtocol

extension MailMessage {
    /// The mail as it travels: ASCII, lines with CRLF of 78 characters at most where addresses allow it.
    ///
    /// An appointment stands in it twice: as a third form of the text, from which Gmail, Outlook and Apple Mail offer "accept", and
    /// as a file, for everybody else. Of several the first does; the others are files, since no program acts on more than one.
    ///
    /// - SeeAlso: RFC 5322, RFC 2045 to 2047, RFC 2231, RFC 6047. Addresses are ASCII (``PortalCore/EmailAddress``), so no
    ///   server needs SMTPUTF8 (RFC 6531).
    public var mime: [UInt8] { Array(content.text(fields).utf8) }

    private var fields: [HeaderField] {
        var fields = [
            HeaderField("Date", date.mailDate), HeaderField("From", from), HeaderField("To", to),
            HeaderField("Message-ID", "<\(id)>"), HeaderField("Subject", text: subject),
        ]
        if let replyTo { fields.append(HeaderField("Reply-To", replyTo)) }
        return fields + [
            // Tells out-of-office replies to stay away (RFC 3834).
            HeaderField("Auto-Submitted", "auto-generated"), HeaderField("Content-Language", language.rawValue),
            HeaderField("MIME-Version", "1.0"),
        ]
    }

    private var content: Entity {
        var forms = [Entity(type: "text/plain", text: text), Entity(type: "text/html", text: html)]
        guard let first = calendars.first else { return Entity(multipart: "alternative", forms) }
        forms.append(Entity(type: "text/calendar", parameters: ["method=\(first.method.rawValue)"], text: first.text))
        let files = calendars.map { Entity(attachment: Array($0.text.utf8), type: "application/ics", fileName: $0.fileName) }
        return Entity(multipart: "mixed", [Entity(multipart: "alternative", forms)] + files)
    }
}

extension Instant {
    /// `Sun, 22 Nov 2026 20:00:00 +0000` (RFC 5322, section 3.3).
    fileprivate var mailDate: String {
        let format: Date.FormatString = """
            \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .padded(4)) \
            \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\(second: .twoDigits) +0000
            """
        let style = Date.VerbatimFormatStyle(
            format: format, locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt, calendar: Calendar(identifier: .gregorian))
        return Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(style)
    }
}
