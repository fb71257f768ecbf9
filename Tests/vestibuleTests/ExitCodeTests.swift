import Foundation
import Testing

/// What a shell or a script learns from the program: its exit code, and one JSON object where that is asked for.
@Suite("Exit codes")
struct ExitCodeTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let arguments: [String]
        let status: Int32
        var environment: [String: String] = [:]

        init(_ line: String, _ status: Int32, _ environment: [String: String] = [:]) {
            testDescription = ([line] + environment.map { "\($0)=\($1)" }).joined(separator: " ")
            arguments = line.split(separator: " ").map(String.init)
            self.status = status
            self.environment = environment
        }
    }

    static let usage = [
        Row("nonsense", 64), Row("serve --nonsense", 64), Row("token issue --booking b", 64), Row("token issue --booking b --as king", 64),
        Row("booking create --practice p --client c --clinician s --starts-at now --minutes many", 64),
        Row("staff create --practice p --email e@a.example --name N --role king", 64),
    ]

    static let configuration = [
        Row("check-config", 78, ["VESTIBULE_PORT": "http"]), Row("serve", 78, ["VESTIBULE_PORT": "http"]),
        Row("serve --port 65536", 78), Row("migrate", 78, ["VESTIBULE_WEB_DIR": "/nowhere"]),
        Row("check-config --config /nowhere", 78), Row("check-config", 78, ["VESTIBULE_TOKEN_ISSUERS": #filePath]),
        Row("serve --port 0", 78, ["VESTIBULE_TOKEN_ISSUERS": #filePath]),
        Row("migrate --data-dir \(#filePath)", 78),
    ]

    static let failures = [
        Row("booking cancel --booking nobody", 1), Row("link revoke --link nobody", 1),
        Row("practice set --slug nowhere telephone=1", 1), Row("token issue --booking nobody --as host", 1),
    ]

    @Test(arguments: usage + configuration + failures)
    func `what went wrong is the exit code, and a word on standard error`(row: Row) async throws {
        try await withFolder { folder in
            let result = try Program(dataDirectory: folder).run(row.arguments, row.environment)
            #expect(result.status == row.status)
            #expect(result.output == "")
            if row.status == 64 {
                #expect(result.errors.contains("Usage:") || result.errors.hasPrefix("Error: "))
            } else {
                #expect(result.errors.wholeMatch(of: /vestibule: .+\n/) != nil, "\(result.errors)")
            }
        }
    }

    private struct Failure: Decodable {
        struct Body: Decodable {
            var code: String
            var message: String
        }
        var error: Body
    }

    @Test(arguments: (configuration + failures).filter { $0.arguments[0] != "serve" })
    func `asked for JSON, a failure is one object on standard output and nothing else`(row: Row) async throws {
        try await withFolder { folder in
            let result = try Program(dataDirectory: folder).run(row.arguments + ["--json"], row.environment)
            #expect(result.status == row.status)
            #expect(result.errors == "")
            let failure = try JSONDecoder().decode(Failure.self, from: Data(result.output.utf8)).error
            #expect(failure.code.isEmpty == false && failure.message.isEmpty == false)
            #expect((failure.code == "configuration") == (row.status == 78))
        }
    }

    @Test func `a password that can't be taken is refused with what it has to be, and adds nobody`() async throws {
        try await withFolder { folder in
            let program = Program(dataDirectory: folder)
            _ = try program.run(["practice", "create", "--slug", "laurier", "--name", "Clinique Laurier"])
            let person = ["--practice", "laurier", "--email", "e@laurier.example", "--name", "Elise"]
            let adding = ["staff", "create", "--role", "owner", "--password-stdin"] + person
            for typed in ["too short\n", ""] {
                let result = try program.run(adding, input: typed)
                #expect(result.status == 1 && result.errors.contains("password") && !result.errors.contains("too short"))
            }
            #expect(try program.run(adding, input: "correct horse battery\n").status == 0, "the address is free")
        }
    }

    @Test func `settings that are right are said to be, and nothing is made`() async throws {
        try await withFolder { folder in
            let data = folder.appending(path: "data")
            let program = Program(dataDirectory: data)
            let (plain, json) = try (program.run(["check-config"]), program.run(["check-config", "--json"]))
            #expect(plain.status == 0 && plain.output == "the settings are valid\n" && plain.errors == "")
            #expect(json.status == 0 && json.output == "{\"valid\":true}\n" && json.errors == "")
            #expect(!FileManager.default.fileExists(atPath: data.path()))
        }
    }

    @Test func `what shows no page works where there are none, and what does says so`() async throws {
        try await withFolder { folder in
            let program = Program(dataDirectory: folder.appending(path: "data"))
            let copy = folder.appending(path: "copy").path()
            for arguments in [["migrate"], ["audit", "verify"], ["backup", "--to", copy]] {
                let result = try program.run(arguments, elsewhere: folder)
                #expect(result.status == 0, "\(arguments): \(result.errors)")
            }
            for arguments in [["check-config"], ["serve", "--port", "0"]] {
                let result = try program.run(arguments, elsewhere: folder)
                #expect(result.status == 78 && result.errors.contains("VESTIBULE_WEB_DIR"), "\(arguments): \(result.errors)")
            }
        }
    }

    @Test func `both databases are made, and made again without harm`() async throws {
        try await withFolder { folder in
            let program = Program(dataDirectory: folder.appending(path: "data"))
            for _ in 0..<2 {
                let result = try program.run(["migrate", "--json"])
                #expect(result.status == 0 && result.output == "{\"migrated\":true}\n" && result.errors == "")
            }
            let made = try FileManager.default.contentsOfDirectory(atPath: program.dataDirectory.path())
            #expect(Set(made).isSuperset(of: ["portal.sqlite", "rooms.sqlite"]))
        }
    }
}
