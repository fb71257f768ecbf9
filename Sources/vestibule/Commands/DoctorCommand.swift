import ArgumentParser

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Looks at databases, disk, clock, mail, relays, certificate and the running server.",
        discussion: "One line for each, and what to do about it. Changes nothing. The exit code is 1 if something failed.")
    @OptionGroup var common: CommonOptions

    struct Outcome: CommandOutcome {
        var healthy: Bool
        var findings: [Finding]

        init(_ findings: [Finding]) {
            self.findings = findings
            healthy = !findings.contains { $0.outcome == .failed }
        }

        var text: String { findings.map(\.text).joined(separator: "\n") }
    }

    mutating func run() async throws {
        do {
            let outcome = Outcome(await Doctor(settings: try await common.settings()).findings())
            print(common.json ? try Output.json(outcome) : outcome.text)
            if !outcome.healthy { throw ExitCode.failure }
        } catch {
            throw Output.exit(for: error, json: common.json)
        }
    }
}
