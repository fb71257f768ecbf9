import ArgumentParser
import Foundation
import Hummingbird
import Logging

/// The route table, so that tests and documents can be held against it.
struct RoutesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "routes", abstract: "Lists every route.")
    @OptionGroup var common: CommonOptions

    struct Outcome: CommandOutcome {
        struct Route: Encodable {
            var method: String
            var path: String
            /// Answers with a page for people.
            var page: Bool
        }
        var routes: [Route]
        var text: String { routes.map { "\($0.method) \($0.path)" }.joined(separator: "\n") }
    }

    mutating func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vestibule-routes-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            var options = common
            options.dataDir = folder.plainPath
            let installation = try await Installation(try await options.settings())
            let publicURL = installation.publicURL(port: installation.settings.port)
            let signaling = try await VestibuleServer.signaling(for: installation, publicURL: publicURL, logger: Logger(label: "vestibule"))
            let router = try await VestibuleServer.router(for: installation, signaling: signaling, publicURL: publicURL)
            let outcome = Outcome(routes: Self.table(of: router.routes.map { ($0.method.rawValue, $0.path.description) }))
            print(common.json ? try Output.json(outcome) : outcome.text)
        } catch {
            throw Output.exit(for: error, json: common.json)
        }
    }

    private static func table(of routes: [(method: String, path: String)]) -> [Outcome.Route] {
        routes.filter { $0.method != "HEAD" }.sorted { ($0.path, $0.method) < ($1.path, $1.method) }.map { method, path in
            let isPage =
                method == "GET" && ["/p/", "/v/"].contains { path.hasPrefix($0) }
                && !["brand.css", "/logo", "/language", "/client-search", ".csv", ".jsonl", ".pdf", "**"].contains { path.hasSuffix($0) }
            return Outcome.Route(method: method, path: path, page: isPage)
        }
    }
}
