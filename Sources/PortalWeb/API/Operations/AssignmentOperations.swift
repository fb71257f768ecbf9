import HTTPTypes
import PortalCore
import SignalingProtocol
import Storage

/// `/v1/clients/{client}/…`: which of a client's accounts sees which session (Q10, Q11).
struct AssignmentOperations {
    let portal: Portal

    var operations: [Operation] {
        [
            Operation(
                .get, "/v1/clients/{client}/assignments", "listAssignments", .readClients, "A client's sessions that an account sees",
                in: portal, use: list),
            Operation(
                .put, "/v1/clients/{client}/sessions/{session}/account", "assignSession", .writeClients,
                "Says which account sees a client's session; the others see it no more", in: portal, use: assign),
            Operation(
                .post, "/v1/clients/{client}/assign-all", "assignSessions", .writeClients,
                "Gives a client's sessions that nobody sees to the one account that has the others. Answers all that are assigned",
                in: portal, use: assignAll),
        ]
    }

    func list(_ call: APICall) async throws -> List<AssignmentResource> { try await assignments(of: call.client(), call) }

    func assign(_ call: APICall, _ body: AssignmentBody) async throws -> AssignmentResource {
        let (client, session) = (try await call.client(), try await call.session().booking)
        guard session.clients.contains(client.id) else { throw Problem.notFound }
        if let account = body.account {
            let offered = try await call.store.assignableAccounts(of: client.id, in: call.practice.id)
            guard offered.contains(where: { $0.id == account }) else {
                throw Problem.invalid("/account", call.words("client.accountNotOffered"))
            }
        }
        try await call.store.assign(session.id, of: client.id, to: body.account, in: call.practice.id, now: call.now)
        return AssignmentResource(session: session.id, client: client.id, account: body.account)
    }

    func assignAll(_ call: APICall) async throws -> List<AssignmentResource> {
        let client = try await call.client()
        _ = try await call.store.assignAll(of: client.id, in: call.practice.id, now: call.now)
        return try await assignments(of: client, call)
    }

    private func assignments(of client: Client, _ call: APICall) async throws -> List<AssignmentResource> {
        let assigned = try await call.store.assignments(of: client.id, in: call.practice.id)
        return List(
            items: assigned.sorted { $0.key.rawValue < $1.key.rawValue }
                .map { AssignmentResource(session: $0.key, client: client.id, account: $0.value.id) })
    }
}
