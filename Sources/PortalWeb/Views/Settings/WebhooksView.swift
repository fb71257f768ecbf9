import PortalCore
import SignalingProtocol
import Storage

/// The programs that are told of what happens.
struct WebhooksView: Sendable {
    let head: SettingsHead
    let newUrl: String
    let outboxUrl: String
    let hasWebhooks: Bool
    let webhooks: [Row]

    struct Row: Sendable {
        let anchor: String
        let address: String
        let events: [String]
        let state: String
        let tone: String?
        /// What to check where it isn't taken.
        let why: String?
        let secret: String
        let testUrl: String
        let renewUrl: String
        let removeUrl: String
    }

    init(_ webhooks: [Row], notice: String?, places: Places, words: Words) {
        head = SettingsHead("webhooks", notice: notice, errors: [], places: places, words: words)
        newUrl = places.newWebhook
        outboxUrl = places.outbox
        self.webhooks = webhooks
        hasWebhooks = !webhooks.isEmpty
    }
}

extension WebhooksView.Row {
    /// - Parameter last: What it was told last.
    init(_ webhook: Webhook, secret: String, last: OutboxItem?, places: Places, speech: Speech, now: Instant) {
        let words = speech.words
        let state = last.map { State($0) } ?? .idle
        let moment = last.map { $0.state == .due ? $0.dueAt : $0.endedAt ?? $0.dueAt } ?? now
        let values = ["day": speech.onDay(moment, now: now), "time": speech.time(moment)]
        self.init(
            anchor: "webhook-\(webhook.id)", address: webhook.address.text,
            events: WebhookEvent.Kind.offered.filter(webhook.events.contains).map { words("webhooks.events.\($0.rawValue)") },
            state: words("webhooks.states.\(state.rawValue)", values), tone: state.tone,
            why: state.isTroubled ? words.failure(last?.failure, of: .webhook) : nil, secret: secret,
            testUrl: places.test(of: webhook.id), renewUrl: places.secretRenewal(of: webhook.id), removeUrl: places.removal(of: webhook.id))
    }

    /// What came of the last event; the raw values are words of the locale files.
    private enum State: String {
        case idle, sending, taken, troubled, givenUp

        init(_ item: OutboxItem) {
            self =
                switch item.state {
                case .due: item.failure == nil ? .sending : .troubled
                case .delivered: .taken
                case .failed: .givenUp
                case .obsolete: .idle
                }
        }

        var isTroubled: Bool { self == .troubled || self == .givenUp }
        var tone: String? {
            switch self {
            case .idle, .sending: nil
            case .taken: "good"
            case .troubled: "caution"
            case .givenUp: "danger"
            }
        }
    }
}

extension Words {
    /// Why a notice wasn't taken, and what to check.
    func failure(_ failure: String?, of channel: NoticeChannel) -> String {
        let reason = failure.flatMap(DeliveryFailure.Reason.init(rawValue:))?.rawValue ?? "other"
        let group =
            switch channel {
            case .mail: "failures"
            case .sms: "textFailures"
            case .webhook: "webhookFailures"
            }
        return self("outbox.\(group).\(reason)")
    }
}
