/// How a practice handles who its clients are: each point a setting of its own, with three presets (P).
public struct IdentityPolicy: Equatable, Sendable {
    /// How clients prove at login who they are.
    public enum LoginMethod: String, Codable, Sendable, CaseIterable {
        case password
        /// By a code that is sent to the mobile number on file, else to the e-mail address (C4, C5).
        case code
    }

    /// Which staff have to log in with an authenticator app as well. Others may.
    public enum TwoStepRule: String, Codable, Sendable, CaseIterable {
        case optional
        /// Those who see the whole practice: owners and admins.
        case overseers
        case everyone
    }

    /// Clients may create an account themselves (A6). Default: yes.
    public var isSignUpOpen: Bool
    /// Pages for everybody hold the buttons to log in and sign up (Q6). Default: yes.
    public var showsLoginLinks: Bool
    /// Default: password.
    public var loginMethod: LoginMethod
    /// Only somebody whose address is in the client list may log in (C1). Default: no.
    public var admitsOnlyKnownClients: Bool
    /// Staff may set a client's e-mail and starter password (A3), which Q2 and Q22 rule out. Default: yes.
    public var mayStaffSetPasswords: Bool
    /// Booking without an account is possible, also for people who have one; a booking that is assigned to an account counts as
    /// associated with it (Q4). Default: no.
    public var areAccountsOptional: Bool
    /// Default: optional.
    public var twoStep: TwoStepRule

    public init(
        isSignUpOpen: Bool = true, showsLoginLinks: Bool = true, loginMethod: LoginMethod = .password,
        admitsOnlyKnownClients: Bool = false, mayStaffSetPasswords: Bool = true, areAccountsOptional: Bool = false,
        twoStep: TwoStepRule = .optional
    ) {
        self.isSignUpOpen = isSignUpOpen
        self.showsLoginLinks = showsLoginLinks
        self.loginMethod = loginMethod
        self.admitsOnlyKnownClients = admitsOnlyKnownClients
        self.mayStaffSetPasswords = mayStaffSetPasswords
        self.areAccountsOptional = areAccountsOptional
        self.twoStep = twoStep
    }
}

extension IdentityPolicy {
    /// Signing up leads somewhere: where only known clients may log in, a new account could not (C1).
    public var acceptsSignUp: Bool { isSignUpOpen && !admitsOnlyKnownClients }

    /// Pages for everybody hold a button to sign up.
    public var offersSignUp: Bool { acceptsSignUp && showsLoginLinks }

    /// Clients have passwords: to log in with, to change and to forget.
    public var usesPasswords: Bool { loginMethod == .password }

    /// Staff see the fields for a client's starter password.
    public var offersStaffPasswords: Bool { usesPasswords && mayStaffSetPasswords }

    public func requiresTwoStep(of role: Staff.Role) -> Bool {
        switch twoStep {
        case .optional: false
        case .overseers: role.overseesPractice
        case .everyone: true
        }
    }
}
