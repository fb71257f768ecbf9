import ArgumentParser
import Foundation

struct BackupCommand: OperatorCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copies both databases into a new folder, also while the server runs.",
        discussion: "The copy holds the installation's keys and everything that people said. Keep it like them.")
    @OptionGroup var common: CommonOptions
    @Option(help: "The folder to make. There may be nothing of that name yet.") var to: String

    struct Outcome: CommandOutcome {
        var folder: String
        var bytes: Int
        var text: String { "backed up to \(folder), \(bytes / 1024) KiB" }
    }

    func act(on installation: Installation) async throws -> Outcome {
        let backup = Backup(URL(filePath: to, directoryHint: .isDirectory))
        try await backup.make(of: installation)
        return Outcome(folder: backup.files.folder.plainPath, bytes: try backup.bytes)
    }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Puts a backup in the place of the databases. The server must not run.",
        discussion: "What the outbox held when the backup was made is sent again where it wasn't sent yet.")
    @OptionGroup var common: CommonOptions
    @Option(help: "The folder that `backup` made.") var from: String
    @Flag(help: "Puts databases that are there aside, in a folder beside them.") var replace = false

    struct Outcome: CommandOutcome {
        var restored: String
        /// Where what was there before is kept.
        var aside: String?
        var text: String { "restored into \(restored)" + (aside.map { "; what was there is in \($0)" } ?? "") }
    }

    mutating func run() async throws {
        do {
            let settings = try await common.settings()
            let restore = Restore(
                backup: DataFiles(URL(filePath: from, directoryHint: .isDirectory)), target: DataFiles(settings.dataDirectory))
            let aside = try restore.run(replaces: replace, at: Date())
            let outcome = Outcome(restored: settings.dataDirectory.plainPath, aside: aside?.plainPath)
            print(common.json ? try Output.json(outcome) : outcome.text)
        } catch {
            throw Output.exit(for: error, json: common.json)
        }
    }
}
