import PortalCore
import SignalingProtocol
import Storage

/// A button that puts something right, or a link to where that is done.
struct RemedyView: Equatable, Sendable {
    let text: String
    /// Where the button sends; `nil` for a link.
    let postUrl: String?
    let linkUrl: String?
}

/// What whoever looks can do about each reason.
struct Remedies: Sendable {
    let session: BookedSession
    let practice: Practice
    let staff: Staff
    let words: Words
    let now: Instant

    private var places: Places { Places(practice: practice.slug) }
    private var booking: Booking { session.booking }

    /// - Returns: `nil` where nothing can be done, or somebody else has to.
    func remedy(for reason: RefusalReason, of client: Client?, _ way: WayIn) -> RemedyView? {
        switch reason.remedy {
        case .giveAccount, .wait: nil
        case .enableAccount: way.login.flatMap { change($0, .enable) }
        case .verifyAccount: way.login.flatMap { change($0, .verify) }
        case .associateAccount: associate(way)
        case .newLink: newLinkUrl.map { post("why.remedies.new_link", $0) }
        case .reopenEntry:
            booking.isCancelled || now >= practice.joinWindow(for: booking).hardEnd
                ? nil : post("why.remedies.reopen_entry", places.whyReopen(booking.id))
        case .undoInRoom: link("why.remedies.undo_in_room", places.staffJoin(booking.id))
        case .bookAnother: link("why.remedies.book_another", client.map { places.newSession(for: $0.id) } ?? places.newSession)
        }
    }

    /// Where another link is made; `nil` while sharing is off or the session is over.
    var newLinkUrl: String? {
        let isOver = booking.isCancelled || now >= practice.joinWindow(for: booking).hardEnd
        return practice.isSharingEnabled && !isOver ? places.whyLink(booking.id) : nil
    }

    /// Clinicians vouch for their own clients' accounts; prospects are for owners and admins (A12).
    private func change(_ login: ClientLogin, _ act: WhyAccountAct) -> RemedyView? {
        let isTheirs = login.clients.contains { booking.clients.contains($0.id) }
        guard isTheirs || staff.role.overseesPractice else { return nil }
        return post("why.remedies.\(act == .verify ? "verify_account" : "enable_account")", places.whyAccount(login.account.id, act, of: booking.id))
    }

    /// A prospect is associated from the list of those; an account that has other clients already, by looking for it there.
    private func associate(_ way: WayIn) -> RemedyView? {
        guard staff.role.overseesPractice, let login = way.login else { return nil }
        return link("why.remedies.associate_account", places.prospectAssociation(login.account.id))
    }

    private func post(_ path: String, _ url: String) -> RemedyView { RemedyView(text: words(path), postUrl: url, linkUrl: nil) }
    private func link(_ path: String, _ url: String) -> RemedyView { RemedyView(text: words(path), postUrl: nil, linkUrl: url) }
}
