import Testing

@testable import Delivery

@Suite("Addresses of mail servers")
struct SMTPServerTests {
    static let good: [(String, String, Int?, SMTPServer.Security)] = [
        ("smtp://mail.example", "mail.example", nil, .required), ("smtps://mail.example/", "mail.example", nil, .implicit),
        ("smtp://mail.example:587", "mail.example", 587, .required), ("smtp://localhost", "localhost", nil, .never),
        ("smtp://127.0.0.1:1025", "127.0.0.1", 1025, .never), ("smtp://[::1]:25", "[::1]", 25, .never),
        ("smtp://localhost?starttls=required", "localhost", nil, .required),
        ("smtp://mail.example?starttls=optional", "mail.example", nil, .optional),
        ("smtp://mail.example?starttls=never", "mail.example", nil, .never),
    ]

    @Test(arguments: good.indices) func `a URL says where, and how safely`(index: Int) throws {
        let (url, host, port, security) = Self.good[index]
        let server = try #require(SMTPServer(url))
        #expect(server.host == host)
        #expect(server.port == port)
        #expect(server.security == security)
        #expect(server.login == nil)
    }

    @Test func `a login is read, percent-encoded or not`() throws {
        let server = try #require(SMTPServer("smtp://portal%40laurier.example:p%3Aw%2Fd@mail.example:587"))
        #expect(server.login == SMTPServer.Login(user: "portal@laurier.example", password: "p:w/d"))
        #expect(server.url(as: "laurier.example") == "smtp://mail.example:587/laurier.example")
        #expect(SMTPServer("smtp://user:password@localhost")?.login?.user == "user")
    }

    @Test(arguments: [
        "", "mail.example", "mail.example:25", "http://mail.example", "smtp://", "smtp:///", "smtp://mail.example/path", "smtp://mail.example#x",
        "smtp://mail.example:0", "smtp://mail.example:65536", "smtp://mail.example?starttls=maybe", "smtps://mail.example?starttls=never",
        "smtp://user@mail.example", "smtp://:password@mail.example", "smtp://u%0D%0AQUIT:password@mail.example", "smtp://u:p%00@mail.example",
        "smtp://mail example", "smtp://mail.example%0D%0A",
        // A login that could be read on the way.
        "smtp://user:password@mail.example?starttls=optional", "smtp://user:password@mail.example?starttls=never",
    ])
    func `what is no mail server is refused`(url: String) {
        #expect(SMTPServer(url) == nil)
    }
}
