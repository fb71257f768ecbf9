import SignalingProtocol

/// Somebody this room has met: what is on record about them, and what lives only as long as the process.
struct Member: Equatable, Sendable {
    var record: ParticipantRecord
    /// The newest socket; `nil` while dropped or gone.
    var connection: ConnectionID?
    /// The browser tab it belongs to.
    var instance: InstanceID?
    /// Since when without a socket, while waiting or admitted.
    var droppedAt: Instant?
    /// Sent back while away: what was kept for their return tells of a session they are no longer in.
    var isReplayStale = false
    /// The others have been told about the drop.
    var isShownReconnecting = false
    var media = MediaState()
    var hand = false
    var readiness = Readiness()
    var note: String?
    var knockedAt: Instant?
    /// Whoever came before by the same direct link.
    var duplicateOf: ParticipantID?

    init(record: ParticipantRecord) { self.record = record }

    var id: ParticipantID { record.id }
    var session: SessionID { record.session }
    var role: Role { record.role }
    var isWaiting: Bool { record.state == .waiting }
    var isAdmitted: Bool { record.state == .admitted }
    var isPresent: Bool { isWaiting || isAdmitted }
    var isConnected: Bool { connection != nil }
    /// In the session with host rights, and there as far as anybody knows.
    var isHostAtHand: Bool { isAdmitted && role.decidesAdmission && !isShownReconnecting }

    /// No screen, no hand, no note: as somebody is who has just come.
    mutating func startAfresh() {
        media.screen = .off
        hand = false
        isShownReconnecting = false
        note = nil
        knockedAt = nil
    }

    /// Takes over what a hello says about the devices, as far as this participant may use them.
    mutating func adopt(_ devices: Hello.Devices?) {
        guard let devices else { return }
        media.audio = record.permissions.audio ? devices.audio : .off
        media.video = record.permissions.video ? devices.video : .off
    }
}

extension ResumeHash {
    /// Of no token: nothing can be resumed with it. A real one is 64 hexadecimal digits.
    static let none = ResumeHash(rawValue: "")
}

extension Role {
    /// What somebody with this role may send when they come in.
    var initialPermissions: Permissions { publishes ? .all : .none }
}
