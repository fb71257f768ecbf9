import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

/// A browser as far as the portal can tell: keeps cookies, sends forms with their token, says where it comes from.
final class Browser {
    let client: any TestClientProtocol
    var cookies: [String: String] = [:]
    var language = "fr"
    var origin = "http://localhost"
    /// Further headers, sent with everything.
    var headers: [String: String] = [:]

    init(_ client: any TestClientProtocol) { self.client = client }

    /// Somebody's who works at the practice, logged in.
    static func staff(_ client: any TestClientProtocol, _ email: String, language: String = "fr") async throws -> Browser {
        let browser = Browser(client)
        browser.language = language
        try await browser.logIn(email, staff: true)
        return browser
    }

    func get(_ path: String) async throws -> Answer { try await send(.get, path) }

    /// Sends a form with the token of the page at `page` (or none).
    func post(_ path: String, _ fields: [String: String] = [:], tokenFrom page: String? = nil) async throws -> Answer {
        var fields = fields
        if let page { fields["csrf"] = try await get(page).formToken }
        let body = fields.map { "\(Self.escape($0))=\(Self.escape($1))" }.sorted().joined(separator: "&")
        return try await send(.post, path, body: body, type: "application/x-www-form-urlencoded")
    }

    func postJSON(_ path: String, _ body: String = "{}", token: String? = nil) async throws -> Answer {
        try await send(.post, path, body: body, type: "application/json", token: token)
    }

    /// Logs in and expects it to work.
    func logIn(
        _ email: String, password: String = World.password, staff: Bool = false, at practice: String = "laurier"
    ) async throws {
        let page = "/p/\(practice)\(staff ? "/staff" : "")/login"
        let answer = try await post(page, ["email": email, "password": password], tokenFrom: page)
        try #require(answer.status == .seeOther)
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, body: String? = nil, bytes: ByteBuffer? = nil, type: String? = nil,
        token: String? = nil
    ) async throws -> Answer {
        var fields: [String: String] = ["Accept-Language": language]
        let body = bytes ?? body.map(ByteBuffer.init(string:))
        if !cookies.isEmpty { fields["Cookie"] = cookies.map { "\($0)=\($1)" }.sorted().joined(separator: "; ") }
        if body != nil { fields["Origin"] = origin }
        fields["Content-Type"] = type
        fields["X-CSRF-Token"] = token
        fields.merge(headers) { $1 }
        if let secret = body.map({ String(buffer: $0) })?.firstMatch(of: /"secret":"([^"]+)"/) { WatchedLog.watch(String(secret.1)) }
        var sent = HTTPFields()
        for (name, value) in fields { sent[try #require(HTTPField.Name(name))] = value }
        let response = try await client.execute(uri: path, method: method, headers: sent, body: body)
        let answer = Answer(response)
        for cookie in answer.cookies {
            cookies[cookie.name] = cookie.value.isEmpty ? nil : cookie.value
            WatchedLog.watch(cookie.value)
        }
        if let token = answer.formToken { WatchedLog.watch(token) }
        return answer
    }

    private static func escape(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

struct Answer {
    let status: HTTPResponse.Status
    let headers: HTTPFields
    let text: String
    let bytes: [UInt8]

    init(_ response: TestResponse) {
        status = response.status
        headers = response.headers
        text = String(buffer: response.body)
        bytes = Array(response.body.readableBytesView)
    }

    var location: String? { headers[.location] }

    func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

    struct SetCookie {
        let name: String
        let value: String
        let attributes: Set<String>
    }

    var cookies: [SetCookie] {
        headers[values: .setCookie].map { line in
            let parts = line.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            let pair = (parts.first ?? "").split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return SetCookie(
                name: String(pair.first ?? ""), value: String(pair.dropFirst().first ?? ""), attributes: Set(parts.dropFirst())
            )
        }
    }

    /// The form token of the page.
    var formToken: String? {
        text.firstMatch(of: /name="csrf" value="([^"]+)"/).map { String($0.1) }
            ?? text.firstMatch(of: /data-csrf="([^"]+)"/).map { String($0.1) }
    }

    /// What the page says, with its request id taken out: that differs each time.
    var comparable: String {
        text.replacing(/name="csrf" value="[^"]*"/, with: "").replacing(/figures">[A-Za-z0-9_-]{22}</, with: "<")
    }

    func json<Value: Decodable>(_ type: Value.Type) throws -> Value { try JSONDecoder().decode(type, from: Data(text.utf8)) }
}

/// A refusal as programs read it.
struct Refusal: Decodable {
    struct Reason: Decodable {
        let code: String
        let title: String
        let detail: String
        let next: String
    }
    let status: Int
    let code: String
    let title: String
    let requestId: String
    let reasons: [Reason]
}
