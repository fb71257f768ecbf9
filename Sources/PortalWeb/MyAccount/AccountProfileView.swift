import PortalCore
import SignalingProtocol

/// My account: what its owner says about themselves, and what the practice has on record (M1).
struct AccountProfileView: Sendable {
    let done: String?
    let notice: ReasonWords?
    let url: String
    let name: FieldView
    let languages: ChoicesView
    let email: String
    let securityUrl: String
    /// Where codes go by text message; `nil` where no number is on file.
    let mobile: Mobile?
    let hasRecords: Bool
    /// "Your record", or whose they are.
    let recordsTitle: String
    let records: [Record]
    let hasErrors: Bool
    let errorTitle: String
    let errors: [ErrorLine]

    /// What the practice has on record of one client.
    struct Record: Sendable {
        let name: String
        let facts: [Fact]

        struct Fact: Sendable {
            let label: String
            let lines: [String]
        }
    }

    struct Mobile: Sendable {
        let number: String
        let text: String
    }

    /// - Parameter sendsTexts: Whether codes can go by text message (C5).
    init(
        _ login: ClientLogin, sendsTexts: Bool, form: AccountProfileForm, errors: [ErrorLine], isDone: Bool, practice: Practice,
        words: Words
    ) {
        let places = Places(practice: practice.slug)
        done = isDone ? words("own.profile.done") : nil
        notice = login.notice(in: practice, words)
        url = places.ownProfile
        name = FieldView(
            "name", label: words("own.profile.name"), value: form.name, errors: errors, hint: words("own.profile.nameHint"),
            maxLength: 80, autocomplete: "name")
        languages = ChoicesView(
            "language", label: words("own.profile.language"), oneOf: Language.allCases.map { ($0.rawValue, $0.ownName, nil) },
            chosen: form.language, errors: errors)
        email = login.account.email.text
        securityUrl = places.security(.client)
        mobile = login.account.mobile.map {
            Mobile(number: $0.text, text: words(sendsTexts ? "own.profile.mobileText" : "own.profile.mobileKept"))
        }
        records = login.openClients.map { Record($0, words: words) }
        hasRecords = !records.isEmpty
        recordsTitle = words(records.count > 1 ? "own.profile.records" : "own.profile.record")
        self.errors = errors
        hasErrors = !errors.isEmpty
        errorTitle = ErrorLine.title(errors.count, words)
    }
}

extension AccountProfileView.Record {
    fileprivate init(_ client: Client, words: Words) {
        let facts: [(String, [String])] = [
            ("own.profile.birthDate", [client.birthDate.map { words.date($0.date) }].compactMap(\.self)),
            ("own.profile.email", [client.email?.text].compactMap(\.self)),
            ("own.profile.telephone", [client.telephone?.text].compactMap(\.self)),
            ("own.profile.address", client.address?.lines ?? []),
        ]
        self.init(name: client.name.text, facts: facts.filter { !$0.1.isEmpty }.map { Fact(label: words($0.0), lines: $0.1) })
    }
}
