import PortalCore
import SignalingProtocol
import Storage

/// Asks once more before a session is cancelled, and says who is told.
struct CancelView: Sendable {
    let title: String
    let when: WhenView
    let text: String
    let action: String
    let backUrl: String
    let reason: TextAreaView
    /// `nil` where nothing of a series follows.
    let scope: ChoicesView?
    let hasErrors: Bool
    let errorTitle: String
    let errors: [ErrorLine]

    /// - Parameter followers: How many sessions of its series follow, itself included.
    init(
        _ session: BookedSession, followers: Int, form: CancelForm, errors: [ErrorLine], places: Places, speech: Speech, now: Instant
    ) {
        let words = speech.words
        title = words("booking.title", ["names": session.clientNames])
        when = WhenView(session.booking, speech: speech, now: now)
        text = words(session.booking.endsAt <= now ? "change.cancelOver" : "change.cancelTold")
        action = places.cancel(session.booking.id)
        backUrl = places.staffSession(session.booking.id)
        reason = TextAreaView(
            "reason", label: words("change.reason"), value: form.reason, errors: errors, hint: words("change.reasonHint"),
            maxLength: TextLimits.reason)
        scope =
            followers > 1
            ? ChoicesView(scope: form.scope, followers: followers, hint: "change.cancelSeriesHint", errors: errors, words: words)
            : nil
        self.errors = errors
        hasErrors = !errors.isEmpty
        errorTitle = ErrorLine.title(errors.count, words)
    }
}
