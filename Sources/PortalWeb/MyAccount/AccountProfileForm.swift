import PortalCore
import SignalingProtocol

/// What somebody typed about themselves.
struct AccountProfileForm: Equatable, Sendable {
    var name = ""
    var language = ""

    init(_ account: Account, language: Language) {
        name = account.name.text
        self.language = language.rawValue
    }

    init(_ fields: FormFields) {
        name = String(fields["name"].prefix(400))
        language = String(fields["language"].prefix(10))
    }

    /// What the form says, or what is wrong with it.
    func read(_ words: Words) -> (name: DisplayName?, language: Language?, errors: [ErrorLine]) {
        let name = try? DisplayName.parse(self.name)
        let language = Language(rawValue: self.language)
        let errors = [
            name == nil ? ErrorLine(field: "name", text: words(self.name.isEmpty ? "own.profile.nameMissing" : "own.profile.nameWrong")) : nil,
            language == nil ? ErrorLine(field: "language", text: words("own.profile.languageMissing")) : nil,
        ].compactMap(\.self)
        return (name, language, errors)
    }
}
