import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

extension Portal {
    /// Whose address and password these are; `nil` if they are nobody's.
    ///
    /// The same work is done whether or not there is such a login, so that the time it takes says nothing.
    ///
    /// - Throws: ``PasswordHasher/Overloaded``, or a failure of the store.
    func passwordHolder(
        _ form: LoginForm, _ email: EmailAddress, door: Door, in practice: Practice
    ) async throws -> LoginID? {
        let login = try await login(email, door: door, in: practice)
        let stored = try await store.password(of: login ?? .account(AccountID.random()), in: practice.id)
        let password = form.normalizedPassword
        let isRight = try await passwords.verify(password ?? "", against: login == nil ? nil : stored)
        return isRight && password != nil ? login : nil
    }

    /// Where only known clients may log in, an account that belongs to no client is nobody's (C1).
    private func login(_ email: EmailAddress, door: Door, in practice: Practice) async throws -> LoginID? {
        switch door {
        case .client:
            guard let account = try await store.account(email: email, in: practice.id), account.disabledAt == nil else { return nil }
            guard practice.identity.admitsOnlyKnownClients else { return .account(account.id) }
            return try await store.clients(of: account.id, in: practice.id).isEmpty ? nil : .account(account.id)
        case .staff:
            let staff = try await store.staff(email: email, in: practice.id)
            return staff.flatMap { $0.isActive ? .staff($0.id) : nil }
        }
    }

    /// Whose address a request counts for.
    func address(of request: Request, _ context: PortalContext) -> ClientAddress {
        ClientAddress(
            peer: context.peer, forwardedFor: request.headers.value("X-Forwarded-For"), trustedProxies: settings.trustedProxies
        )
    }

    /// The store, for whoever sent this request: what is changed by it is written down as theirs.
    func store(for request: Request, _ context: PortalContext) -> PortalStore {
        let address = address(of: request, context).text
        return store.acting(as: context.login.map { Actor($0.subject, from: address) } ?? .stranger(from: address))
    }
}
