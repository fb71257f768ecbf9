import Foundation
import SignalingProtocol

/// Makes bad frames out of the messages of a real session, the same from the same seed.
struct FrameMutator {
    /// Who is in the room, so that what is sent is about somebody.
    struct Cast {
        var people: [ParticipantID] = []
        var peers: [Peer] = []
    }

    var cast = Cast()
    private let samples: [JSONValue]
    private let json: JSONMutation
    private var random: SplitMix
    private var made = 0

    init(seed: UInt64) throws {
        samples = try Self.fixtures()
        json = JSONMutation(others: samples)
        random = SplitMix(seed: seed)
    }

    mutating func next() -> MutatedFrame {
        var value = numbered(renamed(samples.randomElement(using: &random) ?? .null))
        for _ in 0..<Int.random(in: 0...2, using: &random) { json.apply(to: &value, &random) }
        var text = value.raw.bytes
        switch Int.random(in: 0..<20, using: &random) {
        case 0: return .broken(text, &random)
        case 1: return MutatedFrame(text, cutAt: (0..<3).map { _ in Int.random(in: 0...text.count, using: &random) })
        case 2: text = Array(#"{"type":"ping","#.utf8) + text.dropFirst()
        case 3: text += Array(repeating: 0x20, count: Int.random(in: 1...70_000, using: &random))
        case 4...11: for _ in 0..<Int.random(in: 1...4, using: &random) { ByteMutation.apply(to: &text, &random) }
        default: break
        }
        return MutatedFrame(text)
    }

    /// Gives a request an id of its own, but for one in eight: what has an id that was used is answered as it was, and does nothing.
    private mutating func numbered(_ value: JSONValue) -> JSONValue {
        guard case .object(var members) = value, members["id"] != nil, Int.random(in: 0..<8, using: &random) > 0 else { return value }
        made += 1
        members["id"] = .string("made-\(made)")
        return .object(members)
    }

    /// Puts people of the room in the places of those in a sample.
    private mutating func renamed(_ value: JSONValue) -> JSONValue {
        guard case .object(let members) = value else { return value }
        let peer = cast.peers.randomElement(using: &random)
        return .object(
            members.reduce(into: [:]) { result, member in
                result[member.key] =
                    switch (member.key, member.value) {
                    case ("id", .string(let text)) where text.hasPrefix("p-"): name() ?? member.value
                    case ("ids", .array): .array([name(), name()].compactMap(\.self))
                    case ("to", .string): (peer?.id.rawValue).map(JSONValue.string) ?? member.value
                    case ("toSession", .string): (peer?.session.rawValue).map(JSONValue.string) ?? member.value
                    case ("conn", .integer): (peer?.conn).map { .integer(Int64($0)) } ?? member.value
                    default: renamed(member.value)
                    }
            })
    }

    private mutating func name() -> JSONValue? { cast.people.randomElement(using: &random).map { .string($0.rawValue) } }

    /// Every message of a client's, from the protocol's document.
    private static func fixtures() throws -> [JSONValue] {
        let folder = URL(filePath: #filePath)
            .appending(path: "../../../../Sources/SignalingProtocol/SignalingProtocol.docc/Fixtures").standardized
        return try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted().filter { $0.hasPrefix("client.") }.map {
            try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: folder.appending(path: $0)))
        }
    }
}
