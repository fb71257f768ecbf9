import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Testing

@testable import Signaling
@testable import vestibule

/// The tables of routes are what the program has, no more and no less. What is under `/v1/` the OpenAPI document describes, which
/// ``MachineRouteTests`` compares.
@Suite("Routes and their document")
struct RouteDocumentTests {
    /// `GET /p/{practice}`, of each line of a table: `| GET, POST | `/p/{practice}/login` | … |`.
    private static func documented() throws -> [String] {
        let root = URL(filePath: #filePath).appending(path: "../../..").standardized
        let text = try String(contentsOf: root.appending(path: "Sources/vestibule/vestibule.docc/Routes.md"), encoding: .utf8)
        return text.matches(of: #/(?m)^\| ([A-Z, ]+) \| `(\/[^`]*)` \| \S.* \|$/#).flatMap { row in
            row.1.split(separator: ", ").map { "\($0) \(row.2)" }
        }
    }

    @Test func `the registered routes are those of the document, each once`() async throws {
        let documented = try Self.documented()
        #expect(Set(documented).count == documented.count)
        try await withInstallation { installation in
            let url = installation.publicURL(port: 0)
            let signaling = try await VestibuleServer.signaling(for: installation, publicURL: url, logger: Logger(label: "test"))
            let router = try await VestibuleServer.router(for: installation, signaling: signaling, publicURL: url)
            let registered = Set(
                router.routes.filter { $0.method != .head && !$0.path.description.hasPrefix("/v1/") }.map { "\($0.method) \($0.path)" })
            #expect(registered.count > 100)
            let missing = registered.subtracting(documented).sorted()
            let gone = Set(documented).subtracting(registered).sorted()
            #expect(missing == [], "not in the document")
            #expect(gone == [], "not in the program")
        }
    }
}
