import Foundation
import PortalCore
import SignalingProtocol
import Storage

/// What a visitor's page is told once the link's secret was right. A field that is absent isn't theirs to know.
struct VisitorAnswer: Encodable, Equatable {
    enum State: String, Encodable { case open, early, refused }

    struct PracticeContact: Encodable, Equatable {
        let name: String
        let telephone: String?
        let email: String?
        let hours: String?
        /// The style of its colour; absent where it takes ours.
        let brandCss: String?
        let logo: PracticeView.LogoView?
    }

    let state: State
    var room: RoomID?
    var practice: PracticeContact?
    var startsAt: Instant?
    var endsAt: Instant?
    var opensAt: Instant?
    var closesAt: Instant?
    var clinicianName: String?
    var timeZone: String?
    let serverTime: Instant
    let reasons: [ReasonWords]

    /// For somebody whose link isn't one.
    init(reasons: [ReasonWords], serverTime: Instant) {
        state = .refused
        self.reasons = reasons
        self.serverTime = serverTime
    }

    init(_ decision: Admission.Decision, session: BookedSession, practice: Practice, speech: Speech, now: Instant) {
        let window = practice.joinWindow(for: session.booking)
        let refusals: [RefusalReason]
        switch decision {
        case .granted:
            state = .open
            refusals = []
        case .refused(let reasons):
            state = reasons == [.windowNotOpen] ? .early : .refused
            refusals = reasons
        }
        serverTime = now
        reasons = speech.reasons(refusals, window: window, now: now)
        self.practice = PracticeContact(
            name: practice.name.text, telephone: practice.contact.telephone?.text, email: practice.contact.email?.text,
            hours: practice.contact.hours?.text, brandCss: Places(practice: practice.slug).brandCss(of: practice),
            logo: PracticeView(practice).logo
        )
        guard !refusals.contains(where: \.isOfLink) else { return }
        room = session.booking.room
        startsAt = session.booking.startsAt
        endsAt = session.booking.endsAt
        opensAt = window.opensAt
        closesAt = window.closesAt
        clinicianName = session.clinician.name.text
        timeZone = practice.timeZone.identifier
    }
}
