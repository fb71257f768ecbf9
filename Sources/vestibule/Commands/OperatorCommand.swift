import ArgumentParser
import Foundation
import PortalCore
import SignalingProtocol
import Storage

/// A command that does one thing to an installation, also beside a running server, and says what came of it.
protocol OperatorCommand: AsyncParsableCommand {
    associatedtype Outcome: CommandOutcome
    var common: CommonOptions { get }

    /// - Throws: ``CommandFailure``, or what the store throws.
    func act(on installation: Installation) async throws -> Outcome
}

/// What came of a command: an object for `--json`, a line for people.
protocol CommandOutcome: Encodable, Sendable {
    var text: String { get }
}

extension OperatorCommand {
    mutating func run() async throws {
        let json = common.json
        do {
            let installation = try await Installation(try await common.settings())
            let outcome = try await act(on: installation)
            print(json ? try Output.json(outcome) : outcome.text)
        } catch {
            throw Output.exit(for: error, json: json)
        }
    }
}

/// Why a command did nothing. Exit code 1.
struct CommandFailure: Error, CustomStringConvertible {
    var code: String
    var message: String
    var reasons: [String]

    init(_ code: String, _ message: String, reasons: [String] = []) {
        self.code = code
        self.message = message
        self.reasons = reasons
    }

    var description: String { message }
}

enum Output {
    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private struct Failure: Encodable {
        struct Body: Encodable {
            var code: String
            var message: String
            var reasons: [String]?
        }
        var error: Body
    }

    /// Says what went wrong, on standard error or as JSON, and picks the exit code: 78 for settings (`EX_CONFIG`), else 1.
    static func exit(for error: any Error, json: Bool) -> any Error {
        if error is ExitCode || error is ValidationError || error is CleanExit { return error }
        let failure = CommandFailure(describing: error)
        if json {
            let body = Failure.Body(
                code: failure.code, message: failure.message, reasons: failure.reasons.isEmpty ? nil : failure.reasons)
            if let text = try? Self.json(Failure(error: body)) { print(text) }
        } else {
            FileHandle.standardError.write(Data("vestibule: \(failure.message)\n".utf8))
        }
        return ExitCode(error is SettingsError ? 78 : 1)
    }
}

extension CommandFailure {
    /// The one place where errors become words for operators.
    init(describing error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let settings as SettingsError: self.init("configuration", settings.description)
        case PortalStoreError.linkTaken(let reason):
            self.init("refused", "refused: \(reason.rawValue)", reasons: [reason.rawValue])
        case let store as PortalStoreError: self.init("\(store)", Self.words(for: store))
        case let text as TextRefusal: self.init("invalid_text", "that text can't be used: \(text.rawValue.replacing("_", with: " "))")
        case let time as SessionTimeRefusal: self.init(time.rawValue, "that time can't be used: \(time.rawValue.replacing("_", with: " "))")
        case SettingRefusal.unknownKey(let key):
            self.init("unknown_key", "no setting \(key); there are \(Practice.Setting.allCases.map(\.rawValue).joined(separator: ", "))")
        case SettingRefusal.badValue(let key, let expected): self.init("bad_value", "\(key): expected \(expected)")
        default: self.init("failed", "\(error)")
        }
    }

    private static func words(for error: PortalStoreError) -> String {
        switch error {
        case .notFound: "there is no such thing in this practice"
        case .slugTaken: "another practice has that slug"
        case .emailTaken: "somebody of that kind has that e-mail address in this practice"
        case .bookingCancelled: "that session is cancelled"
        case .badClients: "a session needs 1 to \(Booking.clientLimit) clients, each of them once and none archived"
        case .slotTaken: "the clinician has another session then"
        case .notBegun: "that session hasn't begun"
        case .alreadyPaid: "that session is paid for already"
        case .receiptNumbersUsedUp: "the numbers of receipts are used up"
        case .currencyInUse: "services have a fee, or sessions one that isn't paid, in the currency of now"
        case .tooManyServices: "the practice has as many services as it can have"
        case .tooManyKeys: "the practice has as many keys in use as it can have"
        case .tooManyWebhooks: "the practice has as many webhooks as it can have"
        case .accountInUse: "the account's owner has signed in already"
        case .sharingDisabled: "the practice has sharing by link switched off"
        case .tooManyVisitors: "that link was opened by too many browsers"
        case .linkTaken(let reason): reason.rawValue
        }
    }
}

extension Installation {
    /// - Throws: ``CommandFailure`` if the slug is none, or nobody's.
    func practice(slug: String) async throws -> Practice {
        guard let slug = try? Slug(slug), let practice = try await portal.practice(slug: slug) else {
            throw CommandFailure("practice_not_found", "there is no practice \(slug)")
        }
        return practice
    }
}

extension Identifier {
    /// - Throws: ``CommandFailure`` if the text is no id.
    static func argument(_ text: String) throws -> Self {
        guard let id = Self(rawValue: text) else { throw CommandFailure("bad_id", "\(text) is no id") }
        return id
    }
}

/// One line from standard input, without its line break.
func passwordFromStandardInput() throws -> String {
    guard let line = readLine(strippingNewline: true) else { throw CommandFailure("no_password", "no password on standard input") }
    do throws(TextRefusal) {
        return try PasswordRules.parse(line)
    } catch {
        throw CommandFailure(
            "invalid_password",
            "a password of \(PasswordRules.minimumCharacters) characters or more is expected, of \(PasswordRules.maximumBytes) bytes at most")
    }
}
