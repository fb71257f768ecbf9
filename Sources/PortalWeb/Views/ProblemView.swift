/// A page that says what went wrong, calmly.
struct ProblemView: Sendable {
    let title: String
    let detail: String
    let next: String
    let requestId: String

    init(_ problem: Problem, words: Words, requestID: String) {
        title = words("errors.\(problem.words).title")
        detail = words("errors.\(problem.words).detail")
        next = words("errors.\(problem.words).next")
        requestId = requestID
    }
}
