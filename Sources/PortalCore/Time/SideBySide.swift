/// Stands things that share some of a line beside one another, as a calendar does with sessions at the same time.
public enum SideBySide {
    /// Where something stands: in which of how many lanes.
    public struct Lane: Equatable, Sendable {
        /// Counted from 0.
        public let number: Int
        /// How many lanes there are where it stands: the same for all that are connected by overlaps.
        public let count: Int

        public init(number: Int, count: Int) {
            self.number = number
            self.count = count
        }
    }

    /// The lane of each range; those that share nothing have the whole width.
    ///
    /// - Parameter ranges: In the order of their lower bounds.
    public static func lanes(of ranges: [Range<Int>]) -> [Lane] {
        var lanes: [Lane] = []
        var group: [Int] = []
        var ends: [Int] = []
        func close() {
            lanes += group.map { Lane(number: $0, count: ends.count) }
            group = []
            ends = []
        }
        for range in ranges {
            if ends.allSatisfy({ $0 <= range.lowerBound }) { close() }
            if let free = ends.firstIndex(where: { $0 <= range.lowerBound }) {
                ends[free] = range.upperBound
                group.append(free)
            } else {
                group.append(ends.count)
                ends.append(range.upperBound)
            }
        }
        close()
        return lanes
    }
}
