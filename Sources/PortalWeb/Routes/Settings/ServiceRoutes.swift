import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/settings/services`: the kinds of session that a practice holds, with their lengths and fees. For owners and admins.
struct ServiceRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) {
        group.get(use: list).get("new", use: fresh).post("new", use: create)
        group.get(":service", use: show).post(":service", use: save)
    }

    func list(_ request: Request, context: PortalContext) async throws -> Response {
        _ = try context.requireOverseer()
        let practice = try context.requirePractice()
        let view = ServicesView(
            try await portal.store.services(in: practice.id), practice: practice, notice: portal.settingsNotice(request, context),
            speech: portal.pages.speech(context))
        return try portal.pages.render("services", view, request: request, context: context)
    }

    func fresh(_ request: Request, context: PortalContext) async throws -> Response {
        try page(ServiceForm(), of: nil, [], request, context)
    }

    func create(_ request: Request, context: PortalContext) async throws -> Response {
        _ = try context.requireOverseer()
        let practice = try context.requirePractice()
        let words = portal.pages.words(context)
        let form = ServiceForm(context.form)
        let (wanted, errors) = form.read(in: practice.currency, words)
        guard let wanted else { return try page(form, of: nil, errors, request, context) }
        do {
            _ = try await portal.store(for: request, context).createService(
                in: practice.id, name: wanted.name, minutes: wanted.minutes, fee: wanted.fee, isTaxed: wanted.isTaxed,
                now: portal.now())
        } catch PortalStoreError.tooManyServices {
            return try page(form, of: nil, [ErrorLine(field: "name", text: words("services.tooMany"))], request, context)
        }
        return .redirect(to: Places(practice: practice.slug).services + "?done=saved", type: .normal)
    }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let service = try await service(context)
        let form = ServiceForm(service, try context.requirePractice(), context.language)
        return try page(form, of: service, [], request, context)
    }

    /// Sessions that were booked keep their length and fee.
    func save(_ request: Request, context: PortalContext) async throws -> Response {
        let service = try await service(context)
        let practice = try context.requirePractice()
        let form = ServiceForm(context.form)
        let (wanted, errors) = form.read(in: practice.currency, portal.pages.words(context))
        guard let wanted else { return try page(form, of: service, errors, request, context) }
        _ = try await portal.store(for: request, context).updateService(service.id, in: practice.id, now: portal.now()) {
            $0.name = wanted.name
            $0.minutes = wanted.minutes
            $0.fee = wanted.fee
            $0.isTaxed = wanted.isTaxed
            $0.isOffered = wanted.isOffered
        }
        return .redirect(to: Places(practice: practice.slug).services + "?done=saved", type: .normal)
    }

    private func service(_ context: PortalContext) async throws -> Service {
        _ = try context.requireOverseer()
        let practice = try context.requirePractice()
        guard let service = try await portal.store.service(try context.id("service"), in: practice.id) else { throw Problem.notFound }
        return service
    }

    private func page(
        _ form: ServiceForm, of service: Service?, _ errors: [ErrorLine], _ request: Request, _ context: PortalContext
    ) throws -> Response {
        _ = try context.requireOverseer()
        let view = ServiceView(
            form, of: service, practice: try context.requirePractice(), errors: errors, words: portal.pages.words(context))
        return try portal.pages.render(
            "service", view, request: request, context: context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}
