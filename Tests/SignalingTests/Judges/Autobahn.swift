import Foundation
import Testing

/// The Autobahn suite in a process of its own.
enum Autobahn {
    /// What the suite thinks of one case: of what came back, and of how the connection ended.
    struct Verdict: Decodable, CustomStringConvertible {
        var `case`: String
        var behavior: String
        var close: String
        var said: String
        var milliseconds: Int

        /// Right, or as good: "non-strict" is late but allowed, "informational" is open to the implementation.
        var isGood: Bool { ["OK", "NON-STRICT", "INFORMATIONAL"].contains(behavior) && ["OK", "INFORMATIONAL"].contains(close) }
        var description: String { "\(`case`) \(behavior), closing \(close): \(said)" }
    }

    private static let root = URL(filePath: #filePath).appending(path: "../../../..").standardized

    /// Runs all cases of some sections.
    static func judge(_ server: TestServer, sections: [String]) async throws -> [Verdict] {
        let python = root.appending(path: ".venv/bin/python")
        try #require(FileManager.default.isExecutableFile(atPath: python.path()), "\(python.path()) is missing: make test sets it up")
        let told = FileManager.default.temporaryDirectory.appending(path: "autobahn-\(UUID().uuidString).json")
        try Data().write(to: told)
        defer { try? FileManager.default.removeItem(at: told) }
        let process = Process()
        process.executableURL = python
        process.arguments =
            ["-W", "ignore", root.appending(path: "Tests/judges/websocket_judge.py").path()]
            + ["ws://127.0.0.1:\(server.port)/v1/ws?room=echo", "--subprotocol", "vestibule.v1", "--origin", TestServer.origin]
            + ["--sections"] + sections
        process.standardOutput = try FileHandle(forWritingTo: told)
        let ends = AsyncStream<Int32> { ended in
            process.terminationHandler = {
                ended.yield($0.terminationStatus)
                ended.finish()
            }
        }
        try process.run()
        for await status in ends { try #require(status == 0, "the judge itself failed") }
        return try Data(contentsOf: told).split(separator: UInt8(ascii: "\n")).map { try JSONDecoder().decode(Verdict.self, from: $0) }
    }
}
