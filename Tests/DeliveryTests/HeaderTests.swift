import Foundation
import PortalCore
import Testing

@testable import Delivery

@Suite("Header fields of mail")
struct HeaderTests {
    static let ordinary = [
        "date", "from", "to", "message-id", "subject", "reply-to", "auto-submitted", "content-language", "mime-version", "content-type",
    ]

    static let texts = [
        "Votre rendez-vous", "Séance du 24 novembre à 14 h", "=?utf-8?q?not_encoded?=", "a \"quoted\" \\ thing, with; specials <x@y.example>",
        String(repeating: "Long ", count: 60).trimmingCharacters(in: .whitespaces), String(repeating: "é", count: 300), String(repeating: "x", count: 300),
        "😀👩‍👩‍👧‍👦 famille", "日本語の件名",
        "100 % = sûr?", "_",
    ]

    @Test(arguments: texts) func `subjects and names come out as they went in`(text: String) throws {
        let read = try ReadMail(sample(subject: text, name: text))
        #expect(read["subject"] == [text])
        #expect(read.to == [text, "nadia@mail.example"])
        #expect(read.defects == [])
    }

    static let attacks = [
        "x\r\nBcc: all@mail.example", "x\nBcc: all@mail.example", "x\rBcc: all@mail.example", "x\r\n\r\n<script>alert(1)</script>",
        "x\u{0}\r\n.\r\nMAIL FROM:<x@y.example>", "é\r\nBcc: all@mail.example", "x\u{85}Bcc: a\u{2028}Bcc: b\u{2029}Bcc: c",
        "\"\r\nBcc: <all@mail.example>", "x\u{B}Bcc: a\u{C}Bcc: b", "?=\r\n =?utf-8?q?=0D=0ABcc:_all?=", "<all@mail.example>,", "\r\n",
    ]

    @Test(arguments: attacks) func `nothing that is typed becomes a header field, a recipient or a body`(text: String) throws {
        var mail = try sample(subject: text, name: text, calendars: [CalendarPart(method: .request, text: "x", fileName: text)])
        mail.from.name = text
        mail.replyTo?.name = text
        let read = try ReadMail(mail)
        #expect(read.names == Self.ordinary)
        #expect(read.parts.map(\.type) == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/ics"])
        #expect(read.to.last == "nadia@mail.example" && read["to"].count == 1)
        #expect(!(read.to + read["subject"]).contains { $0.contains(where: \.isNewline) })
        let raw = String(decoding: mail.mime, as: UTF8.self)
        #expect(!raw.components(separatedBy: "\r\n").contains { $0.hasPrefix("Bcc") || $0.hasPrefix("<script") || $0 == "." })
    }

    @Test func `a word can't end its line, whatever it holds`() {
        #expect(HeaderField("X-Test", "a\r\nb\u{0}é").lines == "X-Test: ab\r\n")
    }

    @Test func `lines are folded between words`() {
        let field = HeaderField("Subject", text: String(repeating: "seven77 ", count: 20))
        #expect(field.lines.components(separatedBy: "\r\n").allSatisfy { $0.count <= HeaderField.lineLength })
        #expect(field.lines.replacing("\r\n ", with: " ") == "Subject: " + Array(repeating: "seven77", count: 20).joined(separator: " ") + "\r\n")
    }

    @Test(arguments: ["séance.ics", "a b.ics", "rendez-vous «1».ics", "invite.ics"]) func `file names come out as they went in`(name: String) throws {
        let read = try ReadMail(sample(calendars: [CalendarPart(method: .request, text: "x", fileName: name)]))
        #expect(read.parts.last?.fileName == name)
        #expect(read.defects == [])
    }
}
