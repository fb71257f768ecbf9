import PortalCore
import SignalingProtocol

/// What a member of staff says of themselves.
struct ProfileForm: Equatable, Sendable {
    var name: String
    var title: String
    var licence: String
    /// Empty: the practice's.
    var language: String

    init(_ staff: Staff) {
        name = staff.name.text
        title = staff.title?.text ?? ""
        licence = staff.licence?.text ?? ""
        language = staff.language?.rawValue ?? ""
    }

    init(_ fields: FormFields) {
        func field(_ name: String) -> String { String(fields[name].prefix(200)) }
        name = field("name")
        title = field("staffTitle")
        licence = field("licence")
        language = field("language")
    }

    /// Takes over what is right.
    ///
    /// - Returns: What is wrong, field by field.
    func apply(to staff: inout Staff, words: Words) -> [ErrorLine] {
        var errors: [ErrorLine] = []
        func refuse(_ field: String) { errors.append(ErrorLine(field: field, text: words("settings.profile.\(field)Wrong"))) }
        if let name = try? DisplayName.parse(name) { staff.name = name } else { refuse("name") }
        let line = try? ProfileLine(title)
        if title.isEmpty || line != nil { staff.title = line } else { refuse("staffTitle") }
        let number = try? ProfileLine(licence)
        if licence.isEmpty || number != nil { staff.licence = number } else { refuse("licence") }
        let chosen = Language(rawValue: language)
        if language.isEmpty || chosen != nil { staff.language = chosen } else { refuse("language") }
        return errors
    }
}
