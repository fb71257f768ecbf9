import PortalCore

/// Where people get an account, come back to one, and look after it.
extension Places {
    var signUp: String { "\(portal)/sign-up" }
    /// For the browser that asked for a mail with a code.
    var code: String { "\(portal)/code" }
    /// The same, where the code was wanted by mail.
    var codeByMail: String { "\(code)?by=mail" }
    var secondStep: String { "\(staff)/second-step" }
    var twoStep: String { "\(security(.staff))/two-step" }
    var resendConfirmation: String { "\(security(.client))/confirmation" }

    func forgot(_ door: Door) -> String { "\(root(door))/forgot" }
    func security(_ door: Door) -> String { "\(door == .client ? account : staff)/security" }

    /// The page of a challenge that is met by a link; `nil` for those that are met by a code alone.
    func page(of challenge: Challenge) -> String? {
        switch challenge.purpose {
        case .verifyEmail, .changeEmail: "\(portal)/confirm/\(challenge.id)"
        case .resetPassword: "\(root(challenge.login?.door ?? .client))/reset/\(challenge.id)"
        case .staffInvitation: "\(staff)/invitation/\(challenge.id)"
        case .loginCode, .secondStep: nil
        }
    }

    /// The same as it is sent, with the secret behind the `#`, where no server and no log sees it.
    func link(to challenge: Challenge, secret: String) -> String? { page(of: challenge).map { "\($0)#\(secret)" } }
}

extension LoginID {
    /// The door that somebody logs in at.
    var door: Door {
        switch self {
        case .account: .client
        case .staff: .staff
        }
    }
}
