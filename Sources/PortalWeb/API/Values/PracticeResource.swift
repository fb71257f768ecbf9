import Foundation
import PortalCore
import SignalingProtocol

/// A practice, as far as programs have to know it.
struct PracticeResource: Resource, Equatable {
    let id: PracticeID
    let slug: String
    let name: String
    /// IANA.
    let timeZone: String
    let language: Language
    let currency: Currency
    let telephone: String?
    let email: String?
    let hours: String?
    let address: String?
    let joinMinutesBefore: Int
    let joinMinutesAfter: Int
    let joinCountFrom: JoinRule.CountFrom
    let graceMinutes: Int
    let isSharingEnabled: Bool
    let portalUrl: String

    static let schema = Schema.named(
        "Practice",
        .object([
            .required("id", .id), .required("slug", .text), .required("name", .text),
            .required("timeZone", .text, "A zone of the IANA database."), .required("language", .oneOf(Language.self)),
            .required("currency", .oneOf(Currency.self), "What amounts are in."), .optional("telephone", .text), .optional("email", .text),
            .optional("hours", .text), .optional("address", .text), .required("joinMinutesBefore", .integer),
            .required("joinMinutesAfter", .integer),
            .required("joinCountFrom", .oneOf(JoinRule.CountFrom.self), "What the minutes after are counted from."),
            .required("graceMinutes", .integer), .required("isSharingEnabled", .boolean, "Whether direct links can be made."),
            .required("portalUrl", .address, "Where clients sign in."),
        ]))

    init(_ practice: Practice, portalURL: String) {
        id = practice.id
        slug = practice.slug.description
        name = practice.name.text
        timeZone = practice.timeZone.identifier
        language = practice.language
        currency = practice.currency
        telephone = practice.contact.telephone?.text
        email = practice.contact.email?.text
        hours = practice.contact.hours?.text
        address = practice.address?.text
        joinMinutesBefore = practice.joinRule.minutesBefore
        joinMinutesAfter = practice.joinRule.minutesAfter
        joinCountFrom = practice.joinRule.countFrom
        graceMinutes = practice.graceMinutes
        isSharingEnabled = practice.isSharingEnabled
        portalUrl = portalURL
    }
}

/// A kind of session that a practice holds.
struct ServiceResource: Resource, Equatable {
    let id: ServiceID
    let name: String
    let minutes: Int
    let fee: Int64?
    let isTaxed: Bool
    let isOffered: Bool

    static let schema = Schema.named(
        "Service",
        .object([
            .required("id", .id), .required("name", .text), .required("minutes", .integer, "How long it usually is."),
            .optional("fee", .integer, "Before taxes, in cents; absent: agreed on each time."),
            .required("isTaxed", .boolean), .required("isOffered", .boolean, "Whether new sessions can be of it."),
        ]))

    init(_ service: Service) {
        id = service.id
        name = service.name.text
        minutes = service.minutes
        fee = service.fee
        isTaxed = service.isTaxed
        isOffered = service.isOffered
    }
}

/// Somebody who works or worked at a practice.
struct StaffResource: Resource, Equatable {
    let id: StaffID
    let name: String
    let email: String
    let role: Staff.Role
    let isActive: Bool
    let title: String?

    static let schema = Schema.named(
        "Staff",
        .object([
            .required("id", .id), .required("name", .text), .required("email", .text), .required("role", .oneOf(Staff.Role.self)),
            .required("isActive", .boolean, "Whether they still work there."), .optional("title", .text),
        ]))

    init(_ staff: Staff) {
        id = staff.id
        name = staff.name.text
        email = staff.email.text
        role = staff.role
        isActive = staff.isActive
        title = staff.title?.text
    }
}
