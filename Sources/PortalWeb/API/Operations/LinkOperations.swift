import HTTPTypes
import PortalCore
import SignalingProtocol
import Storage

/// `/v1/sessions/{session}/links`: direct links (H6).
struct LinkOperations {
    let portal: Portal

    var operations: [Operation] {
        [
            Operation(
                .get, "/v1/sessions/{session}/links", "listLinks", .readSessions, "A session's direct links, oldest first; revoked ones too",
                in: portal, use: list),
            Operation(
                .post, "/v1/sessions/{session}/links", "createLink", .writeSessions, "Makes a direct link to a session",
                conflicts: [.sharingDisabled, .sessionCancelled, .tooManyLinks], status: .created, in: portal, use: create),
            Operation(
                .post, "/v1/sessions/{session}/links/revoke", "revokeLinks", .writeSessions,
                "Revokes all of a session's links; who came by one is out", in: portal, use: revokeAll),
            Operation(
                .delete, "/v1/sessions/{session}/links/{link}", "revokeLink", .writeSessions, "Revokes a link; who came by it is out",
                in: portal, use: revoke),
            Operation(
                .post, "/v1/sessions/{session}/links/{link}/mail", "sendLink", .writeSessions,
                "Sends a link to the address that it was made for", conflicts: [.linkNotSendable], in: portal, use: send),
        ]
    }

    func list(_ call: APICall) async throws -> List<LinkResource> {
        let session = try await call.session()
        let links = try await call.store.links(to: session.booking.id, in: call.practice.id)
        let uses = try await call.store.uses(of: links.map(\.id), in: call.practice.id)
        return List(items: links.map { call.resource($0, uses: uses[$0.id] ?? 0) })
    }

    func create(_ call: APICall, _ body: NewLinkBody) async throws -> LinkResource {
        let session = try await call.session()
        let terms = try terms(body, call)
        let links = try await call.store.links(to: session.booking.id, in: call.practice.id)
        guard links.count(where: { $0.revokedAt == nil }) < LinkRoutes.limit else { throw Conflict.tooManyLinks }
        let link = try await call.store.createLink(to: session.booking.id, in: call.practice.id, terms: terms, now: call.now)
        return call.resource(link, uses: 0)
    }

    /// What the form that people fill in would say; but for the end, which programs say as a moment.
    private func terms(_ body: NewLinkBody, _ call: APICall) throws -> DirectLink.Terms {
        var form = LinkForm()
        form.label = body.label ?? ""
        form.email = body.email ?? ""
        form.language = body.language?.rawValue ?? ""
        form.uses = body.useLimit.map { "\($0)" } ?? ""
        form.isBoundToDevice = body.isBoundToDevice ?? false
        var (terms, lines) = form.read(in: call.practice.timeZone, now: call.now, words: call.words)
        if let end = body.expiresAt?.instant {
            if end <= call.now { lines.append(ErrorLine(field: "expiresAt", text: call.words("links.expiresPast"))) }
            terms.expiresAt = end
        }
        let places = ["linkEmail": "email", "linkLanguage": "language", "uses": "useLimit"]
        guard lines.isEmpty else { throw Problem.invalid(lines.map { FieldError($0, places: places) }) }
        return terms
    }

    func revokeAll(_ call: APICall) async throws -> RevocationResource {
        let session = try await call.session()
        return RevocationResource(
            revoked: try await call.store.revokeLinks(to: session.booking.id, in: call.practice.id, now: call.now))
    }

    func revoke(_ call: APICall) async throws {
        let link = try await call.link(of: try await call.session())
        _ = try await call.store.revokeLink(link.id, in: call.practice.id, now: call.now)
    }

    func send(_ call: APICall, _ body: LinkMailBody) async throws -> LinkResource {
        let session = try await call.session()
        let link = try await call.link(of: session)
        guard portal.maySend(link, to: session.booking, in: call.practice) else { throw Conflict.linkNotSendable }
        let text: FreeText?
        do throws(TextRefusal) { text = try body.text.map { text throws(TextRefusal) in try FreeText(text, as: .invitation) } } catch {
            throw Problem.invalid("/text", call.words(error.linkMailWord))
        }
        let sent = try await call.store.sendLink(link.id, in: call.practice.id, message: text, now: call.now)
        let uses = try await call.store.uses(of: [link.id], in: call.practice.id)
        return call.resource(sent, uses: uses[link.id] ?? 0)
    }
}
