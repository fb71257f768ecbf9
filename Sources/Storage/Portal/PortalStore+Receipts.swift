import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Writes down that a session was paid for, as a receipt: a copy of what holds now, under the practice's next number. The number
    /// is taken in the same transaction, so that of two at once each gets its own and none is left out.
    ///
    /// - Throws: ``PortalStoreError/notFound`` (the session, or the client isn't one of its own), ``PortalStoreError/bookingCancelled``,
    ///   ``PortalStoreError/alreadyPaid``, ``PortalStoreError/receiptNumbersUsedUp``, or `MoneyRefusal`.
    public func issueReceipt(
        _ payment: Payment, for booking: BookingID, in practice: PracticeID, now: Instant
    ) async throws -> IssuedReceipt {
        try await write { db in
            let rows = try db.rows("SELECT * FROM booking WHERE practice_id = ? AND booking_id = ?", [practice, booking])
            guard let issuer = try Practice.find(practice, db),
                let session = try BookedSession.all(rows, in: practice, db).first,
                let client = session.clients.first(where: { $0.id == payment.client })
            else { throw PortalStoreError.notFound }
            guard !session.booking.isCancelled else { throw PortalStoreError.bookingCancelled }
            let standing = try db.row(
                "SELECT 1 FROM receipt WHERE practice_id = ? AND booking_id = ? AND client_id = ? AND voided_at IS NULL",
                [practice, booking, client.id])
            guard standing == nil else { throw PortalStoreError.alreadyPaid }
            let last = try ReceiptNumber.last(of: practice, db)
            guard let today = LocalDate(now, in: issuer.timeZone), let number = ReceiptNumber.next(after: last, in: today.year) else {
                throw PortalStoreError.receiptNumbersUsedUp
            }
            let receipt = try Receipt(
                payment, number: number, booking: session.booking, client: client, clinician: session.clinician, practice: issuer)
            let issued = IssuedReceipt(id: .random(), receipt: receipt, issuedAt: now)
            try issued.insert(db)
            let detail: AuditDetail = ["session": booking.rawValue, "number": number.description]
            try note("receipt.issued", on: issued.id.rawValue, detail: detail, in: practice, now: now, db)
            return issued
        }
    }

    /// Makes a receipt count no more. It is kept, and says so. One that is void already stays as it is.
    ///
    /// - Throws: ``PortalStoreError/notFound``.
    public func voidReceipt(
        _ id: ReceiptID, of booking: BookingID, in practice: PracticeID, because reason: VoidReason, now: Instant
    ) async throws -> IssuedReceipt {
        try await write { db in
            guard let found = try IssuedReceipt.find(id, in: practice, db), found.receipt.booking == booking else {
                throw PortalStoreError.notFound
            }
            guard found.void == nil else { return found }
            try db.run(
                "UPDATE receipt SET voided_at = ?, void_reason = ? WHERE practice_id = ? AND receipt_id = ?", [now, reason, practice, id])
            let detail: AuditDetail = ["session": booking.rawValue, "number": found.receipt.number.description]
            try note("receipt.voided", on: id.rawValue, detail: detail, in: practice, now: now, db)
            return IssuedReceipt(
                id: id, receipt: found.receipt, issuedAt: found.issuedAt, void: .init(at: now, reason: reason))
        }
    }

    public func receipt(_ id: ReceiptID, in practice: PracticeID) async throws -> IssuedReceipt? {
        try await read { try IssuedReceipt.find(id, in: practice, $0) }
    }

    /// The receipts of a session, oldest first; void ones too.
    public func receipts(of booking: BookingID, in practice: PracticeID) async throws -> [IssuedReceipt] {
        try await read {
            try $0.rows("SELECT * FROM receipt WHERE practice_id = ? AND booking_id = ? ORDER BY number", [practice, booking])
                .map(IssuedReceipt.init(row:))
        }
    }

    /// The receipts that an account may see, newest first; void ones too.
    public func receipts(
        of owner: HistoryOwner, in practice: PracticeID, limit: Int, offset: Int = 0
    ) async throws -> [IssuedReceipt] {
        try await read { try IssuedReceipt.all(of: owner, in: practice, limit: limit, offset: offset, $0) }
    }

    public func countReceipts(of owner: HistoryOwner, in practice: PracticeID) async throws -> Int {
        let theirs = owner.receipts(in: practice)
        return try await read {
            try $0.row(
                "SELECT COUNT(*) AS receipts FROM receipt WHERE practice_id = ? AND receipt_id IN \(theirs.sql)",
                [practice] + theirs.arguments
            )?.value("receipts") ?? 0
        }
    }

    /// A receipt, if an account may see it.
    public func receipt(_ id: ReceiptID, of owner: HistoryOwner, in practice: PracticeID) async throws -> IssuedReceipt? {
        let theirs = owner.receipts(in: practice)
        return try await read {
            try $0.row(
                "SELECT * FROM receipt WHERE practice_id = ? AND receipt_id = ? AND receipt_id IN \(theirs.sql)",
                [practice, id] + theirs.arguments
            ).map(IssuedReceipt.init(row:))
        }
    }
}

extension IssuedReceipt {
    static func find(_ id: ReceiptID, in practice: PracticeID, _ db: Database) throws -> IssuedReceipt? {
        try db.row("SELECT * FROM receipt WHERE practice_id = ? AND receipt_id = ?", [practice, id]).map(IssuedReceipt.init(row:))
    }

    static func all(
        of owner: HistoryOwner, in practice: PracticeID, limit: Int, offset: Int = 0, _ db: Database
    ) throws -> [IssuedReceipt] {
        let theirs = owner.receipts(in: practice)
        return try db.rows(
            """
            SELECT * FROM receipt WHERE practice_id = ? AND receipt_id IN \(theirs.sql)
            ORDER BY issued_at DESC, number DESC LIMIT ? OFFSET ?
            """,
            [practice] + theirs.arguments + [limit, offset]
        ).map(IssuedReceipt.init(row:))
    }
}
