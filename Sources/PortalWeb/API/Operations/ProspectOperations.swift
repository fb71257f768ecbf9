import HTTPTypes
import PortalCore
import SignalingProtocol
import Storage

/// `/v1/prospects`: those who signed up and belong to no client yet (A11–A15).
struct ProspectOperations {
    let portal: Portal

    var operations: [Operation] {
        [
            Operation(
                .get, "/v1/prospects", "listProspects", .readClients, "Sign-ups that belong to no client yet, newest first",
                query: [.optional("dismissed", .boolean, "Those that were dismissed: their accounts are disabled.")] + APICall.paging,
                in: portal, use: list),
            Operation(
                .post, "/v1/prospects/{account}/client", "createClientOfProspect", .writeClients,
                "Adds a client for a sign-up, and associates the two", conflicts: [.possibleDuplicate], status: .created, in: portal,
                use: create),
        ]
    }

    func list(_ call: APICall) async throws -> List<ProspectResource> {
        try await call.page(
            {
                try await call.store.prospects(
                    in: call.practice.id, isDismissed: call.flag("dismissed"), limit: $0, offset: $1, now: call.now)
            },
            as: { prospect in
                ProspectResource(
                    account: AccountResource(prospect.account, clients: []), firstSessionAt: prospect.firstSession.map(Moment.init),
                    likeClients: try await call.store.clients(like: prospect.account).map(\.id))
            })
    }

    func create(_ call: APICall, _ body: NewClientBody) async throws -> ClientResource {
        guard let account = try await call.store.prospect(try call.id("account"), in: call.practice.id) else { throw Problem.notFound }
        return ClientResource(try await call.addClient(body, for: account.id))
    }
}
