import Foundation
import HTTPTypes
import NIOCore
import NIOWebSocket
import PortalWeb
import SignalingProtocol

@testable import Signaling

extension Parser {
    /// A client's message: what is taken can be written again as the same, and keeps to every limit.
    static let frame = Parser("frame") { bytes in
        let limits = Limits()
        let codec = FrameCodec(limits: limits)
        do throws(FrameRefusal) {
            let frame = try codec.decode(bytes)
            let written = try? frame.signalText ?? Array(JSONEncoder().encode(frame))
            let again = written.flatMap { try? codec.decode($0) }
            _ = try codec.decodeInstruction(bytes)
            guard again != frame else { return }
            throw FrameRefusal(.internal, "a message reads as what it was")
        } catch {
            try expect(error.refusal.code != .internal, error.refusal.message)
            try expect([.badRequest, .unknownType, .tooLarge].contains(error.refusal.code), "only three things can be wrong")
            try expect(error.request.map { (1...TextLimits.requestID).contains($0.unicodeScalars.count) } ?? true, "an id is as long as allowed")
        }
    }

    /// Frames to messages, against the simplest reader there could be. Each frame is two bytes (what it is, how long) and its payload.
    static let assembly = Parser("assembly") { bytes in
        let most = 200
        var assembly = MessageAssembly(maximumBytes: most)
        var simple: [UInt8]?
        var rest = bytes[...]
        while let head = rest.popFirst(), let length = rest.popFirst() {
            let payload = Array(rest.prefix(Int(length)))
            rest = rest.dropFirst(payload.count)
            let opcodes: [WebSocketOpcode] = [.text, .continuation, .ping, .pong, .binary, .connectionClose]
            let (opcode, fin) = (opcodes[Int(head & 7) % opcodes.count], head & 8 != 0)
            var data = ByteBuffer(bytes: payload)
            let key: WebSocketMaskingKey = [head, length, 3, 4]
            data.webSocketMask(key)
            let outcome = assembly.take(WebSocketFrame(fin: fin, opcode: opcode, maskKey: key, data: data))
            switch opcode {
            case .text where simple == nil, .continuation where simple != nil:
                let whole = (simple ?? []) + payload
                simple = whole
                if whole.count > most {
                    try expect(outcome == .violation(.tooLarge), "what is too large is refused")
                } else if fin {
                    let isText = String(validating: whole, as: UTF8.self) != nil
                    try expect(outcome == (isText ? .text(whole) : .violation(.invalidPayload)), "a message is text, whole and good")
                    simple = nil
                } else {
                    let endings: [[UInt8]] = [[], [0x80], [0x80, 0x80], [0x80, 0x80, 0x80], [0xA0, 0x80], [0x90, 0x80, 0x80]]
                    let mayBecomeText = endings.contains { String(validating: whole + $0, as: UTF8.self) != nil }
                    let isRight = outcome == (mayBecomeText ? .nothing : .violation(.invalidPayload))
                    try expect(isRight, "a part is kept for as long as it may become text")
                }
            case .text, .continuation: try expect(outcome == .violation(.protocolError), "fragments come in order")
            case .binary: try expect(outcome == .violation(simple == nil ? .unsupportedData : .protocolError), "binary is refused")
            case .ping: try expect(outcome == .ping(ByteBuffer(bytes: payload)), "a ping comes with its data")
            case .pong: try expect(outcome == .nothing, "a pong is nothing")
            default:
                if case .close(let code?) = outcome { try expect(code.isOnTheWire, "only codes that may be sent are sent back") }
            }
            if case .violation = outcome { return }
            if case .close = outcome { return }
        }
    }

    /// A request for a WebSocket: its path in the first line, then header fields.
    static let handshake = Parser(ofText: "handshake") { text in
        let (typed, rest) = text.halves
        var request = HTTPRequest(method: .get, scheme: "https", authority: "portal.example", path: typed)
        // Without what no field of a header can hold.
        let path = request.path ?? ""
        for line in rest.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            guard let name = parts.first.flatMap({ HTTPField.Name($0) }), let value = parts.last, parts.count == 2 else { continue }
            request.headerFields.append(HTTPField(name: name, value: value))
        }
        guard case .accepted(let purpose, let accept)? = UpgradeRequest(request, allowedOrigins: ["https://portal.example"]) else { return }
        try expect(path.hasPrefix("/v1/ws?") || path == "/v1/staff" || path.hasPrefix("/v1/staff?"), "only our own paths")
        try expect(request.headerFields[.origin].map { $0.lowercased() == "https://portal.example" } ?? true, "only pages of ours")
        try expect(request.headerFields[values: .secWebSocketVersion] == ["13"], "only version 13")
        try expect(accept.utf8.count == 28 && Data(base64Encoded: accept)?.count == 20, "the proof is a SHA-1")
        if case .room(let room) = purpose { try expect(path.contains("room=\(room)"), "the room is the one asked for") }
    }

    private static let ofAddresses = Set("0123456789ABCDEFabcdef.:/".utf8)

    /// Where somebody comes from.
    static let address = Parser(ofText: "address") { text in
        let client = ClientAddress(peer: "192.0.2.1", forwardedFor: text, trustedProxies: ["192.0.2.1", "10.0.0.1"])
        try expect(client.text.utf8.count <= 60 && client.text.isOneLine, "an address is short")
        try expect(client.text.utf8.allSatisfy { Self.ofAddresses.contains($0) }, "what a proxy passes on is an address")
        try expect(client.text != "10.0.0.1", "a proxy is nobody's address")
        let prefix = AddressPrefix(text)
        try expect(prefix == AddressPrefix(text), "an address is itself")
        if text.contains(":"), !text.contains("."), !text.utf8.contains(UInt8(ascii: "%")) {
            try expect(AddressPrefix(text + "%eth0") == prefix, "a zone makes no difference")
        }
    }
}

extension WebSocketErrorCode {
    fileprivate var isOnTheWire: Bool {
        let code = UInt16(webSocketErrorCode: self)
        return (1000...4999).contains(code) && ![1004, 1005, 1006, 1015].contains(code)
    }
}
