import Foundation
import Testing

@testable import vestibule

/// The program as a shell runs it.
struct Program {
    static let webDirectory = URL(filePath: #filePath).appending(path: "../../../../web").standardized

    /// How it ended and what it said.
    struct Result {
        let status: Int32
        let output: String
        let errors: String
    }

    let dataDirectory: URL

    /// - Parameters:
    ///   - input: What it reads on standard input.
    ///   - elsewhere: A directory to call it in, without a word of where its pages are.
    func run(
        _ arguments: [String], _ environment: [String: String] = [:], input: String = "", elsewhere: URL? = nil
    ) throws -> Result {
        let process = Process()
        // Beside the test bundle, whose path is the first argument.
        process.executableURL = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "vestibule")
        process.arguments = arguments
        process.environment = ["VESTIBULE_DATA_DIR": dataDirectory.plainPath, "VESTIBULE_WEB_DIR": Self.webDirectory.plainPath]
            .merging(environment) { $1 }
        if let elsewhere {
            process.currentDirectoryURL = elsewhere
            process.environment?["VESTIBULE_WEB_DIR"] = nil
        }
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        let typed = Pipe()
        process.standardInput = typed
        try process.run()
        try typed.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try typed.fileHandleForWriting.close()
        let said = try (output.fileHandleForReading.readToEnd(), errors.fileHandleForReading.readToEnd())
        process.waitUntilExit()
        try #require(process.terminationReason == .exit)
        return Result(
            status: process.terminationStatus, output: String(decoding: said.0 ?? Data(), as: UTF8.self),
            errors: String(decoding: said.1 ?? Data(), as: UTF8.self))
    }
}
