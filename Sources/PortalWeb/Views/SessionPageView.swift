import Foundation
import PortalCore
import SignalingProtocol

/// The session page as the server sends it. Its script does the rest.
struct SessionPageView: Sendable {
    let isHost: Bool
    let isVisitor: Bool
    /// "Today, 14:00 – 14:50"; `nil` for a visitor, whose link hasn't been opened yet.
    let when: WhenView?
    let boot: Boot

    /// What the script is told, as `data-` attributes. Absent means empty: a visitor's page knows nothing but its link.
    struct Boot: Sendable {
        /// `host`, `participant` or `guest`.
        let role: String
        let tokenUrl: String
        let csrf: String
        var room = ""
        var openUrl = ""
        var displayName = ""
        var recordName = ""
        var withName = ""
        var startsAt = ""
        var endsAt = ""
        var opensAt = ""
        var closesAt = ""
        let serverNow: Int64
        var timeZone = ""
        var exitUrl = ""
        var staffTokenUrl = ""
    }
}

extension SessionPageView {
    /// For somebody who is logged in.
    ///
    /// - Parameters:
    ///   - name: as the account or the member of staff is called: what the name field starts with.
    ///   - recordName: the name in the record, which hosts see beside the chosen one.
    ///   - with: the other party, as people say it.
    init(
        role: Role, booking: Booking, window: JoinWindow, name: String, recordName: String, with: String, places: Places,
        csrf: String, speech: Speech, now: Instant
    ) {
        isHost = role == .host
        isVisitor = false
        when = WhenView(booking, speech: speech, now: now)
        boot = Boot(
            role: role.rawValue, tokenUrl: isHost ? places.staffToken(booking.id) : places.token(booking.id), csrf: csrf,
            room: booking.room.rawValue, displayName: name, recordName: recordName, withName: with,
            startsAt: "\(booking.startsAt.milliseconds)", endsAt: "\(booking.endsAt.milliseconds)",
            opensAt: "\(window.opensAt.milliseconds)", closesAt: "\(window.closesAt.milliseconds)",
            serverNow: now.milliseconds, timeZone: speech.zone.identifier, exitUrl: isHost ? places.today : places.account,
            staffTokenUrl: isHost ? places.socketToken : ""
        )
    }

    /// For whoever opens a direct link.
    init(link: LinkID, now: Instant) {
        isHost = false
        isVisitor = true
        when = nil
        boot = Boot(
            role: Role.guest.rawValue, tokenUrl: Places.visitorToken(link), csrf: "", openUrl: Places.visitorOpen(link),
            serverNow: now.milliseconds
        )
    }
}
