import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

extension Portal {
    /// Asks somebody who is logged in for their password once more. Attempts are counted with those of the login form: a browser
    /// left open is no place to guess.
    ///
    /// - Parameters:
    ///   - field: The name of the form's field.
    ///   - isAll: Whether nothing else is asked for. Where a code is, the attempt stays counted until that is right too:
    ///     ``forgiveOwnAttempt(_:_:)``.
    /// - Returns: What is wrong; `nil` if it is theirs.
    func checkPassword(
        _ typed: String, field: String = "current", isAll: Bool = true, _ request: Request, _ context: PortalContext
    ) async throws -> ErrorLine? {
        let practice = try context.requirePractice()
        guard let login = context.login else { throw Problem.forbidden }
        let words = pages.words(context)
        guard !typed.isEmpty else { return ErrorLine(field: field, text: words("security.currentMissing")) }
        if let end = try await store.countAttempt(attempt(of: login, request, context), in: practice.id, now: now()) {
            let seconds = max(1, ((end - now()).milliseconds + 999) / 1000)
            return ErrorLine(field: field, text: words("login.throttled", ["wait": words.wait(seconds: seconds)]))
        }
        let stored = try await store.password(of: login.id, in: practice.id)
        guard let password = try? PasswordRules.normalize(typed), try await passwords.verify(password, against: stored) else {
            return ErrorLine(field: field, text: words("security.currentWrong"))
        }
        if isAll { try await forgiveOwnAttempt(request, context) }
        return nil
    }

    /// Takes the counted attempt of somebody back who is logged in and has shown all that was asked for.
    func forgiveOwnAttempt(_ request: Request, _ context: PortalContext) async throws {
        guard let login = context.login else { throw Problem.forbidden }
        try await store.forgiveAttempt(attempt(of: login, request, context), in: context.requirePractice().id)
    }

    private func attempt(of login: Login, _ request: Request, _ context: PortalContext) -> LoginAttempt {
        LoginAttempt(form: login.door.form, email: login.email, address: address(of: request, context).text)
    }
}

extension Login {
    var id: LoginID {
        switch self {
        case .client(let login): .account(login.account.id)
        case .staff(let staff): .staff(staff.id)
        }
    }

    var email: EmailAddress {
        switch self {
        case .client(let login): login.account.email
        case .staff(let staff): staff.email
        }
    }
}
