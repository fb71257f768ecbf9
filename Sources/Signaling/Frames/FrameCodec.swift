import Foundation
import NIOCore
import SignalingProtocol

/// Bytes to messages and back. The envelope is read by ``SignalingProtocol/JSONScanner``; the payload of a `signal` is
/// forwarded as the bytes that came; the `data` of everything else is decoded.
struct FrameCodec: Sendable {
    private let limits: Limits
    private let decoder = JSONDecoder()
    private let encoder: JSONEncoder

    init(limits: Limits) {
        self.limits = limits
        encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
    }

    func decode(_ text: [UInt8]) throws(FrameRefusal) -> ClientFrame {
        let envelope = try Envelope(text, depth: limits.jsonDepth)
        guard let kind = ClientMessage.Kind(rawValue: envelope.type) else {
            throw FrameRefusal(.unknownType, "no such type", request: envelope.id)
        }
        do {
            let message = kind == .signal ? .signal(try signal(in: envelope)) : try decode(kind, in: envelope)
            try message.checkLengths()
            return ClientFrame(message, id: envelope.id, ack: envelope.ack)
        } catch {
            throw FrameRefusal(error, in: envelope.id)
        }
    }

    /// A decision of staff outside the room, and the room it is for (`/v1/staff`).
    func decodeInstruction(_ text: [UInt8]) throws(FrameRefusal) -> (frame: ClientFrame, room: RoomID?) {
        let frame = try decode(text)
        let envelope = try Envelope(text, depth: limits.jsonDepth)
        return (frame, envelope.data.string("room").flatMap(RoomID.init(rawValue:)))
    }

    /// - Returns: `nil` if the frame can't be written, which none of ours does.
    func encode(_ frame: ServerFrame) -> ByteBuffer? {
        if let text = frame.signalText { return ByteBuffer(bytes: text) }
        guard let text = try? encoder.encode(frame) else { return nil }
        return ByteBuffer(bytes: text)
    }

    private func decode(_ kind: ClientMessage.Kind, in envelope: Envelope) throws -> ClientMessage {
        try decoder.decode(Body.self, from: Data(envelope.dataText), configuration: kind).message
    }

    private func signal(in envelope: Envelope) throws(FrameRefusal) -> OutgoingSignal {
        let data = envelope.data
        guard let to = data.string("to").flatMap(ParticipantID.init(rawValue:)) else { throw .wrong("to") }
        guard let session = data.string("toSession").flatMap(SessionID.init(rawValue:)) else { throw .wrong("toSession") }
        guard let conn = data.integer("conn") else { throw .wrong("conn") }
        guard let kind = data.string("kind").flatMap(SignalKind.init(rawValue:)) else { throw .wrong("kind") }
        guard let payload = data.bytes("payload") else { throw .wrong("payload") }
        guard payload.count <= largestPayload(kind) else {
            throw FrameRefusal(.tooLarge, "the payload is too large", field: "payload")
        }
        return OutgoingSignal(to: to, toSession: session, conn: conn, kind: kind, payload: RawJSON(wellFormed: payload))
    }

    private func largestPayload(_ kind: SignalKind) -> Int {
        switch kind {
        case .description: limits.descriptionBytes
        case .candidates, .restart, .close: limits.candidateBytes
        }
    }
}

/// The `data` of a message, decoded by its `type`.
private struct Body: DecodableWithConfiguration {
    let message: ClientMessage

    init(from decoder: any Decoder, configuration kind: ClientMessage.Kind) throws {
        message = try ClientMessage(kind, from: decoder)
    }
}

extension FrameRefusal {
    /// A field of `data` that is missing or isn't what it should be.
    static func wrong(_ field: String) -> FrameRefusal { FrameRefusal(.badRequest, "wrong or missing field", field: field) }

    fileprivate init(_ error: any Error, in request: String?) {
        switch error {
        case var refusal as FrameRefusal:
            refusal.request = request
            self = refusal
        case let error as DecodingError:
            self.init(.badRequest, "wrong or missing field", field: error.field, request: request)
        default:
            self.init(.badRequest, "not a message", request: request)
        }
    }
}

extension DecodingError {
    /// The member of `data` that could not be read, dotted.
    fileprivate var field: String? {
        let path =
            switch self {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context): context.codingPath
            case .keyNotFound(let key, let context): context.codingPath + [key]
            @unknown default: [any CodingKey]()
            }
        let names = path.map { $0.intValue.map(String.init) ?? $0.stringValue }
        return names.isEmpty ? nil : String(names.joined(separator: ".").prefix(64))
    }
}
