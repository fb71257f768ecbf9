import HTTPTypes
import PortalCore
import SignalingProtocol
import Storage

/// `/v1/clients/{client}/accounts` and `/v1/accounts`: who may log in, and whose sessions they see.
struct AccountOperations {
    let portal: Portal

    var operations: [Operation] {
        [
            Operation(
                .get, "/v1/clients/{client}/accounts", "listAccounts", .readClients, "The accounts that a client's sessions are seen by",
                in: portal, use: list),
            Operation(
                .post, "/v1/clients/{client}/accounts", "openAccount", .writeClients,
                "Opens the portal to a client: an account with a starter password, confirmed and associated",
                conflicts: [.emailTaken, .passwordsDisabled], status: .created, in: portal, use: open),
            Operation(
                .put, "/v1/clients/{client}/accounts/{account}", "associateAccount", .writeClients,
                "Says that an account is a client's", in: portal, use: associate),
            Operation(
                .delete, "/v1/clients/{client}/accounts/{account}", "dissociateAccount", .writeClients,
                "Takes that back: the account sees nothing of the client any more", in: portal, use: dissociate),
            Operation(.get, "/v1/accounts/{account}", "readAccount", .readClients, "An account", in: portal, use: read),
        ]
    }

    func list(_ call: APICall) async throws -> List<AccountResource> {
        let client = try await call.client()
        return List(items: try await call.store.logins(of: client.id, in: call.practice.id).map(AccountResource.init))
    }

    func open(_ call: APICall, _ body: NewAccountBody) async throws -> AccountResource {
        let client = try await call.client()
        guard call.practice.identity.offersStaffPasswords else { throw Conflict.passwordsDisabled }
        var form = PortalAccessForm()
        form.email = body.email
        form.password = body.password
        let (email, password, errors) = form.read(call.words)
        guard let email, let password, errors.isEmpty else { throw Problem.invalid(errors.map { FieldError($0) }) }
        // Before the work of hashing; who is faster is found out by the store.
        guard try await call.store.account(email: email, in: call.practice.id) == nil else { throw Conflict.emailTaken }
        let phc = try await portal.passwords.hash(password)
        let account = try await call.store.openPortal(to: client.id, in: call.practice.id, email: email, phc: phc, now: call.now)
        return AccountResource(account, clients: [client])
    }

    func associate(_ call: APICall) async throws -> AccountResource {
        let (client, login) = (try await call.client(), try await call.account())
        try await call.store.associate(login.account.id, with: client.id, in: call.practice.id, now: call.now)
        return AccountResource(try await call.account())
    }

    func dissociate(_ call: APICall) async throws {
        try await call.store.dissociate(try call.id("account"), from: try call.id("client"), in: call.practice.id, now: call.now)
    }

    func read(_ call: APICall) async throws -> AccountResource { AccountResource(try await call.account()) }
}
