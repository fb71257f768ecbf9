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
    private static let root = URL(filePath: #filePath).appending(path: "../../..").standardized

    /// An installation in a folder of its own, gone after the test.
    private func withInstallation(_ body: (Installation) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vestibule-test-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let environment = [
            SettingKey.dataDirectory.environmentName: folder.path(),
            SettingKey.webDirectory.environmentName: Self.root.appending(path: "web").path(),
        ]
        let settings = try Settings(try await SettingsReader(flags: [:], environment: environment, file: nil))
        try await body(try await Installation(settings))
    }

    /// Parses a command line and does what it says.
    private func run<Command: OperatorCommand>(
        _ type: Command.Type, _ arguments: [String], on installation: Installation
    ) async throws -> Command.Outcome {
        let parsed = try #require(try Vestibule.parseAsRoot(arguments) as? Command)
        return try await parsed.act(on: installation)
    }

    private struct Clinic {
        var staff: StaffID
        var client: ClientID
    }

    private func clinic(on installation: Installation) async throws -> Clinic {
        _ = try await run(
            PracticeCommand.Create.self,
            ["practice", "create", "--slug", "laurier", "--name", "Clinique Laurier", "--time-zone", "America/Toronto", "--locale", "fr"],
            on: installation)
        let staff = try await run(
            StaffCommand.Create.self,
            ["staff", "create", "--practice", "laurier", "--email", "e@laurier.example", "--name", "Élise", "--role", "clinician"],
            on: installation)
        let client = try await run(
            ClientCommand.Create.self,
            ["client", "create", "--practice", "laurier", "--name", "Nadia", "--email", "n@mail.example"], on: installation)
        return Clinic(staff: staff.staff.id, client: client.client.id)
    }

    private func book(
        _ clinic: Clinic, at start: Instant, on installation: Installation
    ) async throws -> BookingCommand.Outcome {
        let date = Date(timeIntervalSince1970: Double(start.milliseconds) / 1000)
        return try await run(
            BookingCommand.Create.self,
            [
                "booking", "create", "--practice", "laurier", "--client", clinic.client.rawValue, "--clinician", clinic.staff.rawValue,
                "--starts-at", date.formatted(.iso8601), "--minutes", "50",
            ], on: installation)
    }

    @Test func `the same slug and the same address are refused a second time`() async throws {
        try await withInstallation { installation in
            _ = try await clinic(on: installation)
            let error = await #expect(throws: (any Error).self) { _ = try await clinic(on: installation) }
            #expect(CommandFailure(describing: try #require(error)).code == "slugTaken")
        }
    }

    @Test func `a host's token is the portal's own and opens the room`() async throws {
        try await withInstallation { installation in
            let clinic = try await clinic(on: installation)
            let booking = try await book(clinic, at: installation.clock.now, on: installation).booking
            let outcome = try await run(
                TokenCommand.Issue.self, ["token", "issue", "--booking", booking.id.rawValue, "--as", "host"], on: installation)
            let key = TrustedKey(
                id: installation.signer.keyID, issuer: TokenSigner.issuer, practice: nil, material: .ed25519(installation.signer.publicKey))
            let grant = try await TokenVerifier([key]).roomGrant(outcome.token, at: installation.clock.now)
            #expect(grant.room == booking.room && grant.role == .host && grant.entry == .direct)
        }
    }

    @Test func `a token is refused with the portal's reasons`() async throws {
        try await withInstallation { installation in
            let clinic = try await clinic(on: installation)
            let later = try await book(clinic, at: installation.clock.now + .seconds(7200), on: installation).booking
            let arguments = ["token", "issue", "--booking", later.id.rawValue, "--as"]
            let client = await #expect(throws: CommandFailure.self) {
                _ = try await run(TokenCommand.Issue.self, arguments + ["client"], on: installation)
            }
            #expect(client?.reasons.first == RefusalReason.notSignedIn.rawValue)
            let guest = await #expect(throws: CommandFailure.self) {
                _ = try await run(TokenCommand.Issue.self, arguments + ["guest"], on: installation)
            }
            #expect(guest?.reasons == [RefusalReason.linkUnknown.rawValue])
            _ = try await run(LinkCommand.Create.self, ["link", "create", "--booking", later.id.rawValue], on: installation)
            let early = await #expect(throws: CommandFailure.self) {
                _ = try await run(TokenCommand.Issue.self, arguments + ["guest"], on: installation)
            }
            #expect(early?.reasons == [RefusalReason.windowNotOpen.rawValue])
            _ = try await run(BookingCommand.Cancel.self, ["booking", "cancel", "--booking", later.id.rawValue], on: installation)
            let cancelled = await #expect(throws: CommandFailure.self) {
                _ = try await run(TokenCommand.Issue.self, arguments + ["host"], on: installation)
            }
            #expect(cancelled?.reasons.contains(RefusalReason.bookingCancelled.rawValue) == true)
        }
    }

    @Test func `a guest's token comes with a link, and not with a revoked one`() async throws {
        try await withInstallation { installation in
            let clinic = try await clinic(on: installation)
            let booking = try await book(clinic, at: installation.clock.now, on: installation).booking
            let link = try await run(LinkCommand.Create.self, ["link", "create", "--booking", booking.id.rawValue], on: installation)
            #expect(link.link.url.contains("/v/\(link.link.id)#"))
            let arguments = ["token", "issue", "--booking", booking.id.rawValue, "--as", "guest", "--name", "Grace"]
            #expect(try await run(TokenCommand.Issue.self, arguments, on: installation).room == booking.room)
            _ = try await run(LinkCommand.Revoke.self, ["link", "revoke", "--link", link.link.id.rawValue], on: installation)
            let revoked = await #expect(throws: CommandFailure.self) {
                _ = try await run(TokenCommand.Issue.self, arguments, on: installation)
            }
            #expect(revoked?.reasons == [RefusalReason.linkRevoked.rawValue])
        }
    }

    @Test func `every act is on record`() async throws {
        try await withInstallation { installation in
            let clinic = try await clinic(on: installation)
            _ = try await book(clinic, at: installation.clock.now, on: installation)
            let practice = try await installation.practice(slug: "laurier")
            let acts = try await installation.portal.audit(of: practice.id).map(\.act)
            #expect(Set(acts) == ["practice.created", "staff.created", "client.created", "booking.created"])
        }
    }

    @Test(arguments: ["nowhere", "2026-13-01T00:00:00Z", "", "2026-11-24 14:00"])
    func `a time that is none is refused`(text: String) {
        #expect(throws: CommandFailure.self) { try Instant.argument(text) }
    }

    @Test func `settings of a practice are changed by name, and wrong ones change nothing`() async throws {
        try await withInstallation { installation in
            _ = try await clinic(on: installation)
            let set = ["practice", "set", "--slug", "laurier"]
            _ = try await run(PracticeCommand.Set.self, set + ["join-minutes-before=5", "telephone=514 555-0142"], on: installation)
            #expect(try await installation.practice(slug: "laurier").joinRule.minutesBefore == 5)
            await #expect(throws: (any Error).self) {
                _ = try await run(PracticeCommand.Set.self, set + ["join-minutes-before=9", "grace-minutes=soon"], on: installation)
            }
            #expect(try await installation.practice(slug: "laurier").joinRule.minutesBefore == 5)
        }
    }
}
