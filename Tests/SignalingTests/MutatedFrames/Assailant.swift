import SignalingClient
import SignalingProtocol
import Testing

@testable import Signaling

/// Sends bad frames from one seat, and sits down again where it was thrown out.
struct Assailant {
    /// How often a host goes to another room: in its own it soon has nobody left to act on.
    private static let framesPerRoom = 250

    let seat: Seat
    private let server: TestServer
    private let call: HealthyCall
    private let number: Int
    private let seed: UInt64
    private var mutator: FrameMutator
    private var client: SignalingClient?
    private var rooms = 0
    /// Nobody reads what those in a host's room are told.
    private var extras: [SignalingClient] = []
    private var sent = 0
    /// Ids of requests: another message with one of them is answered as the first was, and does nothing.
    private var used: Set<String> = []
    private(set) var tally: [String: Int] = [:]

    init(_ number: Int, beside call: HealthyCall, on server: TestServer, seed: UInt64) throws {
        seat = Seat.allCases[number % Seat.allCases.count]
        self.number = number
        self.call = call
        self.server = server
        self.seed = seed
        mutator = try FrameMutator(seed: seed)
    }

    mutating func attack(_ count: Int) async throws {
        for _ in 0..<count {
            let client = try await seated()
            let bad = mutator.next()
            sent += 1
            for frame in bad.frames { try? await client.send(frame) }
            let due = DueAnswer(bad, limits: server.signaling.core.limits, isGreeting: seat == .greeting)
            let isLeft = seat.isLeft(by: due)
            let isRepeated = request(of: bad).map { !used.insert($0).inserted } ?? false
            do {
                judge(try await isLeft && !isRepeated ? .whenOver(client) : .now(from: client, mark: sent), to: bad, due)
            } catch {
                Issue.record("\(about(bad)): \(due) but \(error)")
                throw error
            }
            // The server may have forgotten the request by then: it ends the connection when it likes.
            if isLeft, isRepeated { await leave() }
        }
    }

    /// Leaves without a word.
    mutating func leave() async {
        await client?.drop()
        for extra in extras { await extra.drop() }
        (client, extras) = (nil, [])
    }

    private mutating func judge(_ answer: Answer, to bad: MutatedFrame, _ due: DueAnswer) {
        let isRight =
            switch due {
            case .closes(let code): answer.code == code.rawValue
            case .refused(let refused):
                answer.refusals.contains(refused) && answer.code == (seat == .greeting ? CloseCode.protocolViolation.rawValue : nil)
            case .taken(let kind): seat.allows(answer, to: kind)
            }
        let isSane = answer.code != CloseCode.internalError.rawValue && !answer.refusals.contains { $0.code == .internal }
        if !isRight || !isSane {
            Issue.record("\(about(bad)): \(due) but \(answer)")
        }
        tally[due.label, default: 0] += 1
        if answer.isOver { client = nil }
    }

    private func request(of bad: MutatedFrame) -> String? {
        bad.text.flatMap { try? FrameCodec(limits: server.signaling.core.limits).decode($0).id }
    }

    private func about(_ bad: MutatedFrame) -> String {
        let text = bad.text.map { String(decoding: $0.prefix(400), as: UTF8.self) } ?? "\(bad.frames)"
        return "\(seat), seed \(seed), frame \(sent): \(text)"
    }

    // MARK: Sitting down

    private mutating func seated() async throws -> SignalingClient {
        if let client, seat != .host || !sent.isMultiple(of: Self.framesPerRoom) { return client }
        await leave()
        let new: SignalingClient
        switch seat {
        case .greeting:
            new = try await server.connect()
            mutator.cast.people = [call.client.id]
        case .waiting: new = try await inWaitingRoom().client
        case .admitted: new = try await inCall()
        case .host: new = try await inRoomOfItsOwn()
        }
        client = new
        return new
    }

    private mutating func inWaitingRoom() async throws -> Joined {
        let joined = try await server.join(server.tokens.client(100 + number), hello: Hello(onDuplicate: .takeover))
        mutator.cast.people = [joined.id, call.client.id, call.host.id]
        return joined
    }

    private mutating func inCall() async throws -> SignalingClient {
        let joined = try await inWaitingRoom()
        if joined.ok.state == .waiting {
            try await call.host.client.send(.waitingAdmit(Admit(ids: [joined.id])))
            _ = try await joined.client.first(.admitted)
        }
        mutator.cast.peers = try await joined.client.roomState().peers
        return joined.client
    }

    private mutating func inRoomOfItsOwn() async throws -> SignalingClient {
        rooms += 1
        let room = try #require(RoomID(rawValue: "room-of-host-\(number)-\(rooms)"))
        func grant(_ grant: RoomGrant) -> RoomGrant {
            var grant = grant
            grant.room = room
            return grant
        }
        let host = try await server.join(grant(server.tokens.host()))
        _ = try await host.client.first(.roomState)
        let admitted = try await server.join(grant(server.tokens.client(1)))
        try await host.client.send(.waitingAdmit(Admit(ids: [admitted.id])))
        let peer = try await host.client.first { frame in
            if case .event(.participantJoined(let joined), _, _) = frame { joined.peer } else { nil }
        }
        let waiting = try await server.join(grant(server.tokens.guest(2)))
        extras = [admitted.client, waiting.client]
        mutator.cast = .init(people: [host.id, admitted.id, waiting.id], peers: [peer])
        return host.client
    }
}

extension DueAnswer {
    fileprivate var label: String {
        switch self {
        case .closes(let code): "closed \(code.rawValue)"
        case .refused(let refused): "refused \(refused.code.rawValue)"
        case .taken: "a message after all"
        }
    }
}
