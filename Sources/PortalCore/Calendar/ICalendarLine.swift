import Foundation
import SignalingProtocol

/// One content line of a calendar file (RFC 5545, section 3.1): a name, parameters, a value that is already written out.
struct ICalendarLine {
    private let text: String

    /// - Parameter value: One of our own words, which needs no escaping.
    init(_ name: String, _ value: String) { self.init(name, [], written: value) }

    init(_ name: String, _ parameters: [ICalendarParameter] = [], text: String) {
        self.init(name, parameters, written: ICalendarText.escaped(text))
    }

    init(_ name: String, _ parameters: [ICalendarParameter] = [], uri url: URL) {
        // An address holds nothing but what ASCII shows.
        let shown = url.absoluteString.utf8.filter { (0x21...0x7E).contains($0) }
        self.init(name, parameters, written: String(decoding: shown, as: UTF8.self))
    }

    init(_ name: String, _ parameters: [ICalendarParameter], email: EmailAddress) {
        self.init(name, parameters, written: ICalendarText.mailto(email))
    }

    /// A moment in UTC: `20261122T190000Z`.
    init(_ name: String, _ moment: Instant) { self.init(name, [], written: ICalendarText.utc(moment)) }

    private init(_ name: String, _ parameters: [ICalendarParameter], written value: String) {
        text = "\(name)\(parameters.map { ";\($0.text)" }.joined()):\(value)"
    }

    /// The longest line, in octets without its end.
    static let longest = 75

    /// The line with its end; a long one goes on after a line break and a blank, and no character is taken apart.
    var folded: String {
        var folded = ""
        var octets = 0
        for scalar in text.unicodeScalars {
            let size = UTF8.width(scalar)
            if octets + size > Self.longest {
                folded += "\r\n "
                octets = 1
            }
            folded.unicodeScalars.append(scalar)
            octets += size
        }
        return folded + "\r\n"
    }
}

/// What is said about a line's value (RFC 5545, section 3.2): `;CN="Clinique Laurier"`.
struct ICalendarParameter {
    let text: String

    /// - Parameter value: One of our own words, or several with commas, which need no quotation marks.
    init(_ name: String, _ value: String) { text = "\(name)=\(value)" }

    init(_ name: String, text value: String) { text = "\(name)=\(ICalendarText.quoted(value))" }
}
