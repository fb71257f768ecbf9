import SignalingProtocol

@testable import Signaling

/// What a bad frame must lead to.
enum DueAnswer: Equatable {
    /// The connection ends, by this code.
    case closes(CloseCode)
    /// An error; before hello the connection ends after it.
    case refused(Answer.Refused)
    /// It is a message after all, and does what it says.
    case taken(ClientMessage.Kind)

    init(_ bad: MutatedFrame, limits: Limits, isGreeting: Bool) {
        guard bad.breaks == nil, let text = bad.text else {
            self = .closes(bad.breaks ?? .protocolError)
            return
        }
        guard text.count <= (isGreeting ? limits.helloBytes : limits.frameBytes) else {
            self = .closes(.tooLarge)
            return
        }
        guard String(validating: text, as: UTF8.self) != nil else {
            self = .closes(.invalidPayload)
            return
        }
        do {
            self = .taken(try FrameCodec(limits: limits).decode(text).message.kind)
        } catch {
            self = .refused(.init(code: error.refusal.code, request: error.request ?? ""))
        }
    }
}
