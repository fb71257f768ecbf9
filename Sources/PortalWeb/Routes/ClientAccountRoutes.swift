import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/clients/{client}/account`: the client portal settings, and opening the portal to a client (A3, A4).
struct ClientAccountRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) {
        group.get("account", use: show).post("account", use: open)
    }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let client = try await portal.visibleClient(context)
        let done = Done(rawValue: FormFields(request.uri.query ?? "")["done"])
        return try await portal.clientAccountPage(client, request: request, context: context, done: done)
    }

    /// What has just been done, as the address says it.
    enum Done: String {
        case opened, joined, wasVerified, passwordSet, mobileSet, wasDisabled, wasEnabled, wasDissociated
    }

    func open(_ request: Request, context: PortalContext) async throws -> Response {
        let client = try await portal.visibleClient(context)
        let practice = try context.requirePractice()
        let words = portal.pages.words(context)
        let form = PortalAccessForm(context.form)
        guard practice.identity.offersStaffPasswords else { throw Problem.forbidden }
        if form.joinsExisting { return try await join(client, form, request, context) }
        let (email, password, errors) = form.read(words)
        guard let email, let password, errors.isEmpty else {
            return try await portal.clientAccountPage(client, request: request, context: context, form: form, errors: errors)
        }
        if let taken = try await portal.store.account(email: email, in: practice.id) {
            return try await refuse(taken, client, form, request, context)
        }
        let phc = try await portal.passwords.hash(password)
        do {
            _ = try await portal.store(for: request, context).openPortal(
                to: client.id, in: practice.id, email: email, phc: phc, now: portal.now())
        } catch PortalStoreError.emailTaken {
            let error = ErrorLine(field: "email", text: words("access.taken"))
            return try await portal.clientAccountPage(client, request: request, context: context, form: form, errors: [error])
        }
        return portal.backToClientAccount(client.id, practice, .opened)
    }

    /// The address has an account already: a parent's, say. Owners and admins may let it see this client's sessions too (P).
    private func refuse(
        _ taken: Account, _ client: Client, _ form: PortalAccessForm, _ request: Request, _ context: PortalContext
    ) async throws -> Response {
        let overseer = try context.requireStaff().role.overseesPractice
        let known = try await portal.store.clients(of: taken.id, in: taken.practice).contains { $0.id == client.id }
        let word = known ? "takenByThis" : overseer ? "takenJoin" : "takenAsk"
        let error = ErrorLine(field: "email", text: portal.pages.words(context)("access.\(word)"))
        return try await portal.clientAccountPage(
            client, request: request, context: context, form: form, offersExisting: overseer && !known, errors: [error])
    }

    private func join(
        _ client: Client, _ form: PortalAccessForm, _ request: Request, _ context: PortalContext
    ) async throws -> Response {
        let practice = try context.requirePractice()
        guard try context.requireStaff().role.overseesPractice, let email = try? EmailAddress(form.email),
            let account = try await portal.store.account(email: email, in: practice.id)
        else {
            let error = ErrorLine(field: "email", text: portal.pages.words(context)("access.takenAsk"))
            return try await portal.clientAccountPage(client, request: request, context: context, form: form, errors: [error])
        }
        try await portal.store(for: request, context).associate(
            account.id, with: client.id, in: practice.id, now: portal.now())
        return portal.backToClientAccount(client.id, practice, .joined)
    }
}

extension Portal {
    func backToClientAccount(_ client: ClientID, _ practice: Practice, _ done: ClientAccountRoutes.Done) -> Response {
        .redirect(to: "\(Places(practice: practice.slug).clientAccount(client))?done=\(done.rawValue)", type: .normal)
    }

    /// - Parameter typedMobile: What was typed for an account and couldn't be taken.
    func clientAccountPage(
        _ client: Client, request: Request, context: PortalContext, form: PortalAccessForm? = nil, offersExisting: Bool = false,
        typedMobile: (account: AccountID, text: String)? = nil, errors: [ErrorLine] = [], done: ClientAccountRoutes.Done? = nil
    ) async throws -> Response {
        let practice = try context.requirePractice()
        let staff = try context.requireStaff()
        let words = pages.words(context)
        var sources: [ClientAccountView.Login.Source] = []
        for login in try await store.logins(of: client.id, in: practice.id) {
            var others: [Client] = []
            for other in login.clients where other.id != client.id {
                if let seen = try await store.client(other.id, in: practice.id, of: staff.clientScope) { others.append(seen) }
            }
            sources.append(
                .init(
                    login: login, others: others, mayManage: try await mayManage(login, staff: staff, in: practice),
                    typedMobile: typedMobile.flatMap { $0.account == login.account.id ? $0.text : nil },
                    sendsTexts: settings.sendsTexts))
        }
        let view = ClientAccountView(
            client, accounts: sources, form: form ?? PortalAccessForm(email: sources.isEmpty ? client.email : nil),
            offersExisting: offersExisting, errors: errors, practice: practice, publicURL: settings.publicURL,
            done: done.map { words("access.\($0.rawValue)") }, words: words,
            inClientsLanguage: pages.catalogue[client.language ?? practice.language])
        return try pages.render(
            "client-account", view, request: request, context: context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}
