import HTTPTypes
import SignalingProtocol

/// What a request on one of our paths asks for.
enum UpgradeRequest: Equatable, Sendable {
    enum Purpose: Equatable, Sendable {
        case room(RoomID)
        case staff
    }

    /// A handshake that is in order (RFC 6455, section 4.2.1), with the value of `Sec-WebSocket-Accept`.
    case accepted(Purpose, accept: String)
    case refused(UpgradeRefusal)

    static let roomPath = "/v1/ws"
    static let staffPath = "/v1/staff"

    /// - Returns: `nil` for every other path.
    init?(_ request: HTTPRequest, allowedOrigins: Set<String>) {
        let parts = (request.path ?? "").split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let purpose: Purpose?
        switch parts.first.map(String.init) {
        case Self.staffPath: purpose = .staff
        case Self.roomPath: purpose = Self.room(in: parts.count > 1 ? parts[1] : "").map(Purpose.room)
        default: return nil
        }
        guard request.isWebSocketHandshake else {
            self = .refused(.notAHandshake)
            return
        }
        guard request.headerFields[.origin].map({ allowedOrigins.contains($0.lowercased()) }) ?? true else {
            self = .refused(.originNotAllowed)
            return
        }
        guard request.headerFields.lists(.secWebSocketProtocol, Signaling.subprotocol) else {
            self = .refused(.unknownSubprotocol)
            return
        }
        guard let purpose else {
            self = .refused(.noRoom)
            return
        }
        guard let accept = request.headerFields[.secWebSocketKey].flatMap(WebSocketAccept.value(for:)) else {
            self = .refused(.notAHandshake)
            return
        }
        self = .accepted(purpose, accept: accept)
    }

    private static func room(in query: Substring) -> RoomID? {
        let values = query.split(separator: "&").filter { $0.hasPrefix("room=") }
        guard values.count == 1, let value = values.first else { return nil }
        return RoomID(rawValue: String(value.dropFirst("room=".count)))
    }
}

extension HTTPRequest {
    /// Whether it asks to leave HTTP, whatever for: the decoder reads nothing after it.
    var asksForUpgrade: Bool { headerFields[.upgrade] != nil }

    fileprivate var isWebSocketHandshake: Bool {
        method == .get && headerFields.lists(.upgrade, "websocket") && headerFields.lists(.connection, "upgrade")
            && headerFields[values: .secWebSocketVersion] == ["13"] && headerFields[values: .secWebSocketKey].count == 1
    }
}

extension HTTPFields {
    /// Whether a comma-separated field holds this word, in any case.
    fileprivate func lists(_ name: HTTPField.Name, _ word: String) -> Bool {
        self[values: name].contains { value in
            value.split(separator: ",").contains { $0.drop { $0 == " " }.prefix { $0 != " " }.lowercased() == word }
        }
    }
}
