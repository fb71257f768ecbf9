/// One line of the error summary: what is wrong, and the id of the field.
struct ErrorLine: Equatable, Sendable {
    let field: String
    let text: String

    static func title(_ count: Int, _ words: Words) -> String {
        count == 1 ? words("form.oneError") : words("form.someErrors", ["count": "\(count)"])
    }
}

extension [ErrorLine] {
    /// What is wrong with a field.
    subscript(_ field: String) -> String? { first { $0.field == field }?.text }

    /// As a page shows its fields from top to bottom.
    ///
    /// - Parameter fields: What the fields' names begin with. Others come last.
    func ordered(as fields: [String]) -> [ErrorLine] {
        let places = enumerated().map { index, line in
            (fields.firstIndex { line.field.hasPrefix($0) } ?? fields.count, index, line)
        }
        return places.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }
}

/// A text field with its label, hint and error.
struct FieldView: Sendable {
    let id: String
    /// As which it is sent; the same as ``id`` but where a page has several forms of a kind.
    let name: String
    let label: String
    let hint: String?
    let error: String?
    let value: String
    let type: String
    /// Which keys a telephone shows, where the type doesn't say (HTML, 6.8.7): `numeric`.
    let inputMode: String?
    /// The id of a `<datalist>`.
    let list: String?
    /// For times: seconds between the offered ones.
    let step: String?
    /// In characters; where the type has no length of its own.
    let maxLength: Int?
    /// What browsers may fill in (HTML, 4.10.18.7): `email`, `new-password`; `off` for what is somebody else's.
    let autocomplete: String
    let describedBy: String?

    init(
        _ id: String, name: String? = nil, label: String, value: String, errors: [ErrorLine], type: String = "text",
        inputMode: String? = nil, hint: String? = nil, list: String? = nil, step: String? = nil, maxLength: Int = 80, autocomplete: String = "off"
    ) {
        self.id = id
        self.name = name ?? id
        self.label = label
        self.value = value
        self.type = type
        self.inputMode = inputMode
        self.hint = hint
        self.list = list
        self.step = step
        self.autocomplete = autocomplete
        self.maxLength = ["date", "time", "datetime-local", "number", "color"].contains(type) ? nil : maxLength
        error = errors[id]
        describedBy = Self.describedBy(id, hint: hint, error: error)
    }

    static func describedBy(_ id: String, hint: String?, error: String?) -> String? {
        let ids = [hint.map { _ in "\(id)-hint" }, error.map { _ in "\(id)-error" }].compactMap(\.self)
        return ids.isEmpty ? nil : ids.joined(separator: " ")
    }
}

/// A choice out of a short list.
struct SelectView: Sendable {
    let id: String
    let label: String
    let hint: String?
    let error: String?
    let describedBy: String?
    let options: [Option]

    struct Option: Sendable {
        let value: String
        let text: String
        let isChosen: Bool
    }

    init(_ id: String, label: String, options: [Option], errors: [ErrorLine], hint: String? = nil) {
        self.id = id
        self.label = label
        self.options = options
        self.hint = hint
        error = errors[id]
        describedBy = FieldView.describedBy(id, hint: hint, error: error)
    }
}

/// A text of several lines.
struct TextAreaView: Sendable {
    let id: String
    let label: String
    let hint: String?
    let error: String?
    let value: String
    let maxLength: Int
    let describedBy: String?

    init(_ id: String, label: String, value: String, errors: [ErrorLine], hint: String? = nil, maxLength: Int) {
        self.id = id
        self.label = label
        self.value = value
        self.hint = hint
        self.maxLength = maxLength
        error = errors[id]
        describedBy = FieldView.describedBy(id, hint: hint, error: error)
    }
}

/// Radio buttons, or ticks, under one question.
struct ChoicesView: Sendable {
    let id: String
    let label: String
    let error: String?
    let choices: [Choice]

    struct Choice: Sendable {
        /// `radio` or `checkbox`.
        let type: String
        let name: String
        let value: String
        let text: String
        let hint: String?
        let isChosen: Bool
    }

    /// One of several.
    init(_ id: String, label: String, oneOf choices: [(value: String, text: String, hint: String?)], chosen: String, errors: [ErrorLine]) {
        self.init(
            id, label: label, errors: errors,
            choices: choices.map {
                Choice(type: "radio", name: id, value: $0.value, text: $0.text, hint: $0.hint, isChosen: $0.value == chosen)
            })
    }

    /// Any of several, each a field of its own that is `yes` or absent.
    init(_ id: String, label: String, anyOf choices: [(name: String, text: String, hint: String?, isChosen: Bool)], errors: [ErrorLine]) {
        self.init(
            id, label: label, errors: errors,
            choices: choices.map {
                Choice(type: "checkbox", name: $0.name, value: "yes", text: $0.text, hint: $0.hint, isChosen: $0.isChosen)
            })
    }

    private init(_ id: String, label: String, errors: [ErrorLine], choices: [Choice]) {
        self.id = id
        self.label = label
        self.choices = choices
        error = errors[id]
    }
}
