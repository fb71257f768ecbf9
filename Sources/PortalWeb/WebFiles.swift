import Foundation
import Mustache

/// What the portal writes its pages with and serves beside them, read once: templates, words, and the files below `/assets`.
public struct WebFiles: Sendable {
    let catalogue: Catalogue
    let library: MustacheLibrary
    let assets: Assets

    /// - Parameter root: the folder with `templates`, `locales`, `css`, `js` and `icons.svg`.
    /// - Throws: what reading or parsing these files throws.
    public init(root: URL) async throws {
        catalogue = try Catalogue(directory: root.appending(path: "locales"))
        library = try await MustacheLibrary(directory: root.appending(path: "templates").path)
        assets = try Assets(webRoot: root)
    }
}
