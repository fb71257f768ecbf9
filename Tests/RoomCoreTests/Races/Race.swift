import SignalingProtocol
import Testing

/// Two things at the same moment, in a room that those before led to: what comes of it when the one is handled first, and when
/// the other is.
struct Race: Sendable, CustomTestStringConvertible {
    struct Outcome: Sendable {
        /// What the one and the other are told, whichever came first.
        let one: Answer
        let other: Answer
        let states: [String: ParticipantRecord.State]
        let closed: [String: CloseCode]

        init(_ one: Answer, _ other: Answer, _ states: [String: ParticipantRecord.State], closed: [String: CloseCode] = [:]) {
            (self.one, self.other, self.states, self.closed) = (one, other, states, closed)
        }
    }

    let name: String
    let given: [Act]
    let one: Act
    let other: Act
    /// When the one, and when the other is handled first.
    let forth: Outcome
    let back: Outcome
    let limits: Limits

    init(
        _ name: String, in given: [Act], _ one: Act, _ other: Act, forth: Outcome, back: Outcome, seats: Int = 8, chairs: Int = 50
    ) {
        (self.name, self.given, self.one, self.other, self.forth, self.back) = (name, given, one, other, forth, back)
        var limits = Limits()
        limits.admitted = seats
        limits.waiting = chairs
        self.limits = limits
    }

    var testDescription: String { name }

    /// Two hosts in the session, one of them by the practice.
    static let hosts: [Act] = [.hello("Roy", .host, tab: "roy"), .hello("Oda", .host, tab: "oda")]
    /// And a client in line.
    static let line: [Act] = hosts + [.hello("Ann", tab: "ann")]
    /// And the client in the session.
    static let session: [Act] = line + [.admit(["Ann"])]
    /// And an observer whom the hosts made a co-host.
    static let cohost: [Act] = session + [.hello("Obi", .observer, tab: "obi"), .role(.cohost, of: "Obi")]

    static let all = decisions + returns + entries + portal + clock + moderation
}
