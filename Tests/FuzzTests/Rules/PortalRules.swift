import Foundation
import PortalCore
import SignalingProtocol

@testable import PortalWeb

extension Parser {
    /// A form's fields.
    static let form = Parser(ofText: "form") { text in
        let fields = FormFields(text)
        try expect(fields.names.count <= FormFields.limit, "no more fields than are read")
        let pairs = fields.names.sorted().flatMap { name in fields.all(name).map { (name, $0) } }
        let written = pairs.map { "\(encoded($0))=\(encoded($1))" }.joined(separator: "&")
        try expect(FormFields(written) == fields || pairs.contains { $0.0.isEmpty && $0.1.isEmpty }, "fields read as what they were")
        for name in fields.names { try expect(!fields[name].hasPrefix(" ") && !fields[name].hasSuffix("\n"), "a value has nothing around it") }
    }

    /// A form with files: the content type in the first line, then the body.
    static let multipart = Parser("multipart") { bytes in
        let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
        let type = String(decoding: lines.first ?? [], as: UTF8.self)
        guard let form = MultipartForm(contentType: type, body: Array(lines.dropFirst().first ?? [])) else { return }
        try expect(form.parts.count <= MultipartForm.mostParts, "no more parts than are read")
        try expect(form.parts.allSatisfy { !$0.name.isEmpty && !$0.name.contains("\"") }, "each part has a name")
        try expect(form.parts.reduce(0) { $0 + $1.bytes.count } < bytes.count, "the parts are within the body")
        var body: [UInt8] = []
        for part in form.parts {
            let file = part.fileName.map { "; filename=\"\($0)\"" } ?? ""
            body += Array("--b\r\nContent-Disposition: form-data; name=\"\(part.name)\"\(file)\r\n\r\n".utf8) + part.bytes + Array("\r\n".utf8)
        }
        let again = MultipartForm(contentType: "multipart/form-data; boundary=b", body: body + Array("--b--".utf8))
        let holdsBoundary = form.parts.contains { part in part.bytes.firstRange(of: Array("\r\n--b".utf8)) != nil }
        try expect(holdsBoundary || again?.parts == form.parts, "a form reads as what it was")
    }

    /// Which language a browser prefers.
    static let language = Parser(ofText: "language") { text in
        let lower = text.lowercased()
        guard let language = Language.preferred(in: text) else { return }
        try expect(lower.contains(language.rawValue), "only a language that was asked for")
        try expect(Language.preferred(in: text + ",") == language, "an empty wish changes nothing")
    }

    /// A path to go back to: no browser may be led elsewhere by it.
    static let localPath = Parser(ofText: "local-path") { text in
        guard let path = LocalPath(text, under: "/p/laurier") else { return }
        try expect(path.text == text && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }, "a path is taken as it is")
        guard let url = URL(string: text, relativeTo: URL(string: "https://portal.example/p/other/page"))?.absoluteURL else { return }
        try expect(url.host() == "portal.example" && url.scheme == "https", "it stays on this site")
        try expect(url.standardized.path().hasPrefix("/p/laurier"), "it stays in the practice")
    }

    /// What a program sends to the API, against a schema with every kind of value.
    static let schema = Parser("schema") { bytes in
        guard (try? JSONScanner.object(in: bytes, maximumDepth: 8)) != nil,
            let value = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))
        else { return }
        let flaws = everyKind.flaws(in: value)
        try expect(flaws.count <= Schema.mostFlaws, "no more flaws than are told")
        try expect(flaws.allSatisfy { $0.pointer.isEmpty || $0.pointer.hasPrefix("/") }, "a flaw has a place")
        guard flaws.isEmpty, case .object(let members) = value else { return }
        try expect(members["id"] != nil, "what has no flaws has what is required")
        if case .string(let moment)? = members["moment"] { try expect(Instant(rfc3339: moment) != nil, "a moment is one") }
        if case .integer(let count)? = members["count"] { try expect((1...9).contains(count), "a number is in its range") }
    }

    private static let everyKind = Schema.object([
        .required("id", .id), .optional("moment", .moment), .optional("day", .day), .optional("count", .integer(1...9)),
        .optional("flag", .nullable(.boolean)), .optional("word", .oneOf(["a", "b"])), .optional("text", .text(1...5)),
        .optional("list", .list(of: .object([.required("x", .integer)], rest: .text), count: 1...3)),
    ])

    /// A mail as the demo shows it.
    static let mailFile = Parser(ofText: "mail-file") { text in
        let mail = MailFile(text)
        try expect(mail.text.utf8.count <= 4 * text.utf8.count + 4 && mail.html.utf8.count <= 4 * text.utf8.count + 4, "nothing grows")
    }

    private static func encoded(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
}
