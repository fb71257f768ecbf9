import PortalCore
import SignalingProtocol

/// What is wrong with one part of what a program sent.
///
/// - SeeAlso: RFC 9457, section 3: the extension `errors` of its examples.
struct FieldError: Codable, Equatable, Sendable {
    /// Where in the body, as a JSON Pointer (RFC 6901).
    var pointer: String?
    /// Which parameter of the query.
    var parameter: String?
    /// In the language of the answer.
    let detail: String

    init(pointer: String? = nil, parameter: String? = nil, detail: String) {
        self.pointer = pointer
        self.parameter = parameter
        self.detail = detail
    }

    init(_ flaw: Schema.Flaw, words: Words) { self.init(pointer: flaw.pointer, detail: flaw.detail(words)) }

    /// An error of the form that says the same for people.
    ///
    /// - Parameter places: Where the form's fields are in the body, for those with another name there.
    init(_ line: ErrorLine, places: [String: String] = [:]) {
        self.init(pointer: "/\(places[line.field] ?? line.field)", detail: line.text)
    }

    static let schema = Schema.object([
        .optional("pointer", .text, "Where in the body: a JSON Pointer (RFC 6901)."),
        .optional("parameter", .text, "Which parameter of the query."),
        .required("detail", .text, "What is wrong, in the language of the answer."),
    ])
}

extension Schema.Flaw {
    /// What is wrong, in words.
    func detail(_ words: Words) -> String {
        switch kind {
        case .missing: words("api.flaws.missing")
        case .unknown: words("api.flaws.unknown")
        case .notBoolean: words("api.flaws.notBoolean")
        case .notInteger: words("api.flaws.notInteger")
        case .notText: words("api.flaws.notText")
        case .notList: words("api.flaws.notList")
        case .notObject: words("api.flaws.notObject")
        case .notMoment: words("api.flaws.notMoment")
        case .notDay: words("api.flaws.notDay")
        case .notID: words("api.flaws.notID")
        case .outOfRange(let range):
            words("api.flaws.outOfRange", ["first": "\(range.lowerBound)", "last": "\(range.upperBound)"])
        case .tooShort(let length): words("api.flaws.tooShort", ["count": "\(length)"])
        case .tooLong(let length): words("api.flaws.tooLong", ["count": "\(length)"])
        case .tooFew(let count): words("api.flaws.tooFew", ["count": "\(count)"])
        case .tooMany(let count): words("api.flaws.tooMany", ["count": "\(count)"])
        case .notOneOf(let values): words("api.flaws.notOneOf", ["values": values.joined(separator: ", ")])
        }
    }
}
