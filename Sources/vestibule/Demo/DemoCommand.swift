import ArgumentParser
import Foundation
import Logging

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Serves a practice to try things with, and prints its addresses and logins.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var server: ServerOptions

    mutating func run() async throws {
        do {
            var flags = server.flags
            flags[.host] = server.host ?? "localhost"
            if common.dataDir == nil { common.dataDir = ".demo" }
            let settings = try await common.settings(flags)
            let server = try await VestibuleServer(settings, showsMail: true, logger: .demo(settings)) { url, installation in
                do {
                    let demo = try await Demo(in: installation, publicURL: url)
                    FileHandle.standardOutput.write(Data(demo.description.utf8))
                    ReadyLine.print(url)
                } catch {
                    FileHandle.standardError.write(Data("vestibule: \(CommandFailure(describing: error))\n".utf8))
                }
            }
            try await server.run()
        } catch {
            throw Output.exit(for: error, json: false)
        }
    }
}

extension Logger {
    /// Quieter than a server's: what the demo prints is meant to be read.
    fileprivate static func demo(_ settings: Settings) -> Logger {
        var logger = vestibule(settings)
        logger.logLevel = max(settings.logLevel, .warning)
        return logger
    }
}
