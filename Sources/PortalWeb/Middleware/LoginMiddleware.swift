import Crypto
import Foundation
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// Finds out who is logged in at a door, by its cookie.
struct LoginMiddleware: RouterMiddleware {
    let portal: Portal
    let door: Door

    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        let practice = try context.requirePractice()
        guard let cookie = request.cookies[portal.cookies.login(door, slug: practice.slug)]?.value,
            let hash = SecretHash(of: cookie),
            let session = try await portal.store.session(token: hash, in: practice.id, now: portal.now()),
            let login = try await login(session.login, in: practice.id)
        else { return try await next(request, context) }
        var context = context
        context.login = login
        context.formCookie = cookie
        // What this browser chose counts first, then what its owner chose on another.
        if case .client(let client) = login, let language = client.account.language, request.cookies[portal.cookies.language] == nil {
            context.chosenLanguage = language
        }
        return try await next(request, context)
    }

    /// Somebody who was disabled or has left the practice is nobody.
    private func login(_ id: LoginID, in practice: PracticeID) async throws -> Login? {
        switch (id, door) {
        case (.account(let id), .client):
            guard let login = try await portal.store.clientLogin(id, in: practice), login.account.disabledAt == nil else {
                return nil
            }
            return .client(login)
        case (.staff(let id), .staff):
            guard let staff = try await portal.store.staff(id, in: practice), staff.isActive else { return nil }
            return .staff(staff)
        case (.account, .staff), (.staff, .client): return nil
        }
    }
}

extension SecretHash {
    /// Of a secret as a browser sends it; `nil` for what can't be one.
    init?(of secret: String) {
        guard (16...64).contains(secret.utf8.count) else { return nil }
        self.init(bytes: Array(SHA256.hash(data: Data(secret.utf8))))
    }
}
