extension IdentityPolicy {
    /// A way of handling identity that hangs together. How staff log in is no part of it.
    public enum Preset: String, Codable, Sendable, CaseIterable {
        /// Staff give credentials, or clients sign up and staff associate them (A). The default.
        case association
        /// Known clients log in with a code that is sent to them (C).
        case codes
        /// Accounts are an offer: clients make them when they book, staff can't (Q).
        case optional
    }

    /// The settings of a preset.
    public init(_ preset: Preset) {
        switch preset {
        case .association:
            self.init()
        case .codes:
            self.init(isSignUpOpen: false, loginMethod: .code, admitsOnlyKnownClients: true, mayStaffSetPasswords: false)
        case .optional:
            self.init(mayStaffSetPasswords: false, areAccountsOptional: true)
        }
    }

    /// The preset that the settings are, or `nil` for a mixture of a practice's own.
    public var preset: Preset? {
        Preset.allCases.first { IdentityPolicy($0).with(twoStep: twoStep) == self }
    }

    /// Takes over a preset; how staff log in stays as it is.
    public mutating func apply(_ preset: Preset) {
        self = IdentityPolicy(preset).with(twoStep: twoStep)
    }

    private func with(twoStep: TwoStepRule) -> IdentityPolicy {
        var policy = self
        policy.twoStep = twoStep
        return policy
    }
}
