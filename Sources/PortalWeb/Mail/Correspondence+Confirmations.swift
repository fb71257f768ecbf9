import Foundation
import PortalCore
import SignalingProtocol
import Storage

/// To whoever is to show that an address is theirs: by a link, by a code, or by either.
extension Correspondence {
    /// Somebody who signs up may have given another's address: nothing that they typed is repeated to it, their name included.
    func confirmation(_ id: ChallengeID) async throws -> Draft? {
        guard let challenge = try await portal.store.challenge(id, in: practice.id, now: now),
            let reader = try await reader(challenge), let group = challenge.purpose.words,
            let link = places.link(to: challenge, secret: portal.challenges.link(of: id)), let code = portal.challenges.code(of: id)
        else { return nil }
        let speech = speech(reader.language)
        let words = speech.words
        let role = reader.role.map { words("mail.staffInvitation.\($0.rawValue)") } ?? ""
        return Draft(
            to: reader.recipient,
            letter: Letter(
                subject: words("mail.\(group).subject", ["practice": practice.name.text]),
                greeting: greeting(reader.recipient.name, words),
                opening: [Letter.Paragraph(words("mail.\(group).lead", ["practice": practice.name.text, "role": role]))],
                action: Letter.Action(text: words("mail.\(group).action"), url: address(link)),
                // Where no script runs, the link's secret doesn't reach the form: the code is typed there.
                code: Letter.Code(words("mail.code"), code),
                closing: [
                    words("mail.until", moment(challenge.expiresAt, speech)),
                    words(challenge.purpose == .staffInvitation ? "mail.staffInvitation.notYou" : "mail.notYou"),
                ],
                footer: words("mail.footerAsked", ["practice": practice.name.text])))
    }

    /// A code to log in with (C4). No link: the code is good in one browser alone.
    func code(_ id: ChallengeID) async throws -> Draft? {
        guard let challenge = try await portal.store.challenge(id, in: practice.id, now: now), challenge.purpose == .loginCode,
            let reader = try await reader(challenge), let code = portal.challenges.code(of: id)
        else { return nil }
        let words = speech(reader.language).words
        return Draft(
            to: reader.recipient,
            letter: Letter(
                subject: words("mail.loginCode.subject"), greeting: greeting(reader.recipient.name, words),
                opening: [Letter.Paragraph(words("mail.loginCode.lead"))],
                code: Letter.Code(words("mail.codeAlone"), code),
                closing: [words("mail.loginCode.once"), words("mail.loginCode.notYou")],
                footer: words("mail.footerAsked", ["practice": practice.name.text])))
    }

    /// The same by text message (C5). Its last line lets browsers fill the code in on our own pages alone.
    ///
    /// - SeeAlso: WICG, Origin-bound one-time codes delivered via SMS.
    func codeByText(_ id: ChallengeID) async throws -> TextMessage? {
        guard let challenge = try await portal.store.challenge(id, in: practice.id, now: now), challenge.purpose == .loginCode,
            case .account(let accountID)? = challenge.login,
            let account = try await portal.store.account(accountID, in: practice.id), account.disabledAt == nil,
            let mobile = account.mobile, let code = portal.challenges.code(of: id)?.digits
        else { return nil }
        let words = speech(account.language ?? practice.language).words
        let bound = URL(string: portal.settings.publicURL)?.host().map { "\n\n@\($0) #\(code)" } ?? ""
        let text = words("mail.loginCode.sms", ["practice": practice.name.text, "code": code]) + bound
        return TextMessage(to: mobile, text: text)
    }
}

extension Correspondence {
    private struct Reader {
        let recipient: Recipient
        /// Of somebody who works here.
        var role: Staff.Role?
        var language: Language { recipient.language }
    }

    /// Whose challenge it is, at the address that it was made for. Nobody who is disabled or has left.
    private func reader(_ challenge: Challenge) async throws -> Reader? {
        guard let email = challenge.email else { return nil }
        switch challenge.login {
        case .account(let id)?:
            guard let account = try await portal.store.account(id, in: practice.id), account.disabledAt == nil else { return nil }
            let name = challenge.purpose == .verifyEmail ? nil : account.name
            return Reader(recipient: Recipient(name: name, email: email, language: account.language ?? practice.language))
        case .staff(let id)?:
            guard let staff = try await portal.store.staff(id, in: practice.id), staff.isActive else { return nil }
            let recipient = Recipient(name: staff.name, email: email, language: staff.language ?? practice.language)
            return Reader(recipient: recipient, role: staff.role)
        case nil: return nil
        }
    }
}

extension Challenge.Purpose {
    /// The group under `mail` that speaks of it; `nil` for those without a link.
    fileprivate var words: String? {
        switch self {
        case .verifyEmail: "verifyEmail"
        case .changeEmail: "changeEmail"
        case .resetPassword: "passwordReset"
        case .staffInvitation: "staffInvitation"
        case .loginCode, .secondStep: nil
        }
    }
}
