import Foundation
import PortalCore
import Testing

@testable import Delivery

/// Against a real server (aiosmtpd).
@Suite("Mail to a mail server")
struct SMTPTests {
    /// What the server took.
    private struct Taken: Decodable {
        var sender: String
        var recipients: [String]
        var data: Data
        var tls: Bool
        var login: String?
        var name: String
    }

    private static let patient = Timeouts(connect: .seconds(10), total: .seconds(20))
    private static let endless = Timeouts(connect: .seconds(3_600), total: .seconds(3_600))
    private static let hasty = Timeouts(connect: .milliseconds(400), total: .milliseconds(400))

    /// - Parameter url: With `PORT` for the port.
    private func send(
        _ message: MailMessage? = nil, to url: String, port: Int, timeouts: Timeouts = patient, certificates: String? = nil
    ) async throws -> DeliveryFailure? {
        let server = try #require(SMTPServer(url.replacing("PORT", with: "\(port)")))
        let transport = SMTPTransport(server: server, timeouts: timeouts, certificates: certificates, pool: BlockingPool())
        let message = try message ?? sample(calendars: [appointment])
        return try await failure { try await transport.send(message) }
    }

    @Test func `a mail arrives as it was written`() async throws {
        let server = try PythonServer("smtp_server.py")
        let message = try sample(text: ".\n..\nEnd\n.\n", calendars: [appointment])
        #expect(try await send(message, to: "smtp://127.0.0.1:PORT", port: server.port) == nil)
        let taken = try server.end(Taken.self)
        #expect(taken.count == 1)
        #expect(taken.first?.sender == "portal@laurier.example")
        #expect(taken.first?.recipients == ["nadia@mail.example"])
        #expect(taken.first.map { [UInt8]($0.data) } == message.mime)
        #expect(taken.first?.tls == false)
        #expect(taken.first?.name == "laurier.example")
    }

    @Test func `every character that an address may have arrives`() async throws {
        let server = try PythonServer("smtp_server.py")
        var message = try sample()
        message.to.address = try EmailAddress("o'neil+a/b=c{d}|e~!#$%&*?^_`-@ex-ample.example")
        #expect(try await send(message, to: "smtp://127.0.0.1:PORT", port: server.port) == nil)
        #expect(try server.end(Taken.self).first?.recipients == [message.to.address.text])
    }

    @Test(arguments: [
        ("starttls", "smtp://localhost:PORT?starttls=required"), ("starttls", "smtp://localhost:PORT?starttls=optional"),
        ("implicit", "smtps://localhost:PORT"),
    ])
    func `a mail arrives through TLS, with a login`(tls: String, url: String) async throws {
        try await withFolder { folder in
            let certificate = try TestCertificate(in: folder)
            let server = try PythonServer("smtp_server.py", ["--tls", tls, "--login", "portal@laurier.example:pass:word"] + certificate.arguments)
            let login = url.replacing("://", with: "://portal%40laurier.example:pass%3Aword@")
            #expect(try await send(to: login, port: server.port, certificates: certificate.certificate) == nil)
            let taken = try server.end(Taken.self)
            #expect(taken.map(\.tls) == [true])
            #expect(taken.map(\.login) == ["portal@laurier.example"])
        }
    }

    @Test(arguments: [
        ("starttls", "smtp://localhost:PORT?starttls=required"), ("starttls", "smtp://localhost:PORT?starttls=optional"),
        ("implicit", "smtps://localhost:PORT"),
    ])
    func `a server whose certificate nobody vouches for gets neither login nor mail`(tls: String, url: String) async throws {
        try await withFolder { folder in
            let certificate = try TestCertificate(in: folder)
            let other = try TestCertificate(in: folder.appending(path: "other", directoryHint: .isDirectory).made())
            let server = try PythonServer("smtp_server.py", ["--tls", tls] + certificate.arguments)
            for trusted in [nil, other.certificate] {
                let refused = try await send(to: url.replacing("://", with: "://user:password@"), port: server.port, certificates: trusted)
                #expect(refused == DeliveryFailure(.configuration, .insecure))
            }
            #expect(try server.end(Taken.self).isEmpty)
        }
    }

    @Test func `a server without STARTTLS gets nothing where TLS is a must`() async throws {
        let server = try PythonServer("smtp_server.py")
        let refused = try await send(to: "smtp://user:password@localhost:PORT?starttls=required", port: server.port)
        #expect(refused == DeliveryFailure(.configuration, .insecure))
        #expect(try await send(to: "smtp://localhost:PORT?starttls=optional", port: server.port) == nil)
        #expect(try server.end(Taken.self).map(\.tls) == [false])
    }

    @Test func `a login that is wrong or missing is a matter of settings`() async throws {
        let server = try PythonServer("smtp_server.py", ["--login", "user:password"])
        #expect(
            try await send(to: "smtp://user:wrong@localhost:PORT", port: server.port)
                == DeliveryFailure(.configuration, .loginRefused, status: 535))
        #expect(try await send(to: "smtp://localhost:PORT", port: server.port) == DeliveryFailure(.configuration, .refused, status: 530))
        #expect(try server.end(Taken.self).isEmpty)
    }

    @Test(arguments: [
        ("unknown-recipient", DeliveryFailure(.permanent, .refused, status: 550)), ("spam", DeliveryFailure(.permanent, .refused, status: 554)),
        ("greylisting", DeliveryFailure(.temporary, .refused, status: 451)), ("full", DeliveryFailure(.temporary, .refused, status: 452)),
        ("dropping", DeliveryFailure(.temporary, .interrupted)), ("closed", DeliveryFailure(.configuration, .refused, status: 554)),
    ])
    func `a refusal tells whether to come back`(behaviour: String, expected: DeliveryFailure) async throws {
        let server = try PythonServer("smtp_server.py", ["--behaviour", behaviour])
        #expect(try await send(to: "smtp://localhost:PORT", port: server.port) == expected)
        #expect(try server.end(Taken.self).isEmpty)
    }

    @Test func `a server that is down is one to come back to`() async throws {
        let closed = try ClosedPort()
        #expect(try await send(to: "smtp://127.0.0.1:PORT", port: closed.number) == DeliveryFailure(.temporary, .unreachable))
    }

    @Test(arguments: ["silent", "slow"]) func `a server that doesn't answer is waited for as long as was said`(behaviour: String) async throws {
        let server = try PythonServer("smtp_server.py", ["--behaviour", behaviour])
        // That server answers only after an hour, if at all: an answer means that it was given up.
        let late = try await send(to: "smtp://127.0.0.1:PORT", port: server.port, timeouts: Self.hasty)
        #expect(late == DeliveryFailure(.temporary, .timedOut))
    }

    @Test func `many mails at once all arrive, each once`() async throws {
        let server = try PythonServer("smtp_server.py")
        let transport = SMTPTransport(
            server: try #require(SMTPServer("smtp://127.0.0.1:\(server.port)")), timeouts: Self.patient, pool: BlockingPool(width: 3))
        let messages = try (1...20).map { try sample(subject: "Mail \($0)") }
        try await withThrowingTaskGroup { group in
            for message in messages { group.addTask { try await transport.send(message) } }
            try await group.waitForAll()
        }
        let subjects = try server.end(Taken.self).compactMap { String(decoding: $0.data, as: UTF8.self).firstMatch(of: /Subject: (.*)\r\n/)?.1 }
        #expect(subjects.sorted() == (1...20).map { "Mail \($0)" }.sorted().map { $0[...] })
    }

    @Test func `more than may wait are told so`() async throws {
        let server = try PythonServer("smtp_server.py", ["--behaviour", "silent"])
        let transport = SMTPTransport(
            server: try #require(SMTPServer("smtp://127.0.0.1:\(server.port)")), timeouts: Self.endless,
            pool: BlockingPool(width: 1, queueLimit: 1))
        let message = try sample()
        try await withThrowingTaskGroup(of: DeliveryFailure?.self) { (group) async throws in
            for _ in 1...5 {
                group.addTask {
                    do throws(DeliveryFailure) {
                        try await transport.send(message)
                        return nil
                    } catch { return error }
                }
            }
            // One mail is held by the silent server and one waits behind it: the other three are told at once.
            for _ in 1...3 { #expect(try await group.next() == DeliveryFailure(.temporary, .overloaded)) }
            #expect(try server.end(Taken.self).isEmpty)
            for _ in 1...2 { #expect(try await group.next().flatMap(\.self)?.kind == .temporary) }
        }
    }
}

extension URL {
    /// The same folder, which is there now.
    fileprivate func made() throws -> URL {
        try FileManager.default.createDirectory(at: self, withIntermediateDirectories: true)
        return self
    }
}
