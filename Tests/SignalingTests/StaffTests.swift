import RoomCore
import SignalingClient
import SignalingProtocol
import Testing

@testable import Signaling

@Suite("The staff queue", .timeLimit(.minutes(30)))
struct StaffTests {
    static func queue(_ server: TestServer, _ grant: StaffGrant) async throws -> (SignalingClient, QueueState) {
        let queue = try await server.connectStaff()
        try await queue.send(.hello(Hello(token: server.tokens.staffToken(grant))))
        return (queue, try await queue.queueState())
    }

    @Test func `shows who waits where, as it changes`() async throws {
        try await TestServer.run { server in
            let (queue, state) = try await Self.queue(server, server.tokens.staffGrant())
            #expect(state.rooms.isEmpty)
            let client = try await server.join(server.tokens.client())
            let update = try await queue.queueUpdated()
            #expect(update.waiting.map(\.id) == [client.id])
            #expect(!update.hostPresent)
            let (_, later) = try await Self.queue(server, server.tokens.staffGrant())
            #expect(later.rooms.map(\.room) == [TestTokens.room])
            try await client.client.send(.bye(Bye()))
            #expect(try await queue.queueUpdated().waiting == [])
        }
    }

    @Test func `shows who rang, and whoever rings is told whether anybody heard it`() async throws {
        try await TestServer.run { server in
            let client = try await server.join(server.tokens.client())
            let stranger = try await Self.queue(server, server.tokens.staffGrant("staff:other"))
            try await client.client.send(.waitingKnock(Knock()), id: "1")
            #expect(try await client.client.reply(to: "1") == .ok(.knock(KnockOutcome(heard: false))))
            #expect(try await stranger.0.everythingSoFar() == [])

            let second = try await server.join(server.tokens.client(2))
            let (queue, state) = try await Self.queue(server, server.tokens.staffGrant())
            #expect(state.rooms.first?.waiting.map { $0.knockedAt != nil } == [true, false])
            try await second.client.send(.waitingKnock(Knock()), id: "1")
            #expect(try await second.client.reply(to: "1") == .ok(.knock(KnockOutcome(heard: true))))
            #expect(try await queue.queueUpdated().waiting.allSatisfy { $0.knockedAt != nil })
        }
    }

    @Test func `whoever floods it is told to slow down, then closed, before hello and after`() async throws {
        let clock = TestClock()
        try await TestServer.run(now: clock.moment, configure: { $0.limits.messageRate = .init(perSecond: 1, burst: 5) }) { server in
            for saysHello in [true, false] {
                let queue = saysHello ? try await Self.queue(server, server.tokens.staffGrant()).0 : try await server.connectStaff()
                for _ in 0..<6 { try await queue.send(text: #"{"type":"ping","id":"1"}"#) }
                let refusal = try await queue.first { frame -> Refusal? in
                    if case .reply(.error(let refusal), _) = frame, refusal.code == .rateLimited { refusal } else { nil }
                }
                #expect(refusal.retryAfterMs.map { (1...1000).contains($0) } == true)
                for _ in 0..<10 { try? await queue.send(text: #"{"type":"ping"}"#) }
                #expect(try await queue.end().code == CloseCode.rateExceeded.rawValue)
            }
        }
    }

    @Test func `20 decisions at once are looked at, on either kind of socket, and not one more`() async throws {
        let clock = TestClock()
        try await TestServer.run(now: clock.moment) { server in
            let host = try await server.join(server.tokens.host())
            let (queue, _) = try await Self.queue(server, server.tokens.staffGrant())
            for socket in [host.client, queue] {
                for number in 1...21 {
                    try await socket.send(text: #"{"type":"waiting.admit","id":"\#(number)","data":{"room":"room-1","ids":["nobody"]}}"#)
                }
                // The last is answered before those that a room is asked about.
                var codes: [String: ErrorCode?] = [:]
                while codes.count < 21 {
                    let (request, code) = try await socket.first { frame -> (String, ErrorCode?)? in
                        switch frame {
                        case .reply(.error(let refusal), let request): (request, refusal.code)
                        case .reply(.ok, let request): (request, nil)
                        default: nil
                        }
                    }
                    codes[request] = .some(code)
                }
                #expect(codes.filter { $0.value == .rateLimited }.map(\.key) == ["21"])
            }
        }
    }

    @Test func `is only of the rooms one may host`() async throws {
        try await TestServer.run { server in
            let (other, _) = try await Self.queue(server, server.tokens.staffGrant("staff:other"))
            let (owner, _) = try await Self.queue(server, server.tokens.staffGrant("staff:owner", overseesPractice: true))
            var foreign = server.tokens.staffGrant("staff:owner", overseesPractice: true)
            foreign.practice = "elsewhere"
            let (stranger, _) = try await Self.queue(server, foreign)
            let client = try await server.join(server.tokens.client())
            #expect(try await owner.queueUpdated().waiting.map(\.id) == [client.id])
            #expect(try await other.everythingSoFar() == [])
            #expect(try await stranger.everythingSoFar() == [])

            try await other.send(text: #"{"type":"waiting.admit","id":"1","data":{"room":"room-1","ids":["\#(client.id)"]}}"#)
            #expect(try await other.refusal(to: "1").code == .forbidden)
        }
    }

    @Test func `a session handed over while somebody waits leaves one clinician's queue, and stands in the other's`() async throws {
        try await TestServer.run { server in
            let (before, _) = try await Self.queue(server, server.tokens.staffGrant())
            let (after, _) = try await Self.queue(server, server.tokens.staffGrant("staff:successor"))
            let client = try await server.join(server.tokens.client())
            #expect(try await before.queueUpdated().waiting.map(\.id) == [client.id])
            var terms = server.tokens.terms
            terms.revision += 1
            terms.hosts = ["staff:successor"]
            try await server.signaling.deliver(.changed(terms), to: TestTokens.room)
            #expect(try await after.queueUpdated().waiting.map(\.id) == [client.id])
            #expect(try await before.queueUpdated().waiting == [])
        }
    }

    @Test func `lets admit, and makes nobody present`() async throws {
        try await TestServer.run { server in
            let (queue, _) = try await Self.queue(server, server.tokens.staffGrant())
            let client = try await server.join(server.tokens.client())
            _ = try await queue.queueUpdated()
            try await queue.send(
                text: #"{"type":"waiting.message","id":"1","data":{"room":"room-1","ids":["\#(client.id)"],"text":"5 minutes"}}"#)
            #expect(try await queue.reply(to: "1") == .ok(.deliveries(Deliveries(delivered: [client.id], gone: []))))
            let note = try await client.client.waitingMessage()
            #expect(note.text == "5 minutes")
            try await queue.send(text: #"{"type":"waiting.admit","id":"2","data":{"room":"room-1","ids":["\#(client.id)"]}}"#)
            #expect(try await queue.reply(to: "2") == .ok(.admission(AdmissionOutcome(admitted: [client.id]))))
            let state = try await client.client.roomState()
            #expect(state.participants.map(\.id) == [client.id])
        }
    }

    @Test(arguments: [
        (#"{"type":"waiting.admit","id":"x","data":{"ids":["a"]}}"#, ErrorCode.badRequest),
        (#"{"type":"waiting.admit","id":"x","data":{"room":"nowhere","ids":["a"]}}"#, .roomNotFound),
        (#"{"type":"room.end","id":"x","data":{"room":"room-1"}}"#, .unsupported),
        (#"{"type":"hello","id":"x","data":{"token":"t"}}"#, .unsupported),
        (#"{"type":"nonsense","id":"x"}"#, .unknownType),
    ])
    func `takes nothing else`(text: String, code: ErrorCode) async throws {
        try await TestServer.run { server in
            let (queue, _) = try await Self.queue(server, server.tokens.staffGrant())
            try await queue.send(text: text)
            #expect(try await queue.refusal(to: "x").code == code)
        }
    }

    @Test func `is closed to whoever has no staff token`() async throws {
        try await TestServer.run { server in
            let queue = try await server.connectStaff()
            try await queue.send(.hello(Hello(token: server.tokens.token(for: server.tokens.host()))), id: "h")
            #expect(try await queue.refusal(to: "h").code == .tokenInvalid)
            #expect(try await queue.end().code == CloseCode.unauthorized.rawValue)
        }
    }

    @Test func `does what is asked once, however often it is asked`() async throws {
        try await TestServer.run { server in
            let (queue, _) = try await Self.queue(server, server.tokens.staffGrant())
            let client = try await server.join(server.tokens.client())
            _ = try await queue.queueUpdated()
            let note = #"{"type":"waiting.message","id":"1","data":{"room":"room-1","ids":["\#(client.id)"],"text":"5 minutes"}}"#
            for _ in 0..<2 {
                try await queue.send(text: note)
                #expect(try await queue.reply(to: "1") == .ok(.deliveries(Deliveries(delivered: [client.id], gone: []))))
            }
            let notes = try await client.client.everythingSoFar().filter {
                if case .event(.waitingMessage, _, _) = $0 { true } else { false }
            }
            #expect(notes.count == 1)
        }
    }

    @Test func `has so many requests under way, and not one more`() async throws {
        try await TestServer.run(configure: { $0.limits.rememberedReplies = 2 }) { server in
            let (queue, _) = try await Self.queue(server, server.tokens.staffGrant())
            let client = try await server.join(server.tokens.client())
            _ = try await queue.queueUpdated()
            func note(_ id: String) -> String {
                #"{"type":"waiting.message","id":"\#(id)","data":{"room":"room-1","ids":["\#(client.id)"],"text":"soon"}}"#
            }
            await server.journal.hold()
            try await queue.send(text: #"{"type":"waiting.admit","id":"1","data":{"room":"room-1","ids":["\#(client.id)"]}}"#)
            await server.journal.reached()
            try await queue.send(text: note("2"))
            try await queue.send(text: note("3"))
            #expect(try await queue.refusal(to: "3").code == .overloaded)

            await server.journal.release()
            #expect(try await queue.reply(to: "1") == .ok(.admission(AdmissionOutcome(admitted: [client.id]))))
            #expect(try await queue.reply(to: "2") == .ok(.deliveries(Deliveries(delivered: [], gone: [client.id]))))
            try await queue.send(text: note("3"))
            #expect(try await queue.reply(to: "3") == .ok(.deliveries(Deliveries(delivered: [], gone: [client.id]))))
        }
    }

    @Test func `serves so long on one token`() async throws {
        try await TestServer.run(configure: { $0.limits.staffSocketLifetime = .milliseconds(50) }) { server in
            for _ in 1...2 {
                let queue = try await server.connectStaff()
                try await queue.send(.hello(Hello(token: server.tokens.staffToken(server.tokens.staffGrant()))))
                #expect(try await queue.end().code == CloseCode.sessionExpired.rawValue)
            }
        }
    }

    @Test func `takes no token from before a logout`() async throws {
        try await TestServer.run { server in
            let grant = server.tokens.staffGrant()
            server.signaling.shutOut(.subject(TestTokens.clinician), of: TestTokens.practice, at: TestTokens.now)
            let queue = try await server.connectStaff()
            try await queue.send(.hello(Hello(token: server.tokens.staffToken(grant))))
            #expect(try await queue.end().code == CloseCode.forbidden.rawValue)
        }
    }

    @Test func `goes with the login`() async throws {
        try await TestServer.run { server in
            let (queue, _) = try await Self.queue(server, server.tokens.staffGrant())
            let (other, _) = try await Self.queue(server, server.tokens.staffGrant("staff:other"))
            server.signaling.shutOut(.subject(TestTokens.clinician), of: TestTokens.practice, at: TestTokens.now)
            #expect(try await queue.end().code == CloseCode.forbidden.rawValue)
            #expect(try await other.everythingSoFar() == [])
        }
    }
}
