import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

/// Every button and link that an owner finds under a reason is followed.
@Suite("Why can't my client join: what is offered helps")
struct WhyRemedyTests {
    /// A way to be kept out.
    enum Trouble: String, CaseIterable {
        case disabled, unverified, prospect, dismissedProspect, accountOfOthers, disabledAssignee, closed, linkRevoked, linkExpired
        case cancelled, ended, denied

        var reason: RefusalReason {
            switch self {
            case .disabled, .disabledAssignee: .accountDisabled
            case .unverified: .emailNotVerified
            case .prospect, .dismissedProspect: .notAssociated
            case .accountOfOthers: .notYourSession
            case .closed: .windowClosed
            case .linkRevoked: .linkRevoked
            case .linkExpired: .linkExpired
            case .cancelled: .bookingCancelled
            case .ended: .sessionEnded
            case .denied: .blocked
            }
        }
    }

    private func owner(_ client: any TestClientProtocol) async throws -> Browser {
        let browser = Browser(client)
        browser.language = "en"
        try await browser.logIn("odile@laurier.example", staff: true)
        return browser
    }

    /// Presses what is offered under a reason.
    private func press(_ reason: RefusalReason, on page: Answer, at address: String, _ browser: Browser) async throws -> Answer {
        let rows = page.text.components(separatedBy: "data-reason=\"\(reason.rawValue)\"")
        let row = try #require(rows.dropFirst().first?.components(separatedBy: "</li>").first, "\(reason) isn't there")
        if let form = row.firstMatch(of: /action="([^"]+)"/) { return try await browser.post(String(form.1), tokenFrom: address) }
        let link = try #require(row.firstMatch(of: /href="([^"]+)"/), "nothing is offered for \(reason)")
        return try await browser.get(String(link.1).replacing("&amp;", with: "&"))
    }

    /// How many ways in are open.
    private func waysIn(_ page: String) -> Int { page.components(separatedBy: "data-tone=\"good\"").count - 1 }

    /// A session that somebody is kept out of.
    private func make(_ trouble: Trouble, in world: World) async throws -> Booking {
        let (store, practice, now) = (world.store, world.practice.id, World.start)
        let people = try await world.people()
        let nadias = world.nadiasAccount.id
        switch trouble {
        case .disabled: try await store.disableAccount(nadias, in: practice, now: now)
        case .unverified, .prospect, .dismissedProspect, .accountOfOthers, .disabledAssignee:
            let lin = try await people.client(world.practice, "Lin Zhao")
            // Every client of these tests has this address.
            let address = trouble == .disabledAssignee ? "lin@mail.example" : "c@mail.example"
            let whose = trouble == .unverified ? lin : trouble == .accountOfOthers ? world.marc : nil
            let account = try await people.account(
                world.practice, "Lin Z.", address, for: whose, isVerified: trouble != .unverified)
            let booking = try await people.booking(world.practice, world.elise, [lin], "2026-11-24T14:10")
            if trouble == .disabledAssignee {
                try await world.set { $0.areAccountsOptional = true }
                try await store.assign(booking.id, of: lin.id, to: account.id, in: practice, now: now)
            }
            let isDisabled = trouble == .dismissedProspect || trouble == .disabledAssignee
            if isDisabled { try await store.disableAccount(account.id, in: practice, now: now) }
            return booking
        case .closed: world.clock.set("2026-11-24T14:31")
        case .linkRevoked:
            let link = try await store.createLink(to: world.session.id, in: practice, now: now)
            _ = try await store.revokeLink(link.id, in: practice, now: now)
        case .linkExpired:
            _ = try await store.createLink(
                to: world.session.id, in: practice, terms: .init(expiresAt: now + .seconds(60)), now: now)
            world.clock.advance(.seconds(61))
        case .cancelled: _ = try await store.cancelBooking(world.session.id, in: practice, reason: nil, now: now)
        case .ended, .denied:
            var room = RoomRecord(terms: world.practice.terms(of: world.session, hostName: nil))
            if trouble == .ended { room.ended = .init(cause: .endedByHost, reason: nil, at: now) }
            let denied = ParticipantRecord(
                id: "p-nadia", subject: .account(nadias), role: .participant, state: .denied, displayName: try .parse("Nadia"),
                verifiedName: nil, link: nil, wasAdmitted: false, isBlocked: trouble == .denied, waitingSince: nil, since: now,
                session: "s-nadia", resumeHash: ResumeHash(rawValue: "00"))
            try await world.journal.record([.room(room), .participant(denied)], in: world.session.room)
        }
        return world.session
    }

    @Test func `of a link whose only visitor was denied it is said that a host kept them out, not that it is used up`() async throws {
        let world = try await World()
        let (store, practice, now) = (world.store, world.practice.id, World.start)
        let link = try await store.createLink(to: world.session.id, in: practice, terms: .init(useLimit: 1), now: now)
        let cookie = try #require(SecretHash(bytes: Array(repeating: 7, count: 32)))
        let visitor = try await store.visitor(of: link.id, in: practice, cookie: cookie, now: now)
        let denied = ParticipantRecord(
            id: "p-guest", subject: .visitor(visitor), role: .guest, state: .denied, displayName: try .parse("Guest"),
            verifiedName: nil, link: link.id, wasAdmitted: false, isBlocked: true, waitingSince: nil, since: now,
            session: "s-guest", resumeHash: ResumeHash(rawValue: "00"))
        let room = RoomRecord(terms: world.practice.terms(of: world.session, hostName: nil))
        func reasons() async throws -> [RefusalReason] {
            let session = try #require(try await store.session(world.session.id, in: practice))
            let diagnosis = try await store.diagnosis(of: session, in: world.practice, journal: world.journal, now: now)
            return diagnosis.links.flatMap(\.now)
        }
        #expect(try await reasons() == [.linkUsedUp])
        try await world.journal.record([.room(room), .participant(denied)], in: world.session.room)
        #expect(try await reasons() == [.blocked])
    }

    @Test(arguments: Trouble.allCases)
    func `what is offered for a reason is there, and does away with it`(trouble: Trouble) async throws {
        let world = try await World()
        let booking = try await make(trouble, in: world)
        try await world.test { client async throws in
            let browser = try await owner(client)
            let address = "/p/laurier/staff/sessions/\(booking.id)/why"
            let page = try await browser.get(address)
            let answer = try await press(trouble.reason, on: page, at: address, browser)
            let after = try await browser.get(address).text
            switch trouble {
            case .disabled, .unverified, .prospect, .dismissedProspect, .accountOfOthers, .disabledAssignee, .closed:
                #expect(answer.location?.hasPrefix("\(address)?done=") == true, "\(answer.status)")
                #expect(!after.contains("data-reason=\"\(trouble.reason.rawValue)\""))
            case .linkRevoked, .linkExpired:
                // That one stays as it is; beside it is one that is good.
                #expect(answer.location == "\(address)?done=linkMade")
                #expect(waysIn(after) == waysIn(page.text) + 1)
            case .cancelled, .ended:
                #expect(answer.status == .ok && answer.text.contains("value=\"Nadia Tremblay\""))
            case .denied:
                #expect(answer.status == .ok && answer.text.contains("data-module=\"session\""))
            }
        }
    }
}
