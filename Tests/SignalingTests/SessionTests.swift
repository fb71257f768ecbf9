import SignalingClient
import SignalingProtocol
import Testing

@Suite("A session, from hello to a call", .timeLimit(.minutes(30)))
struct SessionTests {
    @Test func `from hello to a relayed signal everything comes in order`() async throws {
        try await TestServer.run { server in
            let host = try await server.connect()
            guard case .event(.welcome(let welcome), nil, nil) = try await host.nextFrame() else {
                Issue.record("no welcome first")
                return
            }
            #expect(welcome.protocol == "vestibule.v1")
            let hostOK = try await host.hello(token: server.tokens.token(for: server.tokens.host()))
            #expect(hostOK.state == .admitted)
            #expect(hostOK.role == .host)
            #expect(try await Set(host.kinds()) == ["room.state", "ice.servers"])

            let client = try await server.join(server.tokens.client())
            #expect(client.ok.state == .waiting)
            let waiting = try await host.waitingJoined()
            #expect(waiting.id == client.id)
            #expect(waiting.verifiedName == "Samuel Roy 1")
            #expect(waiting.displayName.text == "Sam 1")

            try await host.send(.waitingAdmit(Admit(ids: [client.id])), id: "1")
            #expect(try await host.reply(to: "1") == .ok(.admission(AdmissionOutcome(admitted: [client.id]))))
            _ = try await client.client.first(.admitted)
            let state = try await client.client.roomState()
            #expect(state.participants.map(\.id).contains(hostOK.participantId))
            #expect(state.waiting == nil)
            let peer = try #require(state.peers.first)
            #expect(peer.id == hostOK.participantId)

            let payload = RawJSON(wellFormed: Array(#"{"type":"offer","sdp":"v=0 \u00e9 é"}"#.utf8))
            try await client.client.send(
                .signal(OutgoingSignal(to: peer.id, toSession: peer.session, conn: peer.conn, kind: .description, payload: payload))
            )
            let text = try await host.text(of: .signal)
            // The payload is passed on byte for byte.
            #expect(text.contains(#""payload":{"type":"offer","sdp":"v=0 \u00e9 é"}"#))
            #expect(text.contains(#""from":"\#(client.id)""#))
        }
    }
}

extension SignalingClient {
    /// The types of the messages that have come so far.
    func kinds() async throws -> [String] {
        try await everythingSoFar().compactMap { frame in
            if case .event(let message, _, _) = frame { message.kind.rawValue } else { nil }
        }
    }

    /// The very text of the next message of this kind.
    func text(of kind: ServerMessage.Kind) async throws -> String {
        while true {
            switch try await next() {
            case .frame(.event(let message, _, _), let text) where message.kind == kind: return text
            case .closed(let code): throw Failure.ended(code: code)
            default: continue
            }
        }
    }
}
