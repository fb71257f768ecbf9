import Foundation
import GRDB

/// SHA-256 of a secret that a browser holds (a login's or a visitor's cookie). The secret itself is never stored.
public struct SecretHash: Hashable, Sendable {
    public let bytes: [UInt8]

    /// - Returns: `nil` unless there are the 32 bytes of a SHA-256.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }
}

extension SecretHash: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { Data(bytes).databaseValue }
    public static func fromDatabaseValue(_ value: DatabaseValue) -> SecretHash? {
        Data.fromDatabaseValue(value).flatMap { SecretHash(bytes: [UInt8]($0)) }
    }
}
