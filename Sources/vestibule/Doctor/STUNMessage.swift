import Crypto
import NIOCore

/// A message to or from a relay (RFC 8489, section 5): as much of it as it takes to ask for an address and give it back.
struct STUNMessage: Equatable, Sendable {
    enum Kind: UInt16, Sendable {
        case allocate = 0x0003
        case refresh = 0x0004
        case allocated = 0x0103
        case notAllocated = 0x0113
    }

    enum Attribute: UInt16, Sendable {
        case username = 0x0006
        case integrity = 0x0008
        case errorCode = 0x0009
        case lifetime = 0x000D
        case realm = 0x0014
        case nonce = 0x0015
        case requestedTransport = 0x0019
    }

    private static let cookie: UInt32 = 0x2112_A442

    let kind: UInt16
    let transaction: [UInt8]
    private(set) var attributes: [(type: UInt16, value: [UInt8])] = []

    init(_ kind: Kind, _ attributes: [(Attribute, [UInt8])]) {
        self.kind = kind.rawValue
        transaction = (0..<12).map { _ in UInt8.random(in: .min ... .max) }
        self.attributes = attributes.map { ($0.0.rawValue, $0.1) }
    }

    static func == (left: STUNMessage, right: STUNMessage) -> Bool { left.bytes(key: nil) == right.bytes(key: nil) }

    subscript(_ attribute: Attribute) -> [UInt8]? { attributes.first { $0.type == attribute.rawValue }?.value }

    /// Of an answer that is a no.
    var error: Int? {
        guard let value = self[.errorCode], value.count >= 4 else { return nil }
        return Int(value[2] & 7) * 100 + Int(value[3])
    }

    // MARK: Bytes

    /// - Parameter key: Signs it (RFC 8489, section 14.5).
    func bytes(key: [UInt8]?) -> ByteBuffer {
        var body = ByteBuffer()
        for (type, value) in attributes { Self.write(type, value, to: &body) }
        guard let key else { return message(body, length: body.readableBytes) }
        // The code is over everything before it, with the length that the message has with it.
        let signed = message(body, length: body.readableBytes + 24)
        let code = HMAC<Insecure.SHA1>.authenticationCode(for: Array(signed.readableBytesView), using: SymmetricKey(data: key))
        Self.write(Attribute.integrity.rawValue, Array(code), to: &body)
        return message(body, length: body.readableBytes)
    }

    private func message(_ body: ByteBuffer, length: Int) -> ByteBuffer {
        var bytes = ByteBuffer()
        bytes.writeInteger(kind)
        bytes.writeInteger(UInt16(clamping: length))
        bytes.writeInteger(Self.cookie)
        bytes.writeBytes(transaction)
        bytes.writeImmutableBuffer(body)
        return bytes
    }

    private static func write(_ type: UInt16, _ value: [UInt8], to body: inout ByteBuffer) {
        body.writeInteger(type)
        body.writeInteger(UInt16(clamping: value.count))
        body.writeBytes(value)
        body.writeRepeatingByte(0, count: padding(after: value))
    }

    /// To a whole number of words.
    private static func padding(after value: [UInt8]) -> Int { (4 - value.count % 4) % 4 }

    /// Takes one message off the front; `nil` if there isn't a whole one, or what is there is none.
    init?(from buffer: inout ByteBuffer) {
        var rest = buffer
        guard let kind = rest.readInteger(as: UInt16.self), let length = rest.readInteger(as: UInt16.self),
            rest.readInteger(as: UInt32.self) == Self.cookie, let transaction = rest.readBytes(length: 12),
            length.isMultiple(of: 4), var body = rest.readSlice(length: Int(length))
        else { return nil }
        self.kind = kind
        self.transaction = transaction
        while let type = body.readInteger(as: UInt16.self) {
            guard let count = body.readInteger(as: UInt16.self), let value = body.readBytes(length: Int(count)),
                body.readBytes(length: Self.padding(after: value)) != nil
            else { return nil }
            attributes.append((type, value))
        }
        buffer = rest
    }
}
