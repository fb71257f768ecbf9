import Foundation
import PortalCore
import Testing

@testable import PortalWeb

@Suite("Words")
struct WordsTests {
    let catalogue: Catalogue

    init() throws { catalogue = try Catalogue(directory: World.webRoot.appending(path: "locales")) }

    @Test func `both languages say the same things`() {
        #expect(catalogue[.french].paths == catalogue[.english].paths)
        #expect(!catalogue[.french].paths.isEmpty)
    }

    @Test func `both languages leave the same places open`() {
        for path in catalogue[.french].paths {
            let open = [Language.french, .english].map { Self.placeholders(catalogue[$0](path)) }
            #expect(open.first == open.last, "\(path)")
        }
    }

    @Test func `every word of every template exists`() throws {
        let known = catalogue[.french].paths
        for file in try Self.files(under: World.webRoot.appending(path: "templates"), suffix: "mustache") {
            for match in try String(contentsOf: file, encoding: .utf8).matches(of: /\{\{[#^&\/]?words\.([A-Za-z0-9_.]+)\}\}/) {
                let path = String(match.1)
                let exists = known.contains(path) || known.contains { $0.hasPrefix(path + ".") }
                #expect(exists, "\(file.lastPathComponent): \(path)")
            }
        }
    }

    @Test func `every word that code asks for exists`() throws {
        let groups = Set(catalogue[.french].paths.compactMap { $0.split(separator: ".").first })
        let sources = World.webRoot.appending(path: "../Sources/PortalWeb").standardizedFileURL
        for file in try Self.files(under: sources, suffix: "swift") {
            for match in try String(contentsOf: file, encoding: .utf8).matches(
                of: /"([a-zA-Z]+)\.([A-Za-z0-9.]+)"/) where groups.contains(match.1)
            {
                let path = "\(match.1).\(match.2)"
                // Acts of the audit log are no words.
                guard !path.contains(/^login\.(started|ended)/) else { continue }
                let names = catalogue[.french].paths
                #expect(names.contains(path) || names.contains { $0.hasPrefix(path + ".") }, "\(file.lastPathComponent): \(path)")
            }
        }
    }

    @Test(arguments: RefusalReason.allCases)
    func `every reason has its words`(reason: RefusalReason) {
        for language in Language.allCases {
            let said = ReasonWords(reason, words: catalogue[language])
            for text in [said.title, said.detail, said.next] { #expect(!text.hasPrefix("reasons."), "\(reason)") }
        }
    }

    /// Rule 9 of the design: a space that doesn't break before a colon, none before ? ! ;
    @Test func `French is set as Canadian French`() {
        for path in catalogue[.french].paths {
            let text = catalogue[.french](path)
            #expect(!text.contains(" :") && !text.contains(" ?") && !text.contains(" !") && !text.contains(" ;"), "\(path)")
            #expect(!text.contains("'"), "\(path): a typewriter's apostrophe")
        }
    }

    static func files(under folder: URL, suffix: String) throws -> [URL] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            .map { folder.appending(path: $0) }.filter { $0.pathExtension == suffix }
    }

    private static func placeholders(_ text: String) -> Set<String> {
        Set(text.matches(of: /\{([A-Za-z]+)\}/).map { String($0.1) })
    }
}
