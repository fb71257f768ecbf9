import ArgumentParser
import Foundation
import Testing

@testable import vestibule

/// What the README tells people to type can be typed.
@Suite("README")
struct ReadmeTests {
    private static let root = URL(filePath: #filePath).appending(path: "../../..").standardized

    /// The words of every line of a shell block that calls the program, without comments and what is read from elsewhere.
    private static func commands() throws -> [[String]] {
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let blocks = readme.matches(of: #/```sh\n([\s\S]*?)```/#).map { $0.1.replacing("\\\n", with: " ") }
        let lines = blocks.flatMap { $0.split(separator: "\n") }.map { $0.trimmingCharacters(in: .whitespaces) }
        return lines.filter { $0.hasPrefix("vestibule ") }.map { line in
            line.matches(of: #/"[^"]*"|'[^']*'|\S+/#).map { $0.output.trimmingCharacters(in: ["\"", "'"]) }
                .dropFirst().prefix { !$0.hasPrefix("#") && !$0.hasPrefix("<") }.map(\.self)
        }
    }

    @Test func `every command that it shows is one, with its options`() throws {
        let commands = try Self.commands()
        #expect(commands.count >= 10)
        for command in commands {
            #expect(throws: Never.self, "\(command)") { try Vestibule.parseAsRoot(command) }
        }
    }

    @Test func `every make target that it names is one`() throws {
        let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        let makefile = try String(contentsOf: Self.root.appending(path: "Makefile"), encoding: .utf8)
        for target in readme.matches(of: #/make (\w+)/#).map({ String($0.1) }) {
            #expect(makefile.contains("\n\(target):"), "\(target)")
        }
    }
}
