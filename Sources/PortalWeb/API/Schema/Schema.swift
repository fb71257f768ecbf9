import PortalCore
import SignalingProtocol

/// What a JSON value looks like: as much of JSON Schema (2020-12) as the API needs.
///
/// What comes in is checked against it before anybody looks at it, what goes out is tested against it, and the document says it.
public indirect enum Schema: Equatable, Sendable {
    case boolean
    /// A whole number; `nil`: any that 64 bits hold.
    case integer(ClosedRange<Int64>?)
    case text(Text)
    case list(of: Schema, count: ClosedRange<Int>)
    /// An object; of any other members than these it has `rest`, or (`nil`) none.
    case object([Field], rest: Schema? = nil)
    /// The same, or `null`.
    case nullable(Schema)
    /// A schema that the document keeps under a name of its own.
    case named(String, Schema)

    /// A string.
    public struct Text: Equatable, Sendable {
        /// In Unicode code points, as JSON Schema counts.
        var lengths: ClosedRange<Int>?
        var form: Form?
        /// All that it may be; `nil`: anything.
        var values: [String]?
        /// Never read back nor shown: a password.
        var isSecret = false
    }

    /// What a string stands for.
    public enum Form: String, Equatable, Sendable {
        case moment = "date-time"
        case day = "date"
        case address = "uri"
        case id
    }

    /// A member of an object.
    public struct Field: Equatable, Sendable {
        let name: String
        let schema: Schema
        /// In a sentence, where the name doesn't say it all.
        let about: String
        let isRequired: Bool

        public static func required(_ name: String, _ schema: Schema, _ about: String = "") -> Field {
            Field(name: name, schema: schema, about: about, isRequired: true)
        }

        public static func optional(_ name: String, _ schema: Schema, _ about: String = "") -> Field {
            Field(name: name, schema: schema, about: about, isRequired: false)
        }
    }
}

extension Schema {
    public static let text = Schema.text(Text())
    public static let id = Schema.text(Text(form: .id))
    /// RFC 3339.
    public static let moment = Schema.text(Text(form: .moment))
    /// `2026-11-24`
    public static let day = Schema.text(Text(form: .day))
    public static let address = Schema.text(Text(form: .address))
    public static let integer = Schema.integer(nil)

    public static func text(_ lengths: ClosedRange<Int>) -> Schema { .text(Text(lengths: lengths)) }

    static func secret(_ lengths: ClosedRange<Int>) -> Schema { .text(Text(lengths: lengths, isSecret: true)) }

    public static func oneOf(_ values: [String]) -> Schema { .text(Text(values: values)) }

    /// One of the words of a closed set.
    public static func oneOf<Word: CaseIterable & RawRepresentable<String>>(_ words: Word.Type) -> Schema {
        .oneOf(words.allCases.map(\.rawValue))
    }

    public static func list(of item: Schema) -> Schema { .list(of: item, count: 0...Int.max) }
}
