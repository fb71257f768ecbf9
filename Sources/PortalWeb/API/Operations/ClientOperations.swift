import HTTPTypes
import PortalCore
import SignalingProtocol
import Storage

/// `/v1/clients`: the client list and its records.
struct ClientOperations {
    let portal: Portal

    var operations: [Operation] {
        [
            Operation(
                .get, "/v1/clients", "listClients", .readClients, "Clients, by name", query: Self.filter + APICall.paging, in: portal,
                use: list),
            Operation(
                .post, "/v1/clients", "createClient", .writeClients, "Adds a client", conflicts: [.possibleDuplicate], status: .created,
                in: portal, use: create),
            Operation(.get, "/v1/clients/{client}", "readClient", .readClients, "A client's record", in: portal, use: read),
            Operation(
                .patch, "/v1/clients/{client}", "changeClient", .writeClients,
                "Changes what a record says: members that are sent are replaced, `null` takes one away", in: portal, use: change),
            Operation(
                .post, "/v1/clients/{client}/archive", "archiveClient", .writeClients,
                "Keeps a record for its history alone: no new session is booked for it", in: portal, use: archive),
            Operation(
                .post, "/v1/clients/{client}/restore", "restoreClient", .writeClients, "Takes a record out of the archive", in: portal,
                use: restore),
            Operation(
                .get, "/v1/clients/{client}/sessions", "listSessionsOfClient", .readSessions,
                "A client's sessions, cancelled ones too: those to come, soonest first; or those that are over, latest first",
                query: [.optional("past", .boolean, "Those that are over.")] + APICall.paging, in: portal, use: sessions),
        ]
    }

    private static let filter: [Schema.Field] = [
        .optional("q", .text(0...80), "The beginning of a name, or of any word of it; accents and case don't matter."),
        .optional("archived", .boolean, "Those in the archive."),
    ]

    func list(_ call: APICall) async throws -> List<ClientResource> {
        let filter = ClientFilter(text: call.text("q") ?? "", isArchived: call.flag("archived"))
        return try await call.page(
            { try await call.store.clients(filter, in: call.practice.id, limit: $0, offset: $1) }, as: ClientResource.init)
    }

    func create(_ call: APICall, _ body: NewClientBody) async throws -> ClientResource {
        ClientResource(try await call.addClient(body, for: nil))
    }

    func read(_ call: APICall) async throws -> ClientResource { ClientResource(try await call.client()) }

    func change(_ call: APICall, _ patch: Patch<ClientBody>) async throws -> ClientResource {
        let client = try await call.client()
        let wanted = try call.read(ClientForm(try call.apply(patch, to: ClientBody(client))))
        let changed = try await call.store.updateClient(client.id, in: call.practice.id, now: call.now) { wanted.write(to: &$0) }
        return ClientResource(changed)
    }

    func archive(_ call: APICall) async throws -> ClientResource {
        ClientResource(try await call.store.archiveClient(try call.id("client"), in: call.practice.id, now: call.now))
    }

    func restore(_ call: APICall) async throws -> ClientResource {
        ClientResource(try await call.store.restoreClient(try call.id("client"), in: call.practice.id, now: call.now))
    }

    func sessions(_ call: APICall) async throws -> List<SessionResource> {
        let client = try await call.client()
        return try await call.page(
            {
                try await call.store.sessions(
                    of: client.id, in: call.practice.id, isPast: call.flag("past"), limit: $0, offset: $1, now: call.now)
            }, as: call.resource)
    }
}

extension APICall {
    /// What a client's form says.
    ///
    /// - Throws: ``Problem`` with everything that is wrong with it.
    fileprivate func read(_ form: ClientForm) throws -> ClientForm.Wanted {
        let (wanted, errors) = form.read(today: try today, words: words)
        guard let wanted else { throw Problem.invalid(errors.map { FieldError($0) }) }
        return wanted
    }

    /// Adds a client, for a sign-up or for nobody's.
    ///
    /// - Throws: ``Problem``, ``Conflict/possibleDuplicate``.
    func addClient(_ body: NewClientBody, for account: AccountID?) async throws -> Client {
        let wanted = try read(ClientForm(body.record))
        if body.acceptsDuplicate != true {
            let twins = try await store.clients(named: wanted.name, of: nil, in: practice.id)
            guard twins.isEmpty else { throw Conflict.possibleDuplicate }
        }
        var client = Client(id: .random(), practice: practice.id, name: wanted.name, email: wanted.email)
        wanted.write(to: &client)
        try await store.addClient(client, for: account, now: now)
        return client
    }
}

// What programs send is understood by the form that people fill in: one set of rules.
extension ClientForm {
    fileprivate init(_ body: ClientBody) {
        name = body.name
        email = body.email ?? ""
        telephone = body.telephone ?? ""
        birthDate = body.birthDate ?? ""
        address = body.address ?? ""
        language = body.language?.rawValue ?? ""
    }
}
