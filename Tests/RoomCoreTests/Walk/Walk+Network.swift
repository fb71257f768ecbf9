import SignalingProtocol

@testable import RoomCore

/// Between the room and the pages: frames take their time, and are lost with their socket.
extension Walk {
    /// Who says hello, on which socket, and what the server makes of it.
    struct Caller {
        let index: Int
        let token: ResumeHash
        let tab: InstanceID?
        /// A resume: the page it is for stays as it is.
        let isBack: Bool
    }

    mutating func deliver(_ effects: [Room.Effect], to caller: Caller?) {
        for effect in effects {
            switch effect {
            case .accept(let connection, let acceptance):
                guard let caller else { fail("an answer to nobody"); continue }
                accept(connection, acceptance, caller)
            case .send(let message, let session, let rev): send(message, to: session, rev: rev)
            case .close(let session, _, _):
                put(.bye, to: wires[session]?.connection)
                wires[session] = nil
            default: break
            }
        }
        for index in actors.indices where !actors[index].isSlow && !actors[index].inbox.isEmpty { read(index) }
    }

    private mutating func accept(_ connection: ConnectionID, _ acceptance: Room.Acceptance, _ caller: Caller) {
        let session = acceptance.session
        actors[caller.index].lose()
        actors[caller.index].connection = connection
        actors[caller.index].isSlow = dice.happens(250)
        actors[caller.index].instance = caller.tab ?? actors[caller.index].instance
        let last = caller.isBack ? actors[caller.index].page.lastSeq : 0
        var wire = wires[session] ?? Wire(after: last)
        wire.connection = connection
        if !acceptance.replay { wire.forget() }
        wires[session] = wire
        put(.welcome(acceptance, caller.token), to: connection)
        if acceptance.replay { for frame in wire.replay(after: last) { put(frame, to: connection) } }
    }

    /// What isn't numbered is lost on those without a connection; a session that this process hasn't met gets nothing.
    private mutating func send(_ message: ServerMessage, to session: SessionID, rev: Int?) {
        guard var wire = wires[session] else { return }
        let frame = wire.frame(message, rev: rev)
        wires[session] = wire
        put(frame, to: wire.connection)
    }

    private mutating func put(_ frame: Frame, to connection: ConnectionID?) {
        guard let connection, let index = actors.firstIndex(where: { $0.connection == connection }) else { return }
        actors[index].inbox.append(frame)
    }

    mutating func read(_ index: Int) {
        let isOver = actors[index].inbox.contains { if case .bye = $0 { true } else { false } }
        for wrong in actors[index].read() { fail("\(actors[index].name): \(wrong)") }
        if isOver { actors[index].lose() }
    }

    /// The page's socket goes: mostly the server learns of it at once.
    mutating func drop(_ index: Int) {
        guard let connection = actors[index].connection, let session = wires.first(where: { $0.value.connection == connection })?.key
        else {
            return
        }
        actors[index].lose()
        dead.append((session, connection))
        if dice.happens(750) { bury() }
    }

    /// The server finds out about the sockets that are dead.
    mutating func bury() {
        let found = dead
        dead = []
        for (session, connection) in found {
            if wires[session]?.connection == connection { wires[session]?.connection = nil }
            handle(.disconnected(session, connection: connection))
        }
    }

    /// Nothing is under way any more: everybody has read, and the server knows who is gone.
    mutating func rest() {
        bury()
        for index in actors.indices { read(index) }
        guard faults.isEmpty else { return }
        checkRecords()
        checkPages()
    }
}
