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
    /// The accounts that whoever looks may act on.
    let manageable: Set<AccountID>
    let words: Words
    let now: Instant

    private var places: Places { Places(practice: practice.slug) }
    private var booking: Booking { session.booking }

    /// - Returns: `nil` where nothing can be done, or somebody else has to.
    func remedy(for reason: RefusalReason, of client: Client?, _ login: ClientLogin? = nil) -> RemedyView? {
        switch reason.remedy {
        case .giveAccount, .wait: nil
        case .enableAccount: login.flatMap { change($0, .enable) }
        case .verifyAccount: login.flatMap { change($0, .verify) }
        case .associateAccount: associate(login, with: client)
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

    /// Whether whoever looks may know whose account it is. Clinicians know their own clients'; prospects are for owners and admins
    /// (A12).
    func mayName(_ login: ClientLogin) -> Bool {
        manageable.contains(login.account.id) || login.clients.contains { booking.clients.contains($0.id) }
    }

    private func change(_ login: ClientLogin, _ act: WhyAccountAct) -> RemedyView? {
        guard manageable.contains(login.account.id) else { return nil }
        return post("why.remedies.\(act == .verify ? "verify_account" : "enable_account")", places.whyAccount(login.account.id, act, of: booking.id))
    }

    /// A prospect, or an account that has other clients already.
    private func associate(_ login: ClientLogin?, with client: Client?) -> RemedyView? {
        guard staff.role.overseesPractice, let login, let client else { return nil }
        return post(
            "why.remedies.associate_account", places.whyAssociation(login.account.id, with: client.id, of: booking.id),
            ["name": client.name.text])
    }

    private func post(_ path: String, _ url: String, _ values: [String: String] = [:]) -> RemedyView {
        RemedyView(text: words(path, values), postUrl: url, linkUrl: nil)
    }
    private func link(_ path: String, _ url: String) -> RemedyView { RemedyView(text: words(path), postUrl: nil, linkUrl: url) }
}

// What may be said of an account to whoever looks.
extension Remedies {
    /// Whose account it is, or that it has the address which is shown below.
    func title(of way: WayIn) -> String {
        guard let login = way.login, mayName(login) else { return words("why.accountUnnamed") }
        return words("why.account", ["name": login.account.name.text])
    }

    /// That somebody else's account stands for other clients of the practice would tell of them.
    func told(_ reason: RefusalReason, in way: WayIn) -> RefusalReason {
        reason == .notYourSession && !mayQuote(reason, in: way) ? .notAssociated : reason
    }

    /// Whether the client's own words may be passed on: those of a prospect and of others' account differ.
    func mayQuote(_ reason: RefusalReason, in way: WayIn) -> Bool {
        guard reason.remedy == .associateAccount, let login = way.login else { return true }
        return mayName(login)
    }
}

// What helps somebody who has no account.
extension Remedies {
    func ways(for client: Client, portalURL: String) -> [WhyView.ClientPart.Way] {
        typealias Way = WhyView.ClientPart.Way
        guard !session.booking.isCancelled else { return [] }
        let identity = practice.identity
        let record = { (url: String) in StepLink(url: url, text: words("why.record")) }
        let portal = StepLink(url: portalURL, text: portalURL)
        var ways: [Way] = []
        if !identity.usesPasswords {
            if let email = client.email {
                ways.append(Way(text: words("why.wayCode", ["email": email.text]), link: portal))
            } else {
                ways.append(Way(text: words("why.wayAddress"), link: record(places.client(client.id))))
            }
        }
        if identity.offersStaffPasswords { ways.append(Way(text: words("why.waySetUp"), link: record(places.clientAccount(client.id)))) }
        if identity.acceptsSignUp { ways.append(Way(text: words("why.waySignUp"), link: portal)) }
        if newLinkUrl != nil { ways.append(Way(text: words("why.wayLink"), link: nil)) }
        return ways
    }
}
