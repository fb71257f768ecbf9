import Foundation

/// The fields and files of a form that was sent as `multipart/form-data`, the only way in which browsers send files.
///
/// Strict: what isn't written as browsers write it is no form at all.
///
/// - SeeAlso: RFC 7578; RFC 2046, section 5.1.1.
struct MultipartForm: Sendable {
    /// More parts than this are no form of ours.
    static let mostParts = 16
    /// The most bytes of one part's head.
    static let largestHead = 1_024

    let parts: [Part]

    struct Part: Equatable, Sendable {
        let name: String
        /// `nil` for what isn't a file. Never used but to tell the two apart.
        let fileName: String?
        let bytes: [UInt8]
    }

    /// - Returns: `nil` unless `contentType` names a boundary and the body is made of parts between it.
    init?(contentType: String, body: [UInt8]) {
        guard let boundary = Self.boundary(of: contentType) else { return nil }
        let delimiter = Array("\r\n--\(boundary)".utf8)
        var parts: [Part] = []
        // The first delimiter has no line break before it.
        guard body.starts(with: delimiter.dropFirst(2)) else { return nil }
        var rest = body[(delimiter.count - 2)...]
        while rest.starts(with: Self.lineBreak) {
            let content = rest.dropFirst(Self.lineBreak.count)
            guard let end = content.firstRange(of: delimiter), let part = Part(content[..<end.lowerBound]), parts.count < Self.mostParts
            else { return nil }
            parts.append(part)
            rest = rest[end.upperBound...]
        }
        guard rest.elementsEqual(Array("--".utf8)) || rest.elementsEqual(Array("--\r\n".utf8)) else { return nil }
        self.parts = parts
    }

    /// The parts that aren't files, as the fields of any other form.
    var fields: FormFields {
        FormFields(parts.filter { $0.fileName == nil }.map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) })
    }

    /// The bytes of a file; `nil` if none of that name was sent.
    func file(_ name: String) -> [UInt8]? { parts.first { $0.name == name && $0.fileName != nil }?.bytes }

    fileprivate static let lineBreak: [UInt8] = [13, 10]

    private static func boundary(of contentType: String) -> String? {
        let pattern = #/multipart/form-data\s*;\s*boundary=(?:"([^"]+)"|([^";\s]+))/#.ignoresCase()
        guard let match = contentType.wholeMatch(of: pattern), let boundary = match.1 ?? match.2,
            boundary.wholeMatch(of: #/[0-9A-Za-z'()+_,\-./:=? ]{1,70}/#) != nil
        else { return nil }
        return String(boundary)
    }
}

extension MultipartForm.Part {
    /// A head of one or more lines, an empty line, and the bytes.
    fileprivate init?(_ part: ArraySlice<UInt8>) {
        let headEnd = MultipartForm.lineBreak + MultipartForm.lineBreak
        guard let end = part.firstRange(of: headEnd), end.lowerBound - part.startIndex <= MultipartForm.largestHead,
            let head = String(validating: part[..<end.lowerBound], as: UTF8.self)
        else { return nil }
        let dispositions = head.components(separatedBy: "\r\n").compactMap {
            $0.wholeMatch(of: #/content-disposition:\s*form-data;\s*name="([^"]*)"(?:;\s*filename="([^"]*)")?/#.ignoresCase())
        }
        guard let disposition = dispositions.first, dispositions.count == 1, !disposition.1.isEmpty else { return nil }
        self.init(name: String(disposition.1), fileName: disposition.2.map(String.init), bytes: Array(part[end.upperBound...]))
    }
}
