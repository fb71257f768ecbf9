import Foundation
import Mustache

/// A template that can't be read.
struct BrokenTemplate: Error {
    let file: String
    let reason: MustacheTemplate.ParserError
}

/// What the portal writes its pages with and serves beside them, read once: templates, words, and the files below `/assets`.
public struct WebFiles: Sendable {
    let catalogue: Catalogue
    let library: MustacheLibrary
    let assets: Assets

    /// - Parameter root: the folder with `templates`, `locales`, `css`, `js` and `icons.svg`.
    /// - Throws: what reading or parsing these files throws.
    public init(root: URL) async throws {
        catalogue = try Catalogue(directory: root.appending(path: "locales"))
        assets = try Assets(webRoot: root)
        library = try Self.templates(in: root.appending(path: "templates").path) { [assets] in assets.versioned($0) }
    }

    private static func templates(in folder: String, _ prepare: (String) -> String) throws -> MustacheLibrary {
        PageText.register()
        var library = MustacheLibrary()
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder) where path.hasSuffix(".mustache") {
            let text = try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
            do {
                try library.register(PageText.pragma + prepare(text), named: String(path.dropLast(".mustache".count)))
            } catch let error as MustacheTemplate.ParserError {
                throw BrokenTemplate(file: path, reason: error)
            }
        }
        return library
    }
}
