import PortalCore
import SignalingProtocol
import Storage

/// The clients of a name, each with the sessions that can be asked about.
struct WhyFinderView: Sendable {
    let action: String
    let client: FieldView
    let isEmpty: Bool
    let clients: [ClientPart]

    struct Found: Sendable {
        let client: Client
        let sessions: [BookedSession]
    }

    struct ClientPart: Sendable {
        let anchor: String
        let title: String
        let hasSessions: Bool
        let sessions: [SessionRow]
    }

    struct SessionRow: Sendable {
        let when: WhenView
        let detail: String
        let url: String
        let ask: String
    }

    init(_ found: [Found], text: String, places: Places, speech: Speech, now: Instant) {
        let words = speech.words
        action = places.whyFinder
        client = FieldView("client", label: words("why.client"), value: text, errors: [], type: "search")
        isEmpty = !text.isEmpty && found.isEmpty
        clients = found.enumerated().map { number, found in
            ClientPart(
                anchor: "client-\(number + 1)", title: words("why.sessions", ["name": found.client.name.text]),
                hasSessions: !found.sessions.isEmpty,
                sessions: found.sessions.map { session in
                    let when = WhenView(session.booking, speech: speech, now: now, short: true)
                    return SessionRow(
                        when: when, detail: words("booking.with", ["clinician": session.clinician.name.text]),
                        url: places.why(session.booking.id),
                        ask: words("why.askOf", ["name": found.client.name.text, "when": "\(when.day), \(when.hours)"]))
                })
        }
    }
}
