import PortalCore
import Testing

@Suite("Codes that are good once")
struct CodesTests {
    @Test(
        arguments: [
            ([0, 0, 0, 0, 0, 0, 0, 0], "000000"), ([0, 0, 0, 0, 0, 0, 0, 7], "000007"), ([0, 0, 0, 0, 0, 0x0F, 0x42, 0x40], "000000"),
            ([255, 255, 255, 255, 255, 255, 255, 255], "551615"),
        ] as [([UInt8], String)])
    func `random bytes make six digits`(bytes: [UInt8], digits: String) throws {
        #expect(try #require(OneTimeCode(bytes: bytes)).digits == digits)
    }

    @Test func `a code needs all its bytes`() {
        #expect(OneTimeCode(bytes: [1, 2, 3, 4, 5, 6, 7]) == nil)
        #expect(OneTimeCode(bytes: [1, 2, 3, 4, 5, 6, 7, 8, 9]) == nil)
    }

    @Test(arguments: ["012345", " 012 345 ", "012-345", "012\u{A0}345", "012–345\n", "0 1 2 3 4 5", "012\u{200B}345"])
    func `blanks and dashes in a code make no difference`(typed: String) throws {
        #expect(try #require(OneTimeCode(typed: typed)).digits == "012345")
        #expect(OneTimeCode(typed: typed)?.spaced == "012\u{A0}345")
    }

    @Test(arguments: ["", "12345", "1234567", "12345a", "１２３４５６", "٠١٢٣٤٥", "12345\u{301}6", "1\u{301}23456", String(repeating: " ", count: 65)])
    func `what isn't six digits is no code`(typed: String) {
        #expect(OneTimeCode(typed: typed) == nil)
    }

    @Test func `random bytes make ten recovery codes`() throws {
        let bytes = (0..<100).map { UInt8($0 * 2) }
        let codes = try #require(RecoveryCode.codes(from: bytes))
        #expect(codes.count == 10)
        #expect(codes.allSatisfy { $0.description.wholeMatch(of: /[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}/) != nil })
        #expect(codes.first?.description == "02468-acegj")
        #expect(RecoveryCode.codes(from: Array(bytes.dropLast())) == nil)
        #expect(RecoveryCode.codes(from: bytes + [1]) == nil)
    }

    @Test(arguments: ["02468-acegj", "02468ACEGJ", " o2468 acegj ", "O2468–ACEGJ"])
    func `a recovery code may be typed in many ways`(typed: String) {
        #expect(RecoveryCode(typed: typed)?.description == "02468-acegj")
    }

    @Test func `letters that look like a one are one`() {
        #expect(RecoveryCode(typed: "iIlL1-00000")?.characters == "1111100000")
    }

    @Test(arguments: ["", "02468-aceg", "02468-acegjk", "02468-aceg!", "u2468-acegj", "02468-acege\u{301}", String(repeating: "-", count: 129)])
    func `what can't be a recovery code is refused`(typed: String) {
        #expect(RecoveryCode(typed: typed) == nil)
    }
}
