import Foundation
import SignalingProtocol
import Testing

/// One JSON file per message, shared with the JavaScript tests and the protocol document.
enum Fixtures {
    static let folder = URL(filePath: #filePath)
        .appending(path: "../../../Sources/SignalingProtocol/SignalingProtocol.docc/Fixtures").standardized

    static func names(_ side: String) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return files.filter { $0.hasPrefix(side + ".") && $0.hasSuffix(".json") }.sorted()
    }

    static func data(_ name: String) throws -> Data { try Data(contentsOf: folder.appending(path: name)) }
}

@Suite("Fixtures of the protocol document")
struct FixtureTests {
    @Test(arguments: Fixtures.names("client"))
    func `a client frame reads and writes back as the same JSON`(name: String) throws {
        let data = try Fixtures.data(name)
        let frame = try JSONDecoder().decode(ClientFrame.self, from: data)
        let written = try frame.signalText.map { Data($0) } ?? JSONEncoder().encode(frame)
        #expect(try JSONDecoder().decode(JSONValue.self, from: written) == JSONDecoder().decode(JSONValue.self, from: data))
    }

    @Test(arguments: Fixtures.names("server"))
    func `a server frame reads and writes back as the same JSON`(name: String) throws {
        let data = try Fixtures.data(name)
        let frame = try JSONDecoder().decode(ServerFrame.self, from: data)
        let written = try frame.signalText.map { Data($0) } ?? JSONEncoder().encode(frame)
        #expect(try JSONDecoder().decode(JSONValue.self, from: written) == JSONDecoder().decode(JSONValue.self, from: data))
    }

    @Test func `every message has a fixture`() {
        let client = Set(ClientMessage.Kind.allCases.map { "client.\($0.rawValue).json" })
        let server = Set(ServerMessage.Kind.allCases.map { "server.\($0.rawValue).json" } + ["server.ok.json", "server.error.json"])
        #expect(client.subtracting(Fixtures.names("client")).isEmpty)
        #expect(server.subtracting(Fixtures.names("server")).isEmpty)
    }
}
