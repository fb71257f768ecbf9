import Foundation
import SignalingProtocol

/// Why a setting can't be set to a value.
public enum SettingRefusal: Error, Equatable, Sendable {
    case unknownKey(String)
    /// What would be right, in English, for the command line: "a whole number from 0 to 1440".
    case badValue(key: String, expected: String)
}

extension Practice {
    /// Sets a setting by its name. An empty value clears what may be absent: telephone, e-mail, hours, address, taxes, colour.
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
        case .sharing: assign(\.isSharingEnabled, Self.isOn(value))
        case .identity: assign(\.identity, IdentityPolicy.Preset(rawValue: value).map { identity.applying($0) })
        case .signUp: assign(\.identity.isSignUpOpen, Self.isOn(value))
        case .loginLinks: assign(\.identity.showsLoginLinks, Self.isOn(value))
        case .loginMethod: assign(\.identity.loginMethod, IdentityPolicy.LoginMethod(rawValue: value))
        case .knownClientsOnly: assign(\.identity.admitsOnlyKnownClients, Self.isOn(value))
        case .staffPasswords: assign(\.identity.mayStaffSetPasswords, Self.isOn(value))
        case .accountsOptional: assign(\.identity.areAccountsOptional, Self.isOn(value))
        case .twoStep: assign(\.identity.twoStep, IdentityPolicy.TwoStepRule(rawValue: value))
        case .reminderDayBefore: assign(\.reminders, Self.isOn(value).map { reminders.with(.dayBefore, $0) })
        case .reminderHourBefore: assign(\.reminders, Self.isOn(value).map { reminders.with(.hourBefore, $0) })
        case .practiceAlertMinutes: assign(\.practiceAlertMinutes, Self.alertMinutes(value))
        case .address: clearOrAssign(\.address, value, try? PostalAddress(value))
        case .currency: assign(\.currency, Currency(rawValue: value))
        case .taxes: assign(\.taxes, Tax.list(value))
        case .brandColour: clearOrAssign(\.brandColour, value, try? Colour(value))
        }
    }

    /// - Returns: `nil` for what is neither a number of minutes nor `off`.
    private static func alertMinutes(_ value: String) -> Int?? {
        if value == "off" { return .some(nil) }
        guard let minutes = Int(value), (1...longestPracticeAlert).contains(minutes) else { return nil }
        return minutes
    }

    private static func isOn(_ value: String) -> Bool? { ["on": true, "off": false][value] }

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

extension IdentityPolicy {
    fileprivate func applying(_ preset: Preset) -> IdentityPolicy {
        var policy = self
        policy.apply(preset)
        return policy
    }
}

extension Set<SessionReminder> {
    /// The same reminders, with one switched on or off.
    public func with(_ reminder: SessionReminder, _ isSent: Bool) -> Self {
        isSent ? union([reminder]) : subtracting([reminder])
    }
}

extension Tax {
    /// Reads taxes from one line, such as `TPS:5:123456789 RT0001; TVQ:9.975`: name, percentage, perhaps a number. Nothing: none.
    fileprivate static func list(_ raw: String) -> [Tax]? {
        let entries = raw.split(separator: ";").filter { !$0.allSatisfy(\.isWhitespace) }
        let taxes = entries.compactMap(one)
        return taxes.count == entries.count && taxes.count <= mostPerFee ? taxes : nil
    }

    private static func one(_ entry: Substring) -> Tax? {
        guard let match = entry.wholeMatch(of: /([^:]*):([^:]*)(?::(.*))?/), let rate = TaxRate(percent: String(match.2)) else { return nil }
        return try? Tax(name: String(match.1), rate: rate, registration: String(match.3 ?? ""))
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
