import RoomCore
import SignalingClient
import SignalingProtocol
import Testing

@testable import Signaling

/// Messages that make no sense, come from the wrong role or in the wrong state: each gets its error, and nobody else notices.
@Suite("Bad messages", .timeLimit(.minutes(30)))
struct BadMessageTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var text: String
        var code: ErrorCode
        var field: String?

        init(_ name: String, _ text: String, _ code: ErrorCode, field: String? = nil) {
            testDescription = name
            self.text = text
            self.code = code
            self.field = field
        }
    }

    static func chat(_ count: Int) -> String { #"{"type":"chat.send","data":{"text":"\#(String(repeating: "a", count: count))"}}"# }
    static func description(_ count: Int) -> String {
        let payload = "\"" + String(repeating: "a", count: count - 2) + "\""
        return #"{"type":"signal","data":{"to":"x","toSession":"y","conn":1,"kind":"description","payload":\#(payload)}}"#
    }

    static let malformed = [
        Row("no JSON", "hello", .badRequest), Row("half an object", #"{"type":"ping""#, .badRequest),
        Row("an array", "[]", .badRequest), Row("two objects", #"{"type":"ping"}{"type":"ping"}"#, .badRequest),
        Row("type twice", #"{"type":"ping","type":"room.end"}"#, .badRequest),
        Row("a name twice, in data", #"{"type":"chat.send","data":{"text":"a","te\u0078t":"b"}}"#, .badRequest),
        Row("a lone surrogate", #"{"type":"chat.send","data":{"text":"\ud800"}}"#, .badRequest),
        Row(
            "33 deep", #"{"type":"ping","x":"# + String(repeating: "[", count: 32) + String(repeating: "]", count: 32) + "}",
            .badRequest),
        Row("no type", #"{"data":{}}"#, .badRequest, field: "type"),
        Row("type is a number", #"{"type":1}"#, .badRequest, field: "type"),
        Row("data is a list", #"{"type":"ping","data":[]}"#, .badRequest, field: "data"),
        Row("an id of 33 characters", #"{"type":"ping","id":"\#(String(repeating: "i", count: 33))"}"#, .badRequest, field: "id"),
        Row("an empty id", #"{"type":"ping","id":""}"#, .badRequest, field: "id"),
        Row("ack is a fraction", #"{"type":"ping","ack":1.5}"#, .badRequest, field: "ack"),
        Row("an unknown type", #"{"type":"room.explode","data":{}}"#, .unknownType),
        Row("a server's type", #"{"type":"hello.ok","data":{}}"#, .unknownType),
    ]

    static let wrongData = [
        Row("a field is missing", #"{"type":"chat.send","data":{}}"#, .badRequest, field: "text"),
        Row("a field has the wrong type", #"{"type":"hand.set","data":{"raised":"yes"}}"#, .badRequest, field: "raised"),
        Row("an unknown word", #"{"type":"alert.send","data":{"kind":"boo"}}"#, .badRequest, field: "kind"),
        Row("2,001 characters", chat(2_001), .badRequest, field: "text"), Row("no characters", chat(0), .badRequest, field: "text"),
        Row(
            "a letter with a thousand accents",
            #"{"type":"chat.send","data":{"text":"a\#(String(repeating: "\u{301}", count: 9_000))"}}"#, .badRequest, field: "text"),
        Row("a name that hides", #"{"type":"profile.update","data":{"displayName":"\u202e"}}"#, .badRequest, field: "displayName"),
        Row("a description of 49,153 bytes", description(49_153), .tooLarge, field: "payload"),
        Row(
            "candidates of 8,193 bytes", description(8_193).replacing("description", with: "candidates"), .tooLarge,
            field: "payload"),
        Row(
            "a signal without payload", #"{"type":"signal","data":{"to":"x","toSession":"y","conn":1,"kind":"restart"}}"#,
            .badRequest, field: "payload"),
        Row("no ids", #"{"type":"waiting.admit","data":{"ids":[]}}"#, .badRequest, field: "ids"),
        Row("hello again", #"{"type":"hello","data":{"token":"t"}}"#, .badRequest),
    ]

    /// What a co-host may do as well, though not to a host.
    static let deciding = [
        Row("admit", #"{"type":"waiting.admit","data":{"ids":["x"]}}"#, .forbidden),
        Row("deny", #"{"type":"waiting.deny","data":{"id":"x"}}"#, .forbidden),
        Row("a note to the waiting", #"{"type":"waiting.message","data":{"ids":["x"],"text":"t"}}"#, .forbidden),
        Row("mute", #"{"type":"participant.mute","data":{"ids":["x"],"kinds":["audio"]}}"#, .forbidden),
        Row("ask to unmute", #"{"type":"participant.askUnmute","data":{"id":"x","kind":"audio"}}"#, .forbidden),
        Row(
            "set permissions", #"{"type":"participant.setPerms","data":{"id":"x","perms":{"audio":false,"video":true,"screen":true}}}"#,
            .forbidden),
        Row("remove", #"{"type":"participant.remove","data":{"id":"x"}}"#, .forbidden),
        Row("unblock", #"{"type":"participant.unblock","data":{"id":"x"}}"#, .forbidden),
        Row("lock", #"{"type":"room.lock","data":{"locked":true}}"#, .forbidden),
    ]

    static let hosting = [
        Row("set a role", #"{"type":"participant.setRole","data":{"id":"x","role":"cohost"}}"#, .forbidden),
        Row("reopen", #"{"type":"room.reopen"}"#, .forbidden),
        Row("extend", #"{"type":"room.extend","data":{"until":4102444800000}}"#, .forbidden),
        Row("end", #"{"type":"room.end","data":{}}"#, .forbidden),
    ]

    @Test(arguments: malformed + wrongData)
    func `of somebody in the session gets its error, changes nothing and reaches nobody`(row: Row) async throws {
        try await TestServer.run { server in
            let (host, client) = try await server.session()
            try await Self.expectRefusal(of: row, sentBy: client, besides: host, server)
        }
    }

    @Test(arguments: [Role.participant, .guest, .observer], deciding + hosting)
    func `no act of a host's is open to anybody else`(role: Role, row: Row) async throws {
        try await TestServer.run { server in
            let tokens = server.tokens
            let grant = role == .guest ? tokens.guest() : role == .observer ? tokens.observer() : tokens.client()
            let (host, other) = try await server.session(with: grant)
            try await Self.expectRefusal(of: row, sentBy: other, besides: host, server)
        }
    }

    @Test(arguments: hosting + deciding.filter { $0.text.contains("participant.") && !$0.text.contains("unblock") })
    func `a co-host does nothing that is a host's alone, and nothing to a host`(row: Row) async throws {
        try await TestServer.run { server in
            let (host, cohost) = try await server.session(with: server.tokens.observer())
            try await host.client.send(.participantSetRole(SetRole(id: cohost.id, role: .cohost)), id: "role")
            #expect(try await host.client.reply(to: "role") == .ok(.none))
            for one in [host, cohost] { _ = try await one.client.everythingSoFar() }
            var row = row
            row.text = row.text.replacing(#""x""#, with: "\"\(host.id)\"")
            try await Self.expectRefusal(of: row, sentBy: cohost, besides: host, server)
        }
    }

    /// The sender hears what is wrong, nobody hears anything else, and the room stays as it was.
    private static func expectRefusal(of row: Row, sentBy sender: Joined, besides other: Joined, _ server: TestServer) async throws {
        let before = try #require(await server.room()?.room)
        try await sender.client.send(text: row.text)
        guard case .reply(.error(let refusal), _) = try await sender.client.nextFrame() else {
            Issue.record("no error")
            return
        }
        #expect(refusal.code == row.code)
        if let field = row.field { #expect(refusal.details?.field == field) }
        #expect(try await sender.client.everythingSoFar() == [])
        #expect(try await other.client.everythingSoFar() == [])
        #expect(await server.room()?.room == before)
    }

    static let wrongState = [
        Row("signal", #"{"type":"signal","data":{"to":"x","toSession":"y","conn":1,"kind":"restart","payload":{}}}"#, .notAdmitted),
        Row("chat", chat(1), .notAdmitted),
        Row("media", #"{"type":"media.update","data":{"audio":"on","video":"on","screen":"off"}}"#, .notAdmitted),
        Row("hand", #"{"type":"hand.set","data":{"raised":true}}"#, .notAdmitted),
        Row("screen", #"{"type":"screen.request"}"#, .notAdmitted), Row("relay servers", #"{"type":"ice.refresh"}"#, .notAdmitted),
        Row("screen no more", #"{"type":"screen.release"}"#, .notAdmitted),
        Row("quality", #"{"type":"quality.report","data":{"level":"poor"}}"#, .notAdmitted),
    ]

    /// Of a host's acts too: who waits learns of no role's rights.
    static let hostsWrongState = (deciding + hosting).map { Row($0.testDescription, $0.text, .notAdmitted) }

    @Test(arguments: wrongState + hostsWrongState + malformed)
    func `of somebody waiting gets its error, changes nothing and reaches nobody`(row: Row) async throws {
        try await TestServer.run { server in
            let host = try await server.join(server.tokens.host())
            let client = try await server.join(server.tokens.client())
            _ = try await host.client.first(.waitingJoined)
            for one in [host, client] { _ = try await one.client.everythingSoFar() }
            try await Self.expectRefusal(of: row, sentBy: client, besides: host, server)
        }
    }

    @Test func `what is just within a limit is taken`() async throws {
        try await TestServer.run { server in
            let (host, client) = try await server.session()
            try await client.client.send(text: Self.chat(2_000))
            _ = try await host.client.first(.chatMessage)
            // The room itself says that nobody is there to take it: it was read.
            try await client.client.send(text: Self.description(49_152))
            _ = try await client.client.first(.signalFailed)
        }
    }

    @Test func `more decisions than a host may take are refused and have no effect`() async throws {
        try await TestServer.run(now: TestClock().moment, configure: { $0.limits.hostRate = .init(perSecond: 1, burst: 2) }) { server in
            let host = try await server.join(server.tokens.host())
            for id in ["1", "2", "3"] { try await host.client.send(.roomLock(Lock(locked: id != "3")), id: id) }
            // The refusal doesn't wait for the journal, so it may come first.
            var replies: [String: Reply] = [:]
            while replies.count < 3 {
                let (id, reply) = try await host.client.first { if case .reply(let reply, let id) = $0 { (id, reply) } else { nil } }
                replies[id] = reply
            }
            #expect(replies["1"] == .ok(.none) && replies["2"] == .ok(.none))
            #expect(replies["3"]?.refusal?.code == .rateLimited)
            #expect(await server.room()?.room.record.isLocked == true)
        }
    }
}
