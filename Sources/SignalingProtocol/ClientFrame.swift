/// One frame from a client: a message, the request id that asks for a reply, and the newest event seen.
public struct ClientFrame: Equatable, Sendable {
    /// At most 32 characters; the same id gets the same reply.
    public var id: String?
    public var ack: Int?
    public var message: ClientMessage

    public init(_ message: ClientMessage, id: String? = nil, ack: Int? = nil) {
        self.message = message
        self.id = id
        self.ack = ack
    }
}

/// An object without members: the `data` of messages that carry none.
struct NoData: Codable {}

enum FrameKey: String, CodingKey { case type, id, ack, seq, rev, re, data }

extension ClientFrame: Codable {
    public init(from decoder: any Decoder) throws {
        let frame = try decoder.container(keyedBy: FrameKey.self)
        id = try frame.decodeIfPresent(String.self, forKey: .id)
        ack = try frame.decodeIfPresent(Int.self, forKey: .ack)
        let kind = try frame.decode(ClientMessage.Kind.self, forKey: .type)
        message = try ClientMessage(kind, from: frame.superDecoder(forKey: .data))
    }

    /// - Throws: `EncodingError` for a `signal`, whose payload is spliced: see ``ClientFrame/signalText``.
    public func encode(to encoder: any Encoder) throws {
        var frame = encoder.container(keyedBy: FrameKey.self)
        try frame.encode(message.kind, forKey: .type)
        try frame.encodeIfPresent(id, forKey: .id)
        try frame.encodeIfPresent(ack, forKey: .ack)
        try message.encodeData(to: frame.superEncoder(forKey: .data))
    }

    /// The frame of a `signal` as UTF-8 text, payload spliced in unchanged; `nil` for every other message.
    public var signalText: [UInt8]? {
        guard case .signal(let signal) = message else { return nil }
        var head = #"{"type":"signal""#
        if let id { head += #","id":"# + id.quotedJSON }
        if let ack { head += #","ack":\#(ack)"# }
        // Ids hold nothing that JSON would escape.
        head += #","data":{"to":"\#(signal.to)","toSession":"\#(signal.toSession)","conn":\#(signal.conn)"#
        head += #","kind":"\#(signal.kind.rawValue)","payload":"#
        return Array(head.utf8) + signal.payload.bytes + Array("}}".utf8)
    }
}
