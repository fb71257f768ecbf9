import PortalCore
import SignalingProtocol

/// What somebody typed to add or change a client: kept as text, so that it can be shown again.
struct ClientForm: Equatable, Sendable {
    var name = ""
    var email = ""
    var telephone = ""
    var birthDate = ""
    var address = ""
    /// `fr`, `en`, or nothing for the practice's.
    var language = ""
    /// Ticked to add a client although there seems to be such a one.
    var acceptsDuplicate = false

    init() {}

    init(_ client: Client) {
        name = client.name.text
        email = client.email?.text ?? ""
        telephone = client.telephone?.text ?? ""
        birthDate = client.birthDate?.description ?? ""
        address = client.address?.text ?? ""
        language = client.language?.rawValue ?? ""
    }

    /// Filled in from a sign-up (A14).
    init(_ account: Account) {
        name = account.name.text
        email = account.email.text
        telephone = account.mobile?.text ?? ""
        language = account.language?.rawValue ?? ""
    }

    init(_ fields: FormFields) {
        func field(_ name: String, _ limit: Int) -> String { String(fields[name].prefix(limit)) }
        name = field("name", 200)
        email = field("email", 300)
        telephone = field("telephone", 80)
        birthDate = field("birthDate", 40)
        address = field("address", 1_000)
        language = field("language", 8)
        acceptsDuplicate = fields["duplicate"] == "yes"
    }
}

extension ClientForm {
    /// What a form says once it is understood.
    struct Wanted: Equatable, Sendable {
        var name: DisplayName
        var email: EmailAddress?
        var telephone: Telephone?
        var birthDate: BirthDate?
        var address: PostalAddress?
        var language: Language?

        func write(to client: inout Client) {
            client.name = name
            client.email = email
            client.telephone = telephone
            client.birthDate = birthDate
            client.address = address
            client.language = language
        }
    }

    /// - Parameter today: The day that it is at the practice.
    /// - Returns: What the form says, or everything that is wrong with it.
    func read(today: LocalDate, words: Words) -> (wanted: Wanted?, errors: [ErrorLine]) {
        var errors: [ErrorLine] = []
        func refuse(_ field: String, _ word: String) { errors.append(ErrorLine(field: field, text: words("client.\(word)"))) }

        let name = try? DisplayName.parse(self.name)
        if name == nil { refuse("name", self.name.isEmpty ? "nameMissing" : "nameWrong") }
        let email = self.email.isEmpty ? nil : try? EmailAddress(self.email)
        if email == nil, !self.email.isEmpty { refuse("email", "emailWrong") }
        let telephone = self.telephone.isEmpty ? nil : try? Telephone(self.telephone)
        if telephone == nil, !self.telephone.isEmpty { refuse("telephone", "telephoneWrong") }
        var birthDate: BirthDate?
        do throws(BirthDateRefusal) {
            if !self.birthDate.isEmpty { birthDate = try BirthDate(self.birthDate, today: today) }
        } catch {
            refuse("birthDate", error.word)
        }
        let address = self.address.isEmpty ? nil : try? PostalAddress(self.address)
        if address == nil, !self.address.isEmpty { refuse("address", "addressWrong") }
        guard errors.isEmpty, let name else { return (nil, errors) }
        let wanted = Wanted(
            name: name, email: email, telephone: telephone, birthDate: birthDate, address: address,
            language: Language(rawValue: language))
        return (wanted, [])
    }
}

extension BirthDateRefusal {
    fileprivate var word: String {
        switch self {
        case .notADate: "birthDateWrong"
        case .inFuture: "birthDateFuture"
        case .tooLongAgo: "birthDateOld"
        }
    }
}
