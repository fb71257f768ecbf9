import ArgumentParser
import Foundation
import SignalingProtocol
import Testing

@testable import vestibule

/// A folder of a test's own, gone after it.
func withFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "vestibule-test-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try await body(folder)
}

/// An installation in a folder of its own.
func withInstallation(_ settings: [SettingKey: String] = [:], _ body: (Installation) async throws -> Void) async throws {
    try await withFolder { folder in
        var environment = Dictionary(uniqueKeysWithValues: settings.map { ($0.key.environmentName, $0.value) })
        environment[SettingKey.dataDirectory.environmentName] = folder.path()
        environment[SettingKey.webDirectory.environmentName] = Program.webDirectory.path()
        try await body(try await Installation(Settings(SettingsReader(flags: [:], environment: environment, file: nil))))
    }
}

/// The practice that most tests start with.
struct Clinic {
    var staff: StaffID
    var client: ClientID
}

extension Installation {
    /// Parses a command line and does what it says.
    func run<Command: OperatorCommand>(_ type: Command.Type, _ arguments: [String]) async throws -> Command.Outcome {
        try await #require(try Vestibule.parseAsRoot(arguments) as? Command).act(on: self)
    }

    func makeClinic() async throws -> Clinic {
        _ = try await run(
            PracticeCommand.Create.self,
            ["practice", "create", "--slug", "laurier", "--name", "Clinique Laurier", "--time-zone", "America/Toronto", "--locale", "fr"])
        let staff = try await run(
            StaffCommand.Create.self,
            ["staff", "create", "--practice", "laurier", "--email", "e@laurier.example", "--name", "Élise", "--role", "clinician"])
        let client = try await run(
            ClientCommand.Create.self, ["client", "create", "--practice", "laurier", "--name", "Nadia", "--email", "n@mail.example"])
        return Clinic(staff: staff.staff.id, client: client.client.id)
    }

    func book(_ clinic: Clinic, at start: Instant) async throws -> BookingCommand.Outcome.Body {
        let date = Date(timeIntervalSince1970: Double(start.milliseconds) / 1000)
        return try await run(
            BookingCommand.Create.self,
            [
                "booking", "create", "--practice", "laurier", "--client", clinic.client.rawValue, "--clinician", clinic.staff.rawValue,
                "--starts-at", date.formatted(.iso8601), "--minutes", "50",
            ]
        ).booking
    }
}
