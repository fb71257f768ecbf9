import HTTPTypes
import Hummingbird

/// A failure as `application/problem+json`.
struct ProblemDocument: Encodable, Equatable {
    let type: String
    let title: String
    let status: Int
    let detail: String
    let code: String
    let requestId: String
    let reasons: [ReasonWords]
    /// Absent where nothing that was sent is wrong.
    let errors: [FieldError]?

    /// - Parameter isOfAPI: Whether only programs are told: they have words of their own.
    init(_ problem: Problem, words: Words, requestID: String, isOfAPI: Bool = false) {
        type = "about:blank"
        status = problem.status.code
        code = problem.code
        requestId = requestID
        reasons = problem.reasons
        errors = problem.errors.isEmpty ? nil : problem.errors
        title = problem.reasons.first?.title ?? Self.said("title", of: problem, words, isOfAPI)
        detail = problem.reasons.first?.detail ?? Self.said("detail", of: problem, words, isOfAPI)
    }

    private static func said(_ part: String, of problem: Problem, _ words: Words, _ isOfAPI: Bool) -> String {
        let own = isOfAPI ? words.found("api.problems.\(problem.code).\(part)") : nil
        return own ?? words("errors.\(problem.words).\(part)")
    }

    func response(status: HTTPResponse.Status) throws -> Response {
        try Response.json(self, status: status, type: "application/problem+json")
    }
}

extension ProblemDocument {
    static let schema = Schema.named(
        "Problem",
        .object([
            .required("type", .text), .required("title", .text, "In the language of the answer."), .required("status", .integer),
            .required("code", .text, "Stable: programs key on it."),
            .required("requestId", .text, "Also in `X-Request-Id`, and in the server's log."), .optional("detail", .text),
            .optional("errors", .list(of: FieldError.schema), "What is wrong with what was sent."),
            .optional("reasons", .list(of: ReasonWords.schema), "Why somebody can't enter a room, in order."),
        ]))
}

extension ReasonWords {
    static let schema = Schema.object([
        .required("code", .text, "Stable."), .required("title", .text), .required("detail", .text),
        .required("next", .text, "What to do now."),
    ])
}
