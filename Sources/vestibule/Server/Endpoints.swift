import Foundation

/// Where the sockets are, as browsers see them.
struct Endpoints: Sendable {
    let rooms: String
    let staff: String

    init(publicURL: URL) {
        let host = publicURL.absoluteString.replacing(/^http/, with: "ws")
        rooms = host + "/v1/ws"
        staff = host + "/v1/staff"
    }
}
