import HTTPTypes

/// Why a request on a WebSocket path stays a plain request: told as problem+json (RFC 9457), since a browser can't read it but
/// whoever sets up a proxy can.
enum UpgradeRefusal: String, Equatable, Sendable {
    case notAHandshake = "not_a_websocket_handshake"
    case originNotAllowed = "origin_not_allowed"
    case unknownSubprotocol = "unknown_subprotocol"
    case noRoom = "no_room"
    case usedConnection = "used_connection"
    case overloaded

    var status: HTTPResponse.Status {
        switch self {
        case .notAHandshake: .upgradeRequired
        case .originNotAllowed: .forbidden
        case .unknownSubprotocol, .noRoom, .usedConnection: .badRequest
        case .overloaded: .serviceUnavailable
        }
    }

    var title: String {
        switch self {
        case .notAHandshake: "This address speaks WebSocket, version 13"
        case .originNotAllowed: "Pages of this origin may not connect"
        case .unknownSubprotocol: "Ask for the subprotocol \(Signaling.subprotocol)"
        case .noRoom: "Name one room: ?room="
        case .usedConnection: "Upgrade on a fresh connection: this one has carried a request before"
        case .overloaded: "Too many connections, try again"
        }
    }
}
