/// Several of a closed set of words, as one text: `clients:read sessions:read`.
///
/// - SeeAlso: RFC 6749, section 3.3, which lists scopes so.
extension Set where Element: RawRepresentable & CaseIterable, Element.RawValue == String {
    /// The words, separated by spaces, in the order of the cases.
    public var list: String { Element.allCases.filter(contains).map(\.rawValue).joined(separator: " ") }

    /// - Returns: `nil` if one of them is no such word.
    public init?(list: String) {
        let names = list.split(separator: " ")
        let words = names.compactMap { Element(rawValue: String($0)) }
        guard words.count == names.count else { return nil }
        self.init(words)
    }
}
