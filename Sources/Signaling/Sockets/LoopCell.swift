import NIOCore

/// Something that lives on one event loop, to be told things from anywhere. Each caller that stays on one loop keeps its order.
struct LoopCell<Value>: Sendable {
    private let eventLoop: any EventLoop
    private let value: NIOLoopBound<Value>

    /// Called on that event loop.
    init(_ value: Value, on eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        self.value = NIOLoopBound(value, eventLoop: eventLoop)
    }

    func tell(_ message: @escaping @Sendable (Value) -> Void) {
        if eventLoop.inEventLoop {
            message(value.value)
        } else {
            eventLoop.execute { [value] in message(value.value) }
        }
    }
}
