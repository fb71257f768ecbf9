import Foundation
import Testing

/// A folder of a test's own, gone after it.
func withFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "vestibule-test-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try await body(folder)
}

/// A self-signed certificate for localhost and 127.0.0.1, and its key: PEM files.
struct TestCertificate {
    let certificate: String
    let key: String

    init(in folder: URL) throws {
        certificate = folder.appending(path: "certificate.pem").path()
        key = folder.appending(path: "key.pem").path()
        let openssl = Process()
        openssl.executableURL = URL(filePath: "/usr/bin/env")
        openssl.arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate,
        ]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        try #require(openssl.terminationStatus == 0)
    }

    /// How a server of the tests is told.
    var arguments: [String] { ["--certificate", certificate, "--key", key] }
}
