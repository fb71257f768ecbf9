import Foundation
import Testing

@Suite("Autobahn", .timeLimit(.minutes(30)))
struct AutobahnTests {
    /// The sections of the suite, with how many cases each has. The ninth, messages of up to 16 MiB, is for the long run.
    static let sections = ["1": 16, "2": 11, "3": 7, "4": 10, "5": 20, "6": 145, "7": 37, "10": 1]
    static let large = ["9": 54]

    @Test func `the Autobahn suite finds nothing wrong with our WebSocket`() async throws {
        let isWhole = ProcessInfo.processInfo.environment["VESTIBULE_AUTOBAHN"] == "whole"
        let sections = Self.sections.merging(isWhole ? Self.large : [:]) { one, _ in one }
        let verdicts = try await EchoServer.run { server in
            try await Autobahn.judge(server, sections: sections.keys.sorted())
        }
        #expect(Set(verdicts.map(\.case)).count == sections.values.reduce(0, +))
        #expect(verdicts.filter { !$0.isGood }.map(\.description) == [])
        let lesser = Dictionary(grouping: verdicts.filter { $0.behavior != "OK" }, by: \.behavior)
        print("Autobahn: \(verdicts.count { $0.behavior == "OK" }) of \(verdicts.count) cases OK")
        for (behavior, some) in lesser { print("Autobahn: \(behavior): \(some.map(\.case).sorted().joined(separator: ", "))") }
    }
}
