import Foundation

/// What was measured, for people or for programs.
struct LoadReport: Encodable {
    struct Row: Encodable {
        var figure: String
        var value: Double
        var unit: String
    }

    var scenario: String
    var rows: [Row]

    func show(json: Bool) throws {
        guard !json else {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            return print(String(decoding: try encoder.encode(self), as: UTF8.self))
        }
        let width = rows.map(\.figure.count).max() ?? 0
        for row in rows {
            print(row.figure.padding(toLength: width, withPad: " ", startingAt: 0), String(format: "%12.2f", row.value), row.unit)
        }
    }
}

extension [Duration] {
    /// The value below which this share of them lies, in milliseconds.
    func percentile(_ share: Double) -> Double {
        guard !isEmpty else { return 0 }
        let index = Swift.min(count - 1, Int((Double(count) * share).rounded(.up)) - 1)
        return sorted()[Swift.max(0, index)] / .milliseconds(1)
    }
}
