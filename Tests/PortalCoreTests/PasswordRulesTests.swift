import PortalCore
import Testing

@Suite("Passwords")
struct PasswordRulesTests {
    @Test func `ten characters are enough, nine aren't`() throws {
        #expect(try PasswordRules.parse("0123456789") == "0123456789")
        #expect(throws: TextRefusal.tooShort) { try PasswordRules.parse("012345678") }
        #expect(throws: TextRefusal.tooShort) { try PasswordRules.parse("") }
    }

    @Test func `256 bytes are taken, 257 aren't`() throws {
        #expect(try PasswordRules.parse(String(repeating: "a", count: 256)).utf8.count == 256)
        #expect(throws: TextRefusal.tooLong) { try PasswordRules.parse(String(repeating: "a", count: 257)) }
        #expect(throws: TextRefusal.tooLong) { try PasswordRules.parse(String(repeating: "a", count: 10_000_000)) }
    }

    @Test func `every way to type a password gives the same bytes`() throws {
        let composed = try PasswordRules.parse("\u{E9}t\u{E9} à la mer")
        let decomposed = try PasswordRules.parse("e\u{301}te\u{301} a\u{300} la mer")
        #expect(Array(composed.utf8) == Array(decomposed.utf8))
        #expect(try PasswordRules.parse("ﬁfteen letters") == "fifteen letters")
    }

    @Test func `blanks stay, control characters are refused`() throws {
        #expect(try PasswordRules.parse("  two  blanks  ") == "  two  blanks  ")
        #expect(throws: TextRefusal.forbiddenCharacter) { try PasswordRules.parse("line\nbreak in it") }
    }

    @Test func `a shorter password of older days can still be checked`() throws {
        #expect(try PasswordRules.normalize("short") == "short")
    }
}
