import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

extension Portal {
    /// Counts a mail that somebody asks for. The limit is the same whether or not anybody has the address.
    ///
    /// - Returns: `nil` if it may be sent; else after how many seconds it may.
    func mailWait(to email: EmailAddress, _ request: Request, _ context: PortalContext) async throws -> Int64? {
        let practice = try context.requirePractice()
        let from = address(of: request, context).text
        let end = try await store.countMail(to: email, from: from, in: practice.id, now: now())
        return end.map { max(1, (($0 - now()).milliseconds + 999) / 1000) }
    }
}

extension ErrorLine {
    /// Too many mails were asked for.
    static func tooManyMails(_ seconds: Int64, field: String = "email", _ words: Words) -> ErrorLine {
        ErrorLine(field: field, text: words("code.tooManyMails", ["wait": words.wait(seconds: seconds)]))
    }
}

extension Response {
    /// The same answer, saying when it is worth trying again (RFC 9110, 10.2.3).
    func retrying(after seconds: Int64) -> Response {
        var response = self
        response.headers.set("Retry-After", "\(seconds)")
        return response
    }
}
