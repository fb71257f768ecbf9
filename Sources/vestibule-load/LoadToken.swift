import ArgumentParser
import Foundation
import SignalingClient

/// One room token, and where it is good.
struct LoadToken: Decodable, Sendable {
    var token: String
    var room: String
    var endpoint: String?

    /// Where to connect with it.
    func address(_ url: String?) throws -> String {
        guard let endpoint = url ?? endpoint else {
            throw ValidationError("--url is needed: the tokens don't say where they are good")
        }
        return "\(endpoint)?room=\(room)"
    }

    func connect(_ options: LoadOptions) async throws -> SignalingClient {
        try await SignalingClient.connect(to: address(options.url), handshake: .init(origin: options.origin))
    }

    static func read(from path: String) throws -> [LoadToken] {
        let data = path == "-" ? FileHandle.standardInput.readDataToEndOfFile() : try Data(contentsOf: URL(filePath: path))
        return try String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init).map(Self.init(line:))
    }

    private init(line: String) throws {
        if line.hasPrefix("{") {
            self = try JSONDecoder().decode(LoadToken.self, from: Data(line.utf8))
            return
        }
        // A bare JWT names its room in its claims (RFC 7519, section 3); nothing here depends on its signature.
        struct Claims: Decodable { var room: String }
        let parts = line.split(separator: ".")
        guard parts.count == 3, let claims = Data(base64URL: String(parts[1])) else {
            throw ValidationError("not a token: \(line.prefix(16))…")
        }
        self.init(token: line, room: try JSONDecoder().decode(Claims.self, from: claims).room)
    }

    private init(token: String, room: String) {
        self.token = token
        self.room = room
    }
}

extension Data {
    fileprivate init?(base64URL text: String) {
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        self.init(base64Encoded: standard + String(repeating: "=", count: (4 - standard.count % 4) % 4))
    }
}
