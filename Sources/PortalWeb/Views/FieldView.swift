/// One line of the error summary: what is wrong, and the id of the field.
struct ErrorLine: Equatable, Sendable {
    let field: String
    let text: String

    static func title(_ count: Int, _ words: Words) -> String {
        count == 1 ? words("form.oneError") : words("form.someErrors", ["count": "\(count)"])
    }
}

/// A text field with its label, hint and error.
struct FieldView: Sendable {
    let id: String
    let label: String
    let hint: String?
    let error: String?
    let value: String
    let type: String
    /// The id of a `<datalist>`.
    let list: String?
    /// For times: seconds between the offered ones.
    let step: String?
    /// In characters; where the type has no length of its own.
    let maxLength: Int?
    let describedBy: String?

    init(
        _ id: String, label: String, value: String, errors: [ErrorLine], type: String = "text", hint: String? = nil,
        list: String? = nil, step: String? = nil, maxLength: Int = 80
    ) {
        self.id = id
        self.label = label
        self.value = value
        self.type = type
        self.hint = hint
        self.list = list
        self.step = step
        self.maxLength = ["date", "time", "datetime-local"].contains(type) ? nil : maxLength
        error = errors.first { $0.field == id }?.text
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

    init(_ id: String, label: String, options: [Option], errors: [ErrorLine]) {
        self.id = id
        self.label = label
        self.options = options
        hint = nil
        error = errors.first { $0.field == id }?.text
        describedBy = FieldView.describedBy(id, hint: nil, error: error)
    }
}
