import SignalingProtocol

/// Reads a query by the schemas of its parameters. A parameter that isn't known is refused: whoever mistypes a filter would
/// else be given everything.
struct QueryReader: Sendable {
    let fields: [Schema.Field]
    let words: Words

    /// - Throws: ``Problem`` with everything that is wrong.
    func read(_ query: FormFields) throws -> [String: JSONValue] {
        var values: [String: JSONValue] = [:]
        var errors: [FieldError] = query.names.subtracting(fields.map(\.name)).sorted().prefix(Schema.mostFlaws).map {
            FieldError(parameter: String($0.prefix(64)), detail: words("api.flaws.unknown"))
        }
        for field in fields {
            let sent = query.all(field.name)
            guard let text = sent.first else { continue }
            guard sent.count == 1 else {
                errors.append(FieldError(parameter: field.name, detail: words("api.flaws.twice")))
                continue
            }
            let value = field.schema.value(of: text)
            values[field.name] = value
            errors += field.schema.flaws(in: value).map { FieldError(parameter: field.name, detail: $0.detail(words)) }
        }
        guard errors.isEmpty else { throw Problem.badParameters(errors) }
        return values
    }
}

extension Schema {
    /// What a text is in place of a value of this kind; the text itself where it is none.
    fileprivate func value(of text: String) -> JSONValue {
        switch self {
        case .integer: Int64(text).map { .integer($0) } ?? .string(text)
        case .boolean: ["true": JSONValue.bool(true), "false": .bool(false)][text] ?? .string(text)
        default: .string(text)
        }
    }
}
