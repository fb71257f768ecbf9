import PortalCore
import SignalingProtocol
import Storage

/// `/metrics` as text: what this process counted, what the databases hold, and what the kernel says.
struct MetricsPage: Sendable {
    let registry: MetricsRegistry
    let portal: PortalStore
    let journal: JournalStore
    let clock: ServerClock

    /// - Throws: If a database can't be read: a watcher is better told so than shown zeros.
    func text() async throws -> String {
        let now = clock.now
        let (census, backlog, process) = (try await journal.census(), try await portal.backlog(now: now), ProcessFigures())
        let counted = Dictionary(uniqueKeysWithValues: registry.all.map { ($0.name, $0.series) })
        var page = PrometheusText()
        for metric in MetricName.allCases {
            page.begin(metric)
            let name = metric.rawValue
            switch metric {
            case .people:
                page.add(name, [(name: "state", value: "waiting")], Double(census.waiting))
                page.add(name, [(name: "state", value: "admitted")], Double(census.admitted))
            case .longestWait: page.add(name, [], Self.seconds(from: census.longestWaitSince, to: now))
            case .noticesDue:
                for channel in NoticeChannel.allCases {
                    page.add(name, [(name: "channel", value: channel.rawValue)], Double(backlog.counts[channel] ?? 0))
                }
            case .noticesLate: page.add(name, [], Self.seconds(from: backlog.oldest, to: now))
            case .cpu: page.add(name, [], process.cpuSeconds)
            case .memory: page.add(name, [], process.residentBytes)
            case .files: page.add(name, [], process.openFiles)
            case .fileLimit: page.add(name, [], process.fileLimit)
            case .started: page.add(name, [], process.startedAt)
            default: for series in counted[name] ?? [] { page.add(name, series) }
            }
        }
        return page.text
    }

    private static func seconds(from past: Instant?, to now: Instant) -> Double {
        past.map { Double(max(now - $0, .zero).milliseconds) / 1000 } ?? 0
    }
}
