import PortalCore
import SignalingProtocol
import Testing

@Suite("RFC 3339")
struct RFC3339Tests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-11-24T14:00:00-05:00", 1_795_546_800_000), ("2026-11-24T19:00:00z", 1_795_546_800_000),
        ("2026-11-24t19:00:00.5Z", 1_795_546_800_500), ("2026-11-24T19:00:00.123456Z", 1_795_546_800_123),
        ("1969-12-31T23:59:59.999Z", -1), ("1000-01-01T00:00:00Z", -30_610_224_000_000), ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
        ("2024-02-29T00:00:00+14:00", 1_709_114_400_000),
    ])
    func `a moment is read, whatever its offset`(text: String, milliseconds: Int64) {
        #expect(Instant(rfc3339: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2026-11-24", "2026-11-24T14:00:00", "2026-11-24T14:00Z", "2026-11-24 14:00:00Z", "2026-11-31T14:00:00Z",
        "2026-11-24T24:00:00Z", "2026-11-24T14:00:60Z", "2026-11-24T14:00:00+24:00", "2026-11-24T14:00:00Zx", "0000-01-01T00:00:00Z",
        "2026-11-24T14:00:00.Z", "2026-11-24T14:00:00٠Z", "+2026-11-24T14:00:00Z",
    ])
    func `what isn't one is refused`(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test(arguments: [Int64(0), -1, 1_795_546_800_000, 1_795_546_800_007, -30_610_224_000_000, 253_402_300_799_999])
    func `what is written reads back`(milliseconds: Int64) {
        let moment = Instant(milliseconds: milliseconds)
        #expect(Instant(rfc3339: moment.rfc3339) == moment)
    }

    @Test func `a moment that no year of four digits holds is the nearest one`() {
        #expect(Instant(milliseconds: .max).rfc3339 == "9999-12-31T23:59:59.999Z")
        #expect(Instant(milliseconds: .min).rfc3339 == "1000-01-01T00:00:00Z")
        #expect(Instant(milliseconds: 1_795_546_800_000).rfc3339 == "2026-11-24T19:00:00Z")
    }
}
