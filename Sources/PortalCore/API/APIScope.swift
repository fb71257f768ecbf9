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

extension Staff {
    /// What they may let a program do, in the order of all. Nobody gives more than they have: admins, whom the audit log is
    /// about, can't read it, and a clinician sees their own clients alone where a program sees all.
    public var scopesToGive: [APIScope] {
        guard isActive, role.overseesPractice else { return [] }
        return APIScope.allCases.filter { $0 != .readAudit || role == .owner }
    }
}
