/// Which part of a long list a page shows, and the ways to the others. A list that fits on one page has none.
struct PagerView: Sendable {
    /// "51–100 of 312".
    let position: String
    let previousUrl: String?
    let nextUrl: String?

    /// How many rows a page of a list has.
    static let size = 50

    /// - Parameters:
    ///   - page: Counted from 1.
    ///   - count: How many rows there are in all.
    ///   - address: Of a page.
    /// - Returns: `nil` if everything fits on one page.
    init?(page: Int, count: Int, words: Words, address: (Int) -> String) {
        guard count > Self.size else { return nil }
        let pages = (count + Self.size - 1) / Self.size
        let page = min(max(page, 1), pages)
        let values = ["first": "\((page - 1) * Self.size + 1)", "last": "\(min(page * Self.size, count))", "count": "\(count)"]
        position = words("form.position", values)
        previousUrl = page > 1 ? address(page - 1) : nil
        nextUrl = page < pages ? address(page + 1) : nil
    }

    /// The page that a query asks for: `page=2`; 1 where it asks for none.
    static func page(_ query: FormFields) -> Int { Int(query["page"]).map { min(max($0, 1), 100_000) } ?? 1 }
}
