import PortalCore
import Testing

@Suite("Text of several lines")
struct FreeTextTests {
    @Test(arguments: [
        ("Bonjour,\r\n\r\n\r\nà demain.\r\n", "Bonjour,\n\nà demain."), ("  a   b\t c ", "a b c"), ("\n\n a \n\n", "a"),
        ("E\u{301}lise", "Élise"), ("a\u{200B}b", "ab"), ("Question\u{A0}: quoi?", "Question\u{A0}: quoi?"),
        ("a\n \u{A0} \nb", "a\n\nb"), ("a\u{2028}b", "a\nb"),
    ])
    func `text is tidied, and keeps its paragraphs and non-breaking blanks`(raw: String, text: String) throws {
        let tidied = try FreeText(raw, as: .invitation)
        #expect(tidied.text == text)
        #expect(try FreeText(tidied.text, as: .invitation) == tidied)
    }

    @Test func `paragraphs are what empty lines part`() throws {
        #expect(try FreeText("a\nb\n\nc", as: .terms).paragraphs == [["a", "b"], ["c"]])
        #expect(try FreeText("a", as: .terms).paragraphs == [["a"]])
    }

    @Test(arguments: [
        ("", TextRefusal.empty), (" \n\t\u{A0}\n", .empty), ("a\n\u{200B}b\u{202E}c", .forbiddenCharacter),
        ("a\u{0}b", .forbiddenCharacter), ("a\u{2069}", .forbiddenCharacter), ("a\u{1B}[31m", .forbiddenCharacter),
        ("a\u{E000}", .forbiddenCharacter),
    ])
    func `what can't be shown as it is written is refused`(raw: String, refusal: TextRefusal) {
        #expect(throws: refusal) { try FreeText(raw, as: .cancelReason) }
    }

    @Test(arguments: FreeText.Kind.allCases) func `each kind has its length`(kind: FreeText.Kind) throws {
        #expect(try FreeText(String(repeating: "é", count: kind.longest), as: kind).text.count == kind.longest)
        #expect(throws: TextRefusal.tooLong) { try FreeText(String(repeating: "é", count: kind.longest + 1), as: kind) }
        #expect(throws: TextRefusal.tooLong) { try FreeText(String(repeating: "\n", count: 1_000_000), as: kind) }
    }
}
