import Foundation

/// A part of a mail, or all of it: header fields, and text or further parts.
///
/// - SeeAlso: RFC 2045, RFC 2046.
struct Entity {
    private let fields: [HeaderField]
    private let body: String

    /// Text, quoted-printable.
    init(type: StaticString, parameters: [String] = [], text: String) {
        fields = [
            HeaderField("Content-Type", Self.list(["\(type)", "charset=utf-8"] + parameters)),
            HeaderField("Content-Transfer-Encoding", "quoted-printable"),
        ]
        body = QuotedPrintable.encode(text)
    }

    /// A file to be kept, base64.
    init(attachment bytes: [UInt8], type: StaticString, fileName: String) {
        fields = [
            HeaderField("Content-Type", Self.list(["\(type)", Parameter.word("name", fileName)])),
            HeaderField("Content-Disposition", Self.list(["attachment", Parameter.word("filename", fileName)])),
            HeaderField("Content-Transfer-Encoding", "base64"),
        ]
        body = Data(bytes).base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
    }

    /// Several parts. The boundary can't stand in any of them: neither encoding has `=_`.
    init(multipart kind: StaticString, _ parts: [Entity]) {
        let boundary = "=_vestibule_\(kind)"
        fields = [HeaderField("Content-Type", Self.list(["multipart/\(kind)", "boundary=\"\(boundary)\""]))]
        body = parts.map { "--\(boundary)\r\n" + $0.text() }.joined(separator: "\r\n") + "\r\n--\(boundary)--\r\n"
    }

    /// As it is sent, with more fields on top. Lines end in CRLF, and all is ASCII.
    func text(_ top: [HeaderField] = []) -> String {
        (top + fields).map(\.lines).joined() + "\r\n" + body
    }

    /// A value and its parameters: all but the last with a semicolon.
    private static func list(_ items: [String]) -> [String] {
        items.dropLast().map { $0 + ";" } + items.suffix(1)
    }
}
