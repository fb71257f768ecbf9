import Foundation

/// A mail as it lies in a file, read back for people who try the demo: the fields that matter, and each form of its text.
///
/// Reads what this server writes (RFC 5322, RFC 2045 to 2047: multipart, quoted-printable, base64, encoded words), not all mail.
struct MailFile: Equatable, Sendable {
    var from = ""
    var to = ""
    var subject = ""
    var date = ""
    var text = ""
    var html = ""
    /// An appointment (RFC 5545); empty where none is attached.
    var calendar = ""

    init(_ source: String) {
        let part = Part(source.replacing("\r\n", with: "\n"))
        from = part.field("From")
        to = part.field("To")
        subject = part.field("Subject")
        date = part.field("Date")
        take(part, depth: 0)
    }

    /// The first of each form counts.
    private mutating func take(_ part: Part, depth: Int) {
        guard depth < 4 else { return }
        if let parts = part.parts { return parts.forEach { take($0, depth: depth + 1) } }
        let type = part.field("Content-Type").lowercased()
        if type.hasPrefix("text/plain"), text.isEmpty { text = part.decoded }
        if type.hasPrefix("text/html"), html.isEmpty { html = part.decoded }
        if type.hasPrefix("text/calendar"), calendar.isEmpty { calendar = part.decoded }
    }

    /// Header fields and a body, of the whole or of one part of it.
    private struct Part {
        private let fields: [(name: Substring, value: String)]
        private let body: Substring

        init(_ source: String) {
            let halves = source.split(separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false)
            // Folded lines go on after a blank (RFC 5322, section 2.2.3).
            let head = (halves.first ?? "").replacing(/\n[ \t]+/, with: " ")
            fields = head.split(separator: "\n").compactMap { line in
                guard let colon = line.firstIndex(of: ":") else { return nil }
                return (line[..<colon], line[colon...].dropFirst().trimmingCharacters(in: .whitespaces))
            }
            body = halves.dropFirst().first ?? ""
        }

        func field(_ name: String) -> String {
            let value = fields.first { $0.name.lowercased() == name.lowercased() }?.value ?? ""
            // White space between two encoded words isn't text (RFC 2047, section 6.2).
            return value.replacing(#/\?=\s+=\?/#, with: "?==?").replacing(#/=\?utf-8\?q\?([^?]*)\?=/#.ignoresCase()) { word in
                String(decoding: MailFile.bytes(ofQuoted: word.1.replacing("_", with: " ")), as: UTF8.self)
            }
        }

        /// `nil` unless it consists of parts.
        var parts: [Part]? {
            guard let match = field("Content-Type").firstMatch(of: #/^multipart/.*boundary="([^"]+)"/#) else { return nil }
            return "\n\(body)".split(separator: "\n--\(match.1)").dropFirst(body.hasPrefix("--") ? 0 : 1).filter { !$0.hasPrefix("--") }
                .map { Part(String($0.drop { $0 == "\n" })) }
        }

        var decoded: String {
            switch field("Content-Transfer-Encoding").lowercased() {
            case "quoted-printable": String(decoding: MailFile.bytes(ofQuoted: body.replacing(#/=[ \t]*\n/#, with: "")), as: UTF8.self)
            case "base64":
                Data(base64Encoded: String(body), options: .ignoreUnknownCharacters).map { String(decoding: $0, as: UTF8.self) } ?? ""
            default: String(body)
            }
        }
    }

    /// `=C3=A9` as bytes (RFC 2045, section 6.7).
    private static func bytes(ofQuoted text: some StringProtocol) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "="), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}
