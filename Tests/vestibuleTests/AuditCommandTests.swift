import ArgumentParser
import Foundation
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import vestibule

@Suite("Audit commands")
struct AuditCommandTests {
    @Test func `a log as it was written is intact, and its head is told`() async throws {
        try await withInstallation { installation in
            _ = try await installation.makeClinic()
            let outcome = try await installation.run(AuditCommand.Verify.self, ["audit", "verify", "--practice", "laurier"])
            let log = try #require(outcome.logs.first)
            #expect(log.practice == "laurier" && log.entries == 3 && log.head.hasPrefix("3:"))
            let again = try await installation.run(
                AuditCommand.Verify.self, ["audit", "verify", "--practice", "laurier", "--seen", log.head])
            #expect(again.logs.first?.head == log.head)
            let wrong = log.head.dropLast() + (log.head.hasSuffix("0") ? "1" : "0")
            let failure = await #expect(throws: CommandFailure.self) {
                _ = try await installation.run(
                    AuditCommand.Verify.self, ["audit", "verify", "--practice", "laurier", "--seen", String(wrong)])
            }
            #expect(failure?.code == "audit_broken")
        }
    }

    @Test(
        arguments: [
            ("UPDATE audit SET act = 'x.y' WHERE number = 2", "entry 2"), ("DELETE FROM audit WHERE number = 2", "entry 2 is missing"),
            ("DELETE FROM audit WHERE number = 3", "the end was cut off"),
        ])
    func `an edit, a deletion and a cut tail end with 1 and say where`(sql: String, place: String) async throws {
        try await withFolder { folder in
            let program = Program(dataDirectory: folder)
            let create = ["practice", "create", "--slug", "laurier", "--name", "L", "--time-zone", "America/Toronto", "--locale", "fr"]
            #expect(try program.run(create).status == 0)
            for name in ["Nadia", "Marc"] {
                let client = ["client", "create", "--practice", "laurier", "--name", name, "--email", "c@mail.example"]
                #expect(try program.run(client).status == 0)
            }
            #expect(try program.run(["audit", "verify"]).status == 0)
            try write(
                "DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_shortened; \(sql)", to: folder.appending(path: "portal.sqlite"))
            let broken = try program.run(["audit", "verify"])
            #expect(broken.status == 1)
            #expect(broken.errors.contains(place), "\(broken.errors)")
        }
    }

    @Test func `an export holds every entry, its own among them`() async throws {
        try await withFolder { folder in
            let program = Program(dataDirectory: folder)
            let create = ["practice", "create", "--slug", "laurier", "--name", "L", "--time-zone", "America/Toronto", "--locale", "fr"]
            #expect(try program.run(create).status == 0)
            let lines = try program.run(["audit", "export", "--practice", "laurier"]).output.split(separator: "\n")
            #expect(lines.count == 2)
            #expect(lines.last?.contains("\"act\":\"audit.exported\"") == true)
            let csv = try program.run(["audit", "export", "--practice", "laurier", "--format", "csv"]).output
            #expect(csv.hasPrefix("\u{FEFF}\"number\",\"time\""))
            #expect(try program.run(["audit", "export", "--practice", "nobody"]).status == 1)
        }
    }

    @Test(arguments: ["", "3", "3:", "0:" + String(repeating: "a", count: 64), "3:" + String(repeating: "g", count: 64), "3:abc"])
    func `a head that is none is refused`(text: String) {
        #expect(throws: CommandFailure.self) { try AuditChain.Head(argument: text) }
    }
}
