import ArgumentParser
import Foundation
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage

struct LinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Direct links to sessions.", subcommands: [Create.self, Revoke.self])

    struct Outcome: CommandOutcome {
        struct Body: Encodable {
            var id: LinkID
            var url: String
        }
        var link: Body
        var text: String { link.url }
    }

    struct Create: OperatorCommand {
        static let configuration = CommandConfiguration(abstract: "Makes a link for one session; its visitors wait to be admitted.")
        @OptionGroup var common: CommonOptions
        @Option(help: "The booking's id.") var booking: String
        @Option(help: "As what visitors come: guest.") var role = "guest"
        @Option(help: "When it stops working (RFC 3339); with the session if absent.") var expiresAt: String?
        @Option(help: "How many browsers may enter by it, \(DirectLink.useLimits.lowerBound) to \(DirectLink.useLimits.upperBound).")
        var maxUses: Int?
        @Flag(help: "Good in the first browser that enters by it, and in no other.") var firstDevice = false
        @Option(help: "Whom it is for; staff alone see it.") var label: String?
        @Option(help: "Where it is sent to, at once.") var email: String?
        @Option(help: "What the mail is written in: fr or en; the practice's language if absent.") var locale: String?

        func act(on installation: Installation) async throws -> Outcome {
            guard role == Role.guest.rawValue else { throw ValidationError("--role: expected guest") }
            let booking = try await installation.session(booking).booking
            let (portal, now) = (installation.portal, installation.clock.now)
            let link = try await portal.createLink(to: booking.id, in: booking.practice, terms: try terms, now: now)
            if link.terms.email != nil { _ = try await portal.sendLink(link.id, in: link.practice, message: nil, now: now) }
            return Outcome(link: .init(id: link.id, url: installation.address(of: link)))
        }

        private var terms: DirectLink.Terms {
            get throws {
                if let maxUses, !DirectLink.useLimits.contains(maxUses) {
                    throw ValidationError("--max-uses: expected a whole number from 1 to \(DirectLink.useLimits.upperBound)")
                }
                let language = locale.map { Language(rawValue: $0) }
                if case .some(nil) = language { throw ValidationError("--locale: expected fr or en") }
                return DirectLink.Terms(
                    label: try label.map { try DisplayName.parse($0) }, email: try email.map { try EmailAddress($0) },
                    language: language ?? nil, expiresAt: try expiresAt.map { try Instant.argument($0) }, useLimit: maxUses,
                    isBoundToDevice: firstDevice)
            }
        }
    }

    struct Revoke: OperatorCommand {
        static let configuration = CommandConfiguration(abstract: "Ends a link; who came by it is out.")
        @OptionGroup var common: CommonOptions
        @Option(help: "The link's id.") var link: String

        func act(on installation: Installation) async throws -> Outcome {
            guard let found = try await installation.portal.link(try .argument(link)) else {
                throw CommandFailure("link_not_found", "there is no link \(link)")
            }
            let revoked = try await installation.portal.revokeLink(found.id, in: found.practice, now: installation.clock.now)
            return Outcome(link: .init(id: revoked.id, url: installation.address(of: revoked)))
        }
    }
}

extension Installation {
    func address(of link: DirectLink) -> String {
        linkSecret.address(of: link, publicURL: publicURL(port: settings.port).absoluteString)
    }
}
