import PortalCore
import SignalingProtocol

/// What somebody typed to make a key for a program: a name, and a tick for each scope that they may give.
struct APIKeyForm: Equatable, Sendable {
    var name = ""
    var scopes: Set<APIScope> = []

    init() {}

    init(_ fields: FormFields, from somebody: Staff) {
        name = String(fields["name"].prefix(200))
        scopes = Set(somebody.scopesToGive.filter { fields[$0.rawValue] == "yes" })
    }

    /// What the form says, or what is wrong with it.
    func read(_ words: Words) -> (name: DisplayName?, errors: [ErrorLine]) {
        var errors: [ErrorLine] = []
        let name = try? DisplayName.parse(self.name)
        if name == nil { errors.append(ErrorLine(field: "name", text: words("apiKeys.nameWrong"))) }
        if scopes.isEmpty { errors.append(ErrorLine(field: "scopes", text: words("apiKeys.scopesMissing"))) }
        return (errors.isEmpty ? name : nil, errors)
    }
}
