import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

/// What an operation is asked in these tests, so that it can do it.
struct APISample {
    /// The operation's.
    let id: String
    var query = ""
    var body: String?
    /// Brings the world about, and says what the parameters of the path are beside ``World/apiThings``.
    var things: @Sendable (World) async throws -> [String: String] = { _ in [:] }

    init(_ id: String, query: String = "", _ body: String? = nil, things: @escaping @Sendable (World) async throws -> [String: String] = { _ in [:] }) {
        self.id = id
        self.query = query
        self.body = body
        self.things = things
    }

    /// The address of the operation, with its parameters filled in.
    func address(of operation: PortalWeb.Operation, in world: World) async throws -> String {
        let things = try await world.apiThings().merging(try await things(world)) { $1 }
        var address = operation.path
        for (name, value) in things { address = address.replacing("{\(name)}", with: value) }
        try #require(!address.contains("{"), "\(operation.path): add a value for its parameter")
        return query.isEmpty ? address : "\(address)?\(query)"
    }
}

extension World {
    func apiThings() async throws -> [String: String] {
        [
            "client": nadia.id.rawValue, "account": nadiasAccount.id.rawValue, "session": session.id.rawValue, "link": "nothing",
            "receipt": "nothing", "webhook": "nothing",
        ]
    }

    fileprivate func madeLink() async throws -> [String: String] {
        let terms = DirectLink.Terms(email: try EmailAddress("guest@mail.example"))
        return ["link": try await store.createLink(to: session.id, in: practice.id, terms: terms, now: clock.now()).id.rawValue]
    }

    fileprivate func madeWebhook() async throws -> [String: String] {
        let webhook = try await store.createWebhook(
            WebAddress("https://program.example/hooks"), events: [.sessionMoved, .participantLeft], in: practice.id, now: clock.now())
        return ["webhook": webhook.id.rawValue]
    }

    fileprivate func issuedReceipt() async throws -> [String: String] {
        let payment = Payment(
            client: nadia.id, net: Money(minorUnits: 12_000, .canadianDollar), isTaxed: false, method: .cash,
            paidOn: try #require(LocalDate("2026-11-24")), service: "Séance", language: .french)
        return ["receipt": try await store.issueReceipt(payment, for: session.id, in: practice.id, now: clock.now()).id.rawValue]
    }

    fileprivate func prospect() async throws -> [String: String] {
        let petra = try #require(try await store.account(email: EmailAddress("petra@mail.example"), in: practice.id))
        return ["account": petra.id.rawValue]
    }
}

extension APISample {
    /// One for every operation; a test fails where one is missing.
    static let all: [APISample] = [
        APISample("readPractice"),
        APISample("listServices") { world in
            _ = try await world.store.createService(
                in: world.practice.id, name: .parse("Thérapie"), minutes: 50, fee: 12_000, isTaxed: true, now: World.start)
            return [:]
        },
        APISample("listTeam"), APISample("listClients", query: "q=nad&archived=false&limit=1"),
        APISample("createClient", clientBody("Zoé Roy")), APISample("readClient"),
        APISample("changeClient", #"{"telephone":"514 555-0199","email":null}"#), APISample("archiveClient"),
        APISample("restoreClient"), APISample("listSessionsOfClient", query: "past=false"), APISample("listAccounts"),
        APISample("openAccount", #"{"email":"new@mail.example","password":"a long enough password"}"#),
        APISample("associateAccount") { try await $0.prospect() }, APISample("dissociateAccount"), APISample("readAccount"),
        APISample("verifyAccount"), APISample("disableAccount"), APISample("enableAccount"),
        APISample("setStarterPassword", #"{"password":"a long enough password"}"#), APISample("setMobile", #"{"mobile":"514 555-0177"}"#),
        APISample("listAssignments"), APISample("assignSession", #"{"account":null}"#), APISample("assignSessions"),
        APISample("listProspects"),
        APISample("createClientOfProspect", clientBody("Petra Prospect")) { try await $0.prospect() },
        APISample("listSessions", query: "from=2026-11-24T00:00:00-05:00&to=2026-11-25T00:00:00-05:00&limit=10"),
        APISample("createSessions", "BOOKED"), APISample("readSession"),
        APISample("moveSession", #"{"startsAt":"2026-11-25T09:00:00-05:00","minutes":45,"scope":"this","mayOverlap":true}"#),
        APISample("cancelSession", #"{"reason":"Neige","scope":"this"}"#), APISample("handOverSession", "HANDED"),
        APISample("recordOutcome", #"{"attendance":"attended"}"#) { world in
            world.clock.set("2026-11-24T14:10")
            return [:]
        },
        APISample("chargeSession", #"{"fee":9900,"isTaxed":true,"service":null}"#),
        APISample("payForSession", #"{"amount":12000,"isTaxed":false,"method":"cash","paidOn":"2026-11-24","client":null}"#),
        APISample("listReceipts") { try await $0.issuedReceipt() },
        APISample("readReceiptFile") { try await $0.issuedReceipt() },
        APISample("voidReceipt", #"{"reason":"Erreur"}"#) { try await $0.issuedReceipt() },
        APISample("listLinks") { try await $0.madeLink() }, APISample("createLink", linkBody), APISample("revokeLinks") { try await $0.madeLink() },
        APISample("revokeLink") { try await $0.madeLink() }, APISample("sendLink", #"{"text":"Bonjour"}"#) { try await $0.madeLink() },
        APISample("explainEntry") { try await $0.madeLink() }, APISample("reopenEntry"),
        APISample("listWebhooks") { try await $0.madeWebhook() },
        APISample("createWebhook", #"{"url":"https://program.example/hooks","events":["session.created","participant.waiting"]}"#),
        APISample("removeWebhook") { try await $0.madeWebhook() }, APISample("renewWebhookSecret") { try await $0.madeWebhook() },
        APISample("testWebhook") { try await $0.madeWebhook() },
        APISample("listAudit", query: "from=2026-01-01T00:00:00Z&limit=5"),
    ]

    private static func clientBody(_ name: String) -> String {
        """
        {"name":"\(name)","email":"zoe@mail.example","telephone":"514 555-0100","birthDate":"1990-02-03","address":"1, rue A",
        "language":"en","acceptsDuplicate":false}
        """
    }

    private static let linkBody = """
        {"label":"Interprète","email":"lin@mail.example","language":"fr","expiresAt":"2026-11-24T20:00:00Z","useLimit":2,
        "isBoundToDevice":true}
        """

    /// The body, with the ids of a world in it.
    func body(in world: World) -> String? {
        switch body {
        case "BOOKED":
            """
            {"clients":["\(world.nadia.id)"],"clinician":"\(world.elise.id)","startsAt":"2026-11-26T10:00:00-05:00","minutes":50,
            "fee":9000,"isTaxed":false,"service":null,"guests":[{"name":"Lin","email":"lin@mail.example"}],
            "repeats":{"interval":"weekly","times":3,"except":[2]},"mayOverlap":false}
            """
        case "HANDED": #"{"clinician":"\#(world.paul.id)","mayOverlap":false}"#
        default: body
        }
    }
}
