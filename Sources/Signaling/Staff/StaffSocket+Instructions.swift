import NIOCore
import SignalingProtocol

extension StaffSocket {
    /// Passes a decision on to the room it names, and the room's answer back.
    func instruct(_ frame: ClientFrame, for room: RoomID?, by grant: StaffGrant) {
        switch frame.message {
        case .ping(let ping): send(.pong(Pong(ts: ping.ts, serverTime: core.now())))
        case .ack, .bye: break
        case .waitingAdmit, .waitingDeny, .waitingMessage:
            guard let room else { return answer(.error(FrameRefusal.wrong("room").refusal), to: frame.id) }
            pass(frame, to: room, by: grant)
        default: reply(.unsupported, "not on this socket", to: frame)
        }
    }

    private func pass(_ frame: ClientFrame, to room: RoomID, by grant: StaffGrant) {
        guard let handle else { return }
        passedOn(frame.id)
        Task { [directory = signaling.directory] in
            do {
                let host = try await directory.enterIfOnRecord(room) {
                    .instructed(frame.message, by: grant) { reply in handle.tell { $0.answer(reply, to: frame.id) } }
                }
                guard host == nil else { return }
                handle.tell { $0.answer(.error(Refusal(.roomNotFound, "no such room")), to: frame.id) }
            } catch {
                handle.tell { $0.answer(.error(Refusal(.upstreamUnavailable, "try again", retryAfterMs: 1000)), to: frame.id) }
            }
        }
    }
}
