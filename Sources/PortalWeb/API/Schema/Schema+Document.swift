import PortalCore
import SignalingProtocol

extension Schema {
    /// Who reads the schema. What is sent may get more members one day, and whoever reads it passes over those; what is taken may
    /// have no others.
    enum Direction: Sendable { case sent, taken }

    /// The schema as the document says it (JSON Schema 2020-12); named ones as references.
    func json(_ direction: Direction, about: String = "") -> JSONValue {
        guard case .object(var members) = json(direction) else { return .null }
        if !about.isEmpty { members["description"] = .string(about) }
        return .object(members)
    }

    private func json(_ direction: Direction) -> JSONValue {
        switch self {
        case .boolean: return ["type": "boolean"]
        case .integer(let range):
            var members: [String: JSONValue] = ["type": "integer", "format": "int64"]
            if let range { members.merge(["minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]) { $1 } }
            return .object(members)
        case .text(let text): return text.json
        case .list(let item, let count):
            var members: [String: JSONValue] = ["type": "array", "items": item.json(direction, about: "")]
            if count.lowerBound > 0 { members["minItems"] = .integer(Int64(count.lowerBound)) }
            if count.upperBound < Int.max { members["maxItems"] = .integer(Int64(count.upperBound)) }
            return .object(members)
        case .object(let fields, let rest): return Self.json(fields, rest, direction)
        case .nullable(let schema): return ["anyOf": [schema.json(direction, about: ""), ["type": "null"]]]
        case .named(let name, _): return ["$ref": .string("#/components/schemas/\(name)")]
        }
    }

    private static func json(_ fields: [Field], _ rest: Schema?, _ direction: Direction) -> JSONValue {
        let properties = fields.map { ($0.name, $0.schema.json(direction, about: $0.about)) }
        var members: [String: JSONValue] = [
            "type": "object", "properties": .object(Dictionary(properties) { first, _ in first }),
        ]
        let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { members["required"] = .array(required) }
        if let rest {
            members["additionalProperties"] = rest.json(direction, about: "")
        } else if direction == .taken {
            members["additionalProperties"] = false
        }
        return .object(members)
    }

    /// Every schema with a name in this one, this one included.
    var named: [String: Schema] {
        switch self {
        case .boolean, .integer, .text: [:]
        case .list(let item, _): item.named
        case .nullable(let schema): schema.named
        case .named(let name, let schema): schema.named.merging([name: schema]) { $1 }
        case .object(let fields, let rest):
            (fields.map(\.schema) + [rest].compactMap(\.self)).reduce(into: [:]) { $0.merge($1.named) { $1 } }
        }
    }
}

extension Schema.Text {
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = ["type": "string"]
        if let lengths {
            members["minLength"] = .integer(Int64(lengths.lowerBound))
            members["maxLength"] = .integer(Int64(lengths.upperBound))
        }
        switch form {
        case .id: members["pattern"] = "^[A-Za-z0-9_.:-]{1,128}$"
        case .moment, .day, .address: members["format"] = form.map { .string($0.rawValue) }
        case nil: break
        }
        if let values { members["enum"] = .array(values.map { .string($0) }) }
        if isSecret { members.merge(["format": "password", "writeOnly": true]) { $1 } }
        return .object(members)
    }
}
