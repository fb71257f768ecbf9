import PortalCore
import SignalingProtocol

/// A direct link to a session.
struct LinkResource: Resource, Equatable {
    let id: LinkID
    let session: BookingID
    /// `nil` where it opens nothing, or the key may only look: whoever has it can ask to enter.
    let url: String?
    let label: String?
    let email: String?
    let language: Language?
    let createdAt: Moment
    let expiresAt: Moment?
    let sentAt: Moment?
    let revokedAt: Moment?
    let useLimit: Int?
    let uses: Int
    let isBoundToDevice: Bool

    static let schema = Schema.named(
        "Link",
        .object([
            .required("id", .id), .required("session", .id),
            .optional("url", .address, "For keys that may write. Absent where the link is revoked or expired."), .optional("label", .text),
            .optional("email", .text), .optional("language", .oneOf(Language.self)), .required("createdAt", .moment),
            .optional("expiresAt", .moment), .optional("sentAt", .moment, "When it was last sent by mail."),
            .optional("revokedAt", .moment), .optional("useLimit", .integer), .required("uses", .integer, "By how many browsers."),
            .required("isBoundToDevice", .boolean, "Good in the first browser alone that enters by it."),
        ]))

    var place: String? { "/v1/sessions/\(session)/links" }
}

extension APICall {
    /// A link as it is answered with.
    func resource(_ link: DirectLink, uses: Int) -> LinkResource {
        let isGood = link.revokedAt == nil && !link.isExpired(at: now) && practice.isSharingEnabled
        let isShown = isGood && key.scopes.contains(.writeSessions)
        return LinkResource(
            id: link.id, session: link.booking,
            url: isShown ? portal.links.address(of: link, publicURL: portal.settings.publicURL) : nil, label: link.terms.label?.text,
            email: link.terms.email?.text, language: link.terms.language, createdAt: Moment(link.createdAt),
            expiresAt: link.terms.expiresAt.map(Moment.init), sentAt: link.sentAt.map(Moment.init),
            revokedAt: link.revokedAt.map(Moment.init), useLimit: link.terms.useLimit, uses: uses,
            isBoundToDevice: link.terms.isBoundToDevice)
    }
}

/// A direct link that is to be made.
struct NewLinkBody: APIBody {
    var label: String?
    var email: String?
    var language: Language?
    var expiresAt: Moment?
    var useLimit: Int?
    var isBoundToDevice: Bool?

    static let schema = Schema.named(
        "NewLink",
        .object([
            .optional("label", .nullable(.text(0...200)), "Whom it is for. Never shown to visitors."),
            .optional("email", .nullable(.text(0...300)), "Where it may be sent; making it sends nothing."),
            .optional("language", .nullable(.oneOf(Language.self))), .optional("expiresAt", .nullable(.moment)),
            .optional("useLimit", .nullable(.integer(uses)), "How many browsers may enter by it."),
            .optional("isBoundToDevice", .nullable(.boolean)),
        ]))

    private static let uses = Int64(DirectLink.useLimits.lowerBound)...Int64(DirectLink.useLimits.upperBound)
}

struct LinkMailBody: APIBody {
    var text: String?

    static let schema = Schema.named(
        "LinkMail", .object([.optional("text", .nullable(.text(1...4_000)), "What the mail says; absent: the practice's own words.")]))
}

/// How many links were revoked.
struct RevocationResource: Resource, Equatable {
    let revoked: Int

    static let schema = Schema.object([.required("revoked", .integer, "How many were good until then.")])
}
