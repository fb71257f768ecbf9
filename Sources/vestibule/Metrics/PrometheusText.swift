/// Figures as Prometheus reads them: its text format, version 0.0.4
/// (<https://prometheus.io/docs/instrumenting/exposition_formats/>).
struct PrometheusText: Sendable {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private(set) var text = ""

    /// Begins figures of one name; those of one name stand together.
    mutating func begin(_ metric: MetricName) {
        text += "# HELP \(metric.rawValue) \(metric.meaning)\n# TYPE \(metric.rawValue) \(metric.kind.rawValue)\n"
    }

    mutating func add(_ name: String, _ labels: [(name: String, value: String)], _ value: Double?) {
        guard let value else { return }
        let pairs = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
        text += pairs.isEmpty ? "\(name) \(Self.number(value))\n" : "\(name){\(pairs)} \(Self.number(value))\n"
    }

    mutating func add(_ name: String, _ series: MetricsRegistry.Series) {
        switch series.cell {
        case .counter(let cell): add(name, series.labels, Double(cell.value))
        case .gauge(let cell): add(name, series.labels, cell.value)
        case .histogram(let cell): add(name, series.labels, cell.value)
        }
    }

    private mutating func add(_ name: String, _ labels: [(name: String, value: String)], _ reading: HistogramCell.Reading) {
        for (bound, count) in zip(HistogramCell.bounds, reading.counts) {
            add(name + "_bucket", labels + [(name: "le", value: Self.number(bound))], Double(count))
        }
        add(name + "_bucket", labels + [(name: "le", value: "+Inf")], Double(reading.count))
        add(name + "_sum", labels, reading.sum)
        add(name + "_count", labels, Double(reading.count))
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    private static func number(_ value: Double) -> String {
        Int64(exactly: value).map { "\($0)" } ?? "\(value)"
    }
}
