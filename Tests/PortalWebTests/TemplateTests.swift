import Foundation
import Hummingbird
import HummingbirdTesting
import Mustache
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

/// swift-mustache renders a misspelt name as nothing, so names are checked here: each one that a template uses is one that a
/// view has.
@Suite("Templates")
struct TemplateTests {
    @Test func `every name that a template uses is one that a view has`() async throws {
        let known = try await names()
        let templates = World.webRoot.appending(path: "templates")
        for file in try WordsTests.files(under: templates, suffix: "mustache") {
            for match in try String(contentsOf: file, encoding: .utf8).matches(of: /\{\{([#^&\/]?)\.?([A-Za-z][A-Za-z0-9.]*)\}\}/) {
                let parts = match.2.split(separator: ".").map(String.init)
                guard parts.first != "words", !Self.blocks.contains(parts.first ?? "") else { continue }
                for part in parts { #expect(known.contains(part), "\(file.lastPathComponent): \(match.2)") }
            }
        }
    }

    @Test(arguments: Language.allCases)
    func `every page renders with every branch on`(language: Language) async throws {
        let samples = try await samples(language)
        let templates = try await MustacheLibrary(directory: World.webRoot.appending(path: "templates").path)
        for (template, content) in samples {
            let html = try #require(
                templates.render(Page(frame: try frame(language), content: content), withTemplate: "pages/\(template)"))
            #expect(html.hasPrefix("<!doctype html>"), "\(template)")
            #expect(html.contains("</html>"), "\(template)")
            #expect(!html.contains("{{") && !html.contains("Optional("), "\(template)")
            #expect(!html.contains("href=\"\"") && !html.contains("action=\"\""), "\(template): an address its view doesn't have")
            #expect(!html.contains("style=\"") && !html.contains("onclick"), "\(template)")
            let ids = html.matches(of: #/ id="([^"]+)"/#).map { String($0.1) }
            #expect(Set(ids).count == ids.count, "\(template): an id stands twice")
        }
    }

    /// Names of inheritance blocks.
    private static let blocks: Set<String> = ["title", "scripts", "main", "width", "pageClass"]

    private func names() async throws -> Set<String> {
        var names: Set<String> = []
        for (_, content) in try await samples(.french) { Self.collect(content, &names) }
        Self.collect(try frame(.french), &names)
        for part in try Self.parts(frame(.french).words) { Self.collect(part, &names) }
        return names
    }

    private static func collect(_ value: Any, _ names: inout Set<String>) {
        guard !(value is Words) else { return }
        for child in Mirror(reflecting: value).children {
            if let label = child.label, Int(label.dropFirst()) == nil { names.insert(label) }
            collect(child.value, &names)
        }
    }
}
