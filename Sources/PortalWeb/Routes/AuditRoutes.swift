import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/audit`: who did what, for the owners of a practice: read, filtered, exported. Nobody can change it.
struct AuditRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) {
        group.get(use: show)
        for format in AuditFormat.allCases {
            group.get("export.\(format.rawValue)") { request, context in try await export(as: format, request, context) }
        }
    }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try requireOwner(context)
        let speech = portal.pages.speech(context)
        let query = FormFields(request.uri.query ?? "")
        let form = AuditForm(query)
        let (filter, errors) = form.read(in: practice.timeZone, words: speech.words)
        let count = try await portal.store.auditCount(of: practice.id, matching: filter)
        let page = min(PagerView.page(query), max(1, (count + PagerView.size - 1) / PagerView.size))
        let records = try await portal.store.audit(
            of: practice.id, matching: filter, skipping: (page - 1) * PagerView.size, limit: PagerView.size)
        let view = AuditView(
            records, things: try await portal.store.auditedThings(Self.ids(in: records, form), in: practice.id), form: form,
            errors: errors, page: page, count: count, staff: try await portal.store.team(of: practice.id),
            places: Places(practice: practice.slug), speech: speech, now: portal.now())
        return try portal.pages.render(
            "audit", view, request: request, context: context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func export(as format: AuditFormat, _ request: Request, _ context: PortalContext) async throws -> Response {
        let practice = try requireOwner(context)
        let (filter, errors) = AuditForm(FormFields(request.uri.query ?? "")).read(
            in: practice.timeZone, words: portal.pages.words(context))
        guard errors.isEmpty else { throw Problem.badRequest }
        let store = portal.store(for: request, context)
        try await store.appendAudit(
            "audit.exported", on: practice.id.rawValue, detail: ["format": format.rawValue], in: practice.id, now: portal.now())
        let name = "audit-\(practice.slug).\(format.rawValue)"
        return Response(
            status: .ok,
            headers: [.contentType: format.mediaType, .contentDisposition: "attachment; filename=\"\(name)\""],
            body: ResponseBody { writer in
                try await writer.write(ByteBuffer(string: format.heading))
                var last: Int64 = 0
                while let piece = try await store.exportAudit(of: practice.id, matching: filter, as: format, after: last) {
                    try await writer.write(ByteBuffer(string: piece.text))
                    last = piece.last
                }
                try await writer.finish(nil)
            })
    }

    /// - Throws: ``NotSignedIn``; ``Problem/notFound`` for everybody but owners: admins and clinicians are who the log is about.
    private func requireOwner(_ context: PortalContext) throws -> Practice {
        let practice = try context.requirePractice()
        guard try context.requireStaff().role == .owner else { throw Problem.notFound }
        return practice
    }

    /// Everything whose name the page shows.
    private static func ids(in records: [AuditRecord], _ form: AuditForm) -> Set<String> {
        var ids: Set = [form.actor, form.object]
        for record in records {
            ids.formUnion([record.actor, record.object])
            ids.formUnion(record.detail?.facts.map(\.value) ?? [])
        }
        return ids.subtracting([""])
    }
}

extension AuditFormat {
    fileprivate var mediaType: String {
        switch self {
        case .csv: "text/csv; charset=utf-8; header=present"
        case .jsonl: "application/jsonl; charset=utf-8"
        }
    }
}
