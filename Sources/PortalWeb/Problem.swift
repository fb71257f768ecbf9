import HTTPTypes
import Hummingbird
import PortalCore
import Storage

/// A failure as the outside sees it: a status, a stable code, and the words for it.
///
/// - SeeAlso: RFC 9457, Problem Details for HTTP APIs.
struct Problem: Error, Sendable {
    let status: HTTPResponse.Status
    /// Stable; programs key on it.
    let code: String
    /// The group under `errors` in the words.
    let words: String
    /// Why somebody can't enter a room, in order; empty otherwise.
    var reasons: [ReasonWords] = []
    /// When it is worth trying again, in seconds.
    var retryAfterSeconds: Int?
    /// What is wrong with what a program sent, part by part; empty otherwise.
    var errors: [FieldError] = []
    /// What to show to be let in: the value of `WWW-Authenticate` (RFC 9110, 11.6.1).
    var challenge: String?

    static let notFound = Problem(status: .notFound, code: "not_found", words: "notFound")
    static let forbidden = Problem(status: .forbidden, code: "forbidden", words: "forbidden")
    /// For owners and admins, asked for by a clinician.
    static let overseersOnly = Problem(status: .forbidden, code: "forbidden", words: "overseersOnly")
    static let formExpired = Problem(status: .forbidden, code: "form_expired", words: "expired")
    static let badRequest = Problem(status: .badRequest, code: "bad_request", words: "badRequest")
    static let tooLarge = Problem(status: .contentTooLarge, code: "too_large", words: "tooLarge")
    /// A file that isn't even read.
    static let pictureTooLarge = Problem(status: .contentTooLarge, code: "too_large", words: "pictureTooLarge")
    static let internalError = Problem(status: .internalServerError, code: "internal", words: "internal")
    static let overloaded = Problem(
        status: .serviceUnavailable, code: "overloaded", words: "busy", retryAfterSeconds: 5
    )

    static func tooMany(retryAfterSeconds: Int) -> Problem {
        Problem(status: .tooManyRequests, code: "too_many_requests", words: "tooMany", retryAfterSeconds: retryAfterSeconds)
    }
}

extension Problem {
    /// The one place where failures get a status. Anything not listed is a 500 whose details stay in the log.
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let conflict as Conflict: self.init(conflict)
        case let refusal as PortalStoreError: self.init(refusal)
        case is PasswordHasher.Overloaded: self = .overloaded
        case let http as any HTTPResponseError: self.init(status: http.status)
        default: self = .internalError
        }
    }

    private init(status: HTTPResponse.Status) {
        switch status {
        case .notFound: self = .notFound
        case .contentTooLarge: self = .tooLarge
        case .methodNotAllowed: self.init(status: status, code: "method_not_allowed", words: "badRequest")
        case _ where status.kind == .clientError: self = .badRequest
        default: self = .internalError
        }
    }
}
