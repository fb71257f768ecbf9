import PortalCore
import Testing

@Suite("Addresses, mobile numbers and days of birth")
struct ContactTextTests {
    @Test(arguments: [
        ("12, rue Laurier  Ouest\r\n\r\n Montréal (Québec)  H2T 2N7 \r\n", ["12, rue Laurier Ouest", "Montréal (Québec) H2T 2N7"]),
        ("One line", ["One line"]), ("a\rb\nc\u{2028}d\u{B}e\u{85}f", ["a", "b", "c", "d", "e", "f"]),
    ])
    func `an address keeps its lines and reads back`(raw: String, lines: [String]) throws {
        let address = try PostalAddress(raw)
        #expect(address.lines == lines)
        #expect(try PostalAddress(address.text) == address)
    }

    @Test(arguments: [
        ("", TextRefusal.empty), (" \n\t\n", .empty), ("a\u{202E}b", .forbiddenCharacter), ("a\u{0}b", .forbiddenCharacter),
        ("a\nb\u{2066}", .forbiddenCharacter), (String(repeating: "é", count: 81), .tooLong), ("1\n2\n3\n4\n5\n6\n7", .tooLong),
        (String(repeating: "a\n", count: 100_000), .tooLong),
    ])
    func `what can't stand on an envelope is refused`(raw: String, refusal: TextRefusal) {
        #expect(throws: refusal) { try PostalAddress(raw) }
    }

    @Test func `an address has up to 6 lines of 80 characters`() throws {
        let line = String(repeating: "é", count: 80)
        #expect(try PostalAddress(Array(repeating: line, count: 6).joined(separator: "\n")).lines.count == 6)
    }

    @Test(arguments: [
        ("514 555-0142", "+15145550142"), ("\u{202A}514 555-0142\u{202C}", "+15145550142"), ("(514) 555.0142", "+15145550142"),
        ("1-514-555-0142", "+15145550142"),
        ("+1 514 555 0142", "+15145550142"), ("514\u{A0}555\u{2011}0142", "+15145550142"), ("+33 6 12 34 56 78", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "+33612345678"), ("0033 6 12 34 56 78", "+33612345678"), ("011 33 6 12 34 56 78", "+33612345678"),
        ("+12345678", nil), ("+4712345678", "+4712345678"), ("+23456789", "+23456789"), ("+123456789012345", nil),
        ("+223456789012345", "+223456789012345"),
    ])
    func `a mobile number has one spelling`(raw: String, number: String?) {
        #expect((try? MobileNumber(raw))?.text == number)
    }

    @Test(arguments: [
        ("", TextRefusal.empty), ("call me", .forbiddenCharacter), ("514 555-0142 x12", .forbiddenCharacter),
        ("514 555-0142\r\nBcc: x", .forbiddenCharacter),
        ("٥١٤٥٥٥٠١٤٢", .forbiddenCharacter),
        ("555-0142", .malformed), ("114 555-0142", .malformed), ("514 155-0142", .malformed), ("2 514 555-0142", .malformed),
        ("+0123456789", .malformed), ("+2234567", .malformed), ("+2234567890123456", .malformed), ("514+5550142", .malformed),
        ("++15145550142", .malformed), ("+", .malformed), (String(repeating: "1", count: 41), .tooLong),
    ])
    func `what no message can be sent to is refused`(raw: String, refusal: TextRefusal) {
        #expect(throws: refusal) { try MobileNumber(raw) }
    }

    @Test(arguments: ["2026-11-22", " 1984-05-17 ", "1896-11-22", "2024-02-29"])
    func `a day of birth is today or earlier`(raw: String) throws {
        let today = try #require(LocalDate("2026-11-22"))
        let birth = try BirthDate(raw, today: today)
        #expect(birth.date <= today)
        #expect(BirthDate(date: birth.date) == birth)
    }

    @Test(arguments: [
        ("", BirthDateRefusal.notADate), ("17/05/1984", .notADate), ("2023-02-29", .notADate), ("2026-11-23", .inFuture),
        ("2027-01-01", .inFuture), ("1895-12-31", .tooLongAgo),
    ])
    func `a day that nobody living was born on is refused`(raw: String, refusal: BirthDateRefusal) throws {
        let today = try #require(LocalDate("2026-11-22"))
        #expect(throws: refusal) { try BirthDate(raw, today: today) }
    }
}
