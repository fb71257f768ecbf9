import PortalCore
import SignalingProtocol

/// A login to the portal.
struct AccountResource: Resource, Equatable {
    let id: AccountID
    let name: String
    let email: String
    let mobile: String?
    let language: Language?
    let createdAt: Moment
    let verifiedAt: Moment?
    let verifiedBy: String?
    let disabledAt: Moment?
    /// Whose sessions it may see.
    let clients: [ClientID]

    static let schema = Schema.named(
        "Account",
        .object([
            .required("id", .id), .required("name", .text), .required("email", .text),
            .optional("mobile", .text, "Where codes go as messages; absent: they go by mail."), .optional("language", .oneOf(Language.self)),
            .required("createdAt", .moment), .optional("verifiedAt", .moment, "When the address was confirmed."),
            .optional("verifiedBy", .oneOf(Account.Verification.self), "Its owner, by a mail; or staff."),
            .optional("disabledAt", .moment), .required("clients", .list(of: .id), "Whose sessions it may see."),
        ]))

    init(_ account: Account, clients: [Client]) {
        id = account.id
        name = account.name.text
        email = account.email.text
        mobile = account.mobile?.text
        language = account.language
        createdAt = Moment(account.createdAt)
        verifiedAt = account.verifiedAt.map(Moment.init)
        verifiedBy = account.verifiedBy?.rawValue
        disabledAt = account.disabledAt.map(Moment.init)
        self.clients = clients.map(\.id)
    }

    init(_ login: ClientLogin) { self.init(login.account, clients: login.clients) }

    var place: String? { "/v1/accounts/\(id)" }
}

/// An account that is to be opened for a client, with a starter password.
struct NewAccountBody: APIBody {
    var email: String
    var password: String

    static let schema = Schema.named(
        "NewAccount",
        .object([
            .required("email", .text(1...300)), .required("password", .secret(1...1_000), "The client changes it after the first login."),
        ]))
}

/// Another starter password.
struct StarterPasswordBody: APIBody {
    var password: String

    static let schema = Schema.named(
        "StarterPassword", .object([.required("password", .secret(1...1_000), "The client changes it after the first login.")]))
}

/// Where codes go as messages.
struct MobileBody: APIBody {
    var mobile: String?

    static let schema = Schema.named(
        "Mobile",
        .object([
            .required("mobile", .nullable(.text(1...80)), "One of Canada or the United States, or with its country: `+33 6 12 34 56 78`.")
        ]))
}

/// Somebody who signed up and belongs to no client yet.
struct ProspectResource: Resource, Equatable {
    let account: AccountResource
    let firstSessionAt: Moment?
    /// Clients who may well be the same person.
    let likeClients: [ClientID]

    static let schema = Schema.named(
        "Prospect",
        .object([
            .required("account", AccountResource.schema),
            .optional("firstSessionAt", .moment, "When the soonest session starts that is booked with the address."),
            .required("likeClients", .list(of: .id), "Clients who may well be the same person."),
        ]))
}
