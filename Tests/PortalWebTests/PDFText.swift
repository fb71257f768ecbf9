import Foundation
import Testing

/// What a PDF file says, as poppler's `pdftotext` reads it, with every kind of blank as one space.
func pdfText(_ file: [UInt8]) throws -> String {
    let path = FileManager.default.temporaryDirectory.appending(path: "receipt-\(UUID().uuidString).pdf")
    try Data(file).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["pdftotext", "-layout", path.path(), "-"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return String(decoding: said, as: UTF8.self).split { $0.isWhitespace || $0 == "\u{A0}" }.joined(separator: " ")
}
