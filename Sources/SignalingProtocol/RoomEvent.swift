/// What happened in a room that the rest of the system has to do with (protocol, "What reaches open rooms from outside").
///
/// It is told after it was committed, and may be told more than once: ``since`` says which occasion it is.
public struct RoomEvent: Codable, Equatable, Sendable {
    public enum Kind: String, Codable, Sendable, CaseIterable { case waiting, admitted, left, ended }

    public let room: RoomID
    public let kind: Kind
    /// Whom it is about; `nil` for what is about the room.
    public let subject: SubjectID?
    /// Since when it holds.
    public let since: Instant

    public init(room: RoomID, kind: Kind, subject: SubjectID?, since: Instant) {
        self.room = room
        self.kind = kind
        self.subject = subject
        self.since = since
    }

    /// What a committed change tells; `nil` if it tells nothing.
    public init?(_ change: RoomChange, in room: RoomID) {
        switch change {
        case .room(let record):
            guard let ended = record.ended else { return nil }
            self.init(room: room, kind: .ended, subject: nil, since: ended.at)
        case .participant(let record):
            switch record.state {
            case .waiting: self.init(room: room, kind: .waiting, subject: record.subject, since: record.waitingSince ?? record.since)
            case .admitted: self.init(room: room, kind: .admitted, subject: record.subject, since: record.since)
            case .left, .removed, .denied: self.init(room: room, kind: .left, subject: record.subject, since: record.since)
            case .ended: return nil
            }
        case .tokenSpent: return nil
        }
    }
}
