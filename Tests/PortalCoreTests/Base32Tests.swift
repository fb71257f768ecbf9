import Testing

@testable import PortalCore

@Suite("Base32")
struct Base32Tests {
    @Test(arguments: [
        ("", ""), ("f", "MY======"), ("fo", "MZXQ===="), ("foo", "MZXW6==="), ("foob", "MZXW6YQ="), ("fooba", "MZXW6YTB"),
        ("foobar", "MZXW6YTBOI======"),
    ])
    func `bytes are written and read as in RFC 4648`(text: String, encoded: String) {
        #expect(Base32.encode(Array(text.utf8)) == encoded.filter { $0 != "=" })
        #expect(Base32.decode(encoded) == Array(text.utf8))
        #expect(Base32.decode(encoded.lowercased().filter { $0 != "=" }) == Array(text.utf8))
    }

    @Test func `all bytes read back`() {
        for length in 0..<20 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 37 + length * 101) }
            #expect(Base32.decode(Base32.encode(bytes)) == bytes)
        }
    }

    @Test(arguments: ["A", "ABC", "ABCDEF", "MZ", "M1", "M8", "M=Y", "MZXW6YTB!", "é", "ＭＹ"])
    func `what no bytes are written as is refused`(text: String) {
        #expect(Base32.decode(text) == nil)
    }
}
