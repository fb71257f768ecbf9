import CoreMetrics
import Synchronization

/// Only ever goes up.
final class CounterCell: CounterHandler {
    private let count = Atomic<Int64>(0)
    var value: Int64 { count.load(ordering: .relaxed) }

    func increment(by amount: Int64) { count.wrappingAdd(amount, ordering: .relaxed) }
    func reset() { count.store(0, ordering: .relaxed) }
}

/// Goes up and down.
final class GaugeCell: MeterHandler {
    private let level = Mutex(0.0)
    var value: Double { level.withLock { $0 } }

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { level.withLock { $0 = value } }
    func increment(by amount: Double) { level.withLock { $0 += amount } }
    func decrement(by amount: Double) { level.withLock { $0 -= amount } }
}

/// How often something took how long, in buckets that each hold what those before them hold.
final class HistogramCell: TimerHandler {
    /// In seconds: what passes for at once, up to what is far too long.
    static let bounds = [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    struct Reading: Equatable, Sendable {
        /// How many took no longer than the bound of the same place.
        var counts = Array(repeating: 0, count: HistogramCell.bounds.count)
        var count = 0
        /// In seconds.
        var sum = 0.0
    }

    private let reading = Mutex(Reading())
    var value: Reading { reading.withLock { $0 } }

    func recordNanoseconds(_ duration: Int64) {
        let seconds = Double(duration) / 1_000_000_000
        reading.withLock { reading in
            for (place, bound) in Self.bounds.enumerated() where seconds <= bound { reading.counts[place] += 1 }
            reading.count += 1
            reading.sum += seconds
        }
    }
}
