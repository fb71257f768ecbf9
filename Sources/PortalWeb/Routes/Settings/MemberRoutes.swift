import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/settings/team/{staff}`: one colleague's role, invitation, lost second step, leaving and coming back. For owners and admins.
struct MemberRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) {
        group.get(use: show).post("role", use: setRole).post("invitation", use: resend)
            .post("two-step", use: resetSecondStep)
        group.get("deactivate", use: ask).post("deactivate", use: deactivate).post("reactivate", use: reactivate)
    }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        try await page(try await member(context), request, context)
    }

    func setRole(_ request: Request, context: PortalContext) async throws -> Response {
        let member = try await member(context)
        guard let role = Staff.Role(rawValue: context.form["role"]) else {
            let error = ErrorLine(field: "role", text: portal.pages.words(context)("team.roleMissing"))
            return try await page(member, errors: [error], request, context)
        }
        return try await change(member, .role(role), done: .changed, request, context)
    }

    func resend(_ request: Request, context: PortalContext) async throws -> Response {
        let member = try await member(context)
        let you = try context.requireOverseer()
        do throws(TeamRefusal) { try you.checkInvitation(as: member.role) } catch { throw Problem.forbidden }
        do {
            try await portal.store(for: request, context).resendInvitation(to: member.id, in: member.practice, now: portal.now())
        } catch PortalStoreError.notFound {
            throw Problem.notFound
        }
        return try back(to: member, .resent, context)
    }

    /// For a colleague who has neither the app nor a recovery code any more.
    func resetSecondStep(_ request: Request, context: PortalContext) async throws -> Response {
        let member = try await member(context)
        let you = try context.requireOverseer()
        do throws(TeamRefusal) { try you.checkSecondStepReset(of: member) } catch { throw Problem.forbidden }
        let wasOn = try await portal.store(for: request, context).resetSecondStep(
            of: member.id, in: member.practice, now: portal.now())
        guard wasOn else { throw Problem.notFound }
        return try back(to: member, .secondStepReset, context)
    }

    func ask(_ request: Request, context: PortalContext) async throws -> Response {
        try await question(try await member(context), [], request, context)
    }

    /// Their sessions are handed over first: a session always has somebody who may host it.
    func deactivate(_ request: Request, context: PortalContext) async throws -> Response {
        let member = try await member(context)
        let you = try context.requireOverseer()
        let team = try await portal.store.team(of: member.practice)
        do throws(TeamRefusal) { try you.check(.deactivation, of: member, owners: team.owners) } catch {
            return try await page(member, errors: [refusal(error, context)], request, context)
        }
        let sessions = try await portal.store.sessionsToCome(of: member.id, in: member.practice, endingAfter: portal.now())
        if !sessions.isEmpty {
            let colleagues = try await portal.store.successors(of: member.id, in: member.practice)
            guard let colleague = colleagues.first(where: { $0.id.rawValue == context.form["colleague"] }) else {
                let error = ErrorLine(field: "colleague", text: portal.pages.words(context)("team.colleagueMissing"))
                return try await question(member, [error], request, context)
            }
            try await portal.store(for: request, context).handOverBookings(
                of: member.id, in: member.practice, to: colleague.id, now: portal.now())
        }
        return try await change(member, .deactivation, done: .deactivated, request, context)
    }

    func reactivate(_ request: Request, context: PortalContext) async throws -> Response {
        try await change(try await member(context), .reactivation, done: .reactivated, request, context)
    }

    private func member(_ context: PortalContext) async throws -> Staff {
        _ = try context.requireOverseer()
        let practice = try context.requirePractice()
        guard let member = try await portal.store.staff(try context.id("staff"), in: practice.id) else { throw Problem.notFound }
        return member
    }

    private func change(
        _ member: Staff, _ change: TeamChange, done: SettingsDone, _ request: Request, _ context: PortalContext
    ) async throws -> Response {
        let you = try context.requireOverseer()
        do {
            _ = try await portal.store(for: request, context).changeTeam(
                member.id, change, by: you.id, in: member.practice, now: portal.now())
        } catch let error as TeamRefusal {
            return try await page(member, errors: [refusal(error, context)], request, context)
        }
        // Who gave their own rights away can't see this page any more.
        let stays = member.id != you.id || change == .role(.owner) || change == .role(.admin)
        guard stays else { return .redirect(to: Places(practice: try context.requirePractice().slug).staff, type: .normal) }
        return try back(to: member, done, context)
    }

    private func refusal(_ refusal: TeamRefusal, _ context: PortalContext) -> ErrorLine {
        ErrorLine(field: "member", text: portal.pages.words(context)("team.refusals.\(refusal.rawValue)"))
    }

    private func back(to member: Staff, _ done: SettingsDone, _ context: PortalContext) throws -> Response {
        let places = Places(practice: try context.requirePractice().slug)
        return .redirect(to: "\(places.member(member.id))?done=\(done.rawValue)", type: .normal)
    }

    private func page(
        _ member: Staff, errors: [ErrorLine] = [], _ request: Request, _ context: PortalContext
    ) async throws -> Response {
        let you = try context.requireOverseer()
        let secondStep = try await portal.store.secondStep(of: member.id, in: member.practice)
        let view = MemberView(
            member, seenBy: you, owners: try await portal.store.team(of: member.practice).owners,
            hasPassword: try await portal.store.joinedStaff(of: member.practice).contains(member.id),
            isBounced: try await portal.store.undeliveredInvitations(of: member.practice).contains(member.id),
            hasSecondStep: secondStep?.isOn == true,
            chosen: errors.isEmpty ? nil : context.form["role"], errors: errors, notice: portal.settingsNotice(request, context),
            places: Places(practice: try context.requirePractice().slug), words: portal.pages.words(context))
        return try portal.pages.render(
            "team-member", view, request: request, context: context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func question(
        _ member: Staff, _ errors: [ErrorLine], _ request: Request, _ context: PortalContext
    ) async throws -> Response {
        let you = try context.requireOverseer()
        let team = try await portal.store.team(of: member.practice)
        do throws(TeamRefusal) { try you.check(.deactivation, of: member, owners: team.owners) } catch {
            return try await page(member, errors: [refusal(error, context)], request, context)
        }
        let view = DeactivationView(
            member,
            sessions: try await portal.store.sessionsToCome(
                of: member.id, in: member.practice, endingAfter: portal.now(), limit: DeactivationView.listed),
            count: try await portal.store.countSessionsToCome(of: member.id, in: member.practice, endingAfter: portal.now()),
            colleagues: try await portal.store.successors(of: member.id, in: member.practice), chosen: context.form["colleague"],
            errors: errors,
            places: Places(practice: try context.requirePractice().slug), speech: portal.pages.speech(context), now: portal.now())
        return try portal.pages.render(
            "team-leave", view, request: request, context: context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}

extension [Staff] {
    /// How many owners work here.
    fileprivate var owners: Int { count { $0.isActive && $0.role == .owner } }
}
