import PortalCore
import SignalingProtocol
import Storage

@testable import PortalWeb

/// The pages around client records with every branch on.
struct ClientSamples {
    let world: World
    let practice: Practice
    let speech: Speech

    private var words: Words { speech.words }
    private var places: Places { Places(practice: practice.slug) }
    private var now: Instant { World.start }

    func all() throws -> [(String, any Sendable)] {
        try list() + forms() + records() + accounts() + prospects()
    }

    private var errors: [ErrorLine] {
        ["name", "email", "telephone", "birthDate", "address", "password", "mobile-1", "starter-1", "prospect-1", "client-1"].map {
            ErrorLine(field: $0, text: "wrong")
        }
    }

    private func account(isVerified: Bool = false, isUsed: Bool = false, isDisabled: Bool = false) -> Account {
        var account = world.nadiasAccount
        account.verifiedAt = isVerified ? now : nil
        account.usedAt = isUsed ? now : nil
        account.disabledAt = isDisabled ? now : nil
        return account
    }

    private func client(isArchived: Bool = false) throws -> Client {
        var client = world.nadia
        client.telephone = try Telephone("514 555-0142")
        client.birthDate = LocalDate("1984-05-01").map(BirthDate.init(date:))
        client.address = try PostalAddress("12, rue de l’Église\nMontréal")
        client.archivedAt = isArchived ? now : nil
        return client
    }

    private func list() -> [(String, any Sendable)] {
        let tabs = TabView.clientList(onProspects: false, staff: world.owner, prospects: 3, places: places, words: words)
        return [0, 120].map { count in
            let listing = ClientListView.Listing(
                filter: ClientFilter(text: "nad", isArchived: true), page: 2, count: count,
                clients: count == 0 ? [] : [world.nadia, world.marc],
                accounts: [world.nadia.id: [account(), account(isVerified: true)]], booked: [world.nadia.id])
            return ("clients", ClientListView(listing, tabs: tabs, places: places, words: words, done: "done"))
        }
    }

    private func forms() -> [(String, any Sendable)] {
        let purposes: [ClientFormView.Purpose] = [.add, .addFor(account()), .change(world.nadia)]
        return purposes.map {
            (
                "client-form",
                ClientFormView(
                    ClientForm(world.nadia), for: $0, twins: [world.nadia, world.marc], errors: errors, places: places, words: words)
            )
        }
    }

    private func records() throws -> [(String, any Sendable)] {
        var listing = ClientSessionsView.Listing()
        let other = Booking(
            id: "other", practice: practice.id, room: "room", clinician: world.elise.id, clients: [world.nadia.id],
            time: world.session.time, status: .cancelled(reason: nil))
        let sessions = [world.session, other].map {
            BookedSession(booking: $0, clients: [world.nadia, world.marc], clinician: world.elise)
        }
        (listing.coming, listing.comingCount, listing.comingPage) = (sessions, 120, 2)
        (listing.past, listing.pastCount, listing.page) = (sessions, 120, 2)
        listing.assignments = [world.session.id: account()]
        listing.assignable = [account(), account()]
        listing.allTo = account()
        var single = listing
        single.assignable = [account()]
        return try [false, true].map {
            (
                "client",
                ClientView(
                    try client(isArchived: $0), clinicians: [world.elise], coming: 2, practice: practice, done: "done",
                    speech: speech, now: now)
            )
        }
            + [listing, single, ClientSessionsView.Listing()].map {
                (
                    "client-sessions",
                    ClientSessionsView(world.nadia, $0, practice: practice, done: "done", speech: speech, now: now)
                )
            }
    }

    private func accounts() -> [(String, any Sendable)] {
        var closed = practice
        closed.identity.mayStaffSetPasswords = false
        func source(_ account: Account, mayManage: Bool = true) -> ClientAccountView.Login.Source {
            .init(
                login: ClientLogin(account: account, clients: [world.nadia]), others: [world.marc], mayManage: mayManage,
                typedMobile: "911", sendsTexts: mayManage)
        }
        let sources = [
            source(account()), source(account(isVerified: true, isUsed: true)), source(account(isDisabled: true), mayManage: false),
            source(account(isDisabled: true)),
        ]
        return [(practice, sources), (practice, []), (closed, sources)].map { practice, sources in
            (
                "client-account",
                ClientAccountView(
                    world.nadia, accounts: sources, form: PortalAccessForm(email: world.nadia.email), offersExisting: true,
                    errors: errors, practice: practice, publicURL: "http://localhost", done: "done", words: words,
                    inClientsLanguage: words)
            )
        }
    }

    private func prospects() -> [(String, any Sendable)] {
        let tabs = TabView.clientList(onProspects: true, staff: world.owner, prospects: 3, places: places, words: words)
        var listing = ProspectsView.Listing()
        listing.prospects = [Prospect(account: account(), firstSession: now), Prospect(account: account(), firstSession: nil)]
        (listing.page, listing.count, listing.dismissed) = (2, 120, 1)
        listing.matches = [account().id: world.nadia]
        listing.chosen = [account().id]
        var dismissed = listing
        dismissed.isDismissed = true
        let lists = [listing, dismissed, ProspectsView.Listing()].map { listing -> (String, any Sendable) in
            (
                "prospects",
                ProspectsView(
                    listing, tabs: tabs, errors: errors, done: "done", undo: listing.isDismissed ? [account().id] : [],
                    places: places, speech: speech, now: now)
            )
        }
        let searches = ["", "nad"].map { query -> (String, any Sendable) in
            (
                "prospect-associate",
                ProspectAssociationView(
                    account(), clients: [world.nadia, world.marc], accounts: [world.nadia.id: [account()]], query: query,
                    errors: errors, places: places, speech: speech, now: now)
            )
        }
        return lists + searches + [
            ("prospects-dismiss", ProspectDismissalView([account(), account()], places: places, words: words))
        ]
    }
}
