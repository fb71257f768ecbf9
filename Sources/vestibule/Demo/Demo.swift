import Foundation
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage

/// One practice with somebody in every part: made at the first start, found again at the next, with a session that can be
/// joined now at each.
struct Demo: CustomStringConvertible {
    static let slug = "laurier"

    private let publicURL: String
    private let practice: Practice
    private let logins: DemoLogins
    private let session: Booking
    private let link: String

    init(in installation: Installation, publicURL: URL) async throws {
        let now = installation.clock.now
        self.publicURL = publicURL.absoluteString
        logins = try DemoLogins.kept(in: installation.settings.dataDirectory)
        let people = try await DemoPeople(in: installation, logins: logins, now: now)
        practice = people.practice
        session = try await Self.sessions(in: installation, people: people, now: now)
        let shared = try await installation.portal.createLink(
            to: session.id, in: practice.id, terms: DirectLink.Terms(label: try DisplayName.parse("Interprète")), now: now)
        link = installation.linkSecret.address(of: shared, publicURL: self.publicURL)
    }

    /// One that began with this minute, in place of those of earlier starts; at the first start two more, today and in a week,
    /// so that lists have something to show.
    private static func sessions(in installation: Installation, people: DemoPeople, now: Instant) async throws -> Booking {
        let minute = Instant(seconds: now.seconds - now.seconds % 60)
        func book(_ start: Instant, _ clients: [ClientID]) async throws -> Booking {
            try await installation.portal.createBooking(
                in: people.practice.id, clinician: people.clinician.id, clients: clients,
                time: SessionTime(startsAt: start, in: people.practice.timeZone, minutes: 50, now: now), now: now)
        }
        for old in try await installation.portal.sessions(
            of: [people.client.id], in: people.practice.id, endingAfter: now) where !old.booking.isCancelled && old.booking.startsAt <= now
        {
            _ = try await installation.portal.cancelBooking(old.booking.id, in: people.practice.id, reason: nil, now: now)
        }
        let session = try await book(minute, [people.client.id])
        if people.isNew {
            _ = try await book(minute + .seconds(2 * 3600), [people.otherClient.id])
            _ = try await book(minute + .seconds(7 * 86_400), [people.client.id])
        }
        return session
    }

    var description: String {
        let base = "\(publicURL)/p/\(Self.slug)"
        let rows = [
            ("Client", DemoPeople.clientEmail, logins.client, "\(base)/login"),
            ("Clinician", DemoPeople.clinicianEmail, logins.clinician, "\(base)/staff/login"),
            ("Owner", DemoPeople.ownerEmail, logins.owner, "\(base)/staff/login"),
            ("Prospect", DemoPeople.prospectEmail, logins.prospect, "\(base)/login"),
        ]
        let people = rows.map { role, email, password, address in
            "  " + role.padding(toLength: 12, withPad: " ", startingAt: 0) + email.padding(toLength: 24, withPad: " ", startingAt: 0)
                + password + "  " + address
        }
        return """

            \(practice.name), a practice to try Vestibule with

              Portal      \(base)
            \(people.joined(separator: "\n"))
              Direct link \(link)
              Mail        \(publicURL)/demo/mail

            Nadia Tremblay's session with Élise Gagnon can be joined now and for 30 minutes. Use two browsers, or one
            and a private window: sign in as client here, as clinician there.


            """
    }
}
