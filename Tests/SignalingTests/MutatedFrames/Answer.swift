import NIOCore
import SignalingClient
import SignalingProtocol

/// All that the server had to say to one bad frame.
struct Answer {
    struct Refused: Equatable {
        var code: ErrorCode
        var request: String
    }

    var refusals: [Refused] = []
    /// Whether the connection is over, and by which code.
    var isOver = false
    var code: UInt16?

    /// What has come when a ping sent now is answered, or when the connection is over.
    static func now(from client: SignalingClient, mark: Int) async throws -> Answer {
        try? await client.send(.ping(Ping(ts: Double(mark))), id: "mark-\(mark)")
        return try await heard(from: client) { frame in
            switch frame {
            case .event(.pong(let pong), _, _): pong.ts == Double(mark)
            case .reply(.error(let refusal), re: "mark-\(mark)"): refusal.code == .helloRequired
            default: false
            }
        }
    }

    /// What has come when the connection is over.
    static func whenOver(_ client: SignalingClient) async throws -> Answer { try await heard(from: client) { _ in false } }

    private static func heard(from client: SignalingClient, until isLast: (ServerFrame) -> Bool) async throws -> Answer {
        var answer = Answer()
        let deadline = NIODeadline.now() + SignalingClient.patience
        while true {
            switch try await client.next(within: max(.zero, deadline - .now())) {
            case .frame(let frame, _) where isLast(frame): return answer
            case .frame(.reply(.error(let refusal), let request), _):
                answer.refusals.append(Refused(code: refusal.code, request: request))
            case .unreadable(let text): throw Strange(text: text)
            case .closed(let code):
                answer.isOver = true
                answer.code = code
                return answer
            case .frame, .ping, .pong: continue
            }
        }
    }

    /// The server said something that isn't of the protocol.
    struct Strange: Error { var text: String }
}
