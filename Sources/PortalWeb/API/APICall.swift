import Foundation
import Hummingbird
import NIOCore
import PortalCore
import SignalingProtocol
import Storage

/// A request by key, once it is known that it may be made and what it says.
struct APICall: Sendable {
    let portal: Portal
    let practice: Practice
    let key: APIKey
    /// The store, in the name of the key: what is changed by it is written down as the program's.
    let store: PortalStore
    let now: Instant
    private let request: Request
    private let context: PortalContext
    let query: [String: JSONValue]

    /// - Throws: ``Problem`` if no key was shown, it doesn't go that far, or the query isn't as it has to be.
    init(_ request: Request, _ context: PortalContext, scope: APIScope, query: [Schema.Field], portal: Portal) throws {
        guard let key = context.key, let practice = context.practice else { throw Problem.noKey }
        guard key.scopes.contains(scope) else { throw Problem.missing(scope) }
        self.portal = portal
        self.practice = practice
        self.key = key
        self.request = request
        self.context = context
        store = portal.store.acting(as: Actor(key.id, from: portal.address(of: request, context).text))
        now = portal.now()
        let words = portal.pages.words(context)
        self.query = try QueryReader(fields: query, words: words).read(FormFields(request.uri.query ?? ""))
    }

    var path: String { request.uri.path }
    var words: Words { portal.pages.words(context) }
    var speech: Speech { portal.pages.speech(context) }
    /// The day that it is at the practice.
    var today: LocalDate { get throws { try portal.today(in: practice) } }

    /// The id in the path.
    ///
    /// - Throws: ``Problem/notFound``.
    func id<Kind>(_ name: String, as: Identifier<Kind>.Type = Identifier<Kind>.self) throws -> Identifier<Kind> {
        try context.id(name)
    }

    // What the query says, by the schemas of its operation; `nil` where it says nothing.
    func text(_ name: String) -> String? { if case .string(let text)? = query[name] { text } else { nil } }
    func flag(_ name: String) -> Bool { query[name] == .bool(true) }
    func moment(_ name: String) -> Instant? { text(name).flatMap(Instant.init(rfc3339:)) }
    func integer(_ name: String) -> Int? { if case .integer(let number)? = query[name] { Int(number) } else { nil } }
}

extension APICall {
    /// What was sent, checked against its schema.
    ///
    /// - Throws: ``Problem`` with everything that is wrong with it.
    func body<Body: APIBody>(as type: Body.Type) throws -> Body {
        guard request.sendsJSON else { throw Problem.mediaType }
        let bytes = Array(context.body.readableBytesView)
        // The strict reader first: what two readers could understand differently is refused.
        guard (try? JSONScanner.object(in: bytes, maximumDepth: Self.deepest)) != nil,
            let value = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))
        else { throw Problem.notJSON }
        return try checked(value)
    }

    /// What there is, with what was sent put in its place.
    ///
    /// - Throws: ``Problem`` with everything that is wrong with what comes of it.
    func apply<Body: APIBody>(_ patch: Patch<Body>, to present: Body) throws -> Body {
        try checked(patch.applied(to: try JSONValue(encoding: present)))
    }

    /// - Throws: ``Problem`` if a body was sent where none belongs. An empty object is as good as none.
    func requireNoBody() throws {
        let bytes = context.body.readableBytesView
        guard bytes.isEmpty || bytes.elementsEqual("{}".utf8) else { throw Problem.invalid("", words("api.flaws.unknown")) }
    }

    /// How deep a body may be nested; the deepest that is taken has three levels.
    private static let deepest = 8

    private func checked<Body: APIBody>(_ value: JSONValue) throws -> Body {
        let flaws = Body.schema.flaws(in: value)
        guard flaws.isEmpty else { throw Problem.invalid(flaws.map { FieldError($0, words: words) }) }
        return try value.decoded(as: Body.self)
    }
}
