import Foundation
import SignalingProtocol

/// Why a setting can't be set to a value.
public enum SettingRefusal: Error, Equatable, Sendable {
    case unknownKey(String)
    /// What would be right, in English, for the command line: "a whole number from 0 to 1440".
    case badValue(key: String, expected: String)
}

extension Practice {
    /// What can be set by name: on the command line, `practice set --slug SLUG KEY=VALUE…`.
    public enum Setting: String, Sendable, CaseIterable {
        case name
        case timeZone = "time-zone"
        case language = "locale"
        case telephone
        case email
        case hours
        case joinMinutesBefore = "join-minutes-before"
        case joinMinutesAfter = "join-minutes-after"
        case joinCountFrom = "join-count-from"
        case graceMinutes = "grace-minutes"
        case hostAbsence = "host-absence"
        case sharing
    }

    /// Sets a setting by its name. An empty value clears what may be absent: telephone, e-mail, hours.
    ///
    /// - Throws: ``SettingRefusal``; the practice is then unchanged.
    public mutating func set(_ key: String, to value: String) throws(SettingRefusal) {
        guard let setting = Setting(rawValue: key) else { throw .unknownKey(key) }
        guard assign(setting, value) else { throw .badValue(key: key, expected: setting.expectation) }
    }

    private mutating func assign(_ setting: Setting, _ value: String) -> Bool {
        switch setting {
        case .name: assign(\.name, try? DisplayName.parse(value))
        case .timeZone: assign(\.timeZone, TimeZone.named(value))
        case .language: assign(\.language, Language(rawValue: value))
        case .telephone: clearOrAssign(\.contact.telephone, value, try? Telephone(value))
        case .email: clearOrAssign(\.contact.email, value, try? EmailAddress(value))
        case .hours: clearOrAssign(\.contact.hours, value, try? OpeningHours(value))
        case .joinMinutesBefore: assign(\.joinRule, Int(value).flatMap { joinRule.with(minutesBefore: $0) })
        case .joinMinutesAfter: assign(\.joinRule, Int(value).flatMap { joinRule.with(minutesAfter: $0) })
        case .joinCountFrom: assign(\.joinRule, JoinRule.CountFrom(rawValue: value).flatMap { joinRule.with(countFrom: $0) })
        case .graceMinutes: assign(\.graceMinutes, Int(value).flatMap { (0...JoinRule.longestMinutes).contains($0) ? $0 : nil })
        case .hostAbsence: assign(\.hostAbsence, HostAbsencePolicy(rawValue: value))
        case .sharing: assign(\.isSharingEnabled, ["on": true, "off": false][value])
        }
    }

    private mutating func assign<Value>(_ path: WritableKeyPath<Practice, Value>, _ value: Value?) -> Bool {
        guard let value else { return false }
        self[keyPath: path] = value
        return true
    }

    private mutating func clearOrAssign<Value>(_ path: WritableKeyPath<Practice, Value?>, _ raw: String, _ value: Value?) -> Bool {
        guard raw.isEmpty || value != nil else { return false }
        self[keyPath: path] = value
        return true
    }
}

extension Practice.Setting {
    /// What a value must be, in English.
    public var expectation: String {
        switch self {
        case .name: "a name of 1 to 80 characters"
        case .timeZone: "a time zone such as America/Montreal"
        case .language: "fr or en"
        case .telephone: "a telephone number, or nothing"
        case .email: "an e-mail address, or nothing"
        case .hours: "one line of at most 120 characters, or nothing"
        case .joinMinutesBefore, .joinMinutesAfter:
            "a whole number from 0 to \(JoinRule.longestMinutes) that leaves the join window longer than nothing"
        case .joinCountFrom: "start or end"
        case .graceMinutes: "a whole number from 0 to \(JoinRule.longestMinutes)"
        case .hostAbsence: "continue, waiting or end"
        case .sharing: "on or off"
        }
    }
}

extension JoinRule {
    func with(minutesBefore: Int? = nil, minutesAfter: Int? = nil, countFrom: CountFrom? = nil) -> JoinRule? {
        JoinRule(
            minutesBefore: minutesBefore ?? self.minutesBefore, minutesAfter: minutesAfter ?? self.minutesAfter,
            countFrom: countFrom ?? self.countFrom
        )
    }
}

extension TimeZone {
    /// A zone of the IANA database by its name, such as `America/Montreal`. Abbreviations (`EST`) and offsets are refused: they
    /// don't know when clocks change.
    public static func named(_ name: String) -> TimeZone? {
        guard name == "UTC" || name.contains("/"), name.utf8.count <= 64 else { return nil }
        return TimeZone(identifier: name)
    }
}
