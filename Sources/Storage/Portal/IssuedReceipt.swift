import GRDB
import PortalCore
import SignalingProtocol

/// A receipt that was given out. It stays as it is; the most that can happen to it is that it counts no more.
public struct IssuedReceipt: Equatable, Sendable, Identifiable {
    public let id: ReceiptID
    public let receipt: Receipt
    public let issuedAt: Instant
    /// `nil`: it counts.
    public let void: Voiding?

    /// Since when it counts no more, and why.
    public struct Voiding: Equatable, Sendable {
        public let at: Instant
        public let reason: VoidReason

        public init(at: Instant, reason: VoidReason) {
            self.at = at
            self.reason = reason
        }
    }

    public init(id: ReceiptID, receipt: Receipt, issuedAt: Instant, void: Voiding? = nil) {
        self.id = id
        self.receipt = receipt
        self.issuedAt = issuedAt
        self.void = void
    }
}

extension IssuedReceipt {
    init(row: Row) throws {
        let document: StoredJSON<Receipt> = try row.value("document")
        let voidedAt: Instant? = try row.value("voided_at")
        let reason: VoidReason? = try row.value("void_reason")
        self.init(
            id: try row.value("receipt_id"), receipt: document.value, issuedAt: try row.value("issued_at"),
            void: voidedAt.flatMap { at in reason.map { Voiding(at: at, reason: $0) } })
    }

    func insert(_ db: Database) throws {
        try db.run(
            """
            INSERT INTO receipt (practice_id, receipt_id, year, number, booking_id, client_id, document, issued_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                receipt.practice, id, receipt.number.year, receipt.number.sequence, receipt.booking, receipt.client,
                StoredJSON(value: receipt), issuedAt,
            ]
        )
    }
}

extension ReceiptNumber {
    /// The number of the receipt that a practice gave out last; `nil` before the first.
    static func last(of practice: PracticeID, _ db: Database) throws -> ReceiptNumber? {
        let row = try db.row(
            "SELECT year, number FROM receipt WHERE practice_id = ? ORDER BY number DESC LIMIT 1", [practice])
        guard let row else { return nil }
        guard let number = ReceiptNumber(year: try row.value("year"), sequence: try row.value("number")) else {
            throw StoredRowError(what: "no receipt's number")
        }
        return number
    }
}

extension VoidReason: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { text.databaseValue }
    public static func fromDatabaseValue(_ value: DatabaseValue) -> VoidReason? {
        String.fromDatabaseValue(value).flatMap { try? VoidReason($0) }
    }
}
