import PortalCore
import SignalingProtocol
import Testing

@Suite("Practice settings")
struct PracticeTests {
    @Test(arguments: [
        ("name", "Clinique du Parc"), ("time-zone", "Europe/Paris"), ("locale", "en"), ("telephone", "514 555-0142"),
        ("telephone", ""), ("email", "a@example.org"), ("email", ""), ("hours", "Monday to Friday"), ("hours", ""),
        ("join-minutes-before", "0"), ("join-minutes-before", "1440"), ("join-minutes-after", "1"), ("join-count-from", "end"),
        ("grace-minutes", "0"), ("host-absence", "waiting"), ("sharing", "off"), ("identity", "codes"), ("sign-up", "off"),
        ("login-links", "off"), ("login-method", "code"), ("known-clients-only", "on"), ("staff-passwords", "off"),
        ("accounts-optional", "on"), ("two-step", "overseers"), ("reminder-day-before", "off"), ("reminder-hour-before", "on"),
        ("address", "12, rue X\nMontréal"), ("address", ""), ("currency", "EUR"), ("taxes", "TPS:5:123456789 RT0001; TVQ:9,975"),
        ("taxes", ""), ("brand-colour", "#2f6f6a"), ("brand-colour", ""), ("practice-alert-minutes", "1"),
        ("practice-alert-minutes", "60"), ("practice-alert-minutes", "off"),
    ])
    func `a setting takes a right value`(key: String, value: String) throws {
        var practice = try Clinic().practice
        try practice.set(key, to: value)
    }

    @Test(arguments: [
        ("name", ""), ("time-zone", "EST"), ("time-zone", ""), ("locale", "de"), ("telephone", "call me"), ("email", "nobody"),
        ("join-minutes-before", "-1"), ("join-minutes-before", "1441"), ("join-minutes-before", "soon"), ("join-minutes-after", ""),
        ("join-count-from", "middle"), ("grace-minutes", "1441"), ("host-absence", ""), ("sharing", "yes"), ("sharing", ""),
        ("identity", "none"), ("sign-up", "true"), ("login-links", ""), ("login-method", "sms"), ("known-clients-only", "1"),
        ("staff-passwords", "no"), ("accounts-optional", ""), ("two-step", "owners"), ("reminder-day-before", ""),
        ("reminder-hour-before", "yes"), ("address", "1\n2\n3\n4\n5\n6\n7"), ("currency", "XXX"), ("currency", ""), ("taxes", "TPS"),
        ("taxes", "TPS:101"), ("taxes", ":5"), ("taxes", "A:1;B:1;C:1;D:1;E:1"), ("brand-colour", "red"),
        ("brand-colour", "#12"), ("practice-alert-minutes", "0"), ("practice-alert-minutes", "61"), ("practice-alert-minutes", ""),
    ])
    func `a setting refuses a wrong value, says what is expected, and stays`(key: String, value: String) throws {
        var practice = try Clinic().practice
        let before = practice
        let expected = try #require(Practice.Setting(rawValue: key)).expectation
        #expect(throws: SettingRefusal.badValue(key: key, expected: expected)) { try practice.set(key, to: value) }
        #expect(practice == before)
    }

    @Test func `an unknown setting is refused`() throws {
        var practice = try Clinic().practice
        #expect(throws: SettingRefusal.unknownKey("tint")) { try practice.set("tint", to: "red") }
    }

    @Test func `settings change what they say`() throws {
        var practice = try Clinic().practice
        for (key, value) in [
            ("join-minutes-before", "15"), ("join-minutes-after", "45"), ("join-count-from", "end"), ("sharing", "off"),
        ] {
            try practice.set(key, to: value)
        }
        #expect(practice.joinRule == JoinRule(minutesBefore: 15, minutesAfter: 45, countFrom: .end))
        #expect(!practice.isSharingEnabled)
    }

    @Test func `a preset of identity is taken over by name, and its points are set one by one`() throws {
        var practice = try Clinic().practice
        try practice.set("two-step", to: "everyone")
        try practice.set("identity", to: "codes")
        #expect(practice.identity.preset == .codes)
        #expect(practice.identity.twoStep == .everyone)
        try practice.set("sign-up", to: "on")
        #expect(practice.identity.preset == nil)
    }

    @Test func `reminders are switched one by one, and taxes keep their order`() throws {
        var practice = try Clinic().practice
        #expect(practice.reminders == [.dayBefore, .hourBefore])
        try practice.set("reminder-day-before", to: "off")
        try practice.set("taxes", to: " TPS : 5 : 123456789 RT0001 ; TVQ:9,975;")
        #expect(practice.reminders == [.hourBefore])
        #expect(practice.taxes.map(\.name) == ["TPS", "TVQ"])
        #expect(practice.taxes.map(\.rate) == [.gst, .qst])
        #expect(practice.taxes.map(\.registration) == ["123456789 RT0001", nil])
    }

    @Test func `a line of a profile is one line of 1 to 80 characters`() throws {
        #expect(try ProfileLine("  Psychologue ").text == "Psychologue")
        #expect(throws: TextRefusal.empty) { try ProfileLine(" ") }
        #expect(throws: TextRefusal.tooLong) { try ProfileLine(String(repeating: "a", count: 81)) }
        #expect(throws: TextRefusal.forbiddenCharacter) { try ProfileLine("a\u{202E}b") }
    }

    @Test func `a window is never empty`() {
        #expect(JoinRule(minutesBefore: 0, minutesAfter: 0, countFrom: .start) == nil)
        #expect(JoinRule(minutesBefore: 0, minutesAfter: 0, countFrom: .end) != nil)
    }

    @Test func `terms carry the window, the grace and a revision that grows with booking and practice`() throws {
        var clinic = try Clinic()
        let terms = clinic.practice.terms(of: clinic.booking, hostName: nil)
        #expect(terms.opensAt == .fromStart(minutes: -30))
        #expect(terms.closesAt == .fromStart(minutes: 30))
        #expect(terms.hardEnd == clinic.practice.joinWindow(for: clinic.booking).hardEnd)
        clinic.practice.revision += 1
        #expect(clinic.practice.terms(of: clinic.booking, hostName: nil).revision == terms.revision + 1)
        clinic.booking.revision += 1
        #expect(clinic.practice.terms(of: clinic.booking, hostName: nil).revision == terms.revision + 2)
    }

    @Test func `an account is a prospect until it is verified and associated`() throws {
        let clinic = try Clinic()
        var account = clinic.account
        #expect(ProspectState(account, clients: [clinic.client]) == .associated)
        #expect(ProspectState(account, clients: []) == .unassociated)
        account.verifiedAt = nil
        #expect(ProspectState(account, clients: [clinic.client]) == .unverified)
    }
}
