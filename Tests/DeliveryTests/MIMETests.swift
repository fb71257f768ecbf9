import Foundation
import PortalCore
import Testing

@testable import Delivery

@Suite("Mail as it is written")
struct MIMETests {
    @Test func `a mail is these bytes`() throws {
        let mail = String(decoding: try sample(subject: "Séance", text: "À 14 h.\n.\nFrom here=there \n", html: "<p>À 14 h.</p>").mime, as: UTF8.self)
        let lines = [
            "Date: Sun, 22 Nov 2026 20:00:00 +0000",
            "From: Clinique Laurier <portal@laurier.example>",
            "To: Nadia Tremblay <nadia@mail.example>",
            "Message-ID: <7.practice@laurier.example>",
            "Subject: =?utf-8?q?S=C3=A9ance?=",
            "Reply-To: =?utf-8?q?=C3=89lise_Gagnon?= <accueil@laurier.example>",
            "Auto-Submitted: auto-generated",
            "Content-Language: fr",
            "MIME-Version: 1.0",
            "Content-Type: multipart/alternative; boundary=\"=_vestibule_alternative\"",
            "",
            "--=_vestibule_alternative",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
            "",
            "=C3=80 14 h.",
            "=2E",
            "=46rom here=3Dthere=20",
            "",
            "--=_vestibule_alternative",
            "Content-Type: text/html; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
            "",
            "<p>=C3=80 14 h.</p>",
            "--=_vestibule_alternative--",
            "",
        ]
        #expect(mail == lines.joined(separator: "\r\n"))
    }

    @Test func `an appointment is a form of the text and a file beside it`() throws {
        let read = try ReadMail(sample(calendars: [appointment]))
        #expect(
            read.parts.map(\.type) == [
                "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/ics",
            ])
        let calendars = read.parts.filter { $0.text?.contains("BEGIN:VCALENDAR") == true }
        #expect(calendars.map(\.text) == [appointment.text, appointment.text])
        #expect(calendars.first?.method == "REQUEST")
        #expect(calendars.last?.disposition == "attachment")
        #expect(calendars.last?.fileName == "invite.ics")
    }

    @Test func `of several appointments the first is a form of the text, and each is a file`() throws {
        let gone = CalendarPart(method: .cancel, text: "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n", fileName: "invite-2.ics")
        let read = try ReadMail(sample(calendars: [appointment, gone]))
        #expect(
            read.parts.map(\.type) == [
                "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/ics", "application/ics",
            ])
        #expect(read.parts.suffix(3).map(\.text) == [appointment.text, appointment.text, gone.text])
        #expect(read.parts.suffix(2).map(\.fileName) == ["invite.ics", "invite-2.ics"])
        #expect(read.defects == [])
    }

    static let texts = [
        "", "\n", "one line", "two\nlines\n", "CRLF\r\nand CR\rand LF\n", String(repeating: "x", count: 75), String(repeating: "x", count: 76),
        String(repeating: "x", count: 77), String(repeating: "é", count: 500), "trailing blank \ntrailing tab\t\n", ".\n..\n.dot\n",
        "From me\nFrom you", "a = b == c", "--=_vestibule_alternative--\n--=_vestibule_mixed", "😀 Émilie & Œuvre «é» — 10 $\u{202F}\u{0}\u{7}",
        String(repeating: "Un courriel tout à fait ordinaire. ", count: 40), String(repeating: ".", count: 200),
    ]

    @Test(arguments: texts) func `text comes out as it went in`(text: String) throws {
        let read = try ReadMail(sample(text: text, html: text))
        let expected = text.replacing(/\r\n|\r|\n/, with: "\r\n")
        #expect(read.parts.filter { $0.type.hasPrefix("text/") }.map(\.text) == [expected, expected])
        #expect(read.defects == [])
    }

    @Test(arguments: texts) func `lines are short, ASCII, end in CRLF and begin with no dot`(text: String) throws {
        let appointment = CalendarPart(method: .cancel, text: text, fileName: text)
        let bytes = try sample(subject: "x" + text, name: text, text: text, html: text, calendars: [appointment]).mime
        #expect(bytes.allSatisfy { $0 < 0x7F && ($0 >= 0x20 || $0 == 0x0D || $0 == 0x0A || $0 == 0x09) })
        let mail = String(decoding: bytes, as: UTF8.self)
        let lines = mail.components(separatedBy: "\r\n")
        #expect(!lines.joined().utf8.contains { $0 == 0x0D || $0 == 0x0A })
        let parameters = lines.filter { $0.contains(/name\*?=/) }
        #expect(lines.allSatisfy { $0.utf8.count <= 78 || parameters.contains($0) })
        #expect(parameters.allSatisfy { $0.utf8.count <= 998 })
        #expect(!lines.contains { $0.hasPrefix(".") || $0.hasPrefix("From ") })
        #expect(!lines.contains { $0.hasSuffix(" ") || $0.hasSuffix("\t") })
    }
}
