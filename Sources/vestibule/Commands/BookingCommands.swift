import ArgumentParser
import Foundation
import PortalCore
import SignalingProtocol
import Storage

struct BookingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "booking", abstract: "Video sessions.", subcommands: [Create.self, Move.self, Cancel.self, Why.self])

    struct Outcome: CommandOutcome {
        struct Body: Encodable {
            var id: BookingID
            var room: RoomID
        }
        var booking: Body
        var text: String { "booking \(booking.id), room \(booking.room)" }

        init(_ booking: Booking) { self.booking = Body(id: booking.id, room: booking.room) }
    }

    struct Create: OperatorCommand {
        static let configuration = CommandConfiguration(abstract: "Books a session, and so its room.")
        @OptionGroup var common: CommonOptions
        @Option(help: "The practice's slug.") var practice: String
        @Option(parsing: .upToNextOption, help: "One client's id, or several.") var client: [String]
        @Option(help: "The id of the clinician who hosts.") var clinician: String
        @Option(help: "When it starts (RFC 3339).") var startsAt: String
        @Option(help: "How long it lasts.") var minutes: Int

        func act(on installation: Installation) async throws -> Outcome {
            let practice = try await installation.practice(slug: practice)
            let now = installation.clock.now
            let time = try SessionTime(
                startsAt: Instant.argument(startsAt), in: practice.timeZone, minutes: minutes, now: now)
            let booking = try await installation.portal.createBooking(
                in: practice.id, clinician: .argument(clinician), clients: client.map { try .argument($0) }, time: time, now: now)
            return Outcome(booking)
        }
    }

    struct Move: OperatorCommand {
        static let configuration = CommandConfiguration(abstract: "Moves a session; its links stay.")
        @OptionGroup var common: CommonOptions
        @Option(help: "The booking's id.") var booking: String
        @Option(help: "When it starts (RFC 3339).") var startsAt: String
        @Option(help: "How long it lasts; as before if absent.") var minutes: Int?

        func act(on installation: Installation) async throws -> Outcome {
            let before = try await installation.session(booking).booking
            let now = installation.clock.now
            let time = try SessionTime(
                startsAt: Instant.argument(startsAt), in: before.time.timeZone, minutes: minutes ?? before.time.minutes, now: now)
            let booking = try await installation.portal.moveBooking(before.id, in: before.practice, to: time, now: now)
            return Outcome(booking)
        }
    }

    struct Cancel: OperatorCommand {
        static let configuration = CommandConfiguration(abstract: "Cancels a session; those who wait are told.")
        @OptionGroup var common: CommonOptions
        @Option(help: "The booking's id.") var booking: String
        @Option(help: "What those who wait are told.") var reason: String?

        func act(on installation: Installation) async throws -> Outcome {
            let before = try await installation.session(booking).booking
            guard (reason ?? "").count <= TextLimits.reason else { throw CommandFailure("too_long", "--reason: at most \(TextLimits.reason) characters") }
            let booking = try await installation.portal.cancelBooking(
                before.id, in: before.practice, reason: reason, now: installation.clock.now)
            return Outcome(booking)
        }
    }
}

extension Installation {
    /// - Throws: ``CommandFailure`` if there is no such booking in any practice.
    func session(_ id: String) async throws -> BookedSession {
        guard let session = try await portal.sessionAnywhere(try BookingID.argument(id)) else {
            throw CommandFailure("booking_not_found", "there is no booking \(id)")
        }
        return session
    }
}

extension Instant {
    /// A moment as RFC 3339 writes it, with or without fractions of a second.
    ///
    /// - Throws: ``CommandFailure``.
    static func argument(_ text: String) throws -> Instant {
        let whole = Date.ISO8601FormatStyle()
        let fractions = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        guard let date = (try? whole.parse(text)) ?? (try? fractions.parse(text)) else {
            throw CommandFailure("bad_time", "\(text): expected a time such as 2026-11-24T14:00:00-05:00")
        }
        return Instant(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
    }
}
