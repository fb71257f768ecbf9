import Mustache

/// How text stands in a page: each mark that means something in HTML by its name.
///
/// The library's own way looks at whole characters, and to it a quotation mark with an accent on it is another one: it would stand
/// there as it is, and end the attribute that it is in. To a browser it is a mark and an accent.
struct PageText: MustacheContentType {
    /// Tells the library so, as the first line of a template.
    static let pragma = "{{% CONTENT_TYPE:\(name)}}\n"

    private static let name = "page"

    /// Has to be known to the library before templates are read.
    static func register() { MustacheContentTypes.register(PageText(), named: name) }

    func escapeText(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if let name = Self.names[scalar] { escaped += name.unicodeScalars } else { escaped.append(scalar) }
        }
        return String(escaped)
    }

    private static let names: [Unicode.Scalar: String] = ["<": "&lt;", ">": "&gt;", "&": "&amp;", "\"": "&quot;", "'": "&#39;"]
}
