import PortalCore
import SignalingProtocol

extension Schema {
    /// What is wrong with a value, and where.
    struct Flaw: Equatable, Sendable {
        enum Kind: Equatable, Sendable {
            case missing, unknown
            case notBoolean, notInteger, notText, notList, notObject
            case notMoment, notDay, notID
            case outOfRange(ClosedRange<Int64>)
            case tooShort(Int), tooLong(Int)
            case tooFew(Int), tooMany(Int)
            case notOneOf([String])
        }

        /// A JSON Pointer (RFC 6901).
        let pointer: String
        let kind: Kind
    }

    /// How many flaws of one value are told: more than anybody mends at once.
    static let mostFlaws = 20

    /// Everything that is wrong with a value, up to ``mostFlaws``; nothing if it is right.
    func flaws(in value: JSONValue) -> [Flaw] {
        var flaws: [Flaw] = []
        check(value, at: "", &flaws)
        return flaws
    }

    private func check(_ value: JSONValue, at pointer: String, _ flaws: inout [Flaw]) {
        guard flaws.count < Self.mostFlaws else { return }
        switch (self, value) {
        case (.named(_, let schema), _): schema.check(value, at: pointer, &flaws)
        case (.nullable, .null): break
        case (.nullable(let schema), _): schema.check(value, at: pointer, &flaws)
        case (.object(let fields, let rest), .object(let members)):
            Self.check(members, fields, rest, at: pointer, &flaws)
        case (.list(let item, let count), .array(let values)):
            if values.count < count.lowerBound { flaws.append(Flaw(pointer: pointer, kind: .tooFew(count.lowerBound))) }
            if values.count > count.upperBound { flaws.append(Flaw(pointer: pointer, kind: .tooMany(count.upperBound))) }
            for (index, value) in values.prefix(count.upperBound).enumerated() { item.check(value, at: "\(pointer)/\(index)", &flaws) }
        default:
            if let kind = flaw(of: value) { flaws.append(Flaw(pointer: pointer, kind: kind)) }
        }
    }

    private static func check(
        _ members: [String: JSONValue], _ fields: [Field], _ rest: Schema?, at pointer: String, _ flaws: inout [Flaw]
    ) {
        for field in fields {
            let place = pointer + "/" + field.name
            if let value = members[field.name] {
                field.schema.check(value, at: place, &flaws)
            } else if field.isRequired {
                flaws.append(Flaw(pointer: place, kind: .missing))
            }
        }
        let known = Set(fields.map(\.name))
        for (name, value) in members.sorted(by: { $0.key < $1.key }) where !known.contains(name) {
            let place = pointer + "/" + escaped(name)
            if let rest {
                rest.check(value, at: place, &flaws)
            } else if flaws.count < mostFlaws {
                flaws.append(Flaw(pointer: place, kind: .unknown))
            }
        }
    }

    /// RFC 6901, section 3. A name as long as a body would make an answer as long.
    private static func escaped(_ name: String) -> String {
        String(name.prefix(64)).replacing("~", with: "~0").replacing("/", with: "~1")
    }

    /// What is wrong with a value that has no parts, or has parts where none belong.
    private func flaw(of value: JSONValue) -> Flaw.Kind? {
        switch (self, value) {
        case (.boolean, .bool): nil
        case (.integer(let range), .integer(let number)): range.flatMap { $0.contains(number) ? nil : .outOfRange($0) }
        case (.text(let text), .string(let string)): text.flaw(of: string)
        case (.boolean, _): .notBoolean
        case (.integer, _): .notInteger
        case (.text, _): .notText
        case (.list, _): .notList
        default: .notObject
        }
    }
}

extension Schema.Text {
    fileprivate func flaw(of string: String) -> Schema.Flaw.Kind? {
        if let values, !values.contains(string) { return .notOneOf(values) }
        if let lengths {
            let length = string.unicodeScalars.count
            if length < lengths.lowerBound { return .tooShort(lengths.lowerBound) }
            if length > lengths.upperBound { return .tooLong(lengths.upperBound) }
        }
        return switch form {
        case .moment: Instant(rfc3339: string) == nil ? .notMoment : nil
        case .day: LocalDate(string) == nil ? .notDay : nil
        case .id: BookingID(rawValue: string) == nil ? .notID : nil
        case .address, nil: nil
        }
    }
}
