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
