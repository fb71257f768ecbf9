import Foundation
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

/// Names and texts that people choose are text in a mail, never its form.
@Suite("Mail and hostile text")
struct MailHostilityTests {
    static let names = [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "'-alert(1)-'",
        "{{words}}{{{practiceName}}}", "</title></style><h1>x", "a & b < c > d \" e ' f", "<!-- --> <![CDATA[x]]>",
        "Subject: x Bcc: y@z.example", "&lt;b&gt; &#x3c;i&#x3e;",
    ]

    @Test(arguments: names)
    func `a name changes nothing in the form of any mail`(name: String) async throws {
        let plain = try await Post()
        let hostile = try await Post(name: name)
        let practice = hostile.world.practice.id
        _ = try await hostile.world.store.updatePractice(practice, now: World.start) { $0.name = try .parse(name) }
        for (before, after) in zip(try await plain.everyNotice(), try await hostile.everyNotice()) {
            let (said, tried) = (try #require(try await plain.mail(before)), try #require(try await hostile.mail(after)))
            #expect(Self.tags(tried.html) == Self.tags(said.html), "\(after)")
            #expect(!tried.subject.contains { $0.isNewline })
            #expect(!tried.text.contains("&lt;") || name.contains("&lt;"), "plain text is not escaped")
        }
    }

    @Test func `a reason and an invitation of any length and any signs stay text`() async throws {
        let post = try await Post()
        let nasty = "<b>bold</b>\r\nBcc: x@y.example\r\n\r\n<script>alert(1)</script> & \u{2028}end " + String(repeating: "é", count: 400)
        let cancelled = try await post.cancelled(reason: nasty)
        let mail = try #require(try await post.mail(.sessionCancelled(cancelled.id, post.client.id)))
        #expect(!mail.html.contains("<script") && !mail.html.contains("<b>"))
        #expect(mail.html.contains("&lt;b&gt;bold&lt;/b&gt;<br>Bcc: x@y.example"))
        #expect(mail.text.contains("> <b>bold</b>\n> Bcc: x@y.example"))

        let link = try await post.link()
        let text = try FreeText("Hi <a href=\"javascript:alert(1)\">you</a>\n\n--\n{{subject}}", as: .invitation)
        _ = try await post.world.store.sendLink(link.id, in: post.world.practice.id, message: text, now: World.start)
        let sent = try #require(try await post.mail(.directLink(link.id)))
        #expect(!sent.html.contains("<a href=\"javascript"))
        #expect(sent.html.contains("{{subject}}"))
    }

    @Test func `a reason with signs that turn the direction isn't repeated`() async throws {
        let post = try await Post()
        let cancelled = try await post.cancelled(reason: "safe \u{202E}gnp.exe")
        let mail = try #require(try await post.mail(.sessionCancelled(cancelled.id, post.client.id)))
        for text in [mail.text, mail.html] { #expect(!text.unicodeScalars.contains("\u{202E}")) }
    }

    /// Every tag, in order, without what is in it.
    private static func tags(_ html: String) -> [String] { html.matches(of: #/<\/?[a-zA-Z!]\w*/#).map { String($0.output) } }
}
