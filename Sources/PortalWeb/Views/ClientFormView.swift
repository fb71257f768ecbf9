import PortalCore
import SignalingProtocol

/// The form of a client record: new, made from a sign-up (A14), or changed.
struct ClientFormView: Sendable {
    let heading: String
    let action: String
    let submit: String
    let cancelUrl: String
    let hasErrors: Bool
    let errorTitle: String
    let errors: [ErrorLine]
    /// The sign-up that the record is made for.
    let prospect: Source?
    let fullName: FieldView
    let mail: FieldView
    let phone: FieldView
    let birthDate: FieldView
    let address: TextAreaView
    let speaks: SelectView
    let hasTwins: Bool
    let twins: [Twin]
    let acceptsTwin: Bool

    struct Source: Sendable {
        let account: String
        let text: String
    }

    /// A client who may be the same person.
    struct Twin: Sendable {
        let url: String
        let label: String
        let note: String
    }

    /// What the form is for.
    enum Purpose {
        case add
        case addFor(Account)
        case change(Client)
    }

    init(
        _ form: ClientForm, for purpose: Purpose, twins: [Client] = [], errors: [ErrorLine], places: Places, words: Words
    ) {
        (heading, action, submit, cancelUrl, prospect) =
            switch purpose {
            case .add: (words("client.newTitle"), places.newClient, words("client.add"), places.clients, nil)
            case .addFor(let account):
                (
                    words("client.newTitle"), places.prospectClient, words("client.addAndAssociate"), places.prospects,
                    Source(account: account.id.rawValue, text: words("client.fromSignUp", ["email": account.email.text]))
                )
            case .change(let client):
                (words("client.editTitle"), places.clientEdit(client.id), words("client.save"), places.client(client.id), nil)
            }
        self.errors = errors
        hasErrors = !errors.isEmpty
        errorTitle = ErrorLine.title(errors.count, words)
        fullName = FieldView("name", label: words("client.name"), value: form.name, errors: errors, hint: words("client.nameHint"))
        mail = FieldView(
            "email", label: words("client.email"), value: form.email, errors: errors, type: "email",
            hint: words("client.emailHint"), maxLength: 254)
        phone = FieldView(
            "telephone", label: words("client.telephone"), value: form.telephone, errors: errors, type: "tel", maxLength: 40)
        birthDate = FieldView("birthDate", label: words("client.birthDate"), value: form.birthDate, errors: errors, type: "date")
        address = TextAreaView(
            "address", label: words("client.address"), value: form.address, errors: errors, hint: words("client.addressHint"),
            maxLength: 500)
        speaks = SelectView(
            "language", label: words("client.language"),
            options: [("", words("client.practiceLanguage")), ("fr", "Français"), ("en", "English")].map {
                SelectView.Option(value: $0.0, text: $0.1, isChosen: $0.0 == form.language)
            }, errors: errors)
        self.twins = twins.map {
            Twin(url: places.client($0.id), label: $0.name.text, note: $0.email?.text ?? words("client.noEmail"))
        }
        hasTwins = !twins.isEmpty
        acceptsTwin = form.acceptsDuplicate
    }
}
