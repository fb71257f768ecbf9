import Foundation
import Testing

/// What the fuzzers found worth keeping, thrown at each parser again: what once broke a rule never does so again.
@Suite("Corpus of the fuzzers")
struct CorpusTests {
    static let folder = URL(filePath: #filePath).appending(path: "../Corpus").standardized
    static let fixtures = URL(filePath: #filePath)
        .appending(path: "../../../Sources/SignalingProtocol/SignalingProtocol.docc/Fixtures").standardized

    @Test(arguments: Parser.all.map(\.name))
    func `every rule of a parser holds for all that was kept, and for its beginnings`(name: String) throws {
        let parser = try #require(Parser.all.first { $0.name == name })
        let kept = try Self.inputs(in: Self.folder.appending(path: name))
        #expect(!kept.isEmpty)
        for (file, bytes) in kept + (["json", "frame", "schema"].contains(name) ? try Self.inputs(in: Self.fixtures) : []) {
            #expect(throws: Never.self, "\(name)/\(file)") { try parser.check(bytes) }
            for count in 0..<min(bytes.count, 200) {
                #expect(throws: Never.self, "\(name)/\(file), first \(count) bytes") { try parser.check(Array(bytes.prefix(count))) }
            }
        }
    }

    @Test func `every parser has a corpus, and there is no other`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path())
        #expect(Set(folders) == Set(Parser.all.map(\.name)))
        #expect(Set(Parser.all.map(\.name)).count == Parser.all.count)
    }

    @Test func `the page about outside judges has a row for every parser`() throws {
        let page = URL(filePath: #filePath).appending(path: "../../../Sources/vestibule/vestibule.docc/OutsideJudges.md").standardized
        let rows = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("| `") }
        let named = rows.flatMap { row in (row.split(separator: "|").first ?? "").matches(of: /`([a-z\-]+)`/).map { String($0.1) } }
        #expect(named.sorted() == Parser.all.map(\.name).sorted())
    }

    private static func inputs(in folder: URL) throws -> [(file: String, bytes: [UInt8])] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted().map { name in
            (name, Array(try Data(contentsOf: folder.appending(path: name))))
        }
    }
}
