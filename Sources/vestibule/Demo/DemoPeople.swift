import Foundation
import PortalCore
import SignalingProtocol
import Storage

/// The people of the demo, found by their addresses or made.
struct DemoPeople {
    static let ownerEmail = "owner@laurier.example"
    static let clinicianEmail = "elise@laurier.example"
    static let clientEmail = "nadia@mail.example"
    static let prospectEmail = "paul@mail.example"

    let practice: Practice
    let clinician: Staff
    let client: Client
    let otherClient: Client
    /// Made just now, not found.
    let isNew: Bool

    init(in installation: Installation, logins: DemoLogins, now: Instant) async throws {
        let portal = installation.portal
        if let practice = try await portal.practice(slug: try Slug(Demo.slug)) {
            self.practice = practice
            isNew = false
            clinician = try await Self.found(portal.staff(email: EmailAddress(Self.clinicianEmail), in: practice.id))
            client = try await Self.found(portal.clients(in: practice.id, matching: "Nadia Tremblay").first)
            otherClient = try await Self.found(portal.clients(in: practice.id, matching: "Marc Lévesque").first)
            return
        }
        isNew = true
        let made = try await portal.createPractice(
            slug: try Slug(Demo.slug), name: try DisplayName.parse("Clinique Laurier"), timeZone: TimeZone.named("America/Toronto") ?? .gmt,
            language: .french, now: now)
        practice = try await portal.updatePractice(made.id, now: now) { practice in
            try practice.set("telephone", to: "514 555-0142")
            try practice.set("email", to: "accueil@laurier.example")
            try practice.set("hours", to: "Du lundi au vendredi, de 8 h à 18 h")
        }
        let owner = try await Self.staff(.owner, "Hélène Laurier", Self.ownerEmail, in: practice.id, portal, now)
        clinician = try await Self.staff(.clinician, "Élise Gagnon", Self.clinicianEmail, in: practice.id, portal, now)
        client = try await portal.createClient(
            in: practice.id, name: try DisplayName.parse("Nadia Tremblay"), email: try EmailAddress(Self.clientEmail), now: now)
        otherClient = try await portal.createClient(
            in: practice.id, name: try DisplayName.parse("Marc Lévesque"), email: try EmailAddress("marc@mail.example"), now: now)
        let account = try await portal.createAccount(
            in: practice.id, email: try EmailAddress(Self.clientEmail), name: client.name, isVerified: true, now: now)
        try await portal.associate(account.id, with: client.id, in: practice.id, now: now)
        let prospect = try await portal.createAccount(
            in: practice.id, email: try EmailAddress(Self.prospectEmail), name: try DisplayName.parse("Paul Roy"), isVerified: false, now: now)
        try await installation.setPassword(logins.owner, of: .staff(owner.id), in: practice.id)
        try await installation.setPassword(logins.clinician, of: .staff(clinician.id), in: practice.id)
        try await installation.setPassword(logins.client, of: .account(account.id), in: practice.id)
        try await installation.setPassword(logins.prospect, of: .account(prospect.id), in: practice.id)
    }

    private static func staff(
        _ role: Staff.Role, _ name: String, _ email: String, in practice: PracticeID, _ portal: PortalStore, _ now: Instant
    ) async throws -> Staff {
        try await portal.createStaff(
            in: practice, role: role, name: try DisplayName.parse(name), email: try EmailAddress(email), now: now)
    }

    private static func found<Value>(_ value: Value?) throws -> Value {
        guard let value else {
            throw CommandFailure("not_a_demo", "the data directory holds something else than a demo; take another, or make run RESET=1")
        }
        return value
    }
}
