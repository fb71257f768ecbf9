import Foundation
import PortalCore

@testable import Delivery

extension Parser {
    /// A mail's header fields: whatever a subject or a name says, it is one field.
    static let mailHeader = Parser(ofText: "mail-header") { text in
        var fields = [HeaderField("Subject", text: text), HeaderField("Content-Type", ["text/plain;", Parameter.word("name", text)])]
        if let address = try? EmailAddress("nadia@example.org") {
            fields.append(HeaderField("To", MailMessage.Mailbox(name: text, address: address)))
        }
        for field in fields {
            let lines = field.lines.components(separatedBy: "\r\n")
            try expect(lines.last == "" && lines.dropLast().allSatisfy { !$0.isEmpty }, "a field ends, and has no empty line")
            try expect(lines.dropFirst().dropLast().allSatisfy { $0.hasPrefix(" ") && $0.contains { $0 != " " } }, "a field is one field, folded")
            try expect(lines.allSatisfy { $0.utf8.allSatisfy { (0x20...0x7E).contains($0) } }, "a field is ASCII that shows")
            try expect(lines.allSatisfy { $0.utf8.count <= 998 }, "no line is too long")
        }
    }

    /// A mail's text, in short lines of ASCII.
    static let mailBody = Parser(ofText: "mail-body") { text in
        let body = QuotedPrintable.encode(text)
        let lines = body.components(separatedBy: "\r\n")
        try expect(lines.allSatisfy { $0.utf8.count <= QuotedPrintable.lineLength }, "no line is too long")
        try expect(lines.allSatisfy { line in line.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 9 } }, "all is ASCII")
        try expect(lines.allSatisfy { !$0.hasPrefix(".") && !$0.hasPrefix("From ") && !$0.hasSuffix(" ") }, "no line means anything")
        try expect(decoded(body) == Array(text.replacing(/\r\n|\r|\n/, with: "\r\n").utf8), "a text reads as what it was")
    }

    /// The address of a mail server.
    static let mailServer = Parser(ofText: "mail-server") { text in
        guard let server = SMTPServer(text) else { return }
        try expect(server.host.wholeMatch(of: /[A-Za-z0-9.\-]+|\[[0-9A-Fa-f:.]+\]/) != nil, "a host is one")
        try expect(server.port.map { (1...65_535).contains($0) } ?? true, "a port is one")
        let isHeard = server.login != nil && !Loopback.isHost(server.host) && [.never, .optional].contains(server.security)
        try expect(!isHeard, "no password is sent where it could be heard")
        try expect(server.url(as: "here").isOneLine, "what libcurl is told is one line")
    }

    /// Quoted-printable, read back (RFC 2045, section 6.7).
    private static func decoded(_ body: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(body.replacing("=\r\n", with: "").utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "="), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                bytes.append(byte)
                continue
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}
