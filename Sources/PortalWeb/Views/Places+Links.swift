import PortalCore
import SignalingProtocol

/// Where sessions are shared by link.
extension Places {
    func links(_ booking: BookingID) -> String { "\(staffSession(booking))/links" }
    func revokeAllLinks(of booking: BookingID) -> String { "\(links(booking))/revoke" }
    func revoke(_ link: LinkID, of booking: BookingID) -> String { "\(links(booking))/\(link)/revoke" }
    /// Where the mail with a link is looked over and sent.
    func linkMail(_ link: LinkID, of booking: BookingID) -> String { "\(links(booking))/\(link)/mail" }
}
