import Foundation
import SignalingProtocol

/// Some of the members of a body: what is to be changed. `null` takes a member away, what isn't named stays.
///
/// - SeeAlso: RFC 7396, JSON Merge Patch.
struct Patch<Body: APIBody>: APIBody {
    private let sent: JSONValue

    static var schema: Schema { Body.schema.partial }

    init(from decoder: any Decoder) throws { sent = try JSONValue(from: decoder) }

    func encode(to encoder: any Encoder) throws { try sent.encode(to: encoder) }

    /// Bodies that can be changed have no objects within: their members are replaced as a whole.
    func applied(to present: JSONValue) -> JSONValue {
        guard case .object(let sent) = sent, case .object(let present) = present else { return sent }
        return .object(present.merging(sent) { $1 })
    }
}

extension Schema {
    /// The same object, none of whose members has to be there.
    fileprivate var partial: Schema {
        switch self {
        case .named(let name, let schema): .named("\(name)Changes", schema.partial)
        case .object(let fields, let rest):
            .object(fields.map { .optional($0.name, $0.schema, $0.about) }, rest: rest)
        default: self
        }
    }
}

extension JSONValue {
    /// - Throws: a failure of the encoder.
    init(encoding value: some Encodable) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: try JSONEncoder().encode(value))
    }

    /// - Throws: `DecodingError`.
    func decoded<Value: Decodable>(as type: Value.Type) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(raw.bytes))
    }
}
