import ArgumentParser
import Foundation
import Logging

/// Flags of a server, beside those of every command. What isn't given comes from the environment or the file.
struct ServerOptions: ParsableArguments {
    @Option(help: "An address or a host name to listen on.") var host: String?
    @Option(help: "The port; 0 takes a free one.") var port: String?
    @Option(help: "What browsers use.") var publicUrl: String?
    @Option(help: "A PEM file with the certificate chain.") var tlsCertificate: String?
    @Option(help: "A PEM file with the private key.") var tlsKey: String?

    var flags: [SettingKey: String] {
        [.host: host, .port: port, .publicURL: publicUrl, .tlsCertificate: tlsCertificate, .tlsKey: tlsKey].compactMapValues { $0 }
    }
}

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serves the portal and the sockets until SIGTERM.",
        discussion: "Prints one line when it is ready: {\"ready\":true,\"url\":…}.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var server: ServerOptions

    mutating func run() async throws {
        do {
            let settings = try await common.settings(server.flags)
            let server = try await VestibuleServer(settings, logger: .vestibule(settings)) { url, _ in ReadyLine.print(url) }
            try await server.run()
        } catch {
            throw Output.exit(for: error, json: false)
        }
    }
}

/// The one line on standard output that says where the server is.
enum ReadyLine {
    private struct Line: Encodable {
        var ready = true
        var url: String

        init(url: String) { self.url = url }
    }

    static func print(_ url: URL) {
        guard let text = try? Output.json(Line(url: url.absoluteString)) else { return }
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
}

extension Logger {
    /// Logs to standard error, as the settings say.
    static func vestibule(_ settings: Settings) -> Logger {
        var logger = Logger(label: "vestibule") { label in
            switch settings.logFormat {
            case .text: StreamLogHandler.standardError(label: label)
            case .json: JSONLogHandler()
            }
        }
        logger.logLevel = settings.logLevel
        return logger
    }
}
