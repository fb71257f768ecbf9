import Foundation
import PortalCore

/// The mail server that everything goes through, as a URL names it: `smtps://user:password@mail.example.org`.
///
/// | URL | TLS |
/// |---|---|
/// | `smtps://` | from the start |
/// | `smtp://` | by STARTTLS, without which nothing is sent |
/// | `smtp://…?starttls=optional` | by STARTTLS where the server offers it |
/// | `smtp://…?starttls=never`, and `smtp://` to this machine | none |
///
/// A login is shown to nobody without TLS, but for servers on this machine.
public struct SMTPServer: Equatable, Sendable {
    /// Whether a connection is protected.
    public enum Security: String, Sendable {
        case implicit, required, optional, never
    }

    public struct Login: Equatable, Sendable {
        public var user: String
        public var password: String
    }

    /// A name, an IPv4 address, or an IPv6 address in brackets.
    public let host: String
    /// `nil`: the usual one, 25 or 465.
    public let port: Int?
    public let security: Security
    public let login: Login?

    /// - Returns: `nil` unless it is a URL as above, with `@` and the like percent-encoded in user and password.
    public init?(_ url: String) {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(), let host = parts.encodedHost,
            host.wholeMatch(of: /[A-Za-z0-9.\-]+|\[[0-9A-Fa-f:.]+\]/) != nil,
            ["", "/"].contains(parts.path), parts.fragment == nil, parts.port.map({ (1...65_535).contains($0) }) ?? true
        else { return nil }
        let isLocal = Loopback.isHost(host)
        switch (scheme, parts.query) {
        case ("smtps", nil): security = .implicit
        case ("smtp", nil): security = isLocal ? .never : .required
        case ("smtp", "starttls=required"): security = .required
        case ("smtp", "starttls=optional"): security = .optional
        case ("smtp", "starttls=never"): security = .never
        default: return nil
        }
        switch (parts.user, parts.password) {
        case (nil, nil): login = nil
        case (let user?, let password?):
            let isSafe = isLocal || security == .implicit || security == .required
            guard isSafe, !user.isEmpty, !(user + password).contains(where: { $0.isNewline || $0 == "\0" }) else { return nil }
            login = Login(user: user, password: password)
        default: return nil
        }
        self.host = host
        port = parts.port
    }

    /// For libcurl. What follows the slash is how it introduces itself (EHLO).
    func url(as name: String) -> String {
        (security == .implicit ? "smtps" : "smtp") + "://" + host + (port.map { ":\($0)" } ?? "") + "/" + name
    }
}
