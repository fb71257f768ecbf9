import HTTPTypes
import PortalCore
import SignalingProtocol
import Storage

// What the JSON API answers beside what all parts of the portal do.
extension Problem {
    static let noKey = Problem(status: .unauthorized, code: "no_key", words: "forbidden", challenge: #"Bearer realm="vestibule""#)
    static let badKey = Problem(
        status: .unauthorized, code: "bad_key", words: "forbidden", challenge: #"Bearer realm="vestibule", error="invalid_token""#)
    static let notJSON = Problem(status: .badRequest, code: "not_json", words: "badRequest")
    static let mediaType = Problem(status: .unsupportedMediaType, code: "not_json_type", words: "badRequest")

    /// The key doesn't go that far (RFC 6750, section 3.1).
    static func missing(_ scope: APIScope) -> Problem {
        Problem(
            status: .forbidden, code: "missing_scope", words: "forbidden",
            challenge: #"Bearer realm="vestibule", error="insufficient_scope", scope="\#(scope.rawValue)""#)
    }

    static func badParameters(_ errors: [FieldError]) -> Problem {
        Problem(status: .badRequest, code: "bad_parameters", words: "badRequest", errors: errors)
    }

    /// The body is JSON, but doesn't say what it has to.
    static func invalid(_ errors: [FieldError]) -> Problem {
        Problem(status: .unprocessableContent, code: "invalid", words: "badRequest", errors: errors)
    }

    static func invalid(_ pointer: String, _ detail: String) -> Problem { invalid([FieldError(pointer: pointer, detail: detail)]) }

    init(_ conflict: Conflict) { self.init(status: .conflict, code: conflict.rawValue, words: "badRequest") }

    /// What the store refused.
    init(_ error: PortalStoreError) {
        self = error == .notFound ? .notFound : Conflict(error).map { Problem($0) } ?? .internalError
    }
}
