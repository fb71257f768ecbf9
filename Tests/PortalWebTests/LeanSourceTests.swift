import Foundation
import Testing

@testable import PortalWeb

@Suite("What is sent of scripts and styles")
struct LeanSourceTests {
    private static let web = URL(filePath: #filePath).appending(path: "../../../web").standardized

    @Test func `comments, indentation and empty lines go, code and its lines stay`() {
        let script = """
            // @ts-check
            /**
             * What it is for.
             */
            export function twice(/** @type {number} */ count) {

              return count * 2 // both
            }
            """
        #expect(LeanSource(script, language: .js).text == "export function twice( count) {\nreturn count * 2 // both\n}")
        #expect(LeanSource("/* Why. */\n  a { b: c; } /* d */\n", language: .css).text == "a { b: c; }")
    }

    @Test func `no script has a line break or a comment's beginning in a string`() throws {
        let folder = Self.web.appending(path: "js")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        let scripts = files.compactMap { $0 as? URL }.filter { $0.pathExtension == "js" }
        #expect(scripts.count > 40)
        for script in scripts {
            let lean = LeanSource(try String(contentsOf: script, encoding: .utf8), language: .js).text
            #expect(!lean.contains("*/"), "\(script.lastPathComponent)")
            for line in lean.split(separator: "\n") {
                #expect(line.count { $0 == "`" }.isMultiple(of: 2), "\(script.lastPathComponent): \(line)")
            }
        }
    }
}
