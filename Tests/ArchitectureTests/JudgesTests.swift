import Foundation
import Testing

/// What sanitizers and fuzzers are built over is a selection of files: `make soak` builds it, and nothing else does. Here it is looked
/// at whether the selection can still stand by itself.
@Suite("What the judges are given")
struct JudgesTests {
    private struct Selection {
        let target: String
        /// The modules that it is built with.
        let modules: Set<String>
        let files: Set<String>
    }

    @Test func `a selected file names no type of a file that isn't, and imports only what it is built with`() throws {
        let selections = try Self.selections()
        #expect(Set(selections.map(\.target)) == ["SignalingClient", "PortalWeb", "vestibule"])
        for selection in selections {
            let files = try Source.files(of: selection.target)
            let (given, left) = (files.filter { selection.files.contains($0.name) }, files.filter { !selection.files.contains($0.name) })
            #expect(Set(given.map(\.name)) == selection.files, "\(selection.target) has them all")
            let missing = Set(left.flatMap { Self.types(in: $0.text) }).subtracting(given.flatMap { Self.types(in: $0.text) })
            for file in given {
                #expect(Self.words(of: file.text).intersection(missing).isEmpty, "\(selection.target)/\(file.name)")
                let imported = Source.imports(in: file.text).subtracting(["Foundation", "Synchronization"])
                #expect(imported.isSubset(of: selection.modules), "\(selection.target)/\(file.name)")
            }
        }
    }

    @Test func `types at the top of a file are seen, others aren't`() {
        let text = "public struct A {\n    struct B {}\n}\nfinal class C {}\n@frozen package enum D {}\nextension E {}\nprivate actor F {}"
        #expect(Self.types(in: text) == ["A", "C", "D"])
    }

    /// The targets of the judges' package that have a list of files.
    private static func selections() throws -> [Selection] {
        let package = try String(contentsOf: Source.root.appending(path: "Tests/judges/Package.swift"), encoding: .utf8)
        let products = Dictionary(
            uniqueKeysWithValues: package.matches(of: #/(\w+)(?::| =) Target\.Dependency\.product\(name: "(\w+)"/#).map {
                (String($0.1), String($0.2))
            })
        let pattern = #/name: "([\w-]+)",\s+dependencies: \[([^\]]*)\],(?: exclude: \[[^\]]*\],)?\s+sources: \[([^\]]*)\]/#
        return package.matches(of: pattern).map { found in
            let names = found.2.matches(of: #/"?(?:nio\.)?(\w+)"?/#).map { String($0.1) }
            let files = found.3.matches(of: #/"([^"]+)"/#).map { String($0.1) }
            return Selection(target: String(found.1), modules: Set(names.map { products[$0] ?? $0 }), files: Set(files))
        }
    }

    /// Types that other files can name.
    private static func types(in text: String) -> Set<String> {
        let pattern = #/(?m)^(?:@\w+ )*(?:(?:public|package|internal|final|indirect) )*(?:struct|class|enum|actor|protocol|typealias) (\w+)/#
        return Set(text.matches(of: pattern).map { String($0.1) })
    }

    private static func words(of text: String) -> Set<String> { Set(Source.code(text).matches(of: #/\w+/#).map { String($0.0) }) }
}
