import Documents
import Foundation
import PortalCore
import Testing

@Suite("Receipts as PDF")
struct ReceiptPrinterTests {
    private let sheet = ReceiptSheet(
        title: "Reçu 2026-00042", language: .french, issuer: "Clinique Laurier",
        issuerLines: ["1200, avenue Laurier Est", "Montréal (Québec)  H2J 1H1", "514 555-0142"],
        facts: [
            .init("Cliente ou client", "Nadia Tremblay-Côté"), .init("Séance du", "mardi 24 novembre 2026"),
            .init("Avec", "Dre Élise Gagnon, psychologue, permis 12345-67"),
        ],
        amounts: [
            .init("Psychothérapie, 50 minutes", "120,50\u{A0}$"), .init("TPS 5\u{A0}% (123456789 RT0001)", "6,03\u{A0}$"),
            .init("Total", "126,53\u{A0}$", isTotal: true),
        ],
        notes: ["Payé le 24 novembre 2026 par virement."]
    )

    @Test func `everything on it reads back, accents and all`() async throws {
        let text = try await Self.text(of: ReceiptPrinter().print(sheet))
        var expected = [sheet.title, sheet.issuer] + sheet.issuerLines + sheet.notes
        expected += sheet.facts.flatMap { [$0.label, $0.value] } + sheet.amounts.flatMap { [$0.label, $0.value] }
        for words in expected { #expect(text.contains(Self.folded(words)), "\(words) isn't in \(text)") }
    }

    @Test func `names in other scripts read back too`() async throws {
        var sheet = sheet
        sheet.facts = [.init("Client", "Олена Шевченко"), .init("Autre", "Ελένη Παπαδοπούλου")]
        let text = try await Self.text(of: ReceiptPrinter().print(sheet))
        #expect(text.contains("Олена Шевченко") && text.contains("Ελένη Παπαδοπούλου"))
    }

    @Test func `text that is markup elsewhere is text here`() async throws {
        var sheet = sheet
        sheet.issuer = "<b>A & B</b> (\\) %PDF endobj"
        #expect(try await Self.text(of: ReceiptPrinter().print(sheet)).contains("<b>A & B</b> (\\) %PDF endobj"))
    }

    @Test func `the file says what it is, and is one page`() async throws {
        let file = try await ReceiptPrinter().print(sheet)
        #expect(file.starts(with: Array("%PDF-1.".utf8)))
        let facts = try Self.run("pdfinfo", on: file)
        #expect(facts.contains(#/Title: +Reçu 2026-00042/#))
        #expect(facts.contains(#/Author: +Clinique Laurier/#))
        #expect(facts.contains(#/Pages: +1\n/#))
        #expect(facts.contains("letter"))
    }

    @Test func `many at once come out whole`() async throws {
        let printer = ReceiptPrinter()
        let files = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 { group.addTask { try await printer.print(sheet).count } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(files.count == 20 && files.allSatisfy { $0 > 5_000 })
    }

    /// As poppler reads it, with every kind of blank as one space.
    private static func text(of file: [UInt8]) throws -> String { folded(try run("pdftotext", ["-layout"], on: file, output: "-")) }

    private static func folded(_ text: String) -> String {
        text.split { $0.isWhitespace || $0 == "\u{A0}" }.joined(separator: " ")
    }

    private static func run(_ tool: String, _ options: [String] = [], on file: [UInt8], output: String? = nil) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "receipt-\(UUID().uuidString).pdf")
        try Data(file).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [tool] + options + [path.path()] + [output].compactMap(\.self)
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: said, as: UTF8.self)
    }
}
