import ArgumentParser
import PortalCore
import SignalingProtocol
import Storage

struct APIKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "api-key", abstract: "Keys by which programs use the JSON API.", subcommands: [Create.self, List.self, Revoke.self])

    struct Body: Encodable {
        var id: APIKeyID
        var name: String
        var scopes: [String]
        var createdAt: Instant
        var lastUsedAt: Instant?

        init(_ key: APIKey) {
            id = key.id
            name = key.name.text
            scopes = key.scopes.list.split(separator: " ").map(String.init)
            createdAt = key.createdAt
            lastUsedAt = key.lastUsedAt
        }
    }

    struct Create: OperatorCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a key, and prints its secret, which can't be had again.",
            discussion: "Scopes: \(APIScope.allCases.map(\.rawValue).joined(separator: ", "))")
        @OptionGroup var common: CommonOptions
        @Option(help: "The practice's slug.") var practice: String
        @Option(help: "Which program it is for.") var name: String
        @Option(parsing: .upToNextOption, help: "What the program may do: one scope, or several.") var scopes: [String]

        struct Outcome: CommandOutcome {
            var apiKey: Body
            var secret: String
            var text: String { secret }
        }

        func act(on installation: Installation) async throws -> Outcome {
            guard let scopes = Set<APIScope>(list: scopes.joined(separator: " ")), !scopes.isEmpty else {
                throw ValidationError("--scopes: expected one or several of \(APIScope.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            let practice = try await installation.practice(slug: practice)
            let (key, secret) = try await installation.portal.createAPIKey(
                name: try DisplayName.parse(name), scopes: scopes, in: practice.id, now: installation.clock.now)
            return Outcome(apiKey: Body(key), secret: secret)
        }
    }

    struct List: OperatorCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the keys of a practice that are in use.")
        @OptionGroup var common: CommonOptions
        @Option(help: "The practice's slug.") var practice: String

        struct Outcome: CommandOutcome {
            var apiKeys: [Body]
            var text: String { apiKeys.map { "\($0.id)  \($0.name)  \($0.scopes.joined(separator: " "))" }.joined(separator: "\n") }
        }

        func act(on installation: Installation) async throws -> Outcome {
            let practice = try await installation.practice(slug: practice)
            return Outcome(apiKeys: try await installation.portal.apiKeys(of: practice.id).map(Body.init))
        }
    }

    struct Revoke: OperatorCommand {
        static let configuration = CommandConfiguration(abstract: "Ends a key; the program that has it can do nothing more.")
        @OptionGroup var common: CommonOptions
        @Option(help: "The practice's slug.") var practice: String
        @Option(help: "The key's id, as api-key list prints it.") var key: String

        struct Outcome: CommandOutcome {
            var apiKey: Body
            var text: String { "key \(apiKey.id) is revoked" }
        }

        func act(on installation: Installation) async throws -> Outcome {
            let practice = try await installation.practice(slug: practice)
            let id = try APIKeyID.argument(key)
            guard let found = try await installation.portal.apiKey(id, in: practice.id) else { throw PortalStoreError.notFound }
            try await installation.portal.revokeAPIKey(id, in: practice.id, now: installation.clock.now)
            return Outcome(apiKey: Body(found))
        }
    }
}
