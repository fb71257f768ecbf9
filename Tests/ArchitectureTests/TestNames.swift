import Foundation

/// Every test of the project by name, read out of the sources: Swift, browser and JavaScript tests.
struct TestNames {
    /// `Suite/rule in a sentence` of each Swift test: once for each target that has one of that name.
    private(set) var swift: [String: Int] = [:]
    /// `test_file.py::test_name` of each browser test.
    private(set) var python: Set<String> = []
    /// `file.test.js::name` of each JavaScript test.
    private(set) var javaScript: Set<String> = []
    /// What a browser test may be run with: the words in quotes of its own file, and the names of walks.
    private(set) var parameters: [String: Set<String>] = [:]
    /// The names of suites alone.
    var suites: Set<String> { Set(swift.keys.compactMap { $0.split(separator: "/").first.map(String.init) }) }

    init() throws {
        for (path, text) in try Source.texts(under: "Tests", suffix: ".swift") where path.contains("Tests/") {
            for name in Self.swiftTests(in: text) { swift[name, default: 0] += 1 }
        }
        let browser = try Source.texts(under: "Tests/browser", suffix: ".py")
        let walks = browser.filter { $0.path.hasPrefix("walks/") }.flatMap { Self.found(#/(?m)^def (\w+)\(stage/#, in: $0.text) }
        for (path, text) in browser where path.hasPrefix("test_") {
            for name in Self.found(#/(?m)^(?:async )?def (test_\w+)\(/#, in: text) { python.insert("\(path)::\(name)") }
            parameters[path] = Set(walks + Self.found(#/"([^"\n]+)"/#, in: text))
        }
        for (path, text) in try Source.texts(under: "Tests/js", suffix: ".test.js") {
            for name in Self.found(#/(?m)^\s*Deno\.test\("([^"\n]+)"/#, in: text) { javaScript.insert("\(path)::\(name)") }
        }
    }

    /// Why a name in the documents stands for no test, or for two; `nil` if it is one test.
    func fault(of name: String) -> String? {
        if name.hasPrefix("test_") {
            guard let match = name.wholeMatch(of: #/((test_\w+\.py)::test_\w+)(?:\[([^\]]+)\])?/#) else { return "isn't file.py::test[parameter]" }
            guard python.contains(String(match.1)) else { return "is no browser test" }
            guard let parameter = match.3 else { return nil }
            return parameters[String(match.2)]?.contains(String(parameter)) == true ? nil : "isn't run with \(parameter)"
        }
        if name.contains(".test.js::") { return javaScript.contains(name) ? nil : "is no JavaScript test" }
        switch swift[name] {
        case nil: return "is no Swift test"
        case 1: return nil
        default: return "is the name of two Swift tests"
        }
    }

    /// The tests of one file: functions with a sentence for a name, each with the type before it.
    static func swiftTests(in text: String) -> [String] {
        var suite = ""
        var tests: [String] = []
        for line in text.split(separator: "\n") {
            // Most lines are neither; looking closer at each would take a minute.
            if let first = line.utf8.first, first != UInt8(ascii: " "), let type = line.firstMatch(of: Self.type) { suite = String(type.1) }
            if line.contains("func `"), let test = line.firstMatch(of: Self.test) { tests.append("\(suite)/\(test.1)") }
        }
        return tests
    }

    private static var type: Regex<(Substring, Substring)> {
        #/^(?:public |private |final )*(?:struct|class|enum|extension|actor) (\w+)/#
    }
    private static var test: Regex<(Substring, Substring)> { #/^\s*(?:@Test.*\s)?func `([^`]+)`\(/# }

    private static func found(_ pattern: Regex<(Substring, Substring)>, in text: String) -> [String] {
        text.matches(of: pattern).map { String($0.1) }
    }
}
