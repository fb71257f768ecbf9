import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Testing

@Suite("Looking after the team")
struct TeamTests {
    private static let team = "/p/laurier/staff/settings/team"

    @Test func `a stranger, a client, a clinician and another practice's owner reach nobody of the team`() async throws {
        let world = try await World()
        _ = try await world.people().staff(world.other, .owner, "Otto Elm", "otto@elm.example")
        try await world.test { client async throws in
            let (stranger, nadia, elise, otto) = (Browser(client), Browser(client), Browser(client), Browser(client))
            try await nadia.logIn("nadia@mail.example")
            try await elise.logIn("elise@laurier.example", staff: true)
            try await otto.logIn("otto@elm.example", staff: true, at: "elm")
            let pages = ["", "/new", "/\(world.paul.id)", "/\(world.paul.id)/deactivate"].map { Self.team + $0 }
            for page in pages {
                for browser in [stranger, nadia, otto] { #expect(try await browser.get(page).status == .seeOther, "\(page)") }
                #expect(try await elise.get(page).status == .forbidden, "\(page)")
            }
            let acts = [
                "two-step", "new", "\(world.paul.id)/role", "\(world.paul.id)/invitation", "\(world.paul.id)/two-step", "\(world.paul.id)/deactivate",
                "\(world.paul.id)/reactivate",
            ]
            for act in acts {
                let profile = "/p/laurier/staff/settings/profile"
                #expect(try await elise.post("\(Self.team)/\(act)", ["role": "owner"], tokenFrom: profile).status == .forbidden, "\(act)")
                #expect(try await otto.post("\(Self.team)/\(act)", ["role": "owner"]).status == .forbidden, "\(act)")
            }
            // In their own practice, they don't find anybody of this one.
            let elsewhere = "/p/elm/staff/settings/team"
            #expect(try await otto.get("\(elsewhere)/\(world.paul.id)").status == .notFound)
            #expect(try await otto.post("\(elsewhere)/\(world.paul.id)/deactivate", tokenFrom: elsewhere).status == .notFound)
        }
        #expect(try await world.store.activeStaff(in: world.practice.id).count == 3)
    }

    @Test func `somebody is invited, again if need be, and shows as invited until they choose a password`() async throws {
        try await withOwner { world, owner in
            let form = ["name": "Zoé Lavoie", "email": "zoe@laurier.example", "role": "admin"]
            #expect(try await owner.post("\(Self.team)/new", form, tokenFrom: "\(Self.team)/new").location == "\(Self.team)?done=invited")
            let zoe = try #require(try await world.store.staff(email: EmailAddress("zoe@laurier.example"), in: world.practice.id))
            #expect(zoe.role == .admin && zoe.invitedAt == World.start)
            #expect(try await owner.get(Self.team).text.contains("Invitation envoyée"))
            let page = "\(Self.team)/\(zoe.id)"
            #expect(try await owner.post("\(page)/invitation", tokenFrom: page).location == "\(page)?done=resent")
            try await world.store.setPassword("$argon2id$x", of: .staff(zoe.id), in: world.practice.id, now: World.start)
            #expect(try await owner.get(Self.team).text.contains("Invitation envoyée") == false)
            #expect(try await owner.post("\(page)/invitation", tokenFrom: page).status == .notFound)
        }
    }

    @Test func `a large team comes in pages`() async throws {
        try await withOwner { world, owner in
            for number in 100..<150 {
                _ = try await world.people().staff(world.practice, .clinician, "Zoé \(number)", "z\(number)@laurier.example")
            }
            let first = try await owner.get(Self.team)
            #expect(first.text.contains("1 à 50 sur 53"))
            #expect(first.text.contains("href=\"\(Self.team)?page=2\""))
            #expect(!first.text.contains("Zoé 149"))
            let last = try await owner.get("\(Self.team)?page=2")
            #expect(last.text.contains("51 à 53 sur 53"))
            #expect(last.text.contains("Zoé 149") && !last.text.contains("Zoé 100"))
        }
    }

    @Test(arguments: [("name", ""), ("email", "nobody"), ("role", "king"), ("role", ""), ("email", "paul@laurier.example")])
    func `a wrong invitation is said beside its field and shown again`(field: String, value: String) async throws {
        try await withOwner { world, owner in
            let form = ["name": "Zoé <b>", "email": "zoe@laurier.example", "role": "clinician"].merging([field: value]) { $1 }
            let answer = try await owner.post("\(Self.team)/new", form, tokenFrom: "\(Self.team)/new")
            #expect(answer.status == .unprocessableContent && answer.text.contains("id=\"\(field)-error\""))
            #expect(field == "name" || answer.text.contains("Zoé &lt;b&gt;"))
            #expect(try await world.store.team(of: world.practice.id).count == 3)
        }
    }

    @Test func `an admin can neither make an owner nor touch one`() async throws {
        let world = try await World()
        let admin = try await world.people().staff(world.practice, .admin, "Anne Admin", "anne@laurier.example")
        try await world.test { client async throws in
            let anne = Browser(client)
            try await anne.logIn("anne@laurier.example", staff: true)
            let owner = "\(Self.team)/\(world.owner.id)"
            #expect(try await anne.get(owner).text.contains("name=\"role\"") == false)
            for act in ["role", "deactivate"] {
                let answer = try await anne.post("\(owner)/\(act)", ["role": "clinician"], tokenFrom: owner)
                #expect(answer.status == .unprocessableContent, "\(act)")
            }
            let paul = "\(Self.team)/\(world.paul.id)"
            #expect(try await anne.post("\(paul)/role", ["role": "owner"], tokenFrom: paul).status == .unprocessableContent)
            let invited = ["name": "Zoé", "email": "zoe@laurier.example", "role": "owner"]
            #expect(try await anne.post("\(Self.team)/new", invited, tokenFrom: "\(Self.team)/new").status == .unprocessableContent)
            #expect(try await anne.post("\(Self.team)/two-step", ["twoStep": "optional"], tokenFrom: Self.team).status == .forbidden)
            #expect(try await anne.post("\(paul)/role", ["role": "admin"], tokenFrom: paul).location == "\(paul)?done=changed")
            // Her own rights she may give away, and is then out of here.
            let own = "\(Self.team)/\(admin.id)"
            #expect(try await anne.post("\(own)/role", ["role": "clinician"], tokenFrom: own).location == "/p/laurier/staff")
            #expect(try await anne.get(Self.team).status == .forbidden)
        }
        #expect(try await world.store.staff(world.owner.id, in: world.practice.id) == world.owner)
        #expect(try await world.store.staff(world.paul.id, in: world.practice.id)?.role == .admin)
    }

    @Test func `the last owner can neither leave nor step down`() async throws {
        try await withOwner { world, owner in
            let page = "\(Self.team)/\(world.owner.id)"
            for (act, form) in [("role", ["role": "admin"]), ("deactivate", [:])] {
                let answer = try await owner.post("\(page)/\(act)", form, tokenFrom: page)
                #expect(answer.status == .unprocessableContent && answer.text.contains("seule personne propriétaire"), "\(act)")
            }
            #expect(try await world.store.staff(world.owner.id, in: world.practice.id) == world.owner)
        }
    }

    @Test func `who leaves hands their sessions over first, is out at once, and can come back`() async throws {
        try await withOwner { world, owner in
            let elise = Browser(owner.client)
            try await elise.logIn("elise@laurier.example", staff: true)
            let page = "\(Self.team)/\(world.elise.id)"
            #expect(try await owner.get("\(page)/deactivate").text.contains("Nadia Tremblay"))
            for colleague in ["", world.elise.id.rawValue, world.outsider.id.rawValue, "nobody"] {
                let answer = try await owner.post("\(page)/deactivate", ["colleague": colleague], tokenFrom: page)
                #expect(answer.status == .unprocessableContent && answer.text.contains("id=\"colleague-error\""), "\(colleague)")
            }
            #expect(try await elise.get("/p/laurier/staff/today").status == .ok)
            let done = try await owner.post("\(page)/deactivate", ["colleague": world.paul.id.rawValue], tokenFrom: page)
            #expect(done.location == "\(page)?done=deactivated")
            #expect(try await world.store.session(world.session.id, in: world.practice.id)?.clinician.id == world.paul.id)
            #expect(try await elise.get("/p/laurier/staff/today").status == .seeOther)
            let commands = try await world.store.commands(after: 0).map(\.command)
            #expect(commands.contains(.subjectRevoked(.staff(world.elise.id))))
            #expect(try await owner.post("\(page)/reactivate", tokenFrom: page).location == "\(page)?done=reactivated")
            try await elise.logIn("elise@laurier.example", staff: true)
        }
    }

    @Test func `a lost second step is taken off by owners and admins, over others alone, and no owner's by an admin`() async throws {
        try await withOwner { world, owner in
            func isOn(_ staff: Staff) async throws -> Bool {
                try await world.store.secondStep(of: staff.id, in: world.practice.id)?.isOn == true
            }
            for staff in [world.owner, world.paul] {
                try await world.store.beginSecondStep(of: staff.id, in: world.practice.id)
                _ = try await world.store.confirmSecondStep(
                    of: staff.id, version: 1, step: 1, codes: [], in: world.practice.id, now: World.start)
            }
            _ = try await world.people().staff(world.practice, .admin, "Anne Admin", "anne@laurier.example")
            let anne = Browser(owner.client)
            try await anne.logIn("anne@laurier.example", staff: true)
            let (own, paul, elise) = (
                "\(Self.team)/\(world.owner.id)", "\(Self.team)/\(world.paul.id)", "\(Self.team)/\(world.elise.id)"
            )
            for browser in [owner, anne] {
                #expect(try await browser.get(own).text.contains("\(own)/two-step") == false)
                #expect(try await browser.post("\(own)/two-step", tokenFrom: own).status == .forbidden)
                #expect(try await browser.post("\(elise)/two-step", tokenFrom: elise).status == .notFound)
            }
            #expect(try await isOn(world.owner))
            #expect(try await anne.get(paul).text.contains("action=\"\(paul)/two-step\""))
            #expect(try await anne.post("\(paul)/two-step", tokenFrom: paul).location == "\(paul)?done=secondStepReset")
            #expect(try await !isOn(world.paul))
            #expect(try await anne.get(paul).text.contains("\(paul)/two-step") == false)
        }
    }

    @Test func `an owner says who needs a second step`() async throws {
        try await withOwner { world, owner in
            #expect(try await owner.post("\(Self.team)/two-step", ["twoStep": "some"], tokenFrom: Self.team).status == .unprocessableContent)
            let answer = try await owner.post("\(Self.team)/two-step", ["twoStep": "everyone"], tokenFrom: Self.team)
            #expect(answer.location == "\(Self.team)?done=saved")
            #expect(try await world.store.practice(world.practice.id)?.identity.twoStep == .everyone)
        }
    }

    private func withOwner(_ body: @escaping @Sendable (World, Browser) async throws -> Void) async throws {
        let world = try await World()
        try await world.test { client async throws in
            let owner = Browser(client)
            try await owner.logIn("odile@laurier.example", staff: true)
            try await body(world, owner)
        }
    }
}
