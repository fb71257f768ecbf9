extension Practice {
    /// What can be set by name: on the command line, `practice set --slug SLUG KEY=VALUE…`.
    public enum Setting: String, Sendable, CaseIterable {
        case name
        case timeZone = "time-zone"
        case language = "locale"
        case telephone
        case email
        case hours
        case address
        case joinMinutesBefore = "join-minutes-before"
        case joinMinutesAfter = "join-minutes-after"
        case joinCountFrom = "join-count-from"
        case graceMinutes = "grace-minutes"
        case hostAbsence = "host-absence"
        case sharing
        /// A preset: sets the six that follow.
        case identity
        case signUp = "sign-up"
        case loginLinks = "login-links"
        case loginMethod = "login-method"
        case knownClientsOnly = "known-clients-only"
        case staffPasswords = "staff-passwords"
        case accountsOptional = "accounts-optional"
        case twoStep = "two-step"
        case reminderDayBefore = "reminder-day-before"
        case reminderHourBefore = "reminder-hour-before"
        case practiceAlertMinutes = "practice-alert-minutes"
        case currency
        case taxes
        case brandColour = "brand-colour"
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
        case .address: "1 to \(PostalAddress.mostLines) lines of at most \(PostalAddress.longestLine) characters, or nothing"
        case .joinMinutesBefore, .joinMinutesAfter:
            "a whole number from 0 to \(JoinRule.longestMinutes) that leaves the join window longer than nothing"
        case .joinCountFrom: "start or end"
        case .graceMinutes: "a whole number from 0 to \(JoinRule.longestMinutes)"
        case .hostAbsence: "continue, waiting or end"
        case .identity: "association, codes or optional"
        case .loginMethod: "password or code"
        case .twoStep: "optional, overseers or everyone"
        case .sharing, .signUp, .loginLinks, .knownClientsOnly, .staffPasswords, .accountsOptional, .reminderDayBefore,
            .reminderHourBefore:
            "on or off"
        case .practiceAlertMinutes: "a whole number from 1 to \(Practice.longestPracticeAlert), or off"
        case .currency: Currency.allCases.map(\.rawValue).joined(separator: ", ")
        case .taxes: "NAME:PERCENT[:NUMBER], at most \(Tax.mostPerFee) of them, separated by semicolons, or nothing"
        case .brandColour: "a colour such as #2f6f6a, or nothing"
        }
    }
}
