import ArgumentParser
import Foundation

struct MigrateCommand: OperatorCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Brings both databases to this version's schema; every start does so too.")
    @OptionGroup var common: CommonOptions

    struct Outcome: CommandOutcome {
        var migrated = true
        var text: String { "both databases are up to date" }
    }

    func act(on installation: Installation) async throws -> Outcome { Outcome() }
}

struct CheckConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-config", abstract: "Reads all settings and says what is wrong with them, or nothing.")
    @OptionGroup var common: CommonOptions

    struct Outcome: CommandOutcome {
        var valid = true
        var text: String { "the settings are valid" }
    }

    mutating func run() async throws {
        do {
            let settings = try await common.settings()
            _ = try settings.pageDirectory()
            if let file = settings.tokenIssuers { _ = try TrustedIssuers.read(file) }
            print(common.json ? try Output.json(Outcome()) : Outcome().text)
        } catch {
            throw Output.exit(for: error, json: common.json)
        }
    }
}
