import PortalCore
import SignalingProtocol

/// "Why can't my client join?"
extension Places {
    /// Where staff choose the client and the session.
    var whyFinder: String { "\(staff)/why" }
    /// The same, with the clients of that name found.
    func whyFinder(for client: Client) -> String { "\(whyFinder)?client=\(Self.escape(client.name.text))" }
    func why(_ booking: BookingID) -> String { "\(staffSession(booking))/why" }
    func whyReopen(_ booking: BookingID) -> String { "\(why(booking))/reopen" }
    func whyLink(_ booking: BookingID) -> String { "\(why(booking))/link" }
    func whyAccount(_ account: AccountID, _ act: WhyAccountAct, of booking: BookingID) -> String {
        "\(why(booking))/accounts/\(account)/\(act.rawValue)"
    }
    func whyAssociation(_ account: AccountID, with client: ClientID, of booking: BookingID) -> String {
        "\(why(booking))/clients/\(client)/accounts/\(account)/associate"
    }
}

/// What is done to an account from there; the last part of the address.
enum WhyAccountAct: String, CaseIterable, Sendable { case verify, enable }
