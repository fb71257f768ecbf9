import NIOCore

@testable import vestibule

extension Parser {
    /// Where a relay is, and what it answers.
    static let relay = Parser("relay") { bytes in
        if let address = RelayAddress(String(decoding: bytes, as: UTF8.self)) {
            try expect((1...65_535).contains(address.port), "a port is one")
            try expect(!address.host.isEmpty && address.host.isOneLine, "a host is one")
        }
        var buffer = ByteBuffer(bytes: bytes)
        guard let message = STUNMessage(from: &buffer) else {
            return try expect(buffer.readableBytes == bytes.count, "what is no message stays where it was")
        }
        var written = message.bytes(key: nil)
        try expect(written.readableBytes == bytes.count - buffer.readableBytes, "what is written is as long as what was read")
        try expect(STUNMessage(from: &written) == message, "what is written reads as what it was")
        try expect(message.error.map { (0...955).contains($0) } ?? true, "an error has a number")
    }
}
