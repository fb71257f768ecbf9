import PortalCore
import Testing

@Suite("Identity policy")
struct IdentityPolicyTests {
    @Test func `the default is association: sign-up, passwords, login links`() {
        let policy = IdentityPolicy()
        #expect(policy.preset == .association)
        #expect(policy.acceptsSignUp && policy.offersSignUp && policy.usesPasswords && policy.offersStaffPasswords)
        #expect(!policy.admitsOnlyKnownClients && !policy.areAccountsOptional)
    }

    @Test func `codes are for known clients, who have no passwords and can't sign up`() {
        let policy = IdentityPolicy(.codes)
        #expect(policy.loginMethod == .code && policy.admitsOnlyKnownClients)
        #expect(!policy.acceptsSignUp && !policy.offersSignUp && !policy.usesPasswords && !policy.offersStaffPasswords)
    }

    @Test func `where accounts are optional staff can't make them`() {
        let policy = IdentityPolicy(.optional)
        #expect(policy.areAccountsOptional && policy.acceptsSignUp && policy.usesPasswords)
        #expect(!policy.offersStaffPasswords)
    }

    @Test(arguments: IdentityPolicy.Preset.allCases) func `a preset is known again, however staff log in`(preset: IdentityPolicy.Preset) {
        for rule in IdentityPolicy.TwoStepRule.allCases {
            var policy = IdentityPolicy(isSignUpOpen: false, showsLoginLinks: false, twoStep: rule)
            #expect(policy.preset == nil)
            policy.apply(preset)
            #expect(policy.preset == preset)
            #expect(policy.twoStep == rule)
        }
    }

    @Test func `one setting changed makes a mixture`() {
        for preset in IdentityPolicy.Preset.allCases {
            let changes: [(inout IdentityPolicy) -> Void] = [
                { $0.isSignUpOpen.toggle() }, { $0.showsLoginLinks.toggle() }, { $0.admitsOnlyKnownClients.toggle() },
                { $0.mayStaffSetPasswords.toggle() }, { $0.loginMethod = $0.loginMethod == .code ? .password : .code },
            ]
            for change in changes {
                var policy = IdentityPolicy(preset)
                change(&policy)
                #expect(policy.preset == nil)
            }
        }
    }

    @Test func `nobody is led to sign up who could not log in then`() {
        #expect(!IdentityPolicy(isSignUpOpen: true, admitsOnlyKnownClients: true).acceptsSignUp)
        #expect(!IdentityPolicy(isSignUpOpen: false).acceptsSignUp)
        let hidden = IdentityPolicy(showsLoginLinks: false)
        #expect(hidden.acceptsSignUp && !hidden.offersSignUp)
    }

    @Test(arguments: [
        (IdentityPolicy.TwoStepRule.optional, []), (.overseers, [Staff.Role.owner, .admin]), (.everyone, Staff.Role.allCases),
    ])
    func `two steps are required of whom the rule names`(rule: IdentityPolicy.TwoStepRule, roles: [Staff.Role]) {
        #expect(Staff.Role.allCases.filter(IdentityPolicy(twoStep: rule).requiresTwoStep) == roles)
    }

    @Test func `the words of tables and API stay`() {
        #expect(IdentityPolicy.Preset.allCases.map(\.rawValue) == ["association", "codes", "optional"])
        #expect(IdentityPolicy.LoginMethod.allCases.map(\.rawValue) == ["password", "code"])
        #expect(IdentityPolicy.TwoStepRule.allCases.map(\.rawValue) == ["optional", "overseers", "everyone"])
    }
}
