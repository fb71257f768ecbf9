import Foundation

/// The demo's passwords: made once, kept beside its data for its owner's eyes, so that every start prints the same ones.
struct DemoLogins: Codable, Sendable {
    var owner = Self.password()
    var clinician = Self.password()
    var client = Self.password()
    var prospect = Self.password()

    /// - Throws: what reading or writing `logins.json` throws.
    static func kept(in folder: URL) throws -> DemoLogins {
        let file = folder.appending(path: "logins.json")
        if FileManager.default.fileExists(atPath: file.plainPath) {
            return try JSONDecoder().decode(DemoLogins.self, from: Data(contentsOf: file))
        }
        let logins = DemoLogins()
        let data = try JSONEncoder().encode(logins)
        guard FileManager.default.createFile(atPath: file.plainPath, contents: data, attributes: [.posixPermissions: 0o600]) else {
            throw CommandFailure("failed", "\(file.plainPath) can't be written")
        }
        return logins
    }

    /// Four times four letters that can't be taken for one another: 16 of 24, about 73 bits.
    private static func password() -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz2")
        let groups = (0..<4).map { _ in String((0..<4).compactMap { _ in letters.randomElement() }) }
        return groups.joined(separator: "-")
    }
}
