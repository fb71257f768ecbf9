import Configuration
import Foundation
import SystemPackage

/// Reads settings by name from flags, the environment and the configuration file, in this order, and says precisely what is wrong with one.
struct SettingsReader {
    private let config: ConfigReader

    /// - Parameters:
    ///   - flags: What the command line says; wins over everything.
    ///   - file: A file of `NAME=value` lines with the environment's names; the weakest.
    /// - Throws: ``SettingsError`` if the file can't be read, or names a setting that there isn't.
    init(flags: [SettingKey: String], environment: [String: String], file: String?) async throws {
        let named = Dictionary(uniqueKeysWithValues: flags.map { ($0.key.environmentName, $0.value) })
        var providers: [any ConfigProvider] = [
            EnvironmentVariablesProvider(environmentVariables: named),
            EnvironmentVariablesProvider(environmentVariables: environment),
        ]
        if let file {
            do {
                providers.append(try await EnvironmentVariablesProvider(environmentFilePath: FilePath(file)))
            } catch {
                throw SettingsError(key: "--config", value: file, expected: "a readable file of NAME=value lines")
            }
            try Self.expectKnownNames(in: try String(contentsOfFile: file, encoding: .utf8))
        }
        config = ConfigReader(providers: providers)
    }

    /// A misspelt name would be a setting that nobody knows isn't in force.
    private static func expectKnownNames(in text: String) throws {
        let names = text.matches(of: /(?m)^\s*(?:export\s+)?(VESTIBULE_\w*)\s*=/).map { String($0.1) }
        guard let unknown = names.first(where: { SettingKey(rawValue: $0) == nil }) else { return }
        throw SettingsError(key: "--config", value: unknown, expected: "names of settings, as the README lists them")
    }

    /// The value, without spaces around it; `nil` if it isn't set or empty.
    func text(_ key: SettingKey) -> String? {
        let path = key.environmentName.lowercased().split(separator: "_").map(String.init)
        let value = config.string(forKey: ConfigKey(path), isSecret: true)?.trimmingCharacters(in: .whitespaces)
        return value.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The value as `parse` reads it.
    ///
    /// - Throws: ``SettingsError`` if `parse` returns `nil`.
    func value<Value>(_ key: SettingKey, _ parse: (String) -> Value?) throws -> Value? {
        guard let text = text(key) else { return nil }
        guard let value = parse(text) else {
            throw SettingsError(key: key.environmentName, value: text, expected: key.expected)
        }
        return value
    }

    /// A list separated by commas.
    func list(_ key: SettingKey, _ permits: (String) -> Bool) throws -> [String] {
        try value(key) { text in
            let items = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            return items.allSatisfy(permits) ? items : nil
        } ?? []
    }
}

/// One line that names the key, the value and what was expected. Secrets are never shown.
struct SettingsError: Error, CustomStringConvertible {
    var key: String
    var value: String
    var expected: String

    init(key: String, value: String, expected: String) {
        self.key = key
        self.value = value
        self.expected = expected
    }

    init(_ key: SettingKey, _ value: String) {
        self.init(key: key.environmentName, value: value, expected: key.expected)
    }

    var description: String {
        let isSecret = SettingKey(rawValue: key)?.isSecret == true && !value.isEmpty
        return "\(key)=\(isSecret ? "(hidden)" : value): expected \(expected)"
    }
}
