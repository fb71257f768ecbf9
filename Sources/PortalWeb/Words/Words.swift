import Foundation
import Mustache

/// Everything that pages say in one language: a tree of texts, read from `web/locales/{language}/*.json`.
///
/// Templates reach it as `{{words.group.key}}`; code by a path, filling in `{placeholders}`.
struct Words: Sendable {
    private let root: [String: Node]

    indirect enum Node: Sendable {
        case text(String)
        case list([String])
        case group([String: Node])
    }

    /// Why the words of a language can't be used.
    enum Flaw: Error, Equatable {
        case unreadable(file: String)
        /// Two files define the same top-level group.
        case duplicateGroup(String)
    }

    /// Merges the top-level groups of the given files.
    ///
    /// - Throws: ``Flaw``, or whatever reading a file throws.
    init(files: [URL]) throws {
        var groups: [String: Node] = [:]
        for file in files.sorted(by: { $0.path < $1.path }) {
            let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
            guard case .group(let found)? = Node(json) else { throw Flaw.unreadable(file: file.lastPathComponent) }
            for (name, node) in found {
                guard groups.updateValue(node, forKey: name) == nil else { throw Flaw.duplicateGroup(name) }
            }
        }
        root = groups
    }

    /// The text at a path such as `account.join`, with `{name}` replaced by its value. A path that leads to no text is shown
    /// as it is: tests see to it that none does.
    func callAsFunction(_ path: String, _ values: [String: String] = [:]) -> String {
        guard case .text(let text)? = node(path) else { return path }
        return values.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) }
    }

    /// The entry of a list such as `dates.months`, counted from 0.
    func item(_ path: String, _ index: Int) -> String {
        guard case .list(let items)? = node(path), items.indices.contains(index) else { return path }
        return items[index]
    }

    /// Every path that leads to a text or a list.
    var paths: Set<String> { Set(Self.paths(in: root, under: "")) }

    /// What of those leads on from a path such as `auditLog.acts`.
    func paths(under path: String) -> [String] {
        guard case .group(let group)? = node(path) else { return [] }
        return Self.paths(in: group, under: "").sorted()
    }

    /// The text at a path, if there is one.
    func found(_ path: String) -> String? {
        guard case .text(let text)? = node(path) else { return nil }
        return text
    }

    private func node(_ path: String) -> Node? {
        path.split(separator: ".").reduce(Node.group(root)) { node, key in
            guard case .group(let group)? = node else { return nil }
            return group[String(key)]
        }
    }

    private static func paths(in group: [String: Node], under prefix: String) -> [String] {
        group.flatMap { key, node in
            if case .group(let inner) = node { paths(in: inner, under: "\(prefix)\(key).") } else { [prefix + key] }
        }
    }
}

extension Words.Node {
    init?(_ json: Any) {
        switch json {
        case let text as String: self = .text(text)
        case let list as [String]: self = .list(list)
        case let object as [String: Any]:
            var group: [String: Words.Node] = [:]
            for (key, value) in object {
                guard let node = Words.Node(value) else { return nil }
                group[key] = node
            }
            self = .group(group)
        default: return nil
        }
    }

    /// What Mustache renders, or looks further into.
    var forTemplate: Any {
        switch self {
        case .text(let text): Leaf(text)
        case .list(let items): items
        case .group(let group): Words.Group(nodes: group)
        }
    }
}

extension Words: MustacheParent {
    func child(named name: String) -> Any? { root[name]?.forTemplate }

    struct Group: MustacheParent {
        let nodes: [String: Node]
        func child(named name: String) -> Any? { nodes[name]?.forTemplate }
    }
}
