import Foundation

/// The project's own files, as the architecture tests read them.
enum Source {
    static let root = URL(filePath: #filePath).appending(path: "../../..").standardized

    /// Every Swift file of a target.
    static func files(of target: String) throws -> [(name: String, text: String)] {
        try texts(under: "Sources/\(target)", suffix: ".swift").map { (name: $0.path, text: $0.text) }
    }

    /// Every file under a folder whose name ends like that, with its path inside the folder.
    static func texts(under folder: String, suffix: String) throws -> [(path: String, text: String)] {
        let folder = root.appending(path: folder)
        let paths = FileManager.default.enumerator(atPath: folder.path())?.compactMap { $0 as? String } ?? []
        return try paths.filter { $0.hasSuffix(suffix) }.sorted().map { path in
            (path, try String(contentsOf: folder.appending(path: path), encoding: .utf8))
        }
    }

    /// A page of the executable's documentation.
    static func document(_ name: String) throws -> String {
        try String(contentsOf: root.appending(path: "Sources/vestibule/vestibule.docc/\(name).md"), encoding: .utf8)
    }

    /// The modules that a file imports, whatever the access level or the kind of import.
    static func imports(in text: String) -> Set<String> {
        let pattern =
            #/(?m)^\s*(?:@\w+ )*(?:(?:public|package|internal|private|fileprivate) )?import (?:(?:struct|enum|class|protocol|func|typealias|let|var) )?(\w+)/#
        return Set(text.matches(of: pattern).map { String($0.1) })
    }

    /// The text without comments and string literals, so that a word in a sentence is no call.
    static func code(_ text: String) -> String {
        text.replacing(#/(?m)//.*$/#, with: "").replacing(#/"[^"\n]*"/#, with: "\"\"")
    }
}
