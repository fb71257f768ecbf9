import ArgumentParser
import Foundation
import PortalCore
import SignalingProtocol
import Storage

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Room tokens, for operators and outside tests.", subcommands: [Issue.self])

    struct Outcome: CommandOutcome {
        var token: String
        var room: RoomID
        var endpoint: String
        var expiresAt: Instant
        var text: String { token }
    }

    enum Bearer: String, ExpressibleByArgument, CaseIterable { case host, client, guest }

    struct Issue: OperatorCommand {
        static let configuration = CommandConfiguration(
            abstract: "Issues the very token that the portal would, and refuses what the portal refuses.")
        @OptionGroup var common: CommonOptions
        @Option(help: "The booking's id.") var booking: String
        @Option(name: .customLong("as"), help: "host, client or guest.") var bearer: Bearer
        @Option(help: "Which of the booking's clients; the first if absent.") var client: String?
        @Option(help: "The name to show; the record's if absent.") var name: String?

        func act(on installation: Installation) async throws -> Outcome {
            let session = try await installation.session(booking)
            guard let practice = try await installation.portal.practice(session.booking.practice) else {
                throw CommandFailure("practice_not_found", "the booking's practice is gone")
            }
            let person = try await person(for: session, in: practice, installation)
            let request = try await installation.portal.admissionRequest(
                for: person.value, practice: practice, booking: session.booking, journal: installation.journal)
            let now = installation.clock.now
            switch Admission.check(request, now: now) {
            case .refused(let reasons):
                let codes = reasons.said.map(\.rawValue)
                throw CommandFailure("refused", "refused: \(codes.joined(separator: ", "))", reasons: codes)
            case .granted(let grant):
                let room = grant.roomGrant(
                    issuer: TokenSigner.issuer, id: .random(), displayName: try name.map { try DisplayName.parse($0) } ?? person.name, now: now)
                try await installation.portal.appendAudit(
                    "token.issued", on: session.booking.id.rawValue, in: practice.id, now: now)
                let endpoint = Endpoints(publicURL: installation.publicURL(port: installation.settings.port))
                return Outcome(
                    token: try await installation.signer.sign(room), room: room.room, endpoint: endpoint.rooms, expiresAt: room.expiresAt)
            }
        }

        private func person(
            for session: BookedSession, in practice: Practice, _ installation: Installation
        ) async throws -> (value: AdmissionRequest.Person, name: DisplayName) {
            switch bearer {
            case .host: return (.staff(session.clinician), session.clinician.name)
            case .client:
                let wanted = try client.map { try ClientID.argument($0) }
                guard let record = session.clients.first(where: { wanted == nil || $0.id == wanted }) else {
                    throw CommandFailure("refused", "refused: not_your_session", reasons: [RefusalReason.notYourSession.rawValue])
                }
                let portal = installation.portal
                if let login = try await portal.logins(of: record.id, in: practice.id).first { return (.client(login), record.name) }
                let account = try await portal.assignments(of: record.id, in: practice.id)[session.booking.id]
                guard let account else { return (.client(nil), record.name) }
                return (.client(try await portal.clientLogin(account.id, in: practice.id)), record.name)
            case .guest:
                let links = try await installation.portal.links(to: session.booking.id, in: practice.id)
                let name = try DisplayName.parse("Guest")
                guard let link = links.last(where: { $0.revokedAt == nil }) ?? links.last else { return (.visitor(nil), name) }
                let cookie = try Secrets.hashOfRandomToken()
                let use = try await installation.portal.use(of: link.id, in: practice.id, cookie: cookie)
                guard link.refusal(toNewcomerAfter: use.uses) == nil else {
                    return (.visitor(LinkVisit(link: link, visitor: .random(), usesBefore: use.uses)), name)
                }
                let visitor = try await installation.portal.visitor(of: link.id, in: practice.id, cookie: cookie, now: installation.clock.now)
                return (.visitor(LinkVisit(link: link, visitor: visitor)), name)
            }
        }
    }
}
