import PortalCore
import SignalingProtocol

extension StepView {
    /// "Look into your mail", with a field for the code.
    ///
    /// - Parameter road: How the code may come (C5).
    init(code challenge: Challenge, road: CodeRoad, errors: [ErrorLine], places: Places, words: Words) {
        let isLogin = challenge.purpose == .loginCode
        let email = challenge.email?.text ?? ""
        let again =
            switch challenge.purpose {
            case .loginCode: StepLink(url: places.login(.client), text: words("code.askAgain"))
            case .changeEmail: StepLink(url: places.security(.client), text: words("code.otherAddress"))
            default: StepLink(url: places.login(.client), text: words("code.laterSignIn"))
            }
        self.init(
            title: words(isLogin ? "code.loginTitle" : "code.title"),
            lead: isLogin
                ? [words(road == .textOrMail ? "code.loginLead" : "code.loginLeadMail", ["email": email]), words("code.loginNothing")]
                : [words("code.lead", ["email": email]), words("code.nothing")],
            form: StepFormView(
                action: road == .mailInstead ? places.codeByMail : places.code, submit: words(isLogin ? "code.loginSubmit" : "code.submit"),
                fields: [StepField(code: .code(label: words("code.label"), errors: errors, hint: words("code.hint")))]),
            otherWay: road == .textOrMail ? StepWay(action: places.code, name: "send", value: "mail", text: words("code.byMail")) : nil,
            errors: errors, links: [again], words: words)
    }

    /// How a code may come: the same for every address.
    enum CodeRoad {
        case textOrMail, mail
        /// By mail, since no text message came.
        case mailInstead
    }

    /// A link from a mail that opens nothing (any more).
    init(deadLink links: [StepLink], words: Words) {
        self.init(title: words("confirm.deadTitle"), lead: [words("confirm.deadLead")], links: links, words: words)
    }

    /// The same of an invitation: whoever has none that works has no password either, unless they accepted it.
    init(deadInvitation login: StepLink, words: Words) {
        self.init(
            title: words("invitation.deadTitle"), lead: [words("invitation.deadLead"), words("invitation.deadNext")], links: [login],
            words: words)
    }
}

extension LinkSecretView {
    /// - Parameter secret: What the page was sent with, if it was.
    init(secret: String, errors: [ErrorLine], words: Words) {
        self.init(
            value: String(secret.prefix(64)), code: .code(label: words("confirm.code"), errors: errors, hint: words("confirm.codeHint")))
    }
}
