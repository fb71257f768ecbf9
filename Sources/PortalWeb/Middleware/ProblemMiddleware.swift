import Foundation
import HTTPTypes
import Hummingbird
import Logging
import PortalCore
import SignalingProtocol

/// Turns failures into answers: a page for people, problem+json for programs, the login page where login is all that is
/// missing.
struct ProblemMiddleware: RouterMiddleware {
    let pages: Pages

    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as NotSignedIn {
            return try toLogin(error, request: request, context: context)
        } catch {
            let problem = Problem(error)
            // Having too much to do is no failure, and comes by the thousand: it is counted by status.
            if problem.status.kind == .serverError, !(error is PasswordHasher.Overloaded) {
                // The type alone: what an error says may quote what somebody typed.
                context.logger.error("request failed", metadata: ["error": "\(String(reflecting: type(of: error)))"])
            }
            return try answer(problem, request: request, context: context)
        }
    }

    private func toLogin(_ error: NotSignedIn, request: Request, context: PortalContext) throws -> Response {
        guard let practice = context.practice, !request.wantsJSON else {
            let words = pages.words(context)
            let problem = Problem(
                status: .unauthorized, code: "not_signed_in", words: "forbidden",
                reasons: [ReasonWords(.notSignedIn, words: words)]
            )
            return try answer(problem, request: request, context: context)
        }
        let login = Places(practice: practice.slug).login(error.door)
        return .redirect(to: "\(login)?back=\(Places.escape(pages.table.page(of: request, context)))", type: .normal)
    }

    private func answer(_ problem: Problem, request: Request, context: PortalContext) throws -> Response {
        let words = pages.words(context)
        var response =
            request.wantsJSON
            ? try ProblemDocument(problem, words: words, requestID: context.requestID, isOfAPI: request.isOfAPI)
                .response(status: problem.status)
            : try pages.render(
                template(context), ProblemView(problem, words: words, requestID: context.requestID), request: request,
                context: context, status: problem.status
            )
        if let seconds = problem.retryAfterSeconds { response.headers.set("Retry-After", "\(seconds)") }
        if let challenge = problem.challenge { response.headers.set("WWW-Authenticate", challenge) }
        return response
    }

    /// Whoever is logged in keeps the navigation of their side.
    private func template(_ context: PortalContext) -> String {
        switch context.login?.door {
        case .staff: "error-staff"
        case .client: "error-account"
        case nil: "error"
        }
    }
}

extension Request {
    /// Whether a program asks, not a person's browser for a page.
    var wantsJSON: Bool {
        if sendsJSON || isOfAPI { return true }
        guard let accept = headers.value("Accept") else { return false }
        return accept.contains("json") && !accept.contains("text/html")
    }

    /// Whether it is for programs alone.
    var isOfAPI: Bool { uri.path.hasPrefix("/v1/") }
}
