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

    /// The types that have a fixture; of one type there may be several (`hello.resume`).
    static func types(_ side: String) -> Set<String> {
        Set(names(side).map { String($0.dropFirst(side.count + 1).dropLast(".json".count)) }).subtracting(["hello.resume"])
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
        #expect(Fixtures.types("client") == Set(ClientMessage.Kind.allCases.map(\.rawValue)))
        #expect(Fixtures.types("server") == Set(ServerMessage.Kind.allCases.map(\.rawValue) + ["ok", "error"]))
    }

    /// What stands elsewhere in the document: replies under "Envelope", the staff's messages under "Across rooms".
    static let elsewhere: Set = ["ok", "error", "queue.state", "queue.updated"]
    static let reserved: Set = ["topology.change"]

    @Test(arguments: ["client → server": "client", "server → client": "server"])
    func `the tables of the protocol document have every message, and no other`(table: String, side: String) throws {
        let document = try String(contentsOf: Fixtures.folder.appending(path: "../Protocol.md"), encoding: .utf8)
        let lines = document.split(separator: "\n", omittingEmptySubsequences: false)
        let rows = lines.drop { !$0.hasPrefix("| \(table) |") }.prefix { $0.hasPrefix("|") }.dropFirst(2)
        // "a.b / a.c (a remark)": the names of messages that have the same row.
        let names = rows.flatMap { row in
            row.dropFirst().prefix { $0 != "|" }.replacing(/\([^)]*\)/, with: "").split(separator: "/").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
        }
        #expect(Set(names).count == names.count)
        #expect(Set(names).subtracting(Self.reserved) == Fixtures.types(side).subtracting(Self.elsewhere))
    }
}
