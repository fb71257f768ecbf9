import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/clients/{client}/account/…`: what staff do to one of a client's accounts, named by the form's `account`.
struct ClientAccountActRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) {
        group.post("account/verify", use: verify).post("account/password", use: setPassword)
            .post("account/mobile", use: setMobile).post("account/disable", use: disable)
            .post("account/enable", use: enable).post("account/dissociate", use: dissociate)
    }

    func verify(_ request: Request, context: PortalContext) async throws -> Response {
        try await act(request, context, .wasVerified) { target, store in
            _ = try await store.verifyAccount(target.account.id, in: target.practice.id, by: .staff, now: portal.now())
        }
    }

    func disable(_ request: Request, context: PortalContext) async throws -> Response {
        try await act(request, context, .wasDisabled) { target, store in
            try await store.disableAccount(target.account.id, in: target.practice.id, now: portal.now())
        }
    }

    func enable(_ request: Request, context: PortalContext) async throws -> Response {
        try await act(request, context, .wasEnabled) { target, store in
            try await store.enableAccount(target.account.id, in: target.practice.id, now: portal.now())
        }
    }

    /// Ends what the account sees of this client. That needs no say over its other clients.
    func dissociate(_ request: Request, context: PortalContext) async throws -> Response {
        try await act(request, context, .wasDissociated, evenIfShared: true) { target, store in
            try await store.dissociate(
                target.account.id, from: target.client.id, in: target.practice.id, now: portal.now())
        }
    }

    /// Another starter password, while the account was never used; later its owner changes it (A5, Q22).
    func setPassword(_ request: Request, context: PortalContext) async throws -> Response {
        let target = try await target(context)
        let words = portal.pages.words(context)
        guard target.practice.identity.offersStaffPasswords else { throw Problem.forbidden }
        let field = "starter-\(target.number)"
        let (password, error) = PortalAccessForm.check(context.form.exact("password"), field: field, words)
        guard let password else { return try await again(target, [error].compactMap(\.self), request, context) }
        let phc = try await portal.passwords.hash(password)
        do {
            try await portal.store(for: request, context).setStarterPassword(
                phc, of: target.account.id, in: target.practice.id, now: portal.now())
        } catch PortalStoreError.accountInUse {
            let error = ErrorLine(field: "login-\(target.number)", text: words("access.passwordTheirs"))
            return try await again(target, [error], request, context)
        }
        return portal.backToClientAccount(target.client.id, target.practice, .passwordSet)
    }

    func setMobile(_ request: Request, context: PortalContext) async throws -> Response {
        let target = try await target(context)
        let typed = String(context.form["mobile"].prefix(80))
        let mobile = typed.isEmpty ? nil : try? MobileNumber(typed)
        guard mobile != nil || typed.isEmpty else {
            let error = ErrorLine(field: "mobile-\(target.number)", text: portal.pages.words(context)("access.mobileWrong"))
            return try await again(target, [error], request, context, mobile: typed)
        }
        try await portal.store(for: request, context).setMobile(
            mobile, of: target.account.id, in: target.practice.id, now: portal.now())
        return portal.backToClientAccount(target.client.id, target.practice, .mobileSet)
    }

    private struct Target {
        let client: Client
        let account: Account
        let practice: Practice
        /// Which of the client's accounts, counted from 1.
        let number: Int
    }

    /// The account that a form names, if it is one of the client's and whoever is logged in may act on it.
    ///
    /// - Throws: ``NotSignedIn``, ``Problem/notFound``.
    private func target(_ context: PortalContext, evenIfShared: Bool = false) async throws -> Target {
        let client = try await portal.visibleClient(context)
        let practice = try context.requirePractice()
        let logins = try await portal.store.logins(of: client.id, in: practice.id)
        guard let index = logins.firstIndex(where: { $0.account.id.rawValue == context.form["account"] }) else {
            throw Problem.notFound
        }
        let login = logins[index]
        let mayManage = try await portal.mayManage(login, staff: try context.requireStaff(), in: practice)
        guard mayManage || evenIfShared else { throw Problem.notFound }
        return Target(client: client, account: login.account, practice: practice, number: index + 1)
    }

    private func act(
        _ request: Request, _ context: PortalContext, _ done: ClientAccountRoutes.Done, evenIfShared: Bool = false,
        _ change: (Target, PortalStore) async throws -> Void
    ) async throws -> Response {
        let target = try await target(context, evenIfShared: evenIfShared)
        try await change(target, portal.store(for: request, context))
        return portal.backToClientAccount(target.client.id, target.practice, done)
    }

    private func again(
        _ target: Target, _ errors: [ErrorLine], _ request: Request, _ context: PortalContext, mobile: String? = nil
    ) async throws -> Response {
        try await portal.clientAccountPage(
            target.client, request: request, context: context, typedMobile: mobile.map { (target.account.id, $0) }, errors: errors)
    }
}
