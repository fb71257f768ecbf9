import Foundation
import PortalCore
import SignalingProtocol

/// Where things are: every address that pages link to.
struct Places: Sendable {
    let portal: String

    init(practice slug: Slug) { portal = "/p/\(slug)" }

    var account: String { "\(portal)/account" }
    var staff: String { "\(portal)/staff" }
    var today: String { "\(staff)/today" }
    var newSession: String { "\(staff)/sessions/new" }
    var socketToken: String { "\(staff)/socket-token" }

    func login(_ door: Door) -> String { "\(root(door))/login" }
    func logout(_ door: Door) -> String { "\(root(door))/logout" }
    /// Where somebody lands who has logged in.
    func landing(_ door: Door) -> String { door == .client ? account : today }
    /// Whether an address is behind the staff's door.
    func areOfStaff(_ path: String) -> Bool { path == staff || path.hasPrefix(staff + "/") }
    func root(_ door: Door) -> String { door == .client ? portal : staff }

    func session(_ booking: BookingID) -> String { "\(portal)/sessions/\(booking)" }
    func token(_ booking: BookingID) -> String { "\(session(booking))/token" }
    func staffSession(_ booking: BookingID) -> String { "\(staff)/sessions/\(booking)" }
    func staffJoin(_ booking: BookingID) -> String { "\(staffSession(booking))/join" }
    func staffToken(_ booking: BookingID) -> String { "\(staffSession(booking))/token" }
    func handOver(_ booking: BookingID) -> String { "\(staffSession(booking))/clinician" }

    static func visitorOpen(_ link: LinkID) -> String { "/v/\(link)/open" }
    static func visitorToken(_ link: LinkID) -> String { "/v/\(link)/token" }

    /// What anybody may ask about a room: a countdown follows a session that is moved.
    static func status(_ room: RoomID) -> String { "/v1/rooms/\(room)/status" }

    /// The address that sets the language and comes back, for pages of a practice and of direct links.
    static func languageSwitch(for path: String, practice: Slug?) -> String? {
        if let practice { return "/p/\(practice)/language" }
        let parts = path.split(separator: "/")
        guard parts.first == "v", let link = parts.dropFirst().first, LinkID(rawValue: String(link)) != nil else { return nil }
        return "/v/\(link)/language"
    }

    /// For a value within a query.
    static func escape(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._~/"))) ?? ""
    }
}
