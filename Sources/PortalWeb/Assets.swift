import Crypto
import Foundation
import HTTPTypes
import Hummingbird

/// The files that pages refer to, read once at the start: a request can only get what is in this list.
struct Assets: Sendable {
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
                    tag: "\"" + Data(SHA256.hash(data: data).prefix(12)).base64URL + "\""
                )
            }
        }
        self.files = files
    }

    /// - Parameter path: below `/assets`, such as `/css/main.css`.
    /// - Throws: ``Problem/notFound``.
    func response(_ path: String, request: Request) throws -> Response {
        guard let file = files[path] else { throw Problem.notFound }
        let headers: HTTPFields = [.contentType: file.contentType, .eTag: file.tag, .cacheControl: "no-cache"]
        if request.headers[.ifNoneMatch]?.contains(file.tag) == true { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: file.body))
    }

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
