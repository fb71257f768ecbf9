import PortalCore
import SignalingProtocol

/// A page that says no: why, what to do next, and how to reach the practice.
struct RefusalView: Sendable {
    let title: String
    let detail: String
    let next: String
    let hasSteps: Bool
    let steps: [Step]
    let hasOthers: Bool
    /// The reasons after the first.
    let others: [ReasonWords]
    let isUrgent: Bool
    /// Where to try again, if that can help.
    let again: String?
    let backUrl: String
    let backText: String

    /// One of the things that have to happen before an account can enter sessions.
    struct Step: Sendable {
        let title: String
        let detail: String?
        let badge: String
        let icon: String
        /// `done`, `now` or `later`.
        let state: String
        let isDone: Bool
    }

    /// - Parameters:
    ///   - reasons: never empty, in order.
    ///   - account: whose steps are shown where it is the account that isn't ready.
    init(
        _ reasons: [RefusalReason], window: JoinWindow?, account: Account?, speech: Speech, now: Instant, again: String?,
        back: (url: String, text: String)
    ) {
        let words = speech.words
        let said = speech.reasons(reasons, window: window, now: now)
        title = said.first?.title ?? ""
        detail = said.first?.detail ?? ""
        next = said.first?.next ?? ""
        let isAboutAccount = reasons.contains { $0 == .emailNotVerified || $0 == .notAssociated }
        let steps = isAboutAccount ? account.map { Self.steps(of: $0, reasons: reasons, words: words) } ?? [] : []
        self.steps = steps
        hasSteps = !steps.isEmpty
        others = said.dropFirst().filter { reason in steps.isEmpty || reason.code != RefusalReason.notAssociated.rawValue }
        hasOthers = !others.isEmpty
        isUrgent = isAboutAccount
        self.again = again
        backUrl = back.url
        backText = back.text
    }

    private static func steps(of account: Account, reasons: [RefusalReason], words: Words) -> [Step] {
        let isVerified = !reasons.contains(.emailNotVerified)
        let verification =
            isVerified
            ? done(words("refusal.verified"), detail: account.email.text, words)
            : underWay(words("refusal.verify"), detail: account.email.text, words)
        let association =
            isVerified
            ? underWay(words("refusal.associate"), detail: words("refusal.associateDetail"), words)
            : Step(
                title: words("refusal.associate"), detail: words("refusal.associateDetail"), badge: words("refusal.waiting"),
                icon: "clock", state: "later", isDone: false
            )
        return [done(words("refusal.created"), detail: nil, words), verification, association]
    }

    private static func done(_ title: String, detail: String?, _ words: Words) -> Step {
        Step(title: title, detail: detail, badge: words("refusal.done"), icon: "check", state: "done", isDone: true)
    }

    private static func underWay(_ title: String, detail: String?, _ words: Words) -> Step {
        Step(title: title, detail: detail, badge: words("refusal.doing"), icon: "clock", state: "now", isDone: false)
    }
}
