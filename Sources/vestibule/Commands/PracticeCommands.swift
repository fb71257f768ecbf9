import ArgumentParser
import Foundation
import PortalCore
import SignalingProtocol
import Storage

struct PracticeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "practice", abstract: "Practices.", subcommands: [Create.self, Set.self, Text.self])

    struct Outcome: CommandOutcome {
        struct Body: Encodable {
            var id: PracticeID
            var slug: String
        }
        var practice: Body
        var text: String { "practice \(practice.slug), \(practice.id)" }

        init(_ practice: Practice) { self.practice = Body(id: practice.id, slug: practice.slug.text) }
    }

    struct Create: OperatorCommand {
        static let configuration = CommandConfiguration(abstract: "Makes a practice.")
        @OptionGroup var common: CommonOptions
        @Option(help: "Its name in addresses: /p/SLUG.") var slug: String
        @Option(help: "Its name as people read it.") var name: String
        @Option(help: "An IANA time zone.") var timeZone = "America/Toronto"
        @Option(help: "fr or en.") var locale = "fr"

        func act(on installation: Installation) async throws -> Outcome {
            guard let zone = TimeZone.named(timeZone) else { throw SettingRefusal.badValue(key: "time-zone", expected: "a time zone such as America/Montreal") }
            guard let language = Language(rawValue: locale) else { throw SettingRefusal.badValue(key: "locale", expected: "fr or en") }
            let practice = try await installation.portal.createPractice(
                slug: try Slug(slug), name: try DisplayName.parse(name), timeZone: zone, language: language, now: installation.clock.now)
            return Outcome(practice)
        }
    }

    struct Text: OperatorCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sets a text of a practice from standard input.",
            discussion: "NAME is \(PracticeText.allCases.map(\.rawValue).joined(separator: ", ")). Nothing on standard input: the standard text.")
        @OptionGroup var common: CommonOptions
        @Option var slug: String
        @Argument(help: "Which text.", transform: { try PracticeText.argument($0) }) var name: PracticeText

        func act(on installation: Installation) async throws -> Outcome {
            let typed = String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
            let text = typed.allSatisfy(\.isWhitespace) ? nil : try FreeText(typed, as: name.kind)
            let practice = try await installation.practice(slug: slug)
            try await installation.portal.setText(text, as: name, of: practice.id, now: installation.clock.now)
            return Outcome(practice)
        }
    }

    struct Set: OperatorCommand {
        static let configuration = CommandConfiguration(
            abstract: "Changes settings of a practice.",
            discussion: "Keys: " + Practice.Setting.allCases.map { "\($0.rawValue) (\($0.expectation))" }.joined(separator: "; "))
        @OptionGroup var common: CommonOptions
        @Option var slug: String
        @Argument(help: "KEY=VALUE.") var settings: [String]

        func act(on installation: Installation) async throws -> Outcome {
            let pairs = try settings.map { setting in
                let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                guard parts.count == 2, let key = parts.first, let value = parts.last else {
                    throw ValidationError("\(setting): expected KEY=VALUE")
                }
                return (key, value)
            }
            let practice = try await installation.practice(slug: slug)
            let changed = try await installation.portal.updatePractice(practice.id, now: installation.clock.now) { practice in
                for (key, value) in pairs { try practice.set(key, to: value) }
            }
            return Outcome(changed)
        }
    }
}

extension PracticeText {
    fileprivate static func argument(_ text: String) throws -> PracticeText {
        guard let name = PracticeText(rawValue: text) else { throw ValidationError("\(text): expected \(allCases.map(\.rawValue).joined(separator: ", "))") }
        return name
    }
}
