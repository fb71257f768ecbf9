import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

@Suite("Sessions by the API")
struct APISessionTests {
    private func booking(_ world: World, _ more: String) -> String {
        #"{"clients":["\#(world.nadia.id)"],"clinician":"\#(world.elise.id)",\#(more)}"#
    }

    @Test func `sessions are listed within a time, in their order`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let program = try await APIProgram(client, world)
            let day = "from=2026-11-24T00:00:00-05:00&to=2026-11-25T00:00:00-05:00"
            let first = try await program.get("/v1/sessions?\(day)&limit=1").json(List<SessionResource>.self)
            #expect(first.items.map(\.id) == [world.session.id])
            let second = try await program.get(try #require(first.next)).json(List<SessionResource>.self)
            #expect(second.items.map(\.id) == [world.marcsSession.id] && second.next == nil)
            let own = try await program.get("/v1/sessions?clinician=\(world.paul.id)").json(List<SessionResource>.self)
            #expect(own.items.map(\.id) == [world.marcsSession.id])
            #expect(try await program.get("/v1/sessions?from=2026-11-25T00:00:00Z&to=2026-11-24T00:00:00Z").json(List<SessionResource>.self).items == [])
            #expect(try await program.get("/v1/sessions?from=yesterday").problem().errors?.first?.parameter == "from")
        }
    }

    @Test func `the next part is of the same list, whatever has begun meanwhile`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let program = try await APIProgram(client, world)
            let first = try await program.get("/v1/sessions?limit=1").json(List<SessionResource>.self)
            #expect(first.items.map(\.id) == [world.session.id])
            world.clock.advance(.seconds(20 * 60))
            let second = try await program.get(try #require(first.next)).json(List<SessionResource>.self)
            #expect(second.items.map(\.id) == [world.marcsSession.id])
        }
    }

    @Test func `a taken time is refused unless it may overlap`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let program = try await APIProgram(client, world)
            let when = #""startsAt":"2026-11-24T19:30:00Z""#
            let refused = try await program.post("/v1/sessions", booking(world, when))
            #expect(try refused.status == .conflict && refused.problem().code == "slot_taken")
            let uneven = try await program.post("/v1/sessions", booking(world, #""startsAt":"2026-11-24T19:00:37Z""#))
            #expect(uneven.status == .unprocessableContent && uneven.text.contains("/startsAt"))
            let made = try await program.post("/v1/sessions", booking(world, #"\#(when),"mayOverlap":true"#))
            let session = try #require(try made.json(List<SessionResource>.self).items.first)
            #expect(made.status == .created && session.minutes == 50 && session.localStart == "2026-11-24T14:30")
            let notices = try await world.store.outbox(about: session.id, in: world.practice.id)
            #expect(!notices.isEmpty)
        }
    }

    @Test func `a series keeps its time on the clocks, and leaves out what is left out`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let program = try await APIProgram(client, world)
            let answer = try await program.post(
                "/v1/sessions",
                booking(world, #""startsAt":"2027-03-05T10:00:00-05:00","repeats":{"interval":"weekly","times":4,"except":[2]}"#))
            let made = try answer.json(List<SessionResource>.self).items
            #expect(made.map(\.localStart) == ["2027-03-05T10:00", "2027-03-19T10:00", "2027-03-26T10:00"])
            #expect(made.map(\.startsAt.instant.rfc3339) == ["2027-03-05T15:00:00Z", "2027-03-19T14:00:00Z", "2027-03-26T14:00:00Z"])
            #expect(Set(made.compactMap(\.series)).count == 1)
            let place = "/v1/sessions/\(made[1].id)"
            let moved = try await program.post("\(place)/move", #"{"startsAt":"2027-03-20T11:00:00-04:00","scope":"following"}"#)
            #expect(try moved.json(List<SessionResource>.self).items.map(\.localStart) == ["2027-03-20T11:00", "2027-03-27T11:00"])
            let cancelled = try await program.post("\(place)/cancel", #"{"reason":"Neige","scope":"following"}"#)
            #expect(try cancelled.json(List<SessionResource>.self).items.map(\.cancelReason) == ["Neige", "Neige"])
            #expect(try await program.post("\(place)/cancel", "{}").status == .ok)
            #expect(try await program.post("\(place)/move", #"{"startsAt":"2027-03-21T11:00:00-04:00"}"#).problem().code == "session_cancelled")
        }
    }

    @Test func `a session that was held isn't cancelled any more`() async throws {
        let world = try await World()
        var room = RoomRecord(terms: world.practice.terms(of: world.session, hostName: nil))
        room.ended = .init(cause: .endedByHost, reason: nil, at: World.start)
        try await world.journal.record([.room(room)], in: world.session.room)
        try await world.test { client async throws in
            let program = try await APIProgram(client, world)
            for scope in ["this", "following"] {
                let answer = try await program.post("/v1/sessions/\(world.session.id)/cancel", #"{"scope":"\#(scope)"}"#)
                #expect(try answer.status == .conflict && answer.problem().code == "session_over")
            }
            #expect(try await world.kept() == world.session)
        }
    }

    @Test func `a session that gets another length keeps its moment and its clocks, whatever the practice's zone is now`() async throws {
        let world = try await World()
        let vancouver = try #require(TimeZone(identifier: "America/Vancouver"))
        _ = try await world.store.updatePractice(world.practice.id, now: World.start) { $0.timeZone = vancouver }
        try await world.test { client async throws in
            let program = try await APIProgram(client, world)
            let place = "/v1/sessions/\(world.session.id)/move"
            let longer = try await program.post(place, #"{"startsAt":"2026-11-24T11:00:00-08:00","minutes":80}"#)
            let session = try #require(try longer.json(List<SessionResource>.self).items.first)
            #expect(session.localStart == "2026-11-24T14:00" && session.minutes == 80)
            #expect(session.startsAt.instant == world.session.startsAt)
            let told = try await world.store.outbox(about: world.session.id, in: world.practice.id)
            _ = try await program.post(place, #"{"startsAt":"2026-11-24T14:00:00-05:00"}"#)
            #expect(try await world.store.outbox(about: world.session.id, in: world.practice.id) == told)
        }
    }

    @Test func `a series with one session in the hour that clocks skip is refused, all of it`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let program = try await APIProgram(client, world)
            try await world.unchanged {
                let answer = try await program.post(
                    "/v1/sessions",
                    booking(world, #""startsAt":"2027-03-07T02:30:00-05:00","repeats":{"interval":"weekly","times":2}"#))
                #expect(try answer.status == .unprocessableContent && answer.problem().pointers == ["/repeats"])
                #expect(answer.text.contains("2027-03-14T02:30"))
            }
        }
    }

    @Test func `what a session can't be is named`() async throws {
        let world = try await World()
        _ = try await world.store.archiveClient(world.marc.id, in: world.practice.id, now: World.start)
        try await world.store.deactivateStaff(world.paul.id, in: world.practice.id, now: World.start)
        let (nadia, elise) = (world.nadia.id.rawValue, world.elise.id.rawValue)
        func body(clients: [String], clinician: String = elise, start: String = "2026-11-30T10:00:00-05:00", _ more: String = "") -> String {
            let ids = clients.map { "\"\($0)\"" }.joined(separator: ",")
            return #"{"clients":[\#(ids)],"clinician":"\#(clinician)","startsAt":"\#(start)"\#(more)}"#
        }
        let wrong: [(String, String)] = [
            (body(clients: [nadia, nadia]), "/clients/1"), (body(clients: [nadia, world.marc.id.rawValue]), "/clients/1"),
            (body(clients: []), "/clients"), (body(clients: [nadia], clinician: world.paul.id.rawValue), "/clinician"),
            (body(clients: [nadia], start: "2020-01-01T00:00:00Z"), "/startsAt"), (body(clients: [nadia], #","minutes":4"#), "/minutes"),
            (body(clients: [nadia], #","service":"none""#), "/service"), (body(clients: [nadia], #","fee":-1"#), "/fee"),
            (body(clients: [nadia], #","guests":[{"name":"\u0000"}]"#), "/guests/0/name"),
            (body(clients: [nadia], #","guests":[{"name":"Lin","email":"x"}]"#), "/guests/0/email"),
            (body(clients: [nadia], #","repeats":{"interval":"daily","times":2}"#), "/repeats/interval"),
        ]
        try await world.test { client async throws in
            let program = try await APIProgram(client, world)
            try await world.unchanged {
                for (body, pointer) in wrong {
                    let answer = try await program.post("/v1/sessions", body)
                    #expect(try answer.status == .unprocessableContent && answer.problem().pointers == [pointer], "\(body): \(answer.text)")
                }
            }
        }
    }

    @Test func `a session is handed over, held, paid for, and its receipt voided`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let program = try await APIProgram(client, world)
            let place = "/v1/sessions/\(world.session.id)"
            #expect(try await program.send(.put, "\(place)/outcome", #"{"attendance":"attended"}"#).problem().code == "session_not_begun")
            let handed = try await program.post("\(place)/hand-over", #"{"clinician":"\#(world.paul.id)"}"#)
            #expect(try handed.json(SessionResource.self).clinician.id == world.paul.id.rawValue)
            world.clock.set("2026-11-24T15:00")
            let held = try await program.send(.put, "\(place)/outcome", #"{"attendance":"attended"}"#)
            #expect(try held.json(SessionResource.self).attendance == .attended)
            #expect(try await program.send(.put, "\(place)/charge", #"{"fee":9900,"isTaxed":false}"#).json(SessionResource.self).fee == 9_900)
            #expect(try await program.post("\(place)/payment", #"{"method":"cash","paidOn":"2026-11-25"}"#).problem().pointers == ["/paidOn"])
            let receipt = try await program.post("\(place)/payment", #"{"method":"cash"}"#).json(ReceiptResource.self)
            #expect(receipt.net == 9_900 && receipt.client == world.nadia.id && receipt.paidOn == "2026-11-24")
            #expect(try await program.post("\(place)/payment", #"{"method":"cash"}"#).problem().code == "already_paid")
            let void = "\(place)/receipts/\(receipt.id)/void"
            #expect(try await program.post(void, #"{"reason":" "}"#).problem().pointers == ["/reason"])
            #expect(try await program.post(void, #"{"reason":"Erreur"}"#).json(ReceiptResource.self).voidReason == "Erreur")
            #expect(try await program.get("\(place)/receipts").json(List<ReceiptResource>.self).items.map(\.id) == [receipt.id])
        }
    }

    @Test func `the link's secret is for keys that may write`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let (writer, reader) = (try await APIProgram(client, world), try await APIProgram(client, world, scopes: [.readSessions]))
            let place = "/v1/sessions/\(world.session.id)/links"
            let made = try await writer.post(place, #"{"label":"Interprète","useLimit":1}"#).json(LinkResource.self)
            #expect(made.url?.contains("/v/\(made.id)#") == true)
            #expect(try await reader.get(place).json(List<LinkResource>.self).items.map(\.url) == [nil])
            #expect(try await writer.get(place).json(List<LinkResource>.self).items.map(\.url) == [made.url])
            #expect(try await writer.post("\(place)/\(made.id)/mail", "{}").problem().code == "link_not_sendable")
            #expect(try await writer.post(place, #"{"expiresAt":"2026-11-24T00:00:00Z"}"#).problem().pointers == ["/expiresAt"])
            #expect(try await writer.send(.delete, "\(place)/\(made.id)").status == .noContent)
            #expect(try await writer.post("\(place)/revoke").json(RevocationResource.self).revoked == 0)
            #expect(try await writer.get(place).json(List<LinkResource>.self).items.map(\.url) == [nil])
            for _ in 1...LinkRoutes.limit { #expect(try await writer.post(place, "{}").status == .created) }
            #expect(try await writer.post(place, "{}").problem().code == "too_many_links")
        }
    }

    @Test func `why somebody can't join is said with what to do about it`() async throws {
        let world = try await World()
        let people = try await world.people()
        let lea = try await people.client(world.practice, "Léa Roy")
        let account = try await people.account(world.practice, "Léa Roy", "lea@mail.example", for: lea, isVerified: false)
        let session = try await people.booking(world.practice, world.paul, [lea], "2026-11-26T09:00")
        try await world.test { client async throws in
            let program = try await APIProgram(client, world)
            let entry = try await program.get("/v1/sessions/\(session.id)/entry?client=\(lea.id)").json(EntryResource.self)
            let way = try #require(entry.clients.first?.accounts.first { $0.id == account.id.rawValue })
            #expect(way.now.map(\.code) == [.emailNotVerified, .windowNotOpen] && !way.isOpen)
            #expect(way.now.map(\.remedy) == [.verifyAccount, .wait] && way.atStart?.map(\.code) == [.emailNotVerified])
            _ = try await program.post("/v1/accounts/\(account.id)/verify")
            let later = try await program.get("/v1/sessions/\(session.id)/entry").json(EntryResource.self)
            #expect(later.clients.first?.accounts.first { $0.id == account.id.rawValue }?.atStart == [])
            #expect(try await program.get("/v1/sessions/\(session.id)/entry?client=\(world.nadia.id)").status == .notFound)
            world.clock.set("2026-11-27T09:00")
            #expect(try await program.post("/v1/sessions/\(session.id)/entry/reopen").problem().code == "session_over")
        }
    }

    @Test func `the audit log names the key`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let program = try await APIProgram(client, world)
            _ = try await program.post("/v1/clients/\(world.nadia.id)/archive")
            let entry = try #require(try await program.get("/v1/audit?act=client.archived").json(List<AuditResource>.self).items.first)
            #expect(entry.actor.hasPrefix("key:") && entry.object == world.nadia.id.rawValue)
        }
    }
}
