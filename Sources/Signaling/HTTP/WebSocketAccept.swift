import Crypto

/// The proof that the server understood a WebSocket handshake (RFC 6455, section 4.2.2).
enum WebSocketAccept {
    private static let guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

    /// - Returns: `nil` if the key isn't 16 bytes in base64.
    static func value(for key: String) -> String? {
        guard key.utf8.count == 24, key.hasSuffix("=="), key.utf8.dropLast(2).allSatisfy(isDigit) else { return nil }
        return Array(Insecure.SHA1.hash(data: Array((key + guid).utf8))).base64
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "+"), UInt8(ascii: "/"):
            true
        default: false
        }
    }
}
