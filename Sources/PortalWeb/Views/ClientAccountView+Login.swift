import PortalCore
import SignalingProtocol

extension ClientAccountView {
    /// One account that sees the client's sessions.
    struct Login: Sendable {
        let anchor: String
        let account: String
        let mailAddress: String
        let state: AccountStateView
        let useText: String
        /// The other clients that the account is for, as far as the reader may see them.
        let othersText: String?
        /// `nil`: everything below may be done. Else why not.
        let lockedText: String?
        let isManaged: Bool
        let isUnverified: Bool
        let isDisabled: Bool
        let mobile: FieldView
        let starter: Starter?
        let passwordText: String?
        let disableText: String
        let dissociateText: String

        /// The field for another starter password, while the account was never used.
        struct Starter: Sendable {
            let fieldId: String
            let hintId: String
            let errorId: String
            let fault: String?
            let described: String
            let hintText: String
        }

        /// An account, and what the reader may know and do.
        struct Source: Sendable {
            let login: ClientLogin
            /// Those of its other clients that the reader sees.
            let others: [Client]
            let mayManage: Bool
            /// What was typed and couldn't be taken.
            var typedMobile: String?
            /// Whether codes can go there by text message.
            let sendsTexts: Bool
        }

        init(
            _ source: Source, number: Int, client: Client, _ practice: Practice, _ errors: [ErrorLine], _ words: Words
        ) {
            let account = source.login.account
            anchor = "login-\(number)"
            self.account = account.id.rawValue
            mailAddress = account.email.text
            state = AccountStateView(account, words: words)
            useText = words(account.usedAt == nil ? "access.neverUsed" : "access.used")
            let names = source.others.map(\.name.text).joined(separator: ", ")
            othersText = names.isEmpty ? nil : words("access.others", ["names": names])
            lockedText = source.mayManage ? nil : words("access.locked")
            isManaged = source.mayManage
            isUnverified = account.verifiedAt == nil && account.disabledAt == nil
            isDisabled = account.disabledAt != nil
            mobile = FieldView(
                "mobile-\(number)", name: "mobile", label: words("access.mobile"),
                value: source.typedMobile ?? account.mobile?.text ?? "", errors: errors, type: "tel",
                hint: words(source.sendsTexts ? "access.mobileHint" : "access.mobileHintMail"), maxLength: 40)
            let mayChange = account.usedAt == nil && practice.identity.offersStaffPasswords
            starter = mayChange ? Starter(number: number, errors, words) : nil
            passwordText =
                mayChange || !practice.identity.usesPasswords
                ? nil : words(account.usedAt == nil ? "access.passwordTheirsPolicy" : "access.passwordTheirs")
            disableText = words("access.disableText", ["email": account.email.text])
            dissociateText = words("access.dissociateText", ["email": account.email.text, "name": client.name.text])
        }
    }
}

extension ClientAccountView.Login.Starter {
    fileprivate init(number: Int, _ errors: [ErrorLine], _ words: Words) {
        let id = "starter-\(number)"
        let fault = errors[id]
        self.init(
            fieldId: id, hintId: "\(id)-hint", errorId: "\(id)-error", fault: fault,
            described: "\(id)-hint" + (fault == nil ? "" : " \(id)-error"),
            hintText: words("access.passwordHint", ["count": "\(PasswordRules.minimumCharacters)"]))
    }
}
