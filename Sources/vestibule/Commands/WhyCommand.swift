import ArgumentParser
import Foundation
import PortalCore
import SignalingProtocol
import Storage

extension BookingCommand {
    /// "Why can't my client join?", for operators: the same answer as staff get on their page.
    struct Why: OperatorCommand {
        static let configuration = CommandConfiguration(abstract: "Says why each client and each link can't enter a session, now and at its start.")
        @OptionGroup var common: CommonOptions
        @Option(help: "The booking's id.") var booking: String
        @Option(help: "One of its clients; all of them, and the links, if absent.") var client: String?

        struct Outcome: CommandOutcome {
            struct Way: Encodable {
                /// `account` or `link`.
                var kind: String
                var id: String
                var canEnter: Bool
                var reasons: [RefusalReason]
                /// What staff can do about each reason.
                var remedies: [Remedy]
                var atStart: [RefusalReason]?
            }
            struct Person: Encodable {
                var id: ClientID
                /// Why nobody at all can enter for them; absent where there is an account.
                var reasons: [RefusalReason]?
                var ways: [Way]
            }
            var booking: BookingID
            var clients: [Person]
            var links: [Way]?

            var text: String {
                let people = clients.flatMap { person in
                    person.ways.isEmpty ? ["client \(person.id): no account"] : person.ways.map { "client \(person.id), \($0.text)" }
                }
                return (people + (links ?? []).map(\.text)).joined(separator: "\n")
            }
        }

        func act(on installation: Installation) async throws -> Outcome {
            let session = try await installation.session(booking)
            guard let practice = try await installation.portal.practice(session.booking.practice) else {
                throw CommandFailure("practice_not_found", "the booking's practice is gone")
            }
            let wanted = try client.map { try ClientID.argument($0) }
            guard wanted.map(session.booking.clients.contains) != false else {
                throw CommandFailure("client_not_booked", "the session isn't booked for that client")
            }
            let diagnosis = try await installation.portal.diagnosis(
                of: session, in: practice, journal: installation.journal, now: installation.clock.now)
            let people = diagnosis.clients.filter { wanted == nil || $0.client.id == wanted }.map { part in
                Outcome.Person(
                    id: part.client.id, reasons: part.accounts.isEmpty ? [.notSignedIn] : nil,
                    ways: part.accounts.map { Outcome.Way($0, kind: "account", id: $0.login?.account.id.rawValue) })
            }
            let links = diagnosis.links.map { Outcome.Way($0, kind: "link", id: $0.link?.id.rawValue) }
            return Outcome(booking: session.booking.id, clients: people, links: wanted == nil ? links : nil)
        }
    }
}

extension BookingCommand.Why.Outcome.Way {
    fileprivate init(_ way: WayIn, kind: String, id: String?) {
        self.init(
            kind: kind, id: id ?? "", canEnter: way.isOpen, reasons: way.now, remedies: way.now.map(\.remedy), atStart: way.atStart)
    }

    fileprivate var text: String {
        func words(_ reasons: [RefusalReason]) -> String { reasons.isEmpty ? "can enter" : reasons.map(\.rawValue).joined(separator: ", ") }
        let later = atStart.map { "; at the start: \(words($0))" } ?? ""
        return "\(kind) \(id): \(words(reasons))\(later)"
    }
}
