import PortalCore
import SignalingProtocol

/// The keys of programs.
struct APIKeysView: Sendable {
    let head: SettingsHead
    let newUrl: String
    let docsUrl: String
    let hasKeys: Bool
    let keys: [Row]

    struct Row: Sendable {
        let name: String
        let scopes: [String]
        let made: String
        let used: String
        let revokeUrl: String
    }

    init(_ keys: [APIKey], team: [Staff], notice: String?, places: Places, speech: Speech, now: Instant) {
        head = SettingsHead("apiKeys", notice: notice, errors: [], places: places, words: speech.words)
        newUrl = places.newAPIKey
        docsUrl = "/openapi.json"
        self.keys = keys.map { key in
            Row(key, maker: team.first { $0.id == key.maker }, places: places, speech: speech, now: now)
        }
        hasKeys = !keys.isEmpty
    }
}

extension APIKeysView.Row {
    fileprivate init(_ key: APIKey, maker: Staff?, places: Places, speech: Speech, now: Instant) {
        let words = speech.words
        func said(_ path: String, _ moment: Instant) -> String {
            words(path, ["day": speech.onDay(moment, now: now), "time": speech.time(moment), "name": maker?.name.text ?? ""])
        }
        self.init(
            name: key.name.text, scopes: words.scopes(key.scopes),
            made: said(maker == nil ? "apiKeys.made" : "apiKeys.madeBy", key.createdAt),
            used: key.lastUsedAt.map { said("apiKeys.used", $0) } ?? words("apiKeys.neverUsed"), revokeUrl: places.revocation(of: key.id))
    }
}

extension Words {
    /// What each of some scopes allows, in the order of all.
    func scopes(_ scopes: Set<APIScope>) -> [String] {
        APIScope.allCases.filter(scopes.contains).map { self("apiKeys.scopes.\($0.rawValue)") }
    }
}
