import RoomCore
import SignalingProtocol

/// Somebody who tries their luck at the room's door and inside.
struct Actor {
    let subject: SubjectID
    let role: Role
    let link: LinkID?
    let name: String
    /// The tab they are in.
    var instance: InstanceID
    var participant: ParticipantID?
    var session: SessionID?
    var connection: ConnectionID?
    /// Newest last; the older ones should be of no use.
    var tokens: [ResumeHash] = []
    /// Whether the server still has everything their page missed.
    var canReplay = true
    var mirror = Mirror()

    init(_ name: String, _ role: Role, link: LinkID? = nil) {
        self.name = name
        self.role = role
        self.link = link
        subject = Scene.id((role.isStaff ? "staff:" : "person:") + name)
        instance = Scene.id("tab-" + name)
    }

    /// Two hosts (one of them by the practice, not by the booking), an observer, clients, and visitors by two links.
    static let cast: [Actor] = [
        Actor("Roy", .host), Actor("Oda", .host), Actor("Obi", .observer),
        Actor("Ann", .participant), Actor("Ben", .participant), Actor("Cat", .participant), Actor("Dan", .participant),
        Actor("Eve", .guest, link: "link1"), Actor("Fay", .guest, link: "link1"), Actor("Gus", .guest, link: "link2"),
    ]
}
