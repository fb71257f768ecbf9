import PortalCore
import SignalingProtocol

/// What somebody does about their own login.
struct SecurityView: Sendable {
    let notice: String?
    let email: Email?
    let password: Password?
    let second: Second?
    let everywhereUrl: String
    let backUrl: String
    let hasErrors: Bool
    let errorTitle: String
    let errors: [ErrorLine]

    /// What was just done, as the address says it.
    enum Done: String, CaseIterable { case password, twoStepOff }

    struct Email: Sendable {
        let url: String
        let current: String
        /// Where to have the confirmation sent again, if the address isn't confirmed.
        let resendUrl: String?
        let field: FieldView
        let password: FieldView?
    }

    struct Password: Sendable {
        let url: String
        let current: FieldView
        let new: FieldView
    }

    struct Second: Sendable {
        let url: String
        let state: String
        let isOn: Bool
        let link: String
    }

    init(account: Account, typedEmail: String, practice: Practice, done: Done?, errors: [ErrorLine], words: Words) {
        let places = Places(practice: practice.slug)
        let usesPasswords = practice.identity.usesPasswords
        let email = Email(
            url: "\(places.security(.client))/email", current: account.email.text,
            resendUrl: account.verifiedAt == nil ? places.resendConfirmation : nil,
            field: .email(label: words("security.newEmail"), value: typedEmail, errors: errors, hint: words("security.newEmailHint")),
            password: usesPasswords
                ? .currentPassword("emailPassword", label: words("security.confirmPassword"), errors: errors) : nil)
        self.init(
            email: email, password: usesPasswords ? Password(places.security(.client), errors: errors, words: words) : nil,
            second: nil, door: .client, places: places, done: done, errors: errors, words: words)
    }

    init(staff: Staff, hasSecondStep: Bool, practice: Practice, done: Done?, errors: [ErrorLine], words: Words) {
        let places = Places(practice: practice.slug)
        let second = Second(
            url: places.twoStep, state: words(hasSecondStep ? "security.twoStepOn" : "security.twoStepOff"), isOn: hasSecondStep,
            link: words(hasSecondStep ? "security.twoStepChange" : "security.twoStepSetUp"))
        self.init(
            email: nil, password: Password(places.security(.staff), errors: errors, words: words), second: second, door: .staff,
            places: places, done: done, errors: errors, words: words)
    }

    private init(
        email: Email?, password: Password?, second: Second?, door: Door, places: Places, done: Done?, errors: [ErrorLine], words: Words
    ) {
        self.email = email
        self.password = password
        self.second = second
        notice = done.map { words("security.done.\($0.rawValue)") }
        everywhereUrl = "\(places.security(door))/everywhere"
        backUrl = places.landing(door)
        hasErrors = !errors.isEmpty
        errorTitle = ErrorLine.title(errors.count, words)
        self.errors = errors
    }
}

extension SecurityView.Password {
    init(_ page: String, errors: [ErrorLine], words: Words) {
        url = "\(page)/password"
        current = .currentPassword("current", label: words("security.current"), errors: errors)
        new = .newPassword(label: words("newPassword.label"), errors: errors, words: words)
    }
}
