import SignalingClient
import SignalingProtocol
import Testing

@testable import Signaling

/// Everything at once, from many threads: what it is for is what the sanitizers say.
@Suite("Sockets under a sanitizer", .timeLimit(.minutes(30)))
struct SocketTests {
    static let rooms: [RoomID] = ["room-1", "room-2", "room-3"]
    static let clients = 4
    static let rounds = 30

    @Test func `many rooms on many threads share nothing that they shouldn't`() async throws {
        try await SocketServer.run { server in
            let queue = try await server.open(nil)()
            try await queue.send(.hello(Hello(token: "staff")))
            try await withThrowingTaskGroup { people in
                for room in Self.rooms {
                    let connect = try await server.open(room)
                    people.addTask { try await Self.host(room, server, connect) }
                    for number in 1...Self.clients { people.addTask { try await Self.attend(room, number, server, connect) } }
                    people.addTask { try await Self.administer(room, server) }
                }
                try await people.waitForAll()
            }
            #expect(try await !queue.everythingSoFar().isEmpty)
        }
    }

    typealias Connect = @Sendable () async throws -> SignalingClient

    /// Admits whoever waits until all are in, then signals and chats with them.
    private static func host(_ room: RoomID, _ server: SocketServer, _ connect: Connect) async throws {
        let host = try await connect()
        _ = try await host.hello(token: server.tokens.token(0, in: room))
        var admitted: Set<ParticipantID> = []
        while admitted.count < clients {
            let waiting = try await host.first { frame -> [ParticipantID]? in
                switch frame {
                case .event(.roomState(let state), _, _): state.waiting?.map(\.id)
                case .event(.waitingJoined(let one), _, _): [one.id]
                default: nil
                }
            }
            guard !waiting.isEmpty else { continue }
            try await host.send(.waitingAdmit(Admit(ids: waiting)))
            admitted.formUnion(waiting)
        }
        for round in 0..<rounds {
            try await host.send(.chatSend(ChatDraft(text: "round \(round)")))
            for id in admitted { try await host.send(.participantMute(Mute(ids: [id], kinds: [.audio]))) }
            try await host.send(.roomLock(Lock(locked: round.isMultiple(of: 2))))
            _ = try await host.everythingSoFar()
        }
        try await host.send(.bye(Bye()))
    }

    /// Waits, comes in, signals to everybody, drops and comes back, again and again.
    private static func attend(_ room: RoomID, _ number: Int, _ server: SocketServer, _ connect: Connect) async throws {
        var client = try await connect()
        var ok = try await client.hello(token: server.tokens.token(number, in: room))
        if ok.state == .waiting { _ = try await client.first(.admitted) }
        for round in 0..<rounds {
            if round.isMultiple(of: 5) { _ = try await client.everythingSoFar() }
            try await client.send(.handSet(Hand(raised: round.isMultiple(of: 2))))
            try await client.send(.chatSend(ChatDraft(text: "from \(number)")))
            try await client.send(text: #"{"type":"signal","data":{"to":"x","toSession":"y","conn":1,"kind":"restart","payload":{}}}"#)
            try await client.send(bytes: [0x7B, UInt8(truncatingIfNeeded: round), 0x7D])
            guard round % 10 == 9 else { continue }
            await client.drop()
            client = try await connect()
            ok = try await client.hello(Hello(resume: .init(token: ok.resumeToken, lastSeq: -1)))
        }
        try await client.send(.bye(Bye()))
    }

    /// What the portal does meanwhile.
    private static func administer(_ room: RoomID, _ server: SocketServer) async throws {
        for round in 0..<rounds {
            try await server.signaling.deliver(.linkRevoked("link"), to: room)
            _ = try await server.signaling.status(of: room)
            _ = await server.signaling.isHosted(room)
            server.signaling.shutOut(.subject("staff:somebody"), of: Tokens.practice, at: Tokens.now)
            if round == rounds / 2 { try await server.signaling.deliver(.reopened, to: room) }
        }
    }
}
