import Foundation
import SignalingProtocol

/// How the values of a calendar file are written.
enum ICalendarText {
    /// Text with its marks escaped, line breaks as `\n` (RFC 5545, section 3.3.11).
    static func escaped(_ text: String) -> String {
        written(text, lineBreak: "\\n", signs: ["\\": "\\\\", ";": "\\;", ",": "\\,"])
    }

    /// A parameter's value in quotation marks; those inside it, carets and line breaks have signs of their own (RFC 6868).
    static func quoted(_ text: String) -> String {
        "\"\(written(text, lineBreak: "^n", signs: ["^": "^^", "\"": "^'"]))\""
    }

    /// Every kind of line break is the same one. What else can't be seen, and would end the line for some reader, is left out.
    /// Scalar by scalar: a comma with an accent on it is still a comma to who reads the file.
    private static func written(_ text: String, lineBreak: String, signs: [Unicode.Scalar: String]) -> String {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
            line.unicodeScalars.map { scalar in
                if let sign = signs[scalar] { sign } else if scalar == "\t" { " " } else { isControl(scalar) ? "" : String(scalar) }
            }.joined()
        }.joined(separator: lineBreak)
    }

    /// An address as `mailto:`, with what has a meaning of its own there percent-encoded (RFC 6068).
    static func mailto(_ email: EmailAddress) -> String {
        let plain = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@.-_~!$'*+")
        return "mailto:" + (email.text.addingPercentEncoding(withAllowedCharacters: plain) ?? "")
    }

    /// A moment in UTC, to the second; beyond the years of four digits their first or last day.
    static func utc(_ moment: Instant) -> String {
        guard let local = LocalDateTime(moment, in: .gmt) else {
            return moment < Instant(milliseconds: 0) ? "10000101T000000Z" : "99991231T235959Z"
        }
        let second = twoDigits(Int((moment.seconds % 60 + 60) % 60))
        let (date, time) = (local.date, "\(twoDigits(local.hour))\(twoDigits(local.minute))\(second)")
        return "\(date.year)\(twoDigits(date.month))\(twoDigits(date.day))T\(time)Z"
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
