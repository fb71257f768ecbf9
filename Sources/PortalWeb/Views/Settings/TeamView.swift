import PortalCore
import SignalingProtocol

/// Everybody who works or worked at the practice, and who of them needs a second step at login.
struct TeamView: Sendable {
    let head: SettingsHead
    let invitationUrl: String
    let hasMembers: Bool
    let members: [Member]
    let hasFormer: Bool
    let former: [Member]
    let pager: PagerView?
    let twoStepAction: String
    /// `nil` for admins: it is an owner's to say.
    let twoStep: ChoicesView?

    struct Member: Sendable {
        let name: String
        let role: String
        let email: String
        let url: String
        let badge: String?
        /// Their invitation didn't arrive.
        let isBounced: Bool
        let isYou: Bool
    }

    /// - Parameters:
    ///   - team: Those of this page of the list.
    ///   - joined: Who took up their invitation.
    ///   - bounced: Whose invitation couldn't be delivered.
    init(
        _ shown: PracticeFormRoutes<TwoStepForm>.Shown, team: some Sequence<Staff>, pager: PagerView?, joined: Set<StaffID>, bounced: Set<StaffID>,
        you: Staff
    ) {
        let (errors, places, words) = (shown.errors, shown.places, shown.words)
        head = SettingsHead("team", notice: shown.notice, errors: errors, places: places, words: words)
        invitationUrl = places.invitation
        let all = team.map { member in
            let isInvited = member.isActive && !joined.contains(member.id)
            let isBounced = isInvited && bounced.contains(member.id)
            return Member(
                name: member.name.text, role: words("team.roles.\(member.role.rawValue)"), email: member.email.text,
                url: places.member(member.id),
                badge: isInvited ? words(isBounced ? "team.bounced" : "team.invited") : nil, isBounced: isBounced, isYou: member.id == you.id)
        }
        members = zip(team, all).filter { $0.0.isActive }.map { $0.1 }
        former = zip(team, all).filter { !$0.0.isActive }.map { $0.1 }
        (hasMembers, hasFormer) = (!members.isEmpty, !former.isEmpty)
        self.pager = pager
        twoStepAction = places.twoStepRule
        twoStep =
            you.role != .owner
            ? nil
            : ChoicesView(
                "twoStep", label: words("team.twoStep"),
                oneOf: IdentityPolicy.TwoStepRule.allCases.map { ($0.rawValue, words("team.twoSteps.\($0.rawValue)"), nil) },
                chosen: shown.form.rule, errors: errors)
    }
}
