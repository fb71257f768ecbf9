import NIOCore
import SignalingProtocol
import Testing

@testable import Signaling

@Suite("What a socket is made of")
struct SocketValueTests {
    let start = Instant(milliseconds: 1_000_000)

    @Test func `a bucket gives its burst, then so many a second`() {
        var bucket = TokenBucket(.init(perSecond: 5, burst: 3), at: start)
        #expect((0..<3).allSatisfy { _ in bucket.take(at: start) == nil })
        #expect(bucket.take(at: start) == .milliseconds(200))
        #expect(bucket.take(at: start + .milliseconds(199)) == .milliseconds(1))
        #expect(bucket.take(at: start + .milliseconds(200)) == nil)
        #expect((0..<3).allSatisfy { _ in bucket.take(at: start + .seconds(60)) == nil })
        #expect(bucket.take(at: start + .seconds(60)) != nil)
    }

    @Test func `a clock that goes backwards gives nothing away`() {
        var bucket = TokenBucket(.init(perSecond: 1, burst: 1), at: start)
        #expect(bucket.take(at: start) == nil)
        #expect(bucket.take(at: start - .seconds(10)) != nil)
        #expect(bucket.take(at: start + .milliseconds(999)) != nil)
        #expect(bucket.take(at: start + .milliseconds(1000)) == nil)
    }

    @Test func `an outbox holds so many frames and bytes, and not one more`() {
        var outbox = Outbox(maximumCount: 2, maximumBytes: 10)
        #expect(outbox.append(OutgoingFrame(ByteBuffer(string: "12345"))) == true)
        #expect(outbox.append(OutgoingFrame(ByteBuffer(string: "12345"))) == true)
        #expect(outbox.append(OutgoingFrame(ByteBuffer(string: ""))) == false)
        #expect(outbox.popFirst()?.text == ByteBuffer(string: "12345"))
        #expect(outbox.append(OutgoingFrame(ByteBuffer(string: "123456"))) == false)
        #expect(outbox.bytes == 5)
    }

    @Test func `a newer frame takes the place of one that it makes worthless`() {
        var outbox = Outbox(maximumCount: 2, maximumBytes: 10)
        #expect(outbox.append(OutgoingFrame(ByteBuffer(string: "t1"), key: .tick)) == true)
        #expect(outbox.append(OutgoingFrame(ByteBuffer(string: "m1"), key: .media("a"))) == true)
        #expect(outbox.append(OutgoingFrame(ByteBuffer(string: "tick2"), key: .tick)) == true)
        #expect(outbox.count == 2)
        #expect(outbox.bytes == 7)
        #expect(outbox.popFirst()?.text == ByteBuffer(string: "tick2"))
    }

    @Test func `timers ping, tick, and give up on silence`() {
        var limits = Limits()
        limits.helloTimeout = .seconds(5)
        var timers = SocketTimers(limits: limits, at: start)
        #expect(timers.next == start + .seconds(5))
        #expect(timers.due(at: start + .seconds(5)) == [.helloTimeout])
        timers.expectHello(by: nil)
        #expect(timers.next == start + .seconds(15))
        #expect(timers.due(at: start + .seconds(15)) == [.ping])
        #expect(timers.next == start + .seconds(25))
        #expect(timers.due(at: start + .seconds(25)) == [.tick])
        timers.heard(at: start + .seconds(29))
        #expect(timers.due(at: start + .seconds(40)) == [.ping])
        #expect(timers.due(at: start + .seconds(68)).contains(.dead) == false)
        #expect(timers.due(at: start + .seconds(69)) == [.dead])
        timers.closing(at: start + .seconds(69))
        #expect(timers.due(at: start + .seconds(73)) == [])
        #expect(timers.due(at: start + .seconds(74)) == [.closeTimeout])
    }

    @Test func `timers stop with the server, whatever a peer is given to answer`() {
        var timers = SocketTimers(limits: Limits(), at: start)
        timers.stop(by: start + .seconds(2))
        #expect(timers.next == start + .seconds(2))
        timers.closing(at: start + .seconds(1))
        #expect(timers.next == start + .seconds(2))
        #expect(timers.due(at: start + .seconds(1)) == [])
        #expect(timers.due(at: start + .seconds(2)) == [.stopped])
    }

    @Test func `a household is one address, or one IPv6 network`() {
        #expect(AddressPrefix("192.0.2.1") == AddressPrefix("::ffff:192.0.2.1"))
        #expect(AddressPrefix("192.0.2.1") != AddressPrefix("192.0.2.2"))
        #expect(AddressPrefix("2001:db8:0:1::5") == AddressPrefix("2001:0DB8::1:aaaa:0:0:1"))
        #expect(AddressPrefix("2001:db8:0:1::5") != AddressPrefix("2001:db8:0:2::5"))
        #expect(AddressPrefix("::1") == AddressPrefix("0:0:0:0:0:0:0:1"))
        #expect(AddressPrefix("fe80::1%eth0") == AddressPrefix("fe80::2"))
        #expect(AddressPrefix(":\u{6DD}%eth0") == AddressPrefix(":\u{6DD}"), "a sign that joins the next one")
    }

    @Test func `bad hellos are held back after ten, and forgotten after half an hour`() {
        let door = Doorkeeper(limits: Limits())
        let address = AddressPrefix("192.0.2.1")
        #expect((0..<10).allSatisfy { _ in door.badHello(from: address, at: start) == .zero })
        #expect(door.badHello(from: address, at: start) == Limits().badHelloDelay)
        #expect(door.badHello(from: AddressPrefix("192.0.2.2"), at: start) == .zero)
        #expect(door.badHello(from: address, at: start + Doorkeeper.memory) == .zero)
    }

    @Test func `what stands still for five seconds is noticed, what moves on isn't`() {
        var timers = SocketTimers(limits: Limits(), at: start)
        timers.expectHello(by: nil)
        timers.queued(at: start)
        #expect(timers.next == start + .seconds(5))
        #expect(timers.due(at: start + .milliseconds(4_999)) == [])
        timers.queued(at: start + .seconds(4))
        #expect(timers.due(at: start + .milliseconds(8_999)) == [])
        #expect(timers.due(at: start + .seconds(9)) == [.stalled])
        timers.queued(at: nil)
        #expect(timers.due(at: start + .seconds(9)) == [])
    }

    @Test func `the handshake's proof is that of the standard`() {
        #expect(WebSocketAccept.value(for: "dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        #expect(WebSocketAccept.value(for: "short") == nil)
        #expect(WebSocketAccept.value(for: "dGhlIHNhbXBsZSBub25jZQ!=") == nil)
    }

    @Test func `base64 is that of the standard`() {
        #expect(Array("".utf8).base64 == "")
        #expect(Array("f".utf8).base64 == "Zg==")
        #expect(Array("fo".utf8).base64 == "Zm8=")
        #expect(Array("foobar".utf8).base64 == "Zm9vYmFy")
        #expect([UInt8](arrayLiteral: 0xFB, 0xFF).base64URL == "-_8")
        #expect([UInt8](arrayLiteral: 0x00, 0xAF).hexadecimal == "00af")
    }

    @Test func `a replay has everything after what was seen, or says that it has not`() {
        var replay = ReplayBuffer(maximumCount: 3, maximumBytes: 1_000)
        for _ in 1...3 { _ = replay.append { ByteBuffer(string: "\($0)") } }
        #expect(replay.canReplay(after: 0) && replay.canReplay(after: 3) && !replay.canReplay(after: 4))
        #expect(replay.events(after: 1).map(String.init(buffer:)) == ["2", "3"])
        _ = replay.append { ByteBuffer(string: "\($0)") }
        #expect(!replay.canReplay(after: 0) && replay.canReplay(after: 1))
        replay.acknowledge(4)
        #expect(replay.canReplay(after: 4) && !replay.canReplay(after: 3))
        #expect(replay.nextSeq == 5)
    }

    @Test func `a replay is bounded in bytes too`() {
        var replay = ReplayBuffer(maximumCount: 100, maximumBytes: 10, after: 7)
        _ = replay.append { _ in ByteBuffer(string: "123456") }
        _ = replay.append { _ in ByteBuffer(string: "12345") }
        #expect(!replay.canReplay(after: 7) && replay.canReplay(after: 8))
        #expect(replay.nextSeq == 10)
    }

    @Test func `so many replies are remembered, and not one more`() {
        var replies = RememberedReplies(maximumCount: 2)
        for id in ["1", "2", "3"] { replies.remember(.ok(.none), to: id) }
        #expect(replies["1"] == nil)
        #expect(replies["2"] != nil && replies["3"] != nil)
        replies.remember(.error(Refusal(.upstreamUnavailable, "try again")), to: "4")
        #expect(replies["4"] == nil)
    }

    @Test func `relay credentials are those of the shared-secret scheme`() {
        let ice = ICEConfiguration(urls: ["stun:s.example", "turn:t.example"], secret: "north", lifetime: .seconds(3600))
        let servers = ice.servers(for: "sam", at: Instant(seconds: 1_000))
        #expect(servers.servers.map(\.urls) == [["stun:s.example"], ["turn:t.example"]])
        #expect(servers.servers.last?.username == "4600:sam")
        // printf '4600:sam' | openssl dgst -sha1 -hmac north -binary | base64
        #expect(servers.servers.last?.credential == "XRSP1ypDOG0h0mhP6RR5vYnbprA=")
        #expect(servers.expiresAt == Instant(seconds: 4_600))
        #expect(servers.refreshAt == Instant(seconds: 3_700))
        #expect(ICEConfiguration().servers(for: "sam", at: start) == ICEServers(servers: []))
    }

    @Test func `a steady flood is closed, whoever sends half too much isn't`() {
        var flooded = MessageRate(limits: Limits(), at: start)
        let flood = (0..<2_000).map { flooded.frame(at: start + .milliseconds($0)) }
        #expect(flood.contains(.excessive))
        var hurried = MessageRate(limits: Limits(), at: start)
        let hurry = (0..<3_000).map { hurried.frame(at: start + .milliseconds(22 * $0)) }
        #expect(!hurry.contains(.excessive) && hurry.contains { $0 != .pass })
    }
}
