import SignalingProtocol

/// A room's end of one participant's socket.
struct SocketHandle: Sendable {
    enum Order: Sendable {
        case send(OutgoingFrame)
        /// The room took the connection in.
        case accept(RoomHost)
        /// The hello was refused; without a close code the socket may say hello again.
        case refuse(Refusal, request: String?, close: CloseCode?)
        case close(ServerBye)
    }

    let id: ConnectionID
    let socket: LoopCell<ParticipantSocket>

    func perform(_ order: Order) { socket.tell { $0.perform(order) } }
}
