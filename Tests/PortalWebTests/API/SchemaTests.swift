import Foundation
import SignalingProtocol
import Testing

@testable import PortalWeb

@Suite("Schemas")
struct SchemaTests {
    private static let person = Schema.named(
        "Person",
        .object([
            .required("name", .text(1...3)), .optional("age", .nullable(.integer(0...130))), .optional("born", .day),
            .optional("friends", .list(of: .id, count: 1...2)), .optional("kind", .oneOf(["a", "b"])), .optional("isNew", .boolean),
            .optional("at", .moment), .optional("facts", .object([], rest: .text)),
        ]))

    @Test(arguments: [
        #"{"name":"Ann"}"#, #"{"name":"A","age":null}"#, #"{"name":"A","age":130,"born":"2000-02-29","friends":["x","y"],"kind":"b"}"#,
        #"{"name":"A","isNew":false,"at":"2026-11-24T14:00:00-05:00","facts":{"x":"y"}}"#, #"{"name":"日本語"}"#,
    ])
    func `what is right has no flaws`(text: String) throws {
        #expect(Self.person.flaws(in: try value(text)) == [])
    }

    @Test(arguments: [
        ("{}", "/name", Schema.Flaw.Kind.missing), (#"{"name":""}"#, "/name", .tooShort(1)), (#"{"name":"Anna"}"#, "/name", .tooLong(3)),
        (#"{"name":1}"#, "/name", .notText), (#"{"name":null}"#, "/name", .notText), (#"{"name":"A","age":131}"#, "/age", .outOfRange(0...130)),
        (#"{"name":"A","age":"1"}"#, "/age", .notInteger), (#"{"name":"A","age":1.5}"#, "/age", .notInteger),
        (#"{"name":"A","born":"2001-02-29"}"#, "/born", .notDay), (#"{"name":"A","friends":[]}"#, "/friends", .tooFew(1)),
        (#"{"name":"A","friends":["x","y","z"]}"#, "/friends", .tooMany(2)), (#"{"name":"A","friends":["x","no id"]}"#, "/friends/1", .notID),
        (#"{"name":"A","friends":"x"}"#, "/friends", .notList), (#"{"name":"A","kind":"c"}"#, "/kind", .notOneOf(["a", "b"])),
        (#"{"name":"A","isNew":1}"#, "/isNew", .notBoolean), (#"{"name":"A","at":"2026-11-24"}"#, "/at", .notMoment),
        (#"{"name":"A","facts":{"x":1}}"#, "/facts/x", .notText), (#"{"name":"A","a/b~c":1}"#, "/a~1b~0c", .unknown), ("[]", "", .notObject),
    ])
    func `what is wrong is named with its place`(text: String, pointer: String, kind: Schema.Flaw.Kind) throws {
        #expect(Self.person.flaws(in: try value(text)) == [Schema.Flaw(pointer: pointer, kind: kind)])
    }

    @Test func `a body full of mistakes costs an answer of bounded length`() {
        let many = Dictionary((0..<5_000).map { ("\($0)" + String(repeating: "x", count: 500), JSONValue.null) }) { first, _ in first }
        let flaws = Self.person.flaws(in: .object(many))
        #expect(flaws.count <= Schema.mostFlaws + 1 && flaws.allSatisfy { $0.pointer.count < 80 })
    }

    @Test func `the document says the same`() {
        #expect(
            Schema.object([.required("n", .nullable(.integer(1...2)), "How many.")]).json(.taken) == [
                "type": "object", "required": ["n"], "additionalProperties": false,
                "properties": [
                    "n": [
                        "description": "How many.",
                        "anyOf": [["type": "integer", "format": "int64", "minimum": 1, "maximum": 2], ["type": "null"]],
                    ]
                ],
            ])
        #expect(Self.person.json(.sent) == ["$ref": "#/components/schemas/Person"])
        #expect(Set(Schema.list(of: Self.person).named.keys) == ["Person"])
    }

    private func value(_ text: String) throws -> JSONValue { try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) }
}
