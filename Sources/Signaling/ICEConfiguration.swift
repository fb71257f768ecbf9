import Crypto
import SignalingProtocol

/// The servers that help two browsers to reach each other. With none, calls work within one network only.
public struct ICEConfiguration: Sendable {
    /// `turn:`, `turns:` and `stun:` URLs (RFC 7064, RFC 7065).
    public var urls: [String]
    /// What the TURN server shares with us (its `static-auth-secret`).
    public var secret: String
    /// How long credentials are good. Default 1 h; they are renewed at 75 %.
    public var lifetime: Duration

    public init(urls: [String] = [], secret: String = "", lifetime: Duration = .seconds(3600)) {
        self.urls = urls
        self.secret = secret
        self.lifetime = lifetime
    }

    /// The servers for one participant. Credentials are those of the TURN REST scheme: user name `expiry:participant`, password
    /// the base64 of its HMAC-SHA1 under the shared secret.
    public func servers(for participant: ParticipantID, at now: Instant) -> ICEServers {
        let stunURLs = urls.filter { $0.hasPrefix("stun") }
        let turnURLs = urls.filter { !$0.hasPrefix("stun") }
        var servers = stunURLs.isEmpty ? [] : [ICEServers.Server(urls: stunURLs)]
        guard !turnURLs.isEmpty else { return ICEServers(servers: servers) }
        let expiresAt = now + lifetime
        let username = "\(expiresAt.seconds):\(participant)"
        let key = SymmetricKey(data: Array(secret.utf8))
        let code = HMAC<Insecure.SHA1>.authenticationCode(for: Array(username.utf8), using: key)
        servers.append(.init(urls: turnURLs, username: username, credential: Array(code).base64))
        return ICEServers(servers: servers, expiresAt: expiresAt, refreshAt: now + lifetime * 3 / 4)
    }
}
