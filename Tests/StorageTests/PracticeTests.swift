import GRDB
import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("What practices say and show of themselves")
struct PracticeTests {
    @Test func `a practice that set nothing has the defaults`() async throws {
        let practice = try await House().practice
        #expect(practice.identity == IdentityPolicy())
        #expect(practice.reminders == [.dayBefore, .hourBefore])
        #expect(practice.currency == .canadianDollar)
        #expect(practice.taxes.isEmpty && practice.address == nil && practice.brandColour == nil && practice.logo == nil)
    }

    @Test(arguments: PracticeText.allCases)
    func `a text is kept, changed, and taken back, for one practice alone`(name: PracticeText) async throws {
        let house = try await House()
        let other = try await House(house.store, slug: "parc")
        #expect(try await house.store.text(name, of: house.practice.id) == nil)
        for words in ["Bonjour.\n\nÀ bientôt.", "Allô"] {
            let text = try FreeText(words, as: name.kind)
            try await house.store.setText(text, as: name, of: house.practice.id, now: start)
            #expect(try await house.store.text(name, of: house.practice.id) == text)
        }
        #expect(try await house.store.text(name, of: other.practice.id) == nil)
        try await house.store.setText(nil, as: name, of: house.practice.id, now: start)
        #expect(try await house.store.text(name, of: house.practice.id) == nil)
        #expect(try await house.store.audit(of: house.practice.id).first?.act == "practice.text_changed")
        await #expect(throws: PortalStoreError.notFound) {
            try await house.store.setText(FreeText("x", as: name.kind), as: name, of: "nowhere", now: start)
        }
    }

    @Test func `a logo is kept with what its pages have to know, changed, and removed; settings leave it alone`() async throws {
        let house = try await House()
        let (store, practice) = (house.store, house.practice.id)
        for size in [120, 240] {
            let logo = Logo(type: .png, width: size, height: 40, changedAt: start)
            try await store.setLogo(logo, image: [1, 2, UInt8(size)], of: practice, now: start)
            #expect(try await store.practice(practice)?.logo == logo)
            #expect(try await store.logoImage(of: practice) == [1, 2, UInt8(size)])
        }
        let changed = try await store.updatePractice(practice, now: start) {
            $0.brandColour = .black
            $0.logo = nil
        }
        #expect(changed.brandColour == .black)
        #expect(try await store.practice(practice)?.logo != nil)
        try await store.removeLogo(of: practice, now: start)
        try await store.removeLogo(of: practice, now: start)
        #expect(try await store.practice(practice)?.logo == nil)
        #expect(try await store.logoImage(of: practice) == nil)
        #expect(try await store.audit(of: practice).filter { $0.act == "practice.logo_removed" }.count == 1)
    }

    @Test func `no logo is larger than it may be`() async throws {
        let house = try await House()
        let logo = Logo(type: .png, width: 1, height: 1, changedAt: start)
        let image = [UInt8](repeating: 0, count: Logo.largestBytes)
        try await house.store.setLogo(logo, image: image, of: house.practice.id, now: start)
        await #expect(throws: (any Error).self) {
            try await house.store.setLogo(logo, image: image + [0], of: house.practice.id, now: start)
        }
    }
}
