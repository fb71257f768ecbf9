import Foundation
import PortalCore
import Testing

@testable import PortalWeb

/// Every act that sources write down is documented, and has words in both languages.
@Suite("Acts of the audit log")
struct AuditActTests {
    private static let root = World.webRoot.appending(path: "..").standardizedFileURL

    /// Words end at every dot here; by Unicode's rules `store.note` is one word. The acts that stand in calls of `note`, `appendAudit`, and of what hands an act on to them (`as: "booking.moved"`).
    private static func acts() throws -> Set<String> {
        var acts: Set<String> = []
        for file in try WordsTests.files(under: root.appending(path: "Sources"), suffix: "swift") {
            let text = try String(contentsOf: file, encoding: .utf8)
            for call in text.matches(of: /\b(?:note|appendAudit)\(([\s\S]*?)\bon:/.wordBoundaryKind(.simple)) {
                for act in call.1.matches(of: /"([^"]+)"/) { acts.insert(String(act.1)) }
            }
            for act in text.matches(of: /\bas: "([a-z_]+\.[a-z_]+)"/.wordBoundaryKind(.simple)) { acts.insert(String(act.1)) }
        }
        return acts
    }

    @Test func `every act is a thing and what was done to it`() throws {
        let acts = try Self.acts()
        #expect(acts.count > 20)
        for act in acts { #expect(act.wholeMatch(of: /[a-z_]+\.[a-z_]+/) != nil, "\(act)") }
    }

    @Test func `the table in the documents lists every act, and no other`() throws {
        let text = try String(contentsOf: Self.root.appending(path: "Sources/vestibule/vestibule.docc/Audit.md"), encoding: .utf8)
        let table = text.matches(of: /(?m)^\| `([a-z_]+\.[a-z_]+)` \|/).map { String($0.1) }
        #expect(Set(table).count == table.count)
        #expect(try Self.acts() == Set(table))
    }

    @Test(arguments: Language.allCases)
    func `every act has words, and nothing else`(language: Language) throws {
        let words = try Catalogue(directory: World.webRoot.appending(path: "locales"))[language]
        #expect(try Self.acts() == Set(words.acts.map(\.act)))
    }

    @Test(arguments: Language.allCases)
    func `every setting that can change has words`(language: Language) async throws {
        let words = try Catalogue(directory: World.webRoot.appending(path: "locales"))[language]
        let practice = try await World().practice
        for label in Mirror(reflecting: practice).children.compactMap(\.label) where !["id", "revision"].contains(label) {
            #expect(words.found("auditLog.settings.\(label)") != nil, "\(label)")
        }
    }
}
