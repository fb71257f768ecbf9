import Foundation
import SignalingProtocol
import Testing

@Suite("Identifiers, instants and names")
struct ValueTests {
    @Test func `an identifier holds 1 to 128 plain characters`() {
        #expect(RoomID(rawValue: "") == nil)
        #expect(RoomID(rawValue: String(repeating: "a", count: 128)) != nil)
        #expect(RoomID(rawValue: String(repeating: "a", count: 129)) == nil)
        #expect(RoomID(rawValue: "a b") == nil)
        #expect(RoomID(rawValue: "a\"b") == nil)
        #expect(RoomID(rawValue: "é") == nil)
        #expect(SubjectID(rawValue: "visitor:l_1.x-2") != nil)
    }

    @Test func `arithmetic on instants is clamped and never traps`() {
        let last = Instant(milliseconds: .max)
        #expect(last + .seconds(Int64.max) == last)
        #expect(Instant(milliseconds: .min) - .seconds(Int64.max) == Instant(milliseconds: .min))
        #expect(Instant(seconds: .max) == last)
        #expect(Instant(seconds: 2) - Instant(seconds: 5) == .seconds(-3))
        #expect(Instant(milliseconds: -1).seconds == -1)
    }

    @Test func `an instant out of reach is not read`() {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Instant.self, from: Data("8640000000000001".utf8)) }
        #expect(throws: Never.self) { try JSONDecoder().decode(Instant.self, from: Data("8640000000000000".utf8)) }
    }

    @Test(arguments: ["", "   ", "\u{200B}", "A\u{202E}B", "A\u{7}B", "...", "👻", String(repeating: "n", count: 81)])
    func `a name that hides or says nothing is refused`(text: String) {
        #expect(DisplayName(text) == nil)
    }

    @Test func `a name is tidied, and compared as it reads`() throws {
        let name = try #require(DisplayName("  Élise \n Gagnon "))
        #expect(name.text == "Élise Gagnon")
        #expect(name.key == DisplayName("élise gagnon")?.key)
        #expect(name.key == DisplayName("E\u{301}lise Gagnon")?.key)
        #expect(DisplayName(String(repeating: "n", count: 80)) != nil)
    }

    /// A blank and the accent after it make one character, which once was taken for a blank: the name that was written down was read back
    /// as another one, or as none, and the room with it.
    @Test(arguments: ["!\r\u{345}", "Sam\n\u{301}x"])
    func `a name reads back as what it was, whatever stands on its blanks`(raw: String) throws {
        let name = try #require(DisplayName(raw))
        #expect(DisplayName(name.text) == name)
        #expect(try JSONDecoder().decode(DisplayName.self, from: JSONEncoder().encode(name)) == name)
    }

    @Test func `a tower of combining marks is no name`() {
        #expect(DisplayName("a" + String(repeating: "\u{301}", count: 240)) == nil)
    }
}
