/// What one look at one thing came to.
struct Finding: Encodable, Equatable, Sendable {
    enum Subject: String, Encodable, Sendable {
        case portalDatabase = "portal database"
        case roomsDatabase = "rooms database"
        case disk, clock, mail, relay, certificate, server
    }

    enum Outcome: String, Encodable, Sendable { case ok, warning, failed }

    var subject: Subject
    var outcome: Outcome
    /// What was seen, in plain words. No password and no token.
    var seen: String
    /// What to do about it.
    var advice: String?

    static func ok(_ subject: Subject, _ seen: String) -> Finding { Finding(subject: subject, outcome: .ok, seen: seen) }

    static func warning(_ subject: Subject, _ seen: String, _ advice: String) -> Finding {
        Finding(subject: subject, outcome: .warning, seen: seen, advice: advice)
    }

    static func failed(_ subject: Subject, _ seen: String, _ advice: String) -> Finding {
        Finding(subject: subject, outcome: .failed, seen: seen, advice: advice)
    }

    /// One line.
    var text: String {
        outcome.rawValue.padding(to: 8) + subject.rawValue + ": " + seen + (advice.map { ": " + $0 } ?? "")
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
