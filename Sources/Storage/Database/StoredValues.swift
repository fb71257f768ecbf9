import Foundation
import GRDB
import PortalCore
import SignalingProtocol

// How the values of the pure targets lie in SQL. What can't be read back as its type is an error, never a default.

extension Identifier: DatabaseValueConvertible {}
extension Staff.Role: DatabaseValueConvertible {}
extension Language: DatabaseValueConvertible {}
extension JoinRule.CountFrom: DatabaseValueConvertible {}
extension HostAbsencePolicy: DatabaseValueConvertible {}
extension LoginThrottle.Scope: DatabaseValueConvertible {}
extension Role: DatabaseValueConvertible {}
extension ParticipantRecord.State: DatabaseValueConvertible {}
extension Account.Verification: DatabaseValueConvertible {}

extension Instant: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { milliseconds.databaseValue }
    public static func fromDatabaseValue(_ value: DatabaseValue) -> Instant? {
        Int64.fromDatabaseValue(value).map(Instant.init(milliseconds:))
    }
}

extension DisplayName: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { text.databaseValue }
    public static func fromDatabaseValue(_ value: DatabaseValue) -> DisplayName? {
        String.fromDatabaseValue(value).flatMap { DisplayName($0) }
    }
}

extension EmailAddress: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { text.databaseValue }
    public static func fromDatabaseValue(_ value: DatabaseValue) -> EmailAddress? {
        String.fromDatabaseValue(value).flatMap { try? EmailAddress($0) }
    }
}

extension Slug: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { text.databaseValue }
    public static func fromDatabaseValue(_ value: DatabaseValue) -> Slug? {
        String.fromDatabaseValue(value).flatMap { try? Slug($0) }
    }
}

extension Telephone: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { text.databaseValue }
    public static func fromDatabaseValue(_ value: DatabaseValue) -> Telephone? {
        String.fromDatabaseValue(value).flatMap { try? Telephone($0) }
    }
}

extension OpeningHours: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { text.databaseValue }
    public static func fromDatabaseValue(_ value: DatabaseValue) -> OpeningHours? {
        String.fromDatabaseValue(value).flatMap { try? OpeningHours($0) }
    }
}

extension ProfileLine: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { text.databaseValue }
    public static func fromDatabaseValue(_ value: DatabaseValue) -> ProfileLine? {
        String.fromDatabaseValue(value).flatMap { try? ProfileLine($0) }
    }
}

extension MobileNumber: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { text.databaseValue }
    public static func fromDatabaseValue(_ value: DatabaseValue) -> MobileNumber? {
        String.fromDatabaseValue(value).flatMap { try? MobileNumber($0) }
    }
}

extension BirthDate: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { description.databaseValue }
    public static func fromDatabaseValue(_ value: DatabaseValue) -> BirthDate? {
        String.fromDatabaseValue(value).flatMap { LocalDate($0) }.map(BirthDate.init(date:))
    }
}

extension SearchKey: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { text.databaseValue }
    public static func fromDatabaseValue(_ value: DatabaseValue) -> SearchKey? {
        String.fromDatabaseValue(value).map(SearchKey.init)
    }
}

/// A time zone by its name in the IANA database.
struct StoredTimeZone: DatabaseValueConvertible {
    let zone: TimeZone

    var databaseValue: DatabaseValue { zone.identifier.databaseValue }
    static func fromDatabaseValue(_ value: DatabaseValue) -> StoredTimeZone? {
        String.fromDatabaseValue(value).flatMap(TimeZone.init(identifier:)).map(StoredTimeZone.init)
    }
}

extension LocalDateTime: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { description.databaseValue }
    public static func fromDatabaseValue(_ value: DatabaseValue) -> LocalDateTime? {
        String.fromDatabaseValue(value).flatMap { LocalDateTime($0) }
    }
}

/// A value as a JSON object, for what is read back whole and never searched.
struct StoredJSON<Value: Codable>: DatabaseValueConvertible {
    let value: Value

    var databaseValue: DatabaseValue {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Encoding plain enumerations and structures can't fail; if it did, NOT NULL would refuse the row.
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self).databaseValue } ?? .null
    }

    static func fromDatabaseValue(_ value: DatabaseValue) -> StoredJSON? {
        guard let text = String.fromDatabaseValue(value) else { return nil }
        return (try? JSONDecoder().decode(Value.self, from: Data(text.utf8))).map { StoredJSON(value: $0) }
    }
}
