import HTTPTypes
import PortalCore
import SignalingProtocol
import Storage

/// `/v1/accounts/{account}/…`: whether and how an account is logged in to.
struct AccountAccessOperations {
    let portal: Portal

    var operations: [Operation] {
        [
            Operation(
                .post, "/v1/accounts/{account}/verify", "verifyAccount", .writeClients, "Vouches for an account's e-mail address",
                in: portal, use: verify),
            Operation(
                .post, "/v1/accounts/{account}/disable", "disableAccount", .writeClients,
                "Ends an account's access: it is logged out, and rooms close on it", in: portal, use: disable),
            Operation(
                .post, "/v1/accounts/{account}/enable", "enableAccount", .writeClients, "Gives a disabled account its access back",
                in: portal, use: enable),
            Operation(
                .put, "/v1/accounts/{account}/password", "setStarterPassword", .writeClients,
                "Gives an account that was never used another starter password", conflicts: [.accountInUse, .passwordsDisabled],
                in: portal, use: setPassword),
            Operation(
                .put, "/v1/accounts/{account}/mobile", "setMobile", .writeClients,
                "Says where an account's codes go as messages; without a number they go by mail", in: portal, use: setMobile),
        ]
    }

    func verify(_ call: APICall) async throws -> AccountResource {
        _ = try await call.store.verifyAccount(try call.id("account"), in: call.practice.id, by: .staff, now: call.now)
        return AccountResource(try await call.account())
    }

    func disable(_ call: APICall) async throws -> AccountResource {
        try await call.store.disableAccount(try call.id("account"), in: call.practice.id, now: call.now)
        return AccountResource(try await call.account())
    }

    func enable(_ call: APICall) async throws -> AccountResource {
        try await call.store.enableAccount(try call.id("account"), in: call.practice.id, now: call.now)
        return AccountResource(try await call.account())
    }

    func setPassword(_ call: APICall, _ body: StarterPasswordBody) async throws -> AccountResource {
        let account = try await call.account().account
        guard call.practice.identity.offersStaffPasswords else { throw Conflict.passwordsDisabled }
        let (password, error) = PortalAccessForm.check(body.password, field: "password", call.words)
        guard let password else { throw Problem.invalid([error].compactMap(\.self).map { FieldError($0) }) }
        // Before the work of hashing; who is faster is found out by the store.
        guard account.usedAt == nil else { throw Conflict.accountInUse }
        let phc = try await portal.passwords.hash(password)
        try await call.store.setStarterPassword(phc, of: account.id, in: call.practice.id, now: call.now)
        return AccountResource(try await call.account())
    }

    func setMobile(_ call: APICall, _ body: MobileBody) async throws -> AccountResource {
        let mobile: MobileNumber?
        do { mobile = try body.mobile.map { try MobileNumber($0) } } catch {
            throw Problem.invalid("/mobile", call.words("access.mobileWrong"))
        }
        try await call.store.setMobile(mobile, of: try call.id("account"), in: call.practice.id, now: call.now)
        return AccountResource(try await call.account())
    }
}
