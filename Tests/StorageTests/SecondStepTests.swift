import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("The second step of a login")
struct SecondStepTests {
    private func setUp(_ house: House) async throws {
        try await house.store.beginSecondStep(of: house.clinician.id, in: house.practice.id)
        let isOn = try await house.store.confirmSecondStep(
            of: house.clinician.id, version: 1, step: 100, codes: [hash(1), hash(2)], in: house.practice.id, now: start)
        #expect(isOn)
    }

    private func pass(_ house: House, _ proof: SecondStepProof, by browser: UInt8 = 9) async throws -> LoginID? {
        let challenge = try await house.store.startChallenge(
            .secondStep, of: .staff(house.clinician.id), email: nil, browser: hash(browser), in: house.practice.id, now: start,
            notice: nil)
        return try await house.store.passSecondStep(challenge.id, by: proof, in: house.practice.id, now: start)
    }

    private func found(_ house: House) async throws -> SecondStep? {
        try await house.store.secondStep(of: house.clinician.id, in: house.practice.id)
    }

    @Test func `it is on once the app was shown to work, with the secret that was begun with`() async throws {
        let house = try await House()
        let (store, practice, id) = (house.store, house.practice.id, house.clinician.id)
        #expect(try await found(house) == nil)
        try await store.beginSecondStep(of: id, in: practice)
        try await store.beginSecondStep(of: id, in: practice)
        #expect(try await found(house) == SecondStep(version: 2))
        #expect(try await !store.confirmSecondStep(of: id, version: 1, step: 100, codes: [], in: practice, now: start))
        #expect(try await store.confirmSecondStep(of: id, version: 2, step: 100, codes: [], in: practice, now: start))
        #expect(try await !store.confirmSecondStep(of: id, version: 2, step: 101, codes: [], in: practice, now: start))
        try await store.beginSecondStep(of: id, in: practice)
        #expect(try await found(house) == SecondStep(version: 2, confirmedAt: start, lastStep: 100))
    }

    @Test func `a code of the app is good once, and none before it is`() async throws {
        let house = try await House()
        try await setUp(house)
        #expect(try await pass(house, .app(step: 100)) == nil)
        #expect(try await pass(house, .app(step: 102)) == .staff(house.clinician.id))
        #expect(try await pass(house, .app(step: 102)) == nil)
        #expect(try await pass(house, .app(step: 101)) == nil)
    }

    @Test func `a recovery code is good once`() async throws {
        let house = try await House()
        try await setUp(house)
        #expect(try await pass(house, .recoveryCode(hash(3))) == nil)
        #expect(try await pass(house, .recoveryCode(hash(1))) == .staff(house.clinician.id))
        #expect(try await pass(house, .recoveryCode(hash(1))) == nil)
        #expect(try await house.store.recoveryCodesLeft(of: house.clinician.id, in: house.practice.id) == 1)
    }

    @Test func `a challenge for something else is no second step, and spends nothing`() async throws {
        let house = try await House()
        try await setUp(house)
        let reset = try await house.store.startChallenge(
            .resetPassword, of: .staff(house.clinician.id), email: nil, in: house.practice.id, now: start, notice: nil)
        let passed = try await house.store.passSecondStep(
            reset.id, by: .recoveryCode(hash(1)), in: house.practice.id, now: start)
        #expect(passed == nil)
        #expect(try await house.store.recoveryCodesLeft(of: house.clinician.id, in: house.practice.id) == 2)
    }

    @Test func `switched off, its secret and its codes are no good any more`() async throws {
        let house = try await House()
        let (store, practice, id) = (house.store, house.practice.id, house.clinician.id)
        try await setUp(house)
        #expect(try await !store.endSecondStep(of: id, by: .app(step: 100), in: practice, now: start))
        #expect(try await store.endSecondStep(of: id, by: .app(step: 101), in: practice, now: start))
        #expect(try await found(house) == SecondStep(version: 2))
        #expect(try await store.recoveryCodesLeft(of: id, in: practice) == 0)
        #expect(try await pass(house, .app(step: 102)) == nil)
    }

    @Test func `lost, it is taken off by somebody else: logins end, and its owner is told`() async throws {
        let house = try await House()
        let (store, practice, staff) = (house.store, house.practice.id, house.clinician)
        let login = LoginID.staff(staff.id)
        #expect(try await !store.resetSecondStep(of: staff.id, in: practice, now: start))
        try await store.beginSecondStep(of: staff.id, in: practice)
        #expect(try await !store.resetSecondStep(of: staff.id, in: practice, now: start))
        #expect(try await store.confirmSecondStep(of: staff.id, version: 1, step: 100, codes: [hash(1)], in: practice, now: start))
        try await store.startSession(LoginSession(practice: practice, login: login, now: start), token: hash(5))
        let asked = try await store.startChallenge(
            .secondStep, of: login, email: nil, browser: hash(9), in: practice, now: start, notice: nil)
        #expect(try await store.acting(as: .operator).resetSecondStep(of: staff.id, in: practice, now: start))
        #expect(try await found(house) == SecondStep(version: 2))
        #expect(try await store.recoveryCodesLeft(of: staff.id, in: practice) == 0)
        #expect(try await store.session(token: hash(5), in: practice, now: start) == nil)
        #expect(try await store.challenge(asked.id, in: practice, now: start) == nil)
        #expect(try await house.commands() == [.subjectRevoked(.staff(staff.id))])
        let told = try await store.takeOutbox(dueAt: start, limit: 50).map(\.notice)
        #expect(told == [.loginChanged(login, .secondStep, to: staff.email)])
        let entry = try #require(try await store.audit(of: practice).first { $0.act == "second_step.reset" })
        #expect(entry.actor == "operator" && entry.object == staff.id.rawValue)
        await #expect(throws: PortalStoreError.notFound) {
            _ = try await store.resetSecondStep(of: .random(), in: practice, now: start)
        }
    }
}
