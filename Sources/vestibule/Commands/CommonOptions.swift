import ArgumentParser
import Foundation

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Option(help: "Where the databases are.")
    var dataDir: String?

    @Option(help: "A file of NAME=value lines with settings.")
    var config: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    /// - Throws: ``SettingsError``.
    func settings(_ flags: [SettingKey: String] = [:]) async throws -> Settings {
        var flags = flags
        flags[.dataDirectory] = dataDir
        return try Settings(try await SettingsReader(flags: flags, environment: ProcessInfo.processInfo.environment, file: config))
    }
}
