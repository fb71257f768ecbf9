import Crypto
import Foundation
import HTTPTypes
import Hummingbird

/// The files that pages refer to, read once at the start: a request can only get what is in this list.
///
/// Pages refer to them below ``version``, which is another one when any file is: so a browser keeps them for good, modules and style
/// sheets find each other by relative addresses, and a page never mixes the files of two releases.
struct Assets: Sendable {
    /// What stands after `/assets/` in the addresses that pages use.
    let version: String
    private let files: [String: File]

    private struct File: Sendable {
        let body: ByteBuffer
        let contentType: String
        let tag: String
    }

    /// What is served below `/assets/`, as folders and files of the web root. Templates are not.
    private static let served = ["js", "css", "locales", "icons.svg", "favicon.svg"]

    /// - Throws: whatever reading a file throws.
    init(webRoot: URL) throws {
        let root = webRoot.standardizedFileURL.resolvingSymlinksInPath()
        var files: [String: File] = [:]
        for entry in Self.served {
            for file in try Self.files(at: root.appending(path: entry)) {
                guard let type = Self.contentType(file.pathExtension) else { continue }
                let data = Self.lean(try Data(contentsOf: file), of: file.pathExtension)
                files[String(file.path.dropFirst(root.path.count))] = File(
                    body: ByteBuffer(bytes: data), contentType: type,
                    tag: Self.tag(of: data)
                )
            }
        }
        self.files = files
        version = Self.tag(of: Data(files.map { "\($0) \($1.tag)" }.sorted().joined(separator: "\n").utf8))
    }

    /// A page's text with the addresses of files below `/assets/` as this version has them.
    func versioned(_ text: String) -> String { text.replacing("\"/assets/", with: "\"/assets/\(version)/") }

    /// - Parameter path: below `/assets`, such as `/css/main.css`, after a version or not. A page of another release gets what
    ///   there is now, and doesn't keep it.
    /// - Throws: ``Problem/notFound``.
    func response(_ path: String, request: Request) throws -> Response {
        let isCurrent = path.hasPrefix("/\(version)/")
        let name = files[path] == nil ? path.dropFirst().drop { $0 != "/" } : path[...]
        guard let file = files[String(name)] else { throw Problem.notFound }
        let tag = "\"\(file.tag)\""
        let headers: HTTPFields = [
            .contentType: file.contentType, .eTag: tag,
            .cacheControl: isCurrent ? "public, max-age=31536000, immutable" : "no-cache",
        ]
        if request.headers[.ifNoneMatch]?.contains(tag) == true { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: file.body))
    }

    private static func tag(of data: Data) -> String { Data(SHA256.hash(data: data).prefix(12)).base64URL }

    private static func lean(_ data: Data, of suffix: String) -> Data {
        guard let language = LeanSource.Language(rawValue: suffix) else { return data }
        return Data(LeanSource(String(decoding: data, as: UTF8.self), language: language).text.utf8)
    }

    private static func files(at url: URL) throws -> [URL] {
        guard (try url.resourceValues(forKeys: [.isDirectoryKey])).isDirectory == true else { return [url] }
        return try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: [.isDirectoryKey])
            .flatMap { try files(at: $0) }
    }

    private static func contentType(_ suffix: String) -> String? {
        switch suffix {
        case "js": "text/javascript; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "svg": "image/svg+xml"
        case "json": "application/json"
        default: nil
        }
    }
}
