import ArgumentParser

/// What every scenario is told.
struct LoadOptions: ParsableArguments {
    @Option(help: "The server's socket address, as ws://host:port/v1/ws. Default: the endpoint that comes with each token.")
    var url: String?

    @Option(
        help: "A file with one token on each line, plain or as printed by `vestibule token issue --json`; - for standard input.")
    var tokensFrom = "-"

    @Option(help: "How many connections to open. Default: one for each token.")
    var connections: Int?

    @Option(help: "The origin that the handshake names. Default: none, as no browser does.")
    var origin: String?

    @Flag(help: "Print one JSON object instead of a table.")
    var json = false

    func validate() throws {
        if let connections, connections < 1 { throw ValidationError("--connections is at least 1") }
    }

    /// The tokens to spend, as many as there are to be connections.
    func tokens() throws -> [LoadToken] {
        let tokens = try LoadToken.read(from: tokensFrom)
        guard tokens.count >= connections ?? 1 else {
            throw ValidationError("\(connections ?? 1) connections need as many tokens, and \(tokensFrom) has \(tokens.count)")
        }
        return Array(tokens.prefix(connections ?? tokens.count))
    }
}
