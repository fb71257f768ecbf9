import Foundation

/// A calendar file as a calendar reads it: lines unfolded, text unescaped (RFC 5545, sections 3.1 and 3.3.11). No more than the
/// tests need.
struct ReadCalendar {
    struct Malformed: Error {}

    /// As they stand in the file, without their ends.
    let rawLines: [[UInt8]]
    let lines: [String]

    init(_ text: String) throws {
        let bytes = Array(text.utf8)
        guard bytes.suffix(2) == [13, 10] else { throw Malformed() }
        rawLines = bytes.dropLast(2).split(separator: 10, omittingEmptySubsequences: false).map { Array($0.last == 13 ? $0.dropLast() : $0) }
        guard bytes.count(where: { $0 == 13 }) == rawLines.count, bytes.count(where: { $0 == 10 }) == rawLines.count else { throw Malformed() }
        var unfolded: [[UInt8]] = []
        for line in rawLines {
            if line.first == 32, let last = unfolded.popLast() { unfolded.append(last + line.dropFirst()) } else { unfolded.append(line) }
        }
        lines = unfolded.map { String(decoding: $0, as: UTF8.self) }
    }

    var components: [String] { lines.filter { $0.hasPrefix("BEGIN:") || $0.hasPrefix("END:") } }

    /// The value of the only line with that name, as it stands there.
    subscript(name: String) -> String? { parts(name)?.value }

    func parameters(_ name: String) -> String { parts(name)?.parameters ?? "" }

    func text(_ name: String) -> String? {
        guard let value = self[name] else { return nil }
        var (text, isEscaped) = (String.UnicodeScalarView(), false)
        for scalar in value.unicodeScalars {
            if isEscaped {
                text.append(scalar == "n" || scalar == "N" ? "\n" : scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                text.append(scalar)
            }
        }
        return String(text)
    }

    /// A name ends at the first `;` or `:`, parameters at the first `:` outside quotation marks.
    private func parts(_ name: String) -> (parameters: String, value: String)? {
        let found = lines.filter { $0.hasPrefix(name + ";") || $0.hasPrefix(name + ":") }
        guard found.count == 1, let line = found.first else { return nil }
        let rest = line.unicodeScalars.dropFirst(name.unicodeScalars.count)
        var isQuoted = false
        for index in rest.indices {
            if rest[index] == "\"" { isQuoted.toggle() }
            guard rest[index] == ":", !isQuoted else { continue }
            return (String(rest[..<index]), String(rest[rest.index(after: index)...]))
        }
        return nil
    }

    /// What is left of a text in a calendar: one kind of line break, no other control characters.
    static func normalized(_ text: String) -> String {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
            String(String.UnicodeScalarView(line.unicodeScalars.map { $0 == "\t" ? " " : $0 }.filter { $0.properties.generalCategory != .control }))
        }
        return lines.joined(separator: "\n")
    }
}
