import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Asks ``Admission`` for everybody who could come to a session, as if they asked themselves.
    public func diagnosis(
        of session: BookedSession, in practice: Practice, journal: JournalStore, now: Instant
    ) async throws -> SessionDiagnosis {
        let booking = session.booking
        let isReopening = try await isReopening(booking, journal: journal)
        func request(_ person: AdmissionRequest.Person) async throws -> AdmissionRequest {
            var request = try await admissionRequest(for: person, practice: practice, booking: booking, journal: journal)
            if case .visitor(var visit?) = request.person, visit.isLinkBlocked {
                // Whoever came by it and was kept out asks, not somebody for whom the link has no place left.
                visit.usesBefore = nil
                request.person = .visitor(visit)
            }
            if isReopening {
                var room = request.room ?? RoomRecord(terms: practice.terms(of: booking, hostName: session.clinician.name))
                room.isReopened = true
                request.room = room
            }
            return request
        }
        func way(_ person: AdmissionRequest.Person) async throws -> WayIn { WayIn(try await request(person), now: now) }
        let stranger = try await request(.visitor(nil))
        var clients: [SessionDiagnosis.ClientWays] = []
        for client in session.clients {
            var ways: [WayIn] = []
            for login in try await accounts(for: client, of: booking, in: practice) { ways.append(try await way(.client(login))) }
            clients.append(SessionDiagnosis.ClientWays(client: client, accounts: ways))
        }
        var links: [WayIn] = []
        let made = try await self.links(to: booking.id, in: practice.id)
        let uses = try await uses(of: made.map(\.id), in: practice.id)
        for link in made {
            // As somebody comes by it for the first time.
            links.append(try await way(.visitor(LinkVisit(link: link, visitor: .random(), usesBefore: uses[link.id] ?? 0))))
        }
        return SessionDiagnosis(session: stranger.reasonsInSession(now: now).said, clients: clients, links: links)
    }

    /// Opens entry to a session until its end, as its host can (W4a).
    ///
    /// - Throws: ``PortalStoreError/notFound``, ``PortalStoreError/bookingCancelled``.
    public func reopenEntry(to id: BookingID, in practice: PracticeID, now: Instant) async throws {
        try await write { db in
            guard let booking = try Booking.find(id, in: practice, db) else { throw PortalStoreError.notFound }
            guard !booking.isCancelled else { throw PortalStoreError.bookingCancelled }
            try NewRoomCommand(practice: practice, room: booking.room, command: .reopened, at: now).insert(db)
            try note("booking.reopened", on: id.rawValue, in: practice, now: now, db)
        }
    }

    /// Those of a client; where accounts are optional, the one that the session is assigned to; and the one of the client's
    /// address that is nobody's or somebody else's yet: a prospect, most often.
    public func accounts(for client: Client, of booking: Booking, in practice: Practice) async throws -> [ClientLogin] {
        var found = try await logins(of: client.id, in: practice.id)
        var others: [Account?] = []
        if practice.identity.areAccountsOptional {
            others.append(try await assignments(of: client.id, in: practice.id)[booking.id])
        }
        if let email = client.email { others.append(try await account(email: email, in: practice.id)) }
        for other in others.compactMap(\.self) where !found.contains(where: { $0.account.id == other.id }) {
            if let login = try await clientLogin(other.id, in: practice.id) { found.append(login) }
        }
        return found
    }

    /// Whether entry was just reopened and the room has yet to hear of it: within the second between two pages.
    private func isReopening(_ booking: Booking, journal: JournalStore) async throws -> Bool {
        try await commands(after: try await journal.consumedCommand())
            .contains { $0.room == booking.room && $0.command == .reopened }
    }
}
