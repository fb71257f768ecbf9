import CoreMetrics
import Synchronization

/// The figures of this process, as its parts report them through swift-metrics, kept for whoever asks for `/metrics`.
final class MetricsRegistry: MetricsFactory, Sendable {
    /// One figure, with what tells it from others of its name.
    struct Series: Sendable {
        var labels: [(name: String, value: String)]
        var cell: Cell
    }

    enum Cell: Sendable {
        case counter(CounterCell)
        case gauge(GaugeCell)
        case histogram(HistogramCell)
    }

    private let families = Mutex<[String: [Series]]>([:])

    /// Everything there is, by name.
    var all: [(name: String, series: [Series])] {
        families.withLock { families in families.sorted { $0.key < $1.key }.map { (name: $0.key, series: $0.value) } }
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        guard case .counter(let cell) = cell(label, dimensions, orMaking: .counter(CounterCell())) else { return CounterCell() }
        return cell
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        guard case .gauge(let cell) = cell(label, dimensions, orMaking: .gauge(GaugeCell())) else { return GaugeCell() }
        return cell
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        guard case .histogram(let cell) = cell(label, dimensions, orMaking: .histogram(HistogramCell())) else { return HistogramCell() }
        return cell
    }

    /// Nothing here records but by timers: what a library records is not kept.
    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        NOOPMetricsHandler.instance
    }

    // Figures live as long as the process: a count that began again would look like a restart.
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}

    /// The same name and labels are the same figure, whoever asks.
    private func cell(_ name: String, _ labels: [(String, String)], orMaking new: Cell) -> Cell {
        families.withLock { families in
            let known = families[name]?.first { series in
                series.labels.elementsEqual(labels) { $0.name == $1.0 && $0.value == $1.1 }
            }
            if let known { return known.cell }
            families[name, default: []].append(Series(labels: labels.map { (name: $0.0, value: $0.1) }, cell: new))
            return new
        }
    }
}
