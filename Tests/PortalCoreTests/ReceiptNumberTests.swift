import PortalCore
import Testing

@Suite("Numbers of receipts")
struct ReceiptNumberTests {
    @Test(arguments: [(2026, 42, "2026-00042"), (2026, 1, "2026-00001"), (2026, 123_456, "2026-123456"), (2026, 9_999_999, "2026-9999999")])
    func `a number is written with its year, and reads back`(year: Int, sequence: Int, text: String) throws {
        let number = try #require(ReceiptNumber(year: year, sequence: sequence))
        #expect(number.description == text)
        #expect(ReceiptNumber(text) == number)
    }

    @Test(arguments: ["", "2026-42", "2026-00000", "2026-000042", "2026-0123456", "26-00042", "2026-00042 ", "2026-10000000", "2026–00042"])
    func `any other spelling is refused`(text: String) {
        #expect(ReceiptNumber(text) == nil)
    }

    @Test func `numbers grow by one, whatever the year`() throws {
        let last = try #require(ReceiptNumber("2026-00042"))
        #expect(ReceiptNumber.next(after: nil, in: 2026)?.description == "2026-00001")
        #expect(ReceiptNumber.next(after: last, in: 2026)?.description == "2026-00043")
        #expect(ReceiptNumber.next(after: last, in: 2027)?.description == "2027-00043")
        #expect(ReceiptNumber.next(after: last, in: 2025)?.description == "2025-00043")
        #expect(ReceiptNumber.next(after: ReceiptNumber("2026-9999999"), in: 2027) == nil)
    }

    @Test func `receipts are in the order they were made in`() throws {
        let numbers = try ["2026-123456", "2027-00043", "2026-00042"].map { try #require(ReceiptNumber($0)) }
        #expect(numbers.sorted().map(\.description) == ["2026-00042", "2027-00043", "2026-123456"])
    }
}
