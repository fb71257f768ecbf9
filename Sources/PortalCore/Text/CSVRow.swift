/// A row of a file of comma-separated values (RFC 4180), safe to open in a spreadsheet.
public struct CSVRow: Equatable, Sendable {
    /// The row with its line break.
    public let text: String

    public init(_ cells: [String]) { text = cells.map(Self.cell).joined(separator: ",") + "\r\n" }

    /// Quoted, with each quotation mark inside doubled, whatever stands on it: a reader sees a mark and an accent, not one character
    /// (RFC 4180, section 2). And what a spreadsheet would take for a formula begins with an apostrophe, so that it is shown instead of computed.
    ///
    /// - SeeAlso: OWASP, CSV Injection.
    private static func cell(_ value: String) -> String {
        let isFormula = value.unicodeScalars.first.map { "=+-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains($0) } ?? false
        let quoted = value.unicodeScalars.reduce(into: "") { text, scalar in
            text.unicodeScalars.append(scalar)
            if scalar == "\"" { text.unicodeScalars.append(scalar) }
        }
        return "\"" + (isFormula ? "'" : "") + quoted + "\""
    }
}
