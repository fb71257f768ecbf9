import NIOConcurrencyHelpers
import NIOCore
import SignalingProtocol

/// Every WebSocket there is, so that all can be told when the server stops.
final class OpenSockets: Sendable {
    fileprivate struct State {
        var sockets: [ObjectIdentifier: LoopCell<WebSocketHandler>] = [:]
        /// Set once the server stops.
        var deadline: Instant?
        var watchers: [AsyncStream<Never>.Continuation] = []
    }

    private let state = NIOLockedValueBox(State())

    /// - Returns: By when the socket has to be closed again, if the server stops already.
    func add(_ socket: WebSocketHandler, on eventLoop: any EventLoop) -> Instant? {
        let cell = LoopCell(socket, on: eventLoop)
        return state.withLockedValue { state in
            state.sockets[ObjectIdentifier(socket)] = cell
            return state.deadline
        }
    }

    func remove(_ socket: WebSocketHandler) {
        let id = ObjectIdentifier(socket)
        state.withLockedValue { state in
            state.sockets[id] = nil
            if state.sockets.isEmpty { state.tellWatchers() }
        }
    }

    /// Tells every socket, those still to come too, that the server stops; returns when none is left, or when the task is cancelled.
    func stop(by deadline: Instant) async {
        let (noneLeft, watcher) = AsyncStream.makeStream(of: Never.self)
        let sockets = state.withLockedValue { state in
            state.deadline = deadline
            state.watchers.append(watcher)
            if state.sockets.isEmpty { state.tellWatchers() }
            return Array(state.sockets.values)
        }
        for socket in sockets { socket.tell { $0.stop(by: deadline) } }
        for await _ in noneLeft {}
    }
}

extension OpenSockets.State {
    fileprivate mutating func tellWatchers() {
        for watcher in watchers { watcher.finish() }
        watchers = []
    }
}
