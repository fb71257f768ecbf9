import Foundation
import PortalCore
import SignalingProtocol

/// How the audit log is written for other programs.
public enum AuditFormat: String, Sendable, CaseIterable {
    /// For spreadsheets: RFC 4180, with a byte order mark, by which they know UTF-8.
    case csv
    /// One JSON object a line.
    case jsonl

    /// What the text begins with.
    public var heading: String {
        switch self {
        case .csv: "\u{FEFF}" + CSVRow(AuditLine.columns).text
        case .jsonl: ""
        }
    }

    /// - Throws: A failure of the encoder.
    func text(_ line: AuditLine) throws -> String {
        switch self {
        case .csv: return CSVRow(line.cells).text
        case .jsonl:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(line), as: UTF8.self) + "\n"
        }
    }
}

/// An entry as it is exported: as it is stored, and with the names that its ids stand for now.
struct AuditLine: Encodable {
    let number: Int64
    /// RFC 3339, UTC, to the millisecond.
    let time: String
    let actor: String
    let actorName: String?
    let act: String
    let object: String
    let objectName: String?
    let detail: String?
    let address: String?
    /// SHA-256 of the entry and the hash before it, in hexadecimal.
    let hash: String

    init(_ entry: HashedAuditRecord, things: [String: AuditedThing]) {
        let record = entry.record
        number = record.number
        time = Date(timeIntervalSince1970: Double(record.at.milliseconds) / 1_000)
            .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        actor = record.actor
        actorName = things[record.actor]?.name
        act = record.act
        object = record.object
        objectName = things[record.object]?.name
        detail = record.detail?.text
        address = record.address
        hash = entry.hash.hexadecimal
    }

    static let columns = ["number", "time", "actor", "actor_name", "act", "object", "object_name", "detail", "address", "hash"]

    var cells: [String] {
        [
            "\(number)", time, actor, actorName ?? "", act, object, objectName ?? "", detail ?? "", address ?? "", hash,
        ]
    }
}

/// Some entries, written.
public struct AuditPiece: Sendable {
    public let text: String
    /// The number of the last of them.
    public let last: Int64
}

extension PortalStore {
    /// The next entries of a practice after a number, written, oldest first; `nil` when there are no more. Whoever exports asks
    /// for piece after piece, so that no log is too long for it.
    public func exportAudit(
        of practice: PracticeID, matching filter: AuditFilter, as format: AuditFormat, after number: Int64
    ) async throws -> AuditPiece? {
        let entries = try await audit(of: practice, matching: filter, after: number)
        guard let last = entries.last?.record.number else { return nil }
        let ids = Set(entries.flatMap { [$0.record.actor, $0.record.object] })
        let things = try await auditedThings(ids, in: practice)
        return AuditPiece(text: try entries.map { try format.text(AuditLine($0, things: things)) }.joined(), last: last)
    }
}

extension Sequence where Element == UInt8 {
    /// Two lower-case digits a byte.
    public var hexadecimal: String {
        map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
