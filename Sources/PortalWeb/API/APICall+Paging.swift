import PortalCore
import SignalingProtocol

/// A part of a list.
struct List<Item: Resource>: Resource {
    var items: [Item]
    /// The address of the next part; absent where there is none.
    var next: String?

    static var schema: Schema {
        .object([
            .required("items", .list(of: Item.schema)),
            .optional("next", .text, "Where the list goes on: a path with its query. Absent on the last part."),
        ])
    }
}

extension APICall {
    /// What lists that come in parts are asked with.
    static let paging: [Schema.Field] = [
        .optional("limit", .integer(1...100), "How many at most. Default 50."),
        .optional("offset", .integer(0...1_000_000), "How many to leave out. `next` of the part before says it."),
    ]

    /// The part of a list that was asked for.
    ///
    /// - Parameter defaults: What wasn't asked for and would be another moment for the next part.
    /// - Parameter read: Reads so many, leaving out so many.
    func page<Value, Item: Resource>(
        keeping defaults: [String: JSONValue] = [:], _ read: (_ limit: Int, _ offset: Int) async throws -> [Value], as item: (Value) async throws -> Item
    ) async throws -> List<Item> {
        let (limit, offset) = (integer("limit") ?? 50, integer("offset") ?? 0)
        // One more than asked for shows whether there are more.
        let found = try await read(limit + 1, offset)
        var items: [Item] = []
        for value in found.prefix(limit) { items.append(try await item(value)) }
        return List(items: items, next: found.count > limit ? address(offset: offset + limit, keeping: defaults) : nil)
    }

    /// The same request, for another part.
    private func address(offset: Int, keeping defaults: [String: JSONValue]) -> String {
        let asked = defaults.merging(query) { $1 }
        let fields = asked.merging(["offset": .integer(Int64(offset))]) { $1 }.sorted { $0.key < $1.key }
        return path + "?" + fields.map { "\($0)=\(Places.escape($1.plainText))" }.joined(separator: "&")
    }
}

extension JSONValue {
    /// As a query has it.
    fileprivate var plainText: String {
        switch self {
        case .string(let text): text
        case .integer(let number): "\(number)"
        case .bool(let flag): "\(flag)"
        default: ""
        }
    }
}
