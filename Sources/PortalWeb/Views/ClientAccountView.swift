import PortalCore
import SignalingProtocol

/// Account details of a client: the client portal settings (A3, A4, C6).
struct ClientAccountView: Sendable {
    let head: ClientHeadView
    let hasLogins: Bool
    let logins: [Login]
    let actUrls: ActUrls
    /// Why staff give no passwords here (Q22); `nil` where they may.
    let policyText: String?
    let access: Access?
    let accessFailed: Bool
    let portalUrl: String
    let instructions: TextAreaView
    let hasErrors: Bool
    let errorTitle: String
    let errors: [ErrorLine]

    struct ActUrls: Sendable {
        let verify: String
        let password: String
        let mobile: String
        let disable: String
        let enable: String
        let dissociate: String

        init(_ client: ClientID, _ places: Places) {
            func url(_ act: ClientAccountAct) -> String { places.clientAccount(client, act) }
            (verify, password, mobile) = (url(.verify), url(.password), url(.mobile))
            (disable, enable, dissociate) = (url(.disable), url(.enable), url(.dissociate))
        }
    }

    /// The form that opens the portal to the client.
    struct Access: Sendable {
        let url: String
        let mail: FieldView
        let passwordError: String?
        let passwordDescribedBy: String
        let passwordHint: String
        /// There is an account with that address, which may see this client's sessions too.
        let offersExisting: Bool
    }

    init(
        _ client: Client, accounts: [Login.Source], form: PortalAccessForm, offersExisting: Bool, errors: [ErrorLine],
        practice: Practice, publicURL: String, done: String?, words: Words, inClientsLanguage: Words
    ) {
        let places = Places(practice: practice.slug)
        head = ClientHeadView(client, on: .account, places: places, words: words, done: done)
        logins = accounts.enumerated().map { Login($0.element, number: $0.offset + 1, client: client, practice, errors, words) }
        hasLogins = !accounts.isEmpty
        actUrls = ActUrls(client.id, places)
        let offersPasswords = practice.identity.offersStaffPasswords
        policyText =
            offersPasswords
            ? nil
            : words(
                practice.identity.usesPasswords ? "access.policyPasswords" : "access.policyCodes",
                ["url": publicURL + places.portal])
        access = offersPasswords ? Access(form, url: places.clientAccount(client.id), offersExisting, errors, words) : nil
        accessFailed = errors.contains { ["email", "password", "existing"].contains($0.field) }
        portalUrl = publicURL + places.portal
        instructions = TextAreaView(
            "instructions", label: words("access.instructions"),
            value: inClientsLanguage.instructions(for: client, accounts.first?.login.account, practice, url: portalUrl),
            errors: [], hint: words("access.instructionsHint"), maxLength: 4_000)
        self.errors = errors
        hasErrors = !errors.isEmpty
        errorTitle = ErrorLine.title(errors.count, words)
    }
}

extension ClientAccountView.Access {
    fileprivate init(_ form: PortalAccessForm, url: String, _ offersExisting: Bool, _ errors: [ErrorLine], _ words: Words) {
        let error = errors["password"]
        self.init(
            url: url,
            mail: FieldView(
                "email", label: words("access.email"), value: form.email, errors: errors, type: "email",
                hint: words("access.emailHint"), maxLength: 254),
            passwordError: error, passwordDescribedBy: "password-hint" + (error == nil ? "" : " password-error"),
            passwordHint: words("access.passwordHint", ["count": "\(PasswordRules.minimumCharacters)"]),
            offersExisting: offersExisting)
    }
}

extension Words {
    /// What staff send a client, ready to be copied (A4). Never a password: that is told by another way.
    fileprivate func instructions(for client: Client, _ account: Account?, _ practice: Practice, url: String) -> String {
        let values = [
            "name": client.name.text, "practice": practice.name.text, "url": url, "email": account?.email.text ?? "",
        ]
        let login: String
        if !practice.identity.usesPasswords {
            login = "access.sendCodes"
        } else if account == nil {
            login = practice.identity.acceptsSignUp ? "access.sendSignUp" : "access.sendAsk"
        } else {
            login = account?.usedAt == nil && practice.identity.mayStaffSetPasswords ? "access.sendStarter" : "access.sendPassword"
        }
        return [self("access.sendHello", values), self(login, values), self("access.sendJoin", values), self("access.sendEnd", values)]
            .joined(separator: "\n\n")
    }
}
