import ArgumentParser

/// Puts load on a signaling server and prints what it measured. Run it beside a quiet server; figures are for comparing, not for
/// passing or failing.
@main
struct VestibuleLoad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vestibule-load", abstract: "Measures a signaling server under load.",
        discussion: "Tokens come from `vestibule token issue --json`, one line each: every connection spends one.",
        subcommands: [Arrivals.self, Idle.self, Relay.self, Returns.self])
}
