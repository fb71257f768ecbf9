import SignalingClient
import SignalingProtocol

/// What the next message of a kind says, passing over all others. Throws if none comes.
extension SignalingClient {
    func roomState() async throws -> RoomState { try await event { if case .roomState(let data) = $0 { data } else { nil } } }
    func waitingStatus() async throws -> WaitingStatus { try await event { if case .waitingStatus(let data) = $0 { data } else { nil } } }
    func waitingJoined() async throws -> Waiting { try await event { if case .waitingJoined(let data) = $0 { data } else { nil } } }
    func waitingUpdated() async throws -> WaitingUpdate { try await event { if case .waitingUpdated(let data) = $0 { data } else { nil } } }
    func waitingMessage() async throws -> WaitingMessage { try await event { if case .waitingMessage(let data) = $0 { data } else { nil } } }
    func serverDraining() async throws -> Draining { try await event { if case .serverDraining(let data) = $0 { data } else { nil } } }
    func queueState() async throws -> QueueState { try await event { if case .queueState(let data) = $0 { data } else { nil } } }
    func queueUpdated() async throws -> QueuedRoom { try await event { if case .queueUpdated(let data) = $0 { data } else { nil } } }

    private func event<Data>(_ data: (ServerMessage) -> Data?) async throws -> Data {
        try await first { frame in
            guard case .event(let message, _, _) = frame else { return nil }
            return data(message)
        }
    }
}

extension Reply {
    var refusal: Refusal? { if case .error(let refusal) = self { refusal } else { nil } }
}
