import PortalCore
import SignalingProtocol
import Storage

/// Asks before somebody leaves the team: who takes over their sessions, and what it means.
struct DeactivationView: Sendable {
    let head: SettingsHead
    let action: String
    let backUrl: String
    let hasSessions: Bool
    let sessionsText: String
    let sessions: [Row]
    /// To whom the sessions go; `nil` where there are none, or nobody.
    let colleague: SelectView?
    let isStuck: Bool

    struct Row: Sendable {
        let when: WhenView
        let names: String
        let url: String
    }

    /// How many sessions are listed; all of them are handed over.
    static let listed = 20

    /// - Parameter sessions: The first of them.
    init(
        _ member: Staff, sessions: [BookedSession], count: Int, colleagues: [Staff], chosen: String, errors: [ErrorLine], places: Places,
        speech: Speech, now: Instant
    ) {
        let words = speech.words
        head = SettingsHead(
            words("team.deactivateTitle", ["name": member.name.text]), lead: words("team.deactivateLead"), errors: errors,
            back: (places.member(member.id), member.name.text), words: words)
        action = places.deactivation(of: member.id)
        backUrl = places.member(member.id)
        hasSessions = !sessions.isEmpty
        sessionsText = count == 1 ? words("team.oneSession") : words("team.someSessions", ["count": "\(count)"])
        self.sessions = sessions.map {
            Row(
                when: WhenView($0.booking, speech: speech, now: now, short: true), names: $0.clientNames,
                url: places.staffSession($0.booking.id))
        }
        isStuck = hasSessions && colleagues.isEmpty
        colleague =
            !hasSessions || colleagues.isEmpty
            ? nil
            : SelectView(
                "colleague", label: words("team.handTo"),
                options: [SelectView.Option(value: "", text: words("team.choose"), isChosen: chosen.isEmpty)]
                    + colleagues.map { SelectView.Option(value: $0.id.rawValue, text: $0.name.text, isChosen: $0.id.rawValue == chosen) },
                errors: errors, hint: words("team.handToHint"))
    }
}
