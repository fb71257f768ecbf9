import HTTPTypes

extension HTTPFields {
    /// A header's value by its name as text; several values are joined with a comma (RFC 9110, 5.3).
    func value(_ name: String) -> String? {
        guard let name = HTTPField.Name(name) else { return nil }
        let values = self[values: name]
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    /// Sets a header by its name as text, replacing what it had.
    mutating func set(_ name: String, _ value: String) {
        guard let name = HTTPField.Name(name) else { return }
        self[name] = value
    }
}
