import SignalingClient
import SignalingProtocol
import Testing

/// A clinician and a client whose signals go back and forth.
struct HealthyCall {
    let host: Joined
    let client: Joined
    private let toHost: Peer
    private let toClient: Peer

    init(on server: TestServer) async throws {
        host = try await server.join(server.tokens.host())
        _ = try await host.client.first(.roomState)
        client = try await server.join(server.tokens.client())
        try await host.client.send(.waitingAdmit(Admit(ids: [client.id])))
        _ = try await client.client.first(.admitted)
        toHost = try #require(try await client.client.roomState().peers.first)
        toClient = try await host.client.first { frame in
            if case .event(.participantJoined(let joined), _, _) = frame { joined.peer } else { nil }
        }
    }

    /// Sends some signals each way, and waits until all have come, each in its turn.
    func exchange(_ numbers: Range<Int>) async throws {
        for number in numbers { try await client.client.send(signal(number, to: toHost)) }
        #expect(try await heard(numbers.count, by: host, from: client) == numbers.map(Self.payload))
        for number in numbers { try await host.client.send(signal(number, to: toClient)) }
        #expect(try await heard(numbers.count, by: client, from: host) == numbers.map(Self.payload))
    }

    private func heard(_ count: Int, by one: Joined, from other: Joined) async throws -> [RawJSON] {
        var payloads: [RawJSON] = []
        for _ in 0..<count {
            payloads.append(
                try await one.client.first { frame in
                    guard case .event(.signal(let signal), _, _) = frame, signal.from == other.id else { return nil }
                    return signal.payload
                })
        }
        return payloads
    }

    private func signal(_ number: Int, to peer: Peer) -> ClientMessage {
        .signal(OutgoingSignal(to: peer.id, toSession: peer.session, conn: peer.conn, kind: .candidates, payload: Self.payload(number)))
    }

    private static func payload(_ number: Int) -> RawJSON { JSONValue.object(["n": .integer(Int64(number))]).raw }
}
