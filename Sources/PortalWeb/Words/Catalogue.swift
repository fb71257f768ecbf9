import Foundation
import PortalCore

/// The words of every language.
struct Catalogue: Sendable {
    private let french: Words
    private let english: Words

    /// Reads `{directory}/fr/*.json` and `{directory}/en/*.json`.
    ///
    /// - Throws: ``Words/Flaw``, or whatever reading a file throws.
    init(directory: URL) throws {
        func words(_ language: Language) throws -> Words {
            let folder = directory.appending(path: language.rawValue)
            let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            return try Words(files: files.filter { $0.pathExtension == "json" })
        }
        french = try words(.french)
        english = try words(.english)
    }

    subscript(_ language: Language) -> Words {
        switch language {
        case .french: french
        case .english: english
        }
    }
}

extension Language {
    /// The other one, offered in the masthead.
    var other: Language { self == .french ? .english : .french }

    /// What the language calls itself.
    var ownName: String { self == .french ? "Français" : "English" }
}
