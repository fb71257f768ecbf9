import PortalCore
import SignalingProtocol
import Testing

@Suite("Two-step login")
struct TOTPTests {
    /// HMAC-SHA-1 of the secret "12345678901234567890" and a step: RFC 4226, appendix D, and those that RFC 6238, appendix B,
    /// needs.
    static let digests: [Int64: String] = [
        0: "cc93cf18508d94934c64b65d8ba7667fb7cde4b0", 1: "75a48a19d4cbe100644e8ac1397eea747a2d33ab",
        2: "0bacb7fa082fef30782211938bc1c5e70416ff44", 3: "66c28227d03a2d5529262ff016a1e6ef76557ece",
        4: "a904c900a64b35909874b33e61c5938a8e15ed1c", 5: "a37e783d7b7233c083d4f62926c7a25f238d0316",
        6: "bc9cd28561042c83f219324d3c607256c03272ae", 7: "a4fb960c0bc06e1eabb804e5b397cdc4b45596fa",
        8: "1b3c89f65e6c9e883012052823443f048b4332db", 9: "1637409809a679dc698207310c8c7fc07290d9e5",
        37_037_036: "278c02e53610f84c40bd9135acd4101012410a14", 37_037_037: "b0092b21d048af209da0a1ddd498ade8a79487ed",
        41_152_263: "907cd1a9116564ecb9d5d1780325f246173fe703", 66_666_666: "25a326d31fc366244cad054976020c7b56b13d5f",
        666_666_666: "ab07e97e2c1278769dbcd75783aabde75ed8550a",
    ]

    /// Answers what the table holds, and for anything else what makes no code.
    static func hmac(key: [UInt8], message: [UInt8]) -> [UInt8] {
        let step = message.reduce(Int64(0)) { $0 << 8 | Int64($1) }
        guard key == Array("12345678901234567890".utf8), let digest = digests[step] else { return [] }
        return stride(from: 0, to: 40, by: 2).compactMap { UInt8(digest.dropFirst($0).prefix(2), radix: 16) }
    }

    let totp = TOTP(secret: Array("12345678901234567890".utf8))

    @Test func `the codes are those of RFC 4226`() throws {
        let totp = try #require(totp)
        let codes = (0..<10).map { totp.code(at: $0, hmac: Self.hmac)?.digits }
        #expect(
            codes == ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"])
    }

    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"), (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ])
    func `the codes are the last six digits of those of RFC 6238`(seconds: Int64, digits: String) throws {
        let step = TOTP.step(at: Instant(seconds: seconds))
        #expect(try #require(totp).code(at: step, hmac: Self.hmac)?.digits == digits)
    }

    @Test(arguments: [(1, nil), (2, 3), (3, 3), (4, 3), (5, nil)] as [(Int64, Int64?)])
    func `a code is good in its half minute and those beside it`(current: Int64, step: Int64?) throws {
        let code = try #require(OneTimeCode(typed: "969 429"))
        #expect(try #require(totp).match(code, now: Instant(seconds: current * 30 + 29), after: nil, hmac: Self.hmac) == step)
    }

    @Test func `a code is good once, and none from before it`() throws {
        let totp = try #require(totp)
        let (third, fourth) = (try #require(OneTimeCode(typed: "969429")), try #require(OneTimeCode(typed: "338314")))
        let now = Instant(seconds: 4 * 30)
        #expect(totp.match(fourth, now: now, after: nil, hmac: Self.hmac) == 4)
        #expect(totp.match(fourth, now: now, after: 4, hmac: Self.hmac) == nil)
        #expect(totp.match(third, now: now, after: 4, hmac: Self.hmac) == nil)
        #expect(totp.match(fourth, now: now, after: 3, hmac: Self.hmac) == 4)
    }

    @Test func `the step changes on the half minute, before 1970 too`() {
        let steps = [-31, -30, -1, 0, 29, 30].map { TOTP.step(at: Instant(seconds: $0)) }
        #expect(steps == [-2, -1, -1, 0, 0, 1])
    }

    @Test func `a broken HMAC makes no code, and matches none`() throws {
        let totp = try #require(totp)
        #expect(totp.code(at: 1, hmac: { _, _ in [] }) == nil)
        #expect(totp.code(at: 1, hmac: { _, _ in [UInt8](repeating: 0xFF, count: 19) }) == nil)
        let code = try #require(OneTimeCode(typed: "000000"))
        #expect(totp.match(code, now: Instant(seconds: 30), after: nil, hmac: { _, _ in [] }) == nil)
    }

    @Test func `any digest of 20 bytes makes a code`() throws {
        for last in UInt8.min...UInt8.max {
            let code = try #require(totp).code(at: 0) { _, _ in [UInt8](repeating: 0xFF, count: 19) + [last] }
            #expect(code?.digits.count == 6)
        }
    }

    @Test func `an app takes the secret as it is typed or as an address`() throws {
        let totp = try #require(totp)
        #expect(totp.typedSecret == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
        #expect(TOTP(base32: totp.typedSecret.lowercased()) == totp)
        #expect(
            totp.uri(issuer: "Clinique: Laurier & cie", account: "nadia@example.org")
                == "otpauth://totp/Clinique%20%20Laurier%20%26%20cie:nadia%40example.org"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Clinique%20%20Laurier%20%26%20cie&algorithm=SHA1&digits=6&period=30")
    }

    @Test(arguments: ["", "GEZDGNBV", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA"])
    func `what isn't a secret is refused`(text: String) {
        #expect(TOTP(base32: text) == nil)
    }

    @Test func `a secret has 20 bytes`() {
        #expect(TOTP(secret: [UInt8](repeating: 0, count: 20)) != nil)
        #expect(TOTP(secret: [UInt8](repeating: 0, count: 19)) == nil)
        #expect(TOTP(secret: [UInt8](repeating: 0, count: 21)) == nil)
    }
}
