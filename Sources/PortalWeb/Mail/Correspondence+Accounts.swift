import PortalCore
import SignalingProtocol
import Storage

/// About logins, to those whose they are or aren't.
extension Correspondence {
    /// Somebody wanted to sign up with an address that has an account: the page can't say so, its owner is told.
    func accountExists(_ id: AccountID) async throws -> Draft? {
        guard let account = try await portal.store.account(id, in: practice.id), account.disabledAt == nil else { return nil }
        let words = speech(account.language ?? practice.language).words
        let practiceName = ["practice": practice.name.text]
        return Draft(
            to: Recipient(name: account.name, email: account.email, language: account.language ?? practice.language),
            letter: Letter(
                subject: words("mail.accountExists.subject"), greeting: greeting(account.name, words),
                opening: [Letter.Paragraph(words("mail.accountExists.lead", practiceName))],
                action: Letter.Action(text: words("mail.accountExists.action"), url: address(places.login(.client))),
                closing: [words("mail.accountExists.forgotten"), words("mail.notYou")],
                footer: words("mail.footerAsked", practiceName)))
    }

    /// To an address that asked for access where it has no account, one that is closed, or one that only known clients' would open, so
    /// that its owner isn't left waiting.
    func noAccount(_ email: EmailAddress) async throws -> Draft? {
        guard let account = try await portal.store.account(email: email, in: practice.id) else {
            return refusal("noAccount", to: email, in: practice.language, action: places.portal)
        }
        let language = account.language ?? practice.language
        guard account.disabledAt == nil else { return refusal("accountClosed", to: email, in: language) }
        let clients = try await portal.store.clients(of: account.id, in: practice.id)
        guard practice.identity.admitsOnlyKnownClients, clients.isEmpty else { return try await accountExists(account.id) }
        return refusal("accountUnknown", to: email, in: language)
    }

    /// The same at the staff's door, for who never worked there or has left.
    func noStaffLogin(_ email: EmailAddress) -> Draft {
        refusal("noStaffLogin", to: email, in: practice.language)
    }

    /// Why an address opens nothing. Whoever signed up may have given any name: it isn't repeated.
    ///
    /// - Parameter key: Of its words, under `mail`.
    private func refusal(_ key: String, to email: EmailAddress, in language: Language, action path: String? = nil) -> Draft {
        let words = speech(language).words
        let practiceName = ["practice": practice.name.text]
        return Draft(
            to: Recipient(email: email, language: language),
            letter: Letter(
                subject: words("mail.\(key).subject"), greeting: greeting(nil, words),
                opening: [Letter.Paragraph(words("mail.\(key).lead", practiceName))],
                action: path.map { Letter.Action(text: words("mail.\(key).action"), url: address($0)) },
                closing: [words("mail.\(key).other")], footer: words("mail.footerAsked", practiceName)))
    }

    /// To the address that a login had when it changed: also to somebody who has left, since it may not have been them.
    func changed(_ change: LoginChange, of login: LoginID, _ email: EmailAddress, at moment: Instant) async throws -> Draft? {
        let (name, chosen, door): (DisplayName, Language?, Door)
        switch login {
        case .account(let id):
            guard let account = try await portal.store.account(id, in: practice.id) else { return nil }
            (name, chosen, door) = (account.name, account.language, .client)
        case .staff(let id):
            guard let staff = try await portal.store.staff(id, in: practice.id) else { return nil }
            (name, chosen, door) = (staff.name, staff.language, .staff)
        }
        let speech = speech(chosen ?? practice.language)
        let words = speech.words
        let practiceName = ["practice": practice.name.text]
        let values = self.moment(moment, speech).merging(practiceName) { $1 }
        let notYou =
            switch change {
            case .password: "notYouPassword"
            case .email: "notYou"
            case .secondStep: "notYouSecondStep"
            }
        return Draft(
            to: Recipient(name: name, email: email, language: speech.language),
            letter: Letter(
                subject: words("mail.loginChanged.\(change.rawValue)Subject"), greeting: greeting(name, words),
                opening: [Letter.Paragraph(words("mail.loginChanged.\(change.rawValue)Lead", values))],
                action: Letter.Action(text: words("mail.loginChanged.action"), url: address(places.login(door))),
                closing: [words("mail.loginChanged.\(notYou)")],
                footer: words("mail.footerLogin", practiceName)))
    }
}
