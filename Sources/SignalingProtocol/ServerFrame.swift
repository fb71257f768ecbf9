/// One frame from the server: an event, or the reply to a request.
public enum ServerFrame: Equatable, Sendable {
    /// `seq`: this session's gap-free number, where the kind takes one. `rev`: the change of room state it tells of.
    case event(ServerMessage, seq: Int?, rev: Int?)
    case reply(Reply, re: String)
}

extension ServerFrame: Codable {
    public init(from decoder: any Decoder) throws {
        let frame = try decoder.container(keyedBy: FrameKey.self)
        switch try frame.decode(String.self, forKey: .type) {
        case "ok":
            self = .reply(.ok(try frame.decode(ReplyData.self, forKey: .data)), re: try frame.decode(String.self, forKey: .re))
        case "error":
            self = .reply(.error(try frame.decode(Refusal.self, forKey: .data)), re: try frame.decodeIfPresent(String.self, forKey: .re) ?? "")
        default:
            let kind = try frame.decode(ServerMessage.Kind.self, forKey: .type)
            self = .event(
                try ServerMessage(kind, from: frame.superDecoder(forKey: .data)),
                seq: try frame.decodeIfPresent(Int.self, forKey: .seq), rev: try frame.decodeIfPresent(Int.self, forKey: .rev))
        }
    }

    /// - Throws: `EncodingError` for a `signal`, whose payload is spliced: see ``ServerFrame/signalText``.
    public func encode(to encoder: any Encoder) throws {
        var frame = encoder.container(keyedBy: FrameKey.self)
        switch self {
        case .event(let message, let seq, let rev):
            try frame.encode(message.kind, forKey: .type)
            try frame.encodeIfPresent(seq, forKey: .seq)
            try frame.encodeIfPresent(rev, forKey: .rev)
            try message.encodeData(to: frame.superEncoder(forKey: .data))
        case .reply(.ok(let data), let re):
            try frame.encode("ok", forKey: .type)
            try frame.encode(re, forKey: .re)
            try frame.encode(data, forKey: .data)
        case .reply(.error(let refusal), let re):
            try frame.encode("error", forKey: .type)
            if !re.isEmpty { try frame.encode(re, forKey: .re) }
            try frame.encode(refusal, forKey: .data)
        }
    }

    /// The frame of a `signal` as UTF-8 text, payload spliced in unchanged; `nil` for every other frame.
    public var signalText: [UInt8]? {
        guard case .event(.signal(let signal), let seq, let rev) = self else { return nil }
        var head = #"{"type":"signal""#
        if let seq { head += #","seq":\#(seq)"# }
        if let rev { head += #","rev":\#(rev)"# }
        // Ids hold nothing that JSON would escape.
        head += #","data":{"from":"\#(signal.from)","fromSession":"\#(signal.fromSession)","conn":\#(signal.conn)"#
        head += #","kind":"\#(signal.kind.rawValue)","payload":"#
        return Array(head.utf8) + signal.payload.bytes + Array("}}".utf8)
    }
}

extension ReplyData: Codable {
    private enum Key: CodingKey { case admitted, granted, delivered, heard }

    /// Told apart by the member that each always has.
    public init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        if keys.contains(.admitted) {
            self = .admission(try AdmissionOutcome(from: decoder))
        } else if keys.contains(.granted) {
            self = .screen(try ScreenGrant(from: decoder))
        } else if keys.contains(.delivered) {
            self = .deliveries(try Deliveries(from: decoder))
        } else if keys.contains(.heard) {
            self = .knock(try KnockOutcome(from: decoder))
        } else {
            self = .none
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .none: try NoData().encode(to: encoder)
        case .admission(let data): try data.encode(to: encoder)
        case .screen(let data): try data.encode(to: encoder)
        case .deliveries(let data): try data.encode(to: encoder)
        case .knock(let data): try data.encode(to: encoder)
        }
    }
}
