import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

@Suite("Mail of the demo")
struct DemoMailTests {
    private static let source = """
        Date: Tue, 24 Nov 2026 18:45:00 +0000\r
        From: =?utf-8?q?Clinique_Laurier?= <no-reply@portal.example>\r
        To: Nadia <nadia@mail.example>\r
        Subject: =?utf-8?q?Votre_s=C3=A9ance?=\r
         =?utf-8?q?_vid=C3=A9o?=\r
        Content-Type: multipart/mixed; boundary="=_vestibule_mixed"\r
        \r
        --=_vestibule_mixed\r
        Content-Type: multipart/alternative; boundary="=_vestibule_alternative"\r
        \r
        --=_vestibule_alternative\r
        Content-Type: text/plain; charset=utf-8\r
        Content-Transfer-Encoding: quoted-printable\r
        \r
        Bonjour =C3=89lise, un=\r
         lien: a=3Db\r
        --=_vestibule_alternative\r
        Content-Type: text/html; charset=utf-8\r
        Content-Transfer-Encoding: quoted-printable\r
        \r
        <p>Bonjour</p><script>alert(1)</script>\r
        --=_vestibule_alternative--\r
        \r
        --=_vestibule_mixed\r
        Content-Type: text/calendar\r
        Content-Transfer-Encoding: base64\r
        \r
        QkVHSU46VkNBTEVOREFS\r
        --=_vestibule_mixed--\r

        """

    @Test func `a mail is read back as it was written`() {
        let mail = MailFile(Self.source)
        #expect(mail.subject == "Votre séance vidéo")
        #expect(mail.from == "Clinique Laurier <no-reply@portal.example>")
        #expect(mail.text.trimmingCharacters(in: .newlines) == "Bonjour Élise, un lien: a=b")
        #expect(mail.html.hasPrefix("<p>Bonjour</p>"))
        #expect(mail.calendar == "BEGIN:VCALENDAR")
    }

    @Test(arguments: ["", "\n\n", ":", "Content-Type: multipart/mixed; boundary=\"x\"\n\n--x\n--x--", "Subject: =?utf-8?q?=ZZ=?="])
    func `what is no mail is read without harm`(source: String) { #expect(MailFile(source).text.isEmpty) }

    @Test func `the demo lists its mails, shows each, and runs nothing that stands in one`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vestibule-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(Self.source.utf8).write(to: folder.appending(path: "1700000000000-ab-cd.eml"))
        try Data("secret".utf8).write(to: folder.appending(path: "other.txt"))
        let world = try await World()
        var settings = world.settings
        settings.demoMail = folder
        let portal = Portal(
            store: world.store, journal: world.journal, settings: settings, files: try await World.files, serverKey: world.key, sign: world.signed.room,
            signStaff: world.signed.staff, now: world.clock.now)
        try await Application(router: portal.router()).test(.router) { client async throws in
            let browser = Browser(client)
            let list = try await browser.get("/demo/mail")
            #expect(list.text.contains("Votre séance vidéo") && !list.text.contains("other"))
            let page = try await browser.get("/demo/mail/1700000000000-ab-cd")
            #expect(page.text.contains("Bonjour Élise"))
            let html = try await browser.get("/demo/mail/1700000000000-ab-cd/html")
            #expect(html.header("Content-Security-Policy")?.contains("sandbox") == true)
            #expect(html.header("Content-Security-Policy")?.contains("script") == false)
            for path in ["other", "..%2f..", "1-a", "1700000000000-ab-cd.eml"] {
                #expect(try await browser.get("/demo/mail/\(path)").status == .notFound)
            }
        }
    }

    @Test func `outside the demo there is no such page`() async throws {
        let world = try await World()
        try await world.test { client async throws in #expect(try await Browser(client).get("/demo/mail").status == .notFound) }
    }
}
