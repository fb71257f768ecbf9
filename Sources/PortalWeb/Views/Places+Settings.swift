import PortalCore
import SignalingProtocol

/// Where a practice is set up, and what it says of itself.
extension Places {
    var settings: String { "\(staff)/settings" }
    var practiceSettings: String { "\(settings)/practice" }
    var portalSettings: String { "\(settings)/portal" }
    var preset: String { "\(portalSettings)/preset" }
    var joinSettings: String { "\(settings)/join" }
    var mailSettings: String { "\(settings)/mail" }
    var legalSettings: String { "\(settings)/texts" }
    var services: String { "\(settings)/services" }
    var newService: String { "\(services)/new" }
    var branding: String { "\(settings)/branding" }
    var logoUpload: String { "\(branding)/logo" }
    var logoRemoval: String { "\(branding)/logo/remove" }
    var profile: String { "\(settings)/profile" }
    var team: String { "\(settings)/team" }
    var twoStepRule: String { "\(team)/two-step" }
    var invitation: String { "\(team)/new" }

    func service(_ id: ServiceID) -> String { "\(services)/\(id)" }
    func member(_ id: StaffID) -> String { "\(team)/\(id)" }
    func role(of id: StaffID) -> String { "\(member(id))/role" }
    func invitation(of id: StaffID) -> String { "\(member(id))/invitation" }
    func secondStepReset(of id: StaffID) -> String { "\(member(id))/two-step" }
    func deactivation(of id: StaffID) -> String { "\(member(id))/deactivate" }
    func reactivation(of id: StaffID) -> String { "\(member(id))/reactivate" }

    var terms: String { "\(portal)/terms" }
    var privacy: String { "\(portal)/privacy" }

    /// The style of a practice's colour, whose address changes with it.
    func brandCss(_ colour: Colour) -> String { "\(portal)/brand.css?v=\(colour.description.dropFirst())" }
    /// The same of a practice; `nil` where it takes our colour.
    func brandCss(of practice: Practice) -> String? { practice.brandColour.map(brandCss) }
    /// The picture, whose address changes with it.
    func logo(_ logo: Logo) -> String { "\(portal)/logo?v=\(logo.changedAt.milliseconds)" }
}
