import Foundation
import Testing

/// The arrows of the README's picture, as a test: what each target may import, and nothing else.
@Suite("Import rules")
struct ImportRulesTests {
    static let allowed: [String: Set<String>] = [
        "SignalingProtocol": [],
        "RoomCore": ["SignalingProtocol"],
        "PortalCore": ["SignalingProtocol", "Foundation"],
        "Signaling": [
            "RoomCore", "SignalingProtocol", "NIOCore", "NIOPosix", "NIOHTTP1", "NIOWebSocket", "NIOConcurrencyHelpers",
            "HummingbirdCore", "HTTPTypes", "NIOHTTPTypes", "NIOHTTPTypesHTTP1", "Logging", "Metrics", "Crypto", "Foundation",
            "Synchronization",
        ],
        "Storage": ["PortalCore", "SignalingProtocol", "GRDB", "Crypto", "Foundation", "Glibc", "Musl", "Synchronization"],
        "Delivery": ["PortalCore", "SignalingProtocol", "CCurl", "Foundation", "Dispatch"],
        "PortalWeb": [
            "PortalCore", "Storage", "SignalingProtocol", "CSodium", "CQREncode", "Hummingbird", "NIOCore", "NIOPosix", "HTTPTypes", "Mustache",
            "Crypto", "Logging", "Foundation", "Synchronization",
        ],
        "Documents": ["PortalCore", "CPango"],
        "SignalingClient": [
            "SignalingProtocol", "NIOCore", "NIOPosix", "NIOHTTP1", "NIOWebSocket", "NIOSSL", "Foundation", "Synchronization",
        ],
        "vestibule-load": ["SignalingClient", "SignalingProtocol", "ArgumentParser", "Foundation", "Synchronization", "NIOPosix", "NIOCore"],
    ]

    @Test(arguments: allowed.keys.sorted())
    func `a target imports only what its line allows`(target: String) throws {
        let files = try Source.files(of: target)
        #expect(!files.isEmpty)
        for file in files {
            let extra = Source.imports(in: file.text).subtracting(Self.allowed[target] ?? [])
            #expect(extra.isEmpty, "\(target)/\(file.name)")
        }
    }

    @Test func `every target but the executable has a line`() throws {
        let targets = try FileManager.default.contentsOfDirectory(atPath: Source.root.appending(path: "Sources").path())
        #expect(Set(targets) == Set(Self.allowed.keys).union(["vestibule", "CCurl", "CPango", "CQREncode", "CSodium"]))
    }

    @Test func `JWTKit is imported by the executable alone`() throws {
        for target in Self.allowed.keys {
            for file in try Source.files(of: target) { #expect(!Source.imports(in: file.text).contains("JWTKit"), "\(target)/\(file.name)") }
        }
        #expect(try Source.files(of: "vestibule").contains { Source.imports(in: $0.text).contains("JWTKit") })
    }

    @Test func `the reader of imports sees every form of import`() {
        let text = """
            import A
            public import B
            @testable import C
            import struct D.Thing
            @preconcurrency internal import E
            // import F
            """
        #expect(Source.imports(in: text) == ["A", "B", "C", "D", "E"])
    }
}
