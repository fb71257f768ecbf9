import Metrics
import PortalCore

/// What is counted around the rooms: answers to HTTP requests, and notices sent.
struct ServerMetrics: Sendable {
    enum Outcome: String, CaseIterable { case delivered, postponed, failed, obsolete }

    private let answers: [Metrics.Timer]
    private let notices: [NoticeChannel: [Outcome: Counter]]

    init(_ factory: any MetricsFactory) {
        answers = (1...5).map {
            Timer(label: MetricName.requests.rawValue, dimensions: [("status", "\($0)xx")], preferredDisplayUnit: .seconds, factory: factory)
        }
        notices = Dictionary(
            uniqueKeysWithValues: NoticeChannel.allCases.map { channel in
                (
                    channel,
                    Dictionary(
                        uniqueKeysWithValues: Outcome.allCases.map { outcome in
                            let labels = [("channel", channel.rawValue), ("outcome", outcome.rawValue)]
                            return (outcome, Counter(label: MetricName.notices.rawValue, dimensions: labels, factory: factory))
                        })
                )
            })
    }

    /// - Parameter status: Of HTTP: 100 to 599.
    func answered(_ status: Int, after time: Duration) {
        let place = status / 100 - 1
        if answers.indices.contains(place) { answers[place].record(duration: time) }
    }

    func handled(_ channel: NoticeChannel, _ outcome: Outcome) { notices[channel]?[outcome]?.increment() }
}
