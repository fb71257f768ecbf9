import Foundation
import Testing

/// The documents that say which test shows what are held against the tests that there are.
@Suite("What the tests show")
struct RequirementsTests {
    /// One line of a table: what is asked for, and the tests that show it.
    struct Row {
        var id: String
        var what: String
        var shown: String

        /// Names in code quotes.
        var tests: [String] { shown.matches(of: #/`([^`]+)`/#).map { String($0.1) } }
    }

    /// The requirements that the portal delivers. There is no A2.
    static let delivered: [String] =
        ids("V", 2...5) + ids("H", 5...6) + ["H12", "W5", "A1"] + ids("A", 3...18) + ids("M", 1...8) + ["C0", "C1"]
        + ids("C", 3...7) + ["C18", "P", "Q3"] + ids("Q", 5...11) + ids("Q", 19...22)

    /// How many parts each other table has at least: the portal's nine points, security, speed, and when it is done.
    static let parts = ids("", 1...9) + ids("S", 1...8) + ids("F", 1...3) + ids("D", 1...6)

    /// What the promises of the signaling server are about: nine points, and the requirements they keep.
    static let promised = ids("", 1...9) + ["D1"] + ids("H", 8...11) + ["H11a", "W4", "W5"]

    /// The documents, and what each has a row for: an id alone, or at least one of its parts.
    private static let documents = ["Requirements": delivered + parts, "Promises": promised]

    @Test(arguments: documents)
    func `every requirement and every point has a row`(document: String, ids: [String]) throws {
        let rows = try Self.rows(of: document)
        for id in ids { #expect(rows.contains { $0.id == id || $0.id.hasPrefix("\(id).") }, "\(id) has no row") }
    }

    @Test(arguments: documents.keys)
    func `no row stands there twice`(document: String) throws {
        let ids = try Self.rows(of: document).map(\.id)
        #expect(Set(ids).count == ids.count, "\(Dictionary(grouping: ids) { $0 }.filter { $0.value.count > 1 }.keys)")
    }

    @Test(arguments: documents.keys)
    func `every row says what, and names a test that shows it`(document: String) throws {
        for row in try Self.rows(of: document) {
            #expect(!row.what.isEmpty, "\(row.id) doesn't say what")
            #expect(!row.tests.isEmpty, "\(row.id) names no test")
            #expect(row.shown.replacing(#/`[^`]+`/#, with: "").allSatisfy { " ·".contains($0) }, "\(row.id): tests alone, with · between them")
        }
    }

    @Test(arguments: documents.keys)
    func `every test that is named is there`(document: String) throws {
        let names = try TestNames()
        #expect(names.swift.count > 500 && names.python.count > 50 && names.javaScript.count > 20)
        for row in try Self.rows(of: document) {
            for test in row.tests { #expect(names.fault(of: test) == nil, "\(row.id): \(test) \(names.fault(of: test) ?? "")") }
        }
    }

    @Test func `every suite that the threat model names is there`() throws {
        let names = try TestNames()
        let targets = ["SignalingTests", "StorageTests", "PortalWebTests"]
        for name in try Source.document("ThreatModel").matches(of: #/`(\w+Tests)`/#).map({ String($0.1) }) {
            #expect(names.suites.contains(name) || targets.contains(name), "\(name)")
        }
    }

    @Test func `tests are read as they are written`() {
        let text = """
            struct DoorTests {
                @Test func `it opens`() {}
                @Test(arguments: [1, 2])
                func `it closes`(times: Int) async throws {}
                // @Test func `it sings`() {}
            }
            extension World { func `it turns`() {} }
            """
        #expect(TestNames.swiftTests(in: text) == ["DoorTests/it opens", "DoorTests/it closes"])
    }

    /// Every line of a table that begins with an id: `| A10 | … | … |`.
    static func rows(of document: String) throws -> [Row] {
        try Source.document(document).split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 5, cells[1].wholeMatch(of: #/[A-Z]|[A-Z]?[0-9][0-9.]*[a-z]?/#) != nil, !cells[1].isEmpty else { return nil }
            return Row(id: cells[1], what: cells[2], shown: cells[3])
        }
    }

    private static func ids(_ letter: String, _ numbers: ClosedRange<Int>) -> [String] { numbers.map { "\(letter)\($0)" } }
}
