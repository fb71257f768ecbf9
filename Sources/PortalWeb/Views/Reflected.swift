import Mustache

/// A view as templates ask for its parts by name: taken apart by reflection once.
///
/// The library would reflect anew for each name and on each level around it, which was most of a long page's time.
struct Reflected: MustacheParent, MustacheCustomRenderable {
    private let view: Any
    private let parts: [String: Any]

    private init(_ view: Any, _ mirror: Mirror) {
        self.view = view
        var parts: [String: Any] = [:]
        for part in mirror.children {
            if let label = part.label, let value = Self.part(part.value) { parts[label] = value }
        }
        self.parts = parts
    }

    /// - Parameter view: A struct.
    init(_ view: Any) { self.init(view, Mirror(reflecting: view)) }

    func child(named name: String) -> Any? { parts[name] }

    var renderText: String { String(describing: view) }
    var isNull: Bool { false }

    /// A part as a template gets it: structs taken apart too, also those in lists; `nil` for an optional without a value.
    private static func part(_ value: Any) -> Any? {
        switch value {
        case let text as String: return Leaf(text)
        case let number as Int: return Leaf(String(number))
        case is Bool, is any MustacheParent: return value
        default: break
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { part($0.value) }
        case .collection, .set: return mirror.children.compactMap { part($0.value) }
        case .struct: return Reflected(value, mirror)
        default: return value
        }
    }
}

/// A text as templates get it. Of a plain `String` the library would ask by cast, at each place, whether it is one of the things that
/// it treats apart, and reflect on it for names that it can't have.
struct Leaf: MustacheParent, MustacheCustomRenderable {
    let renderText: String
    var isNull: Bool { false }

    init(_ text: String) { renderText = text }

    func child(named name: String) -> Any? { nil }
}
