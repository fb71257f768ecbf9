/// Which part of a long list a page shows, and the ways to the others. A list that fits on one page has none.
struct PagerView: Sendable {
    /// What the ways are called, for who can't see what they stand under.
    let label: String
    /// "51–100 of 312".
    let position: String
    let previousUrl: String?
    let nextUrl: String?

    /// How many rows a page of a list has.
    static let size = 50

    /// - Parameters:
    ///   - page: Counted from 1.
    ///   - count: How many rows there are in all.
    ///   - list: What the list is called, where a page has several.
    ///   - address: Of a page.
    /// - Returns: `nil` if everything fits on one page.
    init?(page: Int, count: Int, of list: String? = nil, words: Words, address: (Int) -> String) {
        guard count > Self.size else { return nil }
        let pages = (count + Self.size - 1) / Self.size
        let page = min(max(page, 1), pages)
        label = list.map { words("form.pagesOf", ["list": $0]) } ?? words("form.pages")
        let values = ["first": "\((page - 1) * Self.size + 1)", "last": "\(min(page * Self.size, count))", "count": "\(count)"]
        position = words("form.position", values)
        previousUrl = page > 1 ? address(page - 1) : nil
        nextUrl = page < pages ? address(page + 1) : nil
    }

    /// The page that a query asks for: `page=2`; 1 where it asks for none.
    ///
    /// - Parameter list: What the query calls the list, where a page has several.
    static func page(_ query: FormFields, of list: String = "page") -> Int { Int(query[list]).map { min(max($0, 1), 100_000) } ?? 1 }
}
