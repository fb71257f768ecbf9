import ArgumentParser
import Foundation
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import vestibule

/// The commands of interfaces.md, on a real data directory.
@Suite("Commands")
struct CommandTests {
    @Test func `the same slug and the same address are refused a second time`() async throws {
        try await withInstallation { installation in
            _ = try await installation.makeClinic()
            let error = await #expect(throws: (any Error).self) { _ = try await installation.makeClinic() }
            #expect(CommandFailure(describing: try #require(error)).code == "slugTaken")
        }
    }

    @Test func `a host's token is the portal's own and opens the room`() async throws {
        try await withInstallation { installation in
            let clinic = try await installation.makeClinic()
            let booking = try await installation.book(clinic, at: installation.clock.now)
            let outcome = try await installation.run(TokenCommand.Issue.self, ["token", "issue", "--booking", booking.id.rawValue, "--as", "host"])
            let key = TrustedKey(
                id: installation.signer.keyID, issuer: TokenSigner.issuer, practice: nil, material: .ed25519(installation.signer.publicKey))
            let grant = try await TokenVerifier([key]).roomGrant(outcome.token, at: installation.clock.now)
            #expect(grant.room == booking.room && grant.role == .host && grant.entry == .direct)
        }
    }

    @Test func `a token is refused with the portal's reasons`() async throws {
        try await withInstallation { installation in
            let clinic = try await installation.makeClinic()
            let later = try await installation.book(clinic, at: installation.clock.now + .seconds(7200))
            let arguments = ["token", "issue", "--booking", later.id.rawValue, "--as"]
            let client = await #expect(throws: CommandFailure.self) {
                _ = try await installation.run(TokenCommand.Issue.self, arguments + ["client"])
            }
            #expect(client?.reasons.first == RefusalReason.notSignedIn.rawValue)
            let guest = await #expect(throws: CommandFailure.self) {
                _ = try await installation.run(TokenCommand.Issue.self, arguments + ["guest"])
            }
            #expect(guest?.reasons == [RefusalReason.linkUnknown.rawValue])
            _ = try await installation.run(LinkCommand.Create.self, ["link", "create", "--booking", later.id.rawValue])
            let early = await #expect(throws: CommandFailure.self) {
                _ = try await installation.run(TokenCommand.Issue.self, arguments + ["guest"])
            }
            #expect(early?.reasons == [RefusalReason.windowNotOpen.rawValue])
            _ = try await installation.run(BookingCommand.Cancel.self, ["booking", "cancel", "--booking", later.id.rawValue])
            let cancelled = await #expect(throws: CommandFailure.self) {
                _ = try await installation.run(TokenCommand.Issue.self, arguments + ["host"])
            }
            #expect(cancelled?.reasons.contains(RefusalReason.bookingCancelled.rawValue) == true)
        }
    }

    @Test func `a guest's token comes with a link, and not with a revoked one`() async throws {
        try await withInstallation { installation in
            let clinic = try await installation.makeClinic()
            let booking = try await installation.book(clinic, at: installation.clock.now)
            let link = try await installation.run(LinkCommand.Create.self, ["link", "create", "--booking", booking.id.rawValue])
            #expect(link.link.url.contains("/v/\(link.link.id)#"))
            let arguments = ["token", "issue", "--booking", booking.id.rawValue, "--as", "guest", "--name", "Grace"]
            #expect(try await installation.run(TokenCommand.Issue.self, arguments).room == booking.room)
            _ = try await installation.run(LinkCommand.Revoke.self, ["link", "revoke", "--link", link.link.id.rawValue])
            let revoked = await #expect(throws: CommandFailure.self) {
                _ = try await installation.run(TokenCommand.Issue.self, arguments)
            }
            #expect(revoked?.reasons == [RefusalReason.linkRevoked.rawValue])
        }
    }

    @Test func `why nobody can join is said for each client and each link, with what to do`() async throws {
        try await withInstallation { installation in
            let clinic = try await installation.makeClinic()
            let booking = try await installation.book(clinic, at: installation.clock.now + .seconds(7200))
            let why = ["booking", "why", "--booking", booking.id.rawValue]
            let nobody = try await installation.run(BookingCommand.Why.self, why)
            #expect(nobody.clients.first?.reasons == [.notSignedIn])
            #expect(nobody.text == "client \(clinic.client): no account")
            _ = try await installation.run(LinkCommand.Create.self, ["link", "create", "--booking", booking.id.rawValue])
            let early = try await installation.run(BookingCommand.Why.self, why)
            #expect(early.links?.first?.reasons == [.windowNotOpen] && early.links?.first?.remedies == [.wait])
            #expect(early.links?.first?.atStart == [])
            #expect(early.text.contains("window_not_open; at the start: can enter"))
            let refused = await #expect(throws: CommandFailure.self) {
                _ = try await installation.run(BookingCommand.Why.self, why + ["--client", "nobody"])
            }
            #expect(refused?.code == "client_not_booked")
        }
    }

    @Test func `every act is on record`() async throws {
        try await withInstallation { installation in
            let clinic = try await installation.makeClinic()
            _ = try await installation.book(clinic, at: installation.clock.now)
            let practice = try await installation.practice(slug: "laurier")
            let acts = try await installation.portal.audit(of: practice.id).map(\.act)
            #expect(Set(acts) == ["practice.created", "staff.created", "client.created", "booking.created"])
        }
    }

    @Test func `a lost second step is taken off, in the operator's name`() async throws {
        try await withInstallation { installation in
            let clinic = try await installation.makeClinic()
            let portal = installation.portal
            let practice = try await installation.practice(slug: "laurier").id
            func reset(_ email: String) async throws {
                _ = try await installation.run(
                    StaffCommand.ResetSecondStep.self, ["staff", "reset-second-step", "--practice", "laurier", "--email", email])
            }
            let none = await #expect(throws: CommandFailure.self) { try await reset("e@laurier.example") }
            #expect(none?.code == "no_second_step")
            await #expect(throws: PortalStoreError.notFound) { try await reset("nobody@laurier.example") }
            try await portal.beginSecondStep(of: clinic.staff, in: practice)
            let now = installation.clock.now
            #expect(try await portal.confirmSecondStep(of: clinic.staff, version: 1, step: 1, codes: [], in: practice, now: now))
            try await reset("e@laurier.example")
            #expect(try await portal.secondStep(of: clinic.staff, in: practice)?.isOn == false)
            let last = try #require(try await portal.audit(of: practice).first)
            #expect(last.act == "second_step.reset" && last.actor == "operator")
        }
    }

    @Test(arguments: ["nowhere", "2026-13-01T00:00:00Z", "", "2026-11-24 14:00"])
    func `a time that is none is refused`(text: String) {
        #expect(throws: CommandFailure.self) { try Instant.argument(text) }
    }

    @Test func `settings of a practice are changed by name, and wrong ones change nothing`() async throws {
        try await withInstallation { installation in
            _ = try await installation.makeClinic()
            let set = ["practice", "set", "--slug", "laurier"]
            _ = try await installation.run(PracticeCommand.Set.self, set + ["join-minutes-before=5", "telephone=514 555-0142"])
            #expect(try await installation.practice(slug: "laurier").joinRule.minutesBefore == 5)
            await #expect(throws: (any Error).self) {
                _ = try await installation.run(PracticeCommand.Set.self, set + ["join-minutes-before=9", "grace-minutes=soon"])
            }
            #expect(try await installation.practice(slug: "laurier").joinRule.minutesBefore == 5)
        }
    }
}
