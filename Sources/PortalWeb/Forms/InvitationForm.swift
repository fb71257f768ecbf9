import PortalCore
import SignalingProtocol

/// What somebody typed to add a colleague.
struct InvitationForm: Equatable, Sendable {
    var name = ""
    var email = ""
    var role = Staff.Role.clinician.rawValue

    init() {}

    init(_ fields: FormFields) {
        name = String(fields["name"].prefix(200))
        email = String(fields["email"].prefix(254))
        role = String(fields["role"].prefix(20))
    }

    /// Whom to invite, or what is wrong.
    func read(by staff: Staff, _ words: Words) -> (wanted: Wanted?, errors: [ErrorLine]) {
        var errors: [ErrorLine] = []
        let name = try? DisplayName.parse(self.name)
        let email = try? EmailAddress(self.email)
        let role = Staff.Role(rawValue: self.role).flatMap { staff.rolesToGive.contains($0) ? $0 : nil }
        if name == nil { errors.append(ErrorLine(field: "name", text: words("team.nameWrong"))) }
        if email == nil { errors.append(ErrorLine(field: "email", text: words("team.emailWrong"))) }
        if role == nil { errors.append(ErrorLine(field: "role", text: words("team.roleMissing"))) }
        guard let name, let email, let role else { return (nil, errors) }
        return (Wanted(name: name, email: email, role: role), [])
    }

    struct Wanted: Sendable {
        let name: DisplayName
        let email: EmailAddress
        let role: Staff.Role
    }
}
