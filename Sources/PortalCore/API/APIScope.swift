/// What a program may do with its key. The raw value is stable: it is stored, and typed on command lines.
public enum APIScope: String, CaseIterable, Sendable {
    /// Who the practice is: its name, team, services and settings.
    case readPractice = "practice:read"
    case readClients = "clients:read"
    case writeClients = "clients:write"
    case readSessions = "sessions:read"
    case writeSessions = "sessions:write"
    /// Registers addresses that are told of what happens, and takes them away.
    case writeWebhooks = "webhooks:write"
    case readAudit = "audit:read"
}

extension Set<APIScope> {
    /// The names, separated by spaces, in the order of the cases.
    ///
    /// - SeeAlso: RFC 6749, section 3.3, which lists scopes so.
    public var list: String { APIScope.allCases.filter(contains).map(\.rawValue).joined(separator: " ") }

    /// - Returns: `nil` if a name is no scope.
    public init?(list: String) {
        let names = list.split(separator: " ")
        let scopes = names.compactMap { APIScope(rawValue: String($0)) }
        guard scopes.count == names.count else { return nil }
        self.init(scopes)
    }
}
