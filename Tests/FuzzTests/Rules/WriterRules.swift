import Foundation
import SignalingProtocol

@testable import PortalCore

/// What people typed, on its way into files that other programs read: it stays the text that it is.
extension Parser {
    /// A calendar's lines.
    static let calendar = Parser(ofText: "calendar") { text in
        let line = ICalendarLine("SUMMARY", [ICalendarParameter("CN", text: text)], text: text).folded
        let bytes = Array(line.utf8)
        let physical = line.components(separatedBy: "\r\n")
        try expect(physical.last == "", "a line ends")
        try expect(physical.allSatisfy { $0.utf8.count <= ICalendarLine.longest }, "no line is too long")
        try expect(physical.dropFirst().dropLast().allSatisfy { $0.utf8.first == UInt8(ascii: " ") }, "a text is one line, folded")
        let breaks = physical.count - 1
        try expect(bytes.count { $0 == 13 } == breaks && bytes.count { $0 == 10 } == breaks, "nothing ends a line but its end")
        let value = line.replacing("\r\n ", with: "").dropLast()
        try expect(value.utf8.starts(with: #"SUMMARY;CN=""#.utf8), "a line begins with its name")
        let unquoted = value.unicodeScalars.split(separator: "\"", omittingEmptySubsequences: false)
        try expect(unquoted.count >= 3 && unquoted.dropFirst(2).first?.first == ":", "what is quoted ends its quotation itself")
    }

    /// A table's row, read back as RFC 4180 has it.
    static let table = Parser(ofText: "table") { text in
        let row = CSVRow([text, "second"]).text
        var cells: [String] = []
        var rest = Substring(row)
        while rest.unicodeScalars.first == "\"" {
            var cell = String.UnicodeScalarView()
            var scalars = rest.unicodeScalars.dropFirst()
            while let scalar = scalars.popFirst() {
                guard scalar == "\"" else {
                    cell.append(scalar)
                    continue
                }
                guard scalars.first == "\"" else { break }
                cell.append(scalars.removeFirst())
            }
            cells.append(String(cell))
            rest = Substring(scalars)
            if rest.unicodeScalars.first == "," { rest = Substring(rest.unicodeScalars.dropFirst()) }
        }
        try expect(Array(rest.utf8) == [13, 10], "a row ends with its line")
        try expect(cells.count == 2 && cells.last == "second", "a cell is one cell")
        try expect(cells.first.map { Array($0.utf8) == Array(text.utf8) || Array($0.utf8) == Array("'\(text)".utf8) } == true, "a cell says what it did")
        let start = cells.first?.unicodeScalars.first
        try expect(!(start.map { "=+-@\t\r\n".unicodeScalars.contains($0) } ?? false), "a cell is no formula")
    }
}
