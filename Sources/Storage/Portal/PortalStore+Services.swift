import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// How many services a practice may have, those that it no longer offers included: 100, more than anybody chooses from.
    public static let servicesPerPractice = 100

    /// The services of a practice by name; those that it no longer offers too.
    public func services(in practice: PracticeID) async throws -> [Service] {
        try await read {
            try $0.rows("SELECT * FROM service WHERE practice_id = ? ORDER BY name, service_id", [practice]).map(Service.init(row:))
        }
    }

    public func service(_ id: ServiceID, in practice: PracticeID) async throws -> Service? {
        try await read { try Service.find(id, in: practice, $0) }
    }

    /// - Parameters:
    ///   - minutes: Within ``SessionTime/lengths``.
    ///   - fee: In minor units (cents) of the practice's currency, before taxes.
    /// - Throws: ``PortalStoreError/tooManyServices``, ``PortalStoreError/notFound`` (the practice).
    public func createService(
        in practice: PracticeID, name: DisplayName, minutes: Int, fee: Int64? = nil, isTaxed: Bool = false, now: Instant
    ) async throws -> Service {
        let service = Service(id: .random(), practice: practice, name: name, minutes: minutes, fee: fee, isTaxed: isTaxed)
        return try await write { db in
            let count: Int? = try db.row("SELECT COUNT(*) AS services FROM service WHERE practice_id = ?", [practice])?
                .value("services")
            guard let count, count < Self.servicesPerPractice else { throw PortalStoreError.tooManyServices }
            try db.run(
                """
                INSERT INTO service (practice_id, service_id, name, minutes, fee, is_taxed, is_offered, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [practice, service.id, name, minutes, fee, isTaxed, service.isOffered, now]
            )
            try note("service.created", on: service.id.rawValue, in: practice, now: now, db)
            return service
        }
    }

    /// Changes a service. Sessions that were booked keep their length and fee.
    ///
    /// - Parameter change: Works on the service as it is now; what it throws undoes everything.
    /// - Throws: ``PortalStoreError/notFound``.
    public func updateService(
        _ id: ServiceID, in practice: PracticeID, now: Instant, _ change: @escaping @Sendable (inout Service) throws -> Void
    ) async throws -> Service {
        try await write { db in
            guard let before = try Service.find(id, in: practice, db) else { throw PortalStoreError.notFound }
            var service = before
            try change(&service)
            guard service != before else { return service }
            try db.run(
                """
                UPDATE service SET name = ?, minutes = ?, fee = ?, is_taxed = ?, is_offered = ?
                WHERE practice_id = ? AND service_id = ?
                """,
                [service.name, service.minutes, service.fee, service.isTaxed, service.isOffered, practice, id]
            )
            try note("service.changed", on: id.rawValue, in: practice, now: now, db)
            return service
        }
    }
}

extension Service {
    init(row: Row) throws {
        self.init(
            id: try row.value("service_id"), practice: try row.value("practice_id"), name: try row.value("name"),
            minutes: try row.value("minutes"), fee: try row.value("fee"), isTaxed: try row.value("is_taxed"),
            isOffered: try row.value("is_offered")
        )
    }

    static func find(_ id: ServiceID, in practice: PracticeID, _ db: Database) throws -> Service? {
        try db.row("SELECT * FROM service WHERE practice_id = ? AND service_id = ?", [practice, id]).map(Service.init(row:))
    }
}
