import SignalingProtocol

/// How many logins may be tried, per account and address together and per address, and how many mails may be asked for.
///
/// The rule as a pure value; the store keeps the counters, so that limits survive a restart. Whether the account exists
/// makes no difference to either.
public struct LoginThrottle: Equatable, Sendable {
    /// What is counted.
    public enum Scope: String, Sendable, CaseIterable {
        /// One account from one address.
        case accountAndAddress = "account_and_address"
        /// Everything from one address.
        case address
        /// Mails to one e-mail address that somebody without a login asked for.
        case mailTo = "mail_to"
        /// Such mails asked for from one network address.
        case mailFrom = "mail_from"
        /// Downloads of all that is kept about one account.
        case dataOf = "data_of"
    }

    /// Attempts without a wait between them.
    public let freeAttempts: Int
    /// The wait after the first attempt too many; it doubles with each further one.
    public let firstWait: Duration
    public let longestWait: Duration
    /// How long without an attempt until everything is forgotten.
    public let memory: Duration

    /// The longest ``memory`` of all rules: counters older than that may go.
    public static let longestMemory = Duration.seconds(3_600)

    /// 5 attempts for one account from one address, then 30 s doubling up to 15 min. An address of many people (a clinic, a
    /// mobile network) gets 50, then 10 s doubling up to 5 min. Mails: 3 to one address, then a minute doubling up to an hour; 20
    /// asked for from one network address, then a minute doubling up to 15 min. Downloads of one's data: 3, then 10 min doubling
    /// up to an hour.
    public static func rule(for scope: Scope) -> LoginThrottle {
        switch scope {
        case .accountAndAddress:
            LoginThrottle(freeAttempts: 5, firstWait: .seconds(30), longestWait: .seconds(900), memory: longestMemory)
        case .address:
            LoginThrottle(freeAttempts: 50, firstWait: .seconds(10), longestWait: .seconds(300), memory: longestMemory)
        case .mailTo:
            LoginThrottle(freeAttempts: 3, firstWait: .seconds(60), longestWait: .seconds(3_600), memory: longestMemory)
        case .mailFrom:
            LoginThrottle(freeAttempts: 20, firstWait: .seconds(60), longestWait: .seconds(900), memory: longestMemory)
        case .dataOf:
            LoginThrottle(freeAttempts: 3, firstWait: .seconds(600), longestWait: .seconds(3_600), memory: longestMemory)
        }
    }

    /// Attempts that weren't followed by a success.
    public struct Counter: Equatable, Sendable {
        public var attempts: Int
        public var lastAttemptAt: Instant

        public init(attempts: Int, lastAttemptAt: Instant) {
            self.attempts = attempts
            self.lastAttemptAt = lastAttemptAt
        }
    }

    /// From when another attempt is allowed: `nil` if now.
    public func waitEnds(_ counter: Counter?, now: Instant) -> Instant? {
        guard let counter, now - counter.lastAttemptAt < memory, counter.attempts >= freeAttempts else { return nil }
        let doublings = min(counter.attempts - freeAttempts, 20)
        let wait = min(firstWait * (1 << doublings), longestWait)
        let end = counter.lastAttemptAt + wait
        return now < end ? end : nil
    }

    /// The counter after one more attempt.
    public func counting(_ counter: Counter?, now: Instant) -> Counter {
        guard let counter, now - counter.lastAttemptAt < memory else { return Counter(attempts: 1, lastAttemptAt: now) }
        return Counter(attempts: counter.attempts + 1, lastAttemptAt: now)
    }
}
