import ArgumentParser
import Foundation
import PortalCore
import SignalingProtocol
import Storage

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Who did what: checks and exports.", subcommands: [Verify.self, Export.self])

    struct Verify: OperatorCommand {
        static let configuration = CommandConfiguration(
            abstract: "Checks that no entry was changed, taken out or cut off; ends with 1 and says where if one was.",
            discussion: """
                Prints each practice's newest entry as NUMBER:HASH. Keep that somewhere else: given back with --seen, it also shows a log \
                that was made anew, or an older state put back, by somebody who has the server's key.
                """)
        @OptionGroup var common: CommonOptions
        @Option(help: "The practice's slug; all of them if absent.") var practice: String?
        @Option(help: "NUMBER:HASH, as it was printed before.") var seen: String?

        struct Outcome: CommandOutcome {
            struct Log: Encodable {
                var practice: String
                var entries: Int64
                var head: String
            }
            var logs: [Log]
            var text: String {
                logs.map { "\($0.practice): \($0.entries) entries, intact, head \($0.head)" }.joined(separator: "\n")
            }
        }

        func act(on installation: Installation) async throws -> Outcome {
            let head = try seen.map { try AuditChain.Head(argument: $0) }
            guard seen == nil || practice != nil else { throw ValidationError("--seen goes with --practice") }
            let practices = try await wanted(installation)
            var (logs, flaws): ([Outcome.Log], [String]) = ([], [])
            for practice in practices {
                switch try await installation.portal.verifyAudit(of: practice.id, seen: head) {
                case .intact(let head): logs.append(.init(practice: practice.slug.text, entries: head.number, head: head.argument))
                case .broken(let flaw): flaws.append("\(practice.slug): \(flaw.words)")
                }
            }
            guard flaws.isEmpty else {
                throw CommandFailure("audit_broken", "the audit log is not as it was written: \(flaws.joined(separator: "; "))", reasons: flaws)
            }
            return Outcome(logs: logs)
        }

        private func wanted(_ installation: Installation) async throws -> [Practice] {
            guard let practice else { return try await installation.portal.practices() }
            return [try await installation.practice(slug: practice)]
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Writes a practice's whole log to standard output, oldest entry first.")
        @OptionGroup var common: CommonOptions
        @Option(help: "The practice's slug.") var practice: String
        @Option(help: "csv or jsonl.") var format: AuditFormat = .jsonl

        mutating func run() async throws {
            do {
                let installation = try await Installation(try await common.settings())
                let practice = try await installation.practice(slug: practice)
                // First of all, so that the export holds the entry of itself.
                try await installation.portal.appendAudit(
                    "audit.exported", on: practice.id.rawValue, detail: ["format": format.rawValue], in: practice.id,
                    now: installation.clock.now)
                print(format.heading, terminator: "")
                var last: Int64 = 0
                while let piece = try await installation.portal.exportAudit(
                    of: practice.id, matching: AuditFilter(), as: format, after: last)
                {
                    print(piece.text, terminator: "")
                    last = piece.last
                }
            } catch {
                throw Output.exit(for: error, json: common.json)
            }
        }
    }
}

extension AuditFormat: ExpressibleByArgument {}

extension AuditChain.Head {
    /// `NUMBER:HASH`.
    var argument: String { "\(number):\(hash.hexadecimal)" }

    /// - Throws: ``CommandFailure``.
    init(argument text: String) throws {
        let parts = text.split(separator: ":", maxSplits: 1)
        let digits = Array(parts.last ?? "")
        guard parts.count == 2, let number = parts.first.flatMap({ Int64($0) }), number > 0, digits.count == 2 * AuditChain.hashBytes
        else { throw CommandFailure("bad_head", "\(text): expected NUMBER:HASH, as audit verify prints it") }
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0..<($0 + 2)]), radix: 16) }
        guard bytes.count == AuditChain.hashBytes else {
            throw CommandFailure("bad_head", "\(text): expected NUMBER:HASH, as audit verify prints it")
        }
        self.init(number: number, hash: bytes)
    }
}

extension AuditFlaw {
    /// What is wrong and where, for operators.
    var words: String {
        switch self {
        case .chain(.gap(let expected, let found)): "entry \(expected) is missing; \(found) comes in its place"
        case .chain(.altered(let number)): "entry \(number) was changed, or one before it was made anew"
        case .chain(.foreign(let number)): "entry \(number) is of another practice"
        case .chain(.cut(let last, let head)): "the end was cut off: entry \(last) is the last, and \(head) was signed"
        case .chain(.unsigned(let number)): "entry \(number) was put after the signed end"
        case .chain(.replaced(let number)): "the entries up to \(number) aren't those whose end was signed"
        case .headMissing: "the signed end is missing"
        case .headForged: "the end's signature isn't this server's"
        case .unlikeSeen(let number): "entry \(number) isn't the one that was seen before: the log was made anew"
        }
    }
}
