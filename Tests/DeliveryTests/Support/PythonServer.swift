import Foundation
import Testing

/// One of the servers in this folder, in a process of its own, for as long as a test holds it.
///
/// What it prints is read line by line: first its port, then what happened to it.
final class PythonServer {
    let port: Int
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var unread = Data()

    private struct Ready: Decodable { var port: Int }

    init(_ script: String, _ arguments: [String] = []) throws {
        try Python.prepare(process, script, arguments)
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = Self.line(from: output, &unread)
        port = try JSONDecoder().decode(Ready.self, from: try #require(line, "\(script) did not start"))
            .port
    }

    deinit { if process.isRunning { process.terminate() } }

    /// Ends the server, and returns what it had printed since it was ready.
    func end<Line: Decodable>(_ type: Line.Type = Line.self) throws -> [Line] {
        try input.fileHandleForWriting.close()
        var lines: [Line] = []
        while let line = Self.line(from: output, &unread) { lines.append(try JSONDecoder().decode(Line.self, from: line)) }
        process.waitUntilExit()
        return lines
    }

    /// The next line that it prints; `nil` at the end.
    func next<Line: Decodable>(_ type: Line.Type = Line.self) throws -> Line? {
        try Self.line(from: output, &unread).map { try JSONDecoder().decode(Line.self, from: $0) }
    }

    private static func line(from pipe: Pipe, _ unread: inout Data) -> Data? {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                defer { unread = Data(unread[unread.index(after: end)...]) }
                return Data(unread[..<end])
            }
            let more = pipe.fileHandleForReading.availableData
            guard !more.isEmpty else { return nil }
            unread += more
        }
    }
}

/// The Python of the test tools, which `make test` sets up.
enum Python {
    static let root = URL(filePath: #filePath).appending(path: "../../../..").standardized
    private static let program = root.appending(path: ".venv/bin/python")

    static func prepare(_ process: Process, _ script: String, _ arguments: [String] = []) throws {
        try #require(FileManager.default.isExecutableFile(atPath: program.path()), "\(program.path()) is missing: make test sets it up")
        process.executableURL = program
        process.arguments = ["-W", "ignore", root.appending(path: "Tests/DeliveryTests/Support/\(script)").path()] + arguments
    }

    /// Runs a script to its end.
    static func run(_ script: String, input: [UInt8]) throws -> Data {
        let process = Process()
        try prepare(process, script)
        let (given, said) = (Pipe(), Pipe())
        process.standardInput = given
        process.standardOutput = said
        try process.run()
        try given.fileHandleForWriting.write(contentsOf: Data(input))
        try given.fileHandleForWriting.close()
        let result = try said.fileHandleForReading.readToEnd()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return try #require(result)
    }
}
