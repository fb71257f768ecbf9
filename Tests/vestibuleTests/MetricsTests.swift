import CoreMetrics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import Signaling
@testable import vestibule

@Suite("Metrics")
struct MetricsTests {
    private static let token = "read-the-figures"

    private static func withServer(
        token: String? = token, _ body: @escaping @Sendable (any TestClientProtocol, Installation) async throws -> Void
    ) async throws {
        try await withInstallation(token.map { [.metricsToken: $0] } ?? [:]) { installation in
            let url = installation.publicURL(port: 0)
            let (registry, logger) = (MetricsRegistry(), Logger(label: "test"))
            let signaling = try await VestibuleServer.signaling(
                for: installation, publicURL: url, metrics: registry, logger: logger)
            let router = try await VestibuleServer.router(
                for: installation, signaling: signaling, publicURL: url, metrics: registry)
            try await Application(router: router).test(.router) { try await body($0, installation) }
        }
    }

    private static func ask(_ client: any TestClientProtocol, _ authorization: String?) async throws -> TestResponse {
        var headers = HTTPFields()
        headers[.authorization] = authorization
        return try await client.execute(uri: "/metrics", method: .get, headers: headers)
    }

    // MARK: The page

    @Test func `without a token in the settings there is no such page`() async throws {
        try await Self.withServer(token: nil) { (client, _) async throws in
            for header in [nil, "Bearer ", "Bearer \(Self.token)"] { #expect(try await Self.ask(client, header).status == .notFound) }
        }
    }

    @Test(arguments: [nil, "", "Bearer", "Bearer ", "Bearer read-the-figure", "Bearer read-the-figures2", "Basic read-the-figures", "read-the-figures"])
    func `it is told to nobody without the token`(header: String?) async throws {
        try await Self.withServer { client, _ in
            let answer = try await Self.ask(client, header)
            #expect(answer.status == .unauthorized && answer.headers[.wwwAuthenticate] == "Bearer")
            #expect(!String(buffer: answer.body).contains("vestibule_"))
        }
    }

    @Test func `it shows people, their longest wait, mail that is late, and what was asked`() async throws {
        try await Self.withServer { client, installation in
            let clinic = try await installation.makeClinic()
            let room = try await installation.book(clinic, at: installation.clock.now + .seconds(3_600)).room
            let now = installation.clock.now
            let terms = RoomTerms(
                practice: try await installation.practice(slug: "laurier").id, booking: "booking", revision: 1, startsAt: now,
                endsAt: now + .seconds(3_000), opensAt: now, closesAt: now + .seconds(3_600), hosts: [])
            let changes: [RoomChange] = [
                .room(RoomRecord(terms: terms)),
                .participant(try Self.participant(.waiting, "a", since: now - .seconds(90))),
                .participant(try Self.participant(.waiting, "b", since: now - .seconds(30))),
                .participant(try Self.participant(.admitted, "c", since: now)),
                .participant(try Self.participant(.left, "d", since: now)),
            ]
            try await installation.journal.record(changes, in: room)
            _ = try await client.execute(uri: "/healthz", method: .get)
            let answer = try await Self.ask(client, "Bearer \(Self.token)")
            #expect(answer.headers[.contentType] == PrometheusText.contentType)
            let lines = String(buffer: answer.body).split(separator: "\n").map(String.init)
            #expect(lines.contains("vestibule_people{state=\"waiting\"} 2"))
            #expect(lines.contains("vestibule_people{state=\"admitted\"} 1"))
            let wait = lines.first { $0.hasPrefix("vestibule_longest_wait_seconds ") }?.split(separator: " ").last.flatMap { Double($0) }
            #expect(try #require(wait) >= 90)
            #expect(lines.contains("vestibule_http_request_seconds_count{status=\"2xx\"} 1"))
            #expect(lines.contains("vestibule_notices_due{channel=\"mail\"} 1"))
        }
    }

    private static func participant(
        _ state: ParticipantRecord.State, _ id: ParticipantID, since: Instant
    ) throws -> ParticipantRecord {
        ParticipantRecord(
            id: id, subject: try #require(SubjectID(rawValue: "account:\(id)")), role: .participant, state: state, displayName: try .parse("Nadia"),
            verifiedName: nil, link: nil, wasAdmitted: state == .admitted, waitingSince: state == .waiting ? since : nil, since: since,
            session: "session", resumeHash: ResumeHash(rawValue: "ab"))
    }

    @Test func `every figure is there from the start, and no other`() async throws {
        try await Self.withServer { client, _ in
            let text = String(buffer: try await Self.ask(client, "Bearer \(Self.token)").body)
            for metric in MetricName.allCases {
                #expect(text.contains("# TYPE \(metric.rawValue) \(metric.kind.rawValue)\n"))
                let sample = text.split(separator: "\n").first { $0.hasPrefix(metric.rawValue) }
                #expect(sample != nil, "\(metric)")
                for label in metric.labels { #expect(sample?.contains("\(label)=\"") == true, "\(metric) \(label)") }
            }
        }
        let registry = MetricsRegistry()
        _ = (SignalingMetrics(registry), ServerMetrics(registry))
        #expect(Set(registry.all.map(\.name)).subtracting(MetricName.allCases.map(\.rawValue)).isEmpty)
    }

    @Test func `the table in the documents lists every figure, and no other`() throws {
        let file = URL(filePath: #filePath).appending(path: "../../../Sources/vestibule/vestibule.docc/Metrics.md").standardized
        let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("| `") }
        let expected = MetricName.allCases.map { metric in
            let labels = metric.labels.map { "`\($0)`" }.joined(separator: ", ")
            return "| `\(metric.rawValue)` | \(metric.kind.rawValue) | \(labels) | \(metric.meaning) |"
        }
        #expect(rows.map(String.init) == expected)
    }

    // MARK: Keeping figures

    @Test func `the same name and labels are one figure, whoever asks for it`() throws {
        let registry = MetricsRegistry()
        registry.makeCounter(label: "doors_total", dimensions: [("side", "left")]).increment(by: 2)
        registry.makeCounter(label: "doors_total", dimensions: [("side", "left")]).increment(by: 1)
        registry.makeCounter(label: "doors_total", dimensions: [("side", "right")]).increment(by: 1)
        let meter = registry.makeMeter(label: "level", dimensions: [])
        meter.set(4.5)
        meter.increment(by: 2)
        meter.decrement(by: 1)
        var page = PrometheusText()
        for family in registry.all { for series in family.series { page.add(family.name, series) } }
        #expect(page.text == "doors_total{side=\"left\"} 3\ndoors_total{side=\"right\"} 1\nlevel 5.5\n")
    }

    @Test func `a bucket holds what took no longer than its bound`() throws {
        let cell = HistogramCell()
        for nanoseconds: Int64 in [500_000, 500_001, 10_000_000_000, 10_000_000_001] { cell.recordNanoseconds(nanoseconds) }
        #expect(cell.value.counts.first == 1 && cell.value.counts[1] == 2 && cell.value.counts.last == 3)
        #expect(cell.value.count == 4)
        let registry = MetricsRegistry()
        registry.makeTimer(label: "wait_seconds", dimensions: [("of", "a\"b\\c\nd")]).recordNanoseconds(2_000_000_000)
        var page = PrometheusText()
        for series in registry.all.flatMap(\.series) { page.add("wait_seconds", series) }
        let lines = page.text.split(separator: "\n")
        #expect(lines.contains(#"wait_seconds_bucket{of="a\"b\\c\nd",le="1"} 0"#) && lines.contains(#"wait_seconds_bucket{of="a\"b\\c\nd",le="2.5"} 1"#))
        #expect(
            lines.suffix(3) == [
                #"wait_seconds_bucket{of="a\"b\\c\nd",le="+Inf"} 1"#, #"wait_seconds_sum{of="a\"b\\c\nd"} 2"#, #"wait_seconds_count{of="a\"b\\c\nd"} 1"#,
            ])
    }

    @Test func `the process is measured as the kernel sees it`() {
        let figures = ProcessFigures()
        #expect(figures.cpuSeconds ?? 0 > 0 && figures.residentBytes ?? 0 > 1_000_000 && figures.openFiles ?? 0 >= 3)
        #expect(figures.fileLimit ?? 0 > 0 && figures.startedAt ?? 0 > 1_700_000_000)
        let nothing = ProcessFigures(URL(filePath: "/nowhere", directoryHint: .isDirectory))
        #expect(nothing.cpuSeconds == nil && nothing.residentBytes == nil && nothing.openFiles == nil && nothing.startedAt == nil)
    }
}
