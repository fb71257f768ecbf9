import PortalCore
import SignalingProtocol

/// One colleague: role, invitation, lost second step, leaving and coming back.
struct MemberView: Sendable {
    let head: SettingsHead
    let email: String
    let title: String?
    let isActive: Bool
    /// They were invited and haven't chosen a password yet.
    let isInvited: Bool
    /// "Invited", or that the invitation didn't arrive; what to do then.
    let invitedTitle: String
    let invitedText: String
    let invitationAction: String
    /// `nil` where the role can't be changed by whoever looks.
    let role: ChoicesView?
    let roleAction: String
    let roleText: String
    /// What another role does to the keys they made; `nil` where they can't have any.
    let keysText: String?
    /// `nil` where there is no second step, or it isn't for whoever looks to take it off.
    let secondStepAction: String?
    let canLeave: Bool
    let deactivationUrl: String
    let canComeBack: Bool
    let reactivationAction: String
    /// Why nothing can be changed here.
    let why: String?

    init(
        _ member: Staff, seenBy you: Staff, owners: Int, hasPassword: Bool, isBounced: Bool, hasSecondStep: Bool, chosen: String? = nil,
        errors: [ErrorLine] = [], notice: String?, places: Places, words: Words
    ) {
        func refusal(_ change: TeamChange) -> TeamRefusal? {
            do throws(TeamRefusal) { try you.check(change, of: member, owners: owners) } catch { return error }
            return nil
        }
        head = SettingsHead(
            member.name.text, lead: words("team.roles.\(member.role.rawValue)"), notice: notice, errors: errors,
            back: (places.team, words("team.title")), words: words)
        email = member.email.text
        let facts = [member.title?.text, member.licence?.text].compactMap(\.self)
        title = facts.isEmpty ? nil : facts.joined(separator: ", ")
        isActive = member.isActive
        isInvited = member.isActive && !hasPassword && refusal(.reactivation) == nil
        invitedTitle = words(isBounced ? "team.bounced" : "team.invited")
        invitedText = words(isBounced ? "team.bouncedText" : "team.invitedText", ["email": member.email.text])
        invitationAction = places.invitation(of: member.id)
        let roles = you.rolesToGive.filter { $0 == member.role || refusal(.role($0)) == nil }
        let canChangeRole = member.isActive && refusal(.reactivation) == nil && roles.count > 1
        role = canChangeRole ? .role(roles, chosen: chosen ?? member.role.rawValue, errors: errors, words: words) : nil
        roleAction = places.role(of: member.id)
        roleText = words("team.rights.\(member.role.rawValue)")
        keysText = role != nil && !member.scopesToGive.isEmpty ? words("team.keysEnd") : nil
        let mayResetSecondStep = hasSecondStep && (try? you.checkSecondStepReset(of: member)) != nil
        secondStepAction = mayResetSecondStep ? places.secondStepReset(of: member.id) : nil
        canLeave = member.isActive && refusal(.deactivation) == nil
        deactivationUrl = places.deactivation(of: member.id)
        canComeBack = !member.isActive && refusal(.reactivation) == nil
        reactivationAction = places.reactivation(of: member.id)
        why = refusal(member.isActive ? .deactivation : .reactivation).map { words("team.refusals.\($0.rawValue)") }
    }
}
