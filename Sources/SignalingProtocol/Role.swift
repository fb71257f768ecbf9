/// What somebody may do in a room. `cohost` is given inside the room, to staff alone; the others by the token.
public enum Role: String, Codable, Sendable, CaseIterable {
    case host, cohost, participant, guest, observer

    /// Sees who waits, and decides about them (H2, V14).
    public var decidesAdmission: Bool { self == .host || self == .cohost }
    /// May appear in a room without having been admitted.
    public var isStaff: Bool { self == .host || self == .cohost || self == .observer }
    /// May send audio, video and screen at all.
    public var publishes: Bool { self != .observer }
}

/// How a token lets its bearer in: through the waiting room, or (staff alone) straight in.
public enum EntryMode: String, Codable, Sendable { case wait, direct }
