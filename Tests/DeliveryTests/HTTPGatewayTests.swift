import Foundation
import PortalCore
import Testing

@testable import Delivery

/// Against a real server (aiohttp).
@Suite("Posts to other programs")
struct HTTPGatewayTests {
    /// What the server was asked.
    private struct Asked: Decodable {
        var method: String?
        var path: String?
        var headers: [String: String]?
        var body: String?
        /// How many bytes of a long answer it got rid of.
        var written: Int?
    }

    private static let patient = Timeouts(connect: .seconds(10), total: .seconds(20))

    private func post(
        _ path: String, at port: Int, scheme: String = "http", host: String = "127.0.0.1", reach: HTTPGateway.Reach = .anywhere,
        timeouts: Timeouts = patient, certificates: String? = nil, fields: [WebhookCall.Field] = []
    ) async throws -> DeliveryFailure? {
        let gateway = HTTPGateway(reach: reach, timeouts: timeouts, certificates: certificates, pool: BlockingPool())
        let address = try WebAddress("\(scheme)://\(host):\(port)\(path)")
        return try await failure { try await gateway.post(Array(#"{"é":1}"#.utf8), to: address, fields: fields) }
    }

    @Test func `a post arrives as it was signed`() async throws {
        let server = try PythonServer("http_server.py")
        let signature = WebhookCall.Field(name: "Webhook-Signature", value: "v1,abc=")
        #expect(try await post("/status/204?a=b", at: server.port, fields: [signature]) == nil)
        let asked = try #require(try server.end(Asked.self).first)
        #expect(asked.method == "POST")
        #expect(asked.path == "/status/204?a=b")
        #expect(asked.body == #"{"é":1}"#)
        #expect(asked.headers?["content-type"] == "application/json")
        #expect(asked.headers?["webhook-signature"] == "v1,abc=")
        #expect(asked.headers?["expect"] == nil)
    }

    @Test func `a post without a body is one`() async throws {
        let server = try PythonServer("http_server.py")
        let gateway = HTTPGateway(reach: .anywhere, timeouts: Self.patient, pool: BlockingPool())
        try await gateway.post([], to: try WebAddress("http://127.0.0.1:\(server.port)/status/200"), fields: [])
        #expect(try server.end(Asked.self).map(\.body) == [""])
    }

    @Test(arguments: [
        (200, nil), (202, nil), (400, DeliveryFailure(.permanent, .refused, status: 400)), (401, DeliveryFailure(.configuration, .refused, status: 401)),
        (404, DeliveryFailure(.configuration, .refused, status: 404)), (410, DeliveryFailure(.permanent, .refused, status: 410)),
        (429, DeliveryFailure(.temporary, .refused, status: 429)), (500, DeliveryFailure(.temporary, .refused, status: 500)),
        (503, DeliveryFailure(.temporary, .refused, status: 503)),
    ])
    func `a status tells whether to come back`(status: Int, expected: DeliveryFailure?) async throws {
        let server = try PythonServer("http_server.py")
        #expect(try await post("/status/\(status)", at: server.port) == expected)
    }

    @Test func `a redirect isn't followed`() async throws {
        let server = try PythonServer("http_server.py")
        #expect(try await post("/redirect", at: server.port) == DeliveryFailure(.configuration, .redirected, status: 307))
        #expect(try server.end(Asked.self).compactMap(\.path) == ["/redirect"])
    }

    @Test(arguments: [(200, nil), (503, DeliveryFailure(.temporary, .refused, status: 503))])
    func `an answer without end is cut short, and its status counts`(status: Int, expected: DeliveryFailure?) async throws {
        let server = try PythonServer("http_server.py")
        #expect(try await post("/long/\(status)", at: server.port) == expected)
        let written = try server.end(Asked.self).compactMap(\.written)
        // What was read, and what lay in the sockets' buffers.
        #expect(try #require(written.first) < 64 * 1024 * 1024)
    }

    @Test(arguments: ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]", "2130706433", "127.1", "10.0.0.1", "169.254.169.254"])
    func `an address inside is not connected to, whatever it is called`(host: String) async throws {
        let server = try PythonServer("http_server.py")
        let refused = try await post("/status/200", at: server.port, host: host, reach: .publicInternet)
        #expect(refused == DeliveryFailure(.permanent, .privateAddress))
        #expect(try server.end(Asked.self).isEmpty)
    }

    @Test func `a server that is down, or doesn't answer, is one to come back to`() async throws {
        let closed = try ClosedPort()
        #expect(try await post("/status/200", at: closed.number) == DeliveryFailure(.temporary, .unreachable))
        let server = try PythonServer("http_server.py")
        let hasty = Timeouts(connect: .milliseconds(400), total: .milliseconds(400))
        #expect(try await post("/silent", at: server.port, timeouts: hasty) == DeliveryFailure(.temporary, .timedOut))
    }

    @Test func `certificates and names are checked`() async throws {
        try await withFolder { folder in
            let certificate = try TestCertificate(in: folder)
            let server = try PythonServer("http_server.py", certificate.arguments)
            let insecure = DeliveryFailure(.configuration, .insecure)
            #expect(try await post("/status/200", at: server.port, scheme: "https", host: "localhost") == insecure)
            // The certificate is for localhost and 127.0.0.1.
            #expect(
                try await post("/status/200", at: server.port, scheme: "https", host: "127.0.0.2", certificates: certificate.certificate)
                    != nil)
            #expect(
                try await post("/status/200", at: server.port, scheme: "https", host: "localhost", certificates: certificate.certificate)
                    == nil)
            #expect(try server.end(Asked.self).compactMap(\.path) == ["/status/200"])
        }
    }

    @Test(arguments: [
        ("X-Signature", "a\r\nX-More: b"), ("X-Signature", "a\nb"), ("X-Signature", "a\u{0}b"), ("X-Signature", "é"), ("X-Signature", ""),
        ("X: y", "a"), ("X\r\nY", "a"), ("", "a"), ("X Y", "a"),
    ])
    func `a header field that would be two, or none, is never sent`(name: String, value: String) async throws {
        let closed = try ClosedPort()
        let refused = try await post("/status/200", at: closed.number, fields: [.init(name: name, value: value)])
        #expect(refused == DeliveryFailure(.permanent, .malformed))
    }

    @Test func `a text message is posted with the gateway's token`() async throws {
        let server = try PythonServer("http_server.py")
        let gateway = SMSGateway(
            address: try WebAddress("http://127.0.0.1:\(server.port)/status/201"), token: "secret",
            gateway: HTTPGateway(reach: .anywhere, timeouts: Self.patient, pool: BlockingPool()))
        try await gateway.send(TextMessage(to: try MobileNumber("+1 (514) 555-0142"), text: "Votre code : 123456"))
        let asked = try #require(try server.end(Asked.self).first)
        #expect(asked.headers?["authorization"] == "Bearer secret")
        #expect(asked.body == #"{"text":"Votre code : 123456","to":"+15145550142"}"#)
    }
}
