import NIOCore
import SignalingProtocol

/// A frame on its way to one socket: its text, and what it may take the place of while it waits.
struct OutgoingFrame: Sendable {
    /// Which waiting frame a newer one replaces.
    enum CoalescingKey: Hashable, Sendable {
        case tick, pong, waitingStatus
        case media(ParticipantID)
        case queue(RoomID)
    }

    let text: ByteBuffer
    let key: CoalescingKey?

    init(_ text: ByteBuffer, key: CoalescingKey? = nil) {
        self.text = text
        self.key = key
    }
}

extension ServerMessage {
    /// `nil` where every single message matters.
    var coalescingKey: OutgoingFrame.CoalescingKey? {
        switch self {
        case .tick: .tick
        case .pong: .pong
        case .waitingStatus: .waitingStatus
        case .mediaUpdated(let update): .media(update.id)
        case .queueUpdated(let room): .queue(room.room)
        default: nil
        }
    }
}
