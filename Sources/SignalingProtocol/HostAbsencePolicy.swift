/// What happens to the clients in a session once no host has been there for ``Limits/hostAbsence``. A practice setting.
public enum HostAbsencePolicy: String, Codable, Sendable, CaseIterable {
    /// The session goes on. The default.
    case `continue`
    /// Clients go back to the waiting room.
    case waiting
    /// The session ends.
    case end
}
