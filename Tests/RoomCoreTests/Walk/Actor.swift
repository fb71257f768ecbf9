import RoomCore
import SignalingProtocol

/// Somebody who tries their luck at the room's door and inside.
struct Actor {
    private(set) var subject: SubjectID
    let role: Role
    let link: LinkID?
    let name: String
    /// The tab they are in.
    var instance: InstanceID
    var page = Page()
    /// The page's socket.
    var connection: ConnectionID?
    /// What is under way to the page.
    var inbox: [Frame] = []
    /// Reads now and then only.
    var isSlow = false

    init(_ name: String, _ role: Role, link: LinkID? = nil) {
        self.name = name
        self.role = role
        self.link = link
        subject = Scene.id((role.isStaff ? "staff:" : "person:") + name)
        instance = Scene.id("tab-" + name)
    }

    /// - Returns: What was wrong with what they read.
    mutating func read() -> [String] {
        defer { inbox = [] }
        return inbox.compactMap { page.read($0) }
    }

    /// The socket is gone, and what was under way with it.
    mutating func lose() {
        connection = nil
        inbox = []
    }

    /// Comes by their link in another browser: another person to the room.
    mutating func changeBrowser(_ number: Int) {
        guard link != nil, connection == nil else { return }
        subject = Scene.id("person:\(name)-\(number)")
        page = Page()
    }

    /// Who is staff of these.
    static let staff = few.filter(\.role.isStaff).count

    /// Two hosts (one of them by the practice, not by the booking), two observers, clients, and visitors by two links.
    static let few: [Actor] = [
        Actor("Roy", .host), Actor("Oda", .host), Actor("Obi", .observer), Actor("Ola", .observer),
        Actor("Ann", .participant), Actor("Ben", .participant), Actor("Cat", .participant), Actor("Dan", .participant),
        Actor("Eve", .guest, link: "link1"), Actor("Fay", .guest, link: "link1"), Actor("Gus", .guest, link: "link2"),
    ]

    /// Fifty: the same, and 27 clients and 12 visitors more, by ten links.
    static let crowd: [Actor] =
        few + (1...27).map { Actor("Client\($0)", .participant) }
        + (1...12).map { Actor("Visitor\($0)", .guest, link: Scene.id("link\(1 + $0 % 10)")) }
}
