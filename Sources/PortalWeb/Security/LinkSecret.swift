import PortalCore
import SignalingProtocol

/// What stands behind the `#` of a direct link: 128 bits that only this server can make.
///
/// Derived from the link's id and version, so that a link can be shown again without being stored, and dies when its
/// version moves on.
public struct LinkSecret: Sendable {
    private let key: ServerKey

    public init(key: ServerKey) { self.key = key }

    /// The secret of a link: 22 characters of base64url.
    public func secret(of link: DirectLink) -> String {
        key.code(for: "\(link.id):\(link.version)", purpose: .directLink).prefix(16).base64URL
    }

    /// Whether what a visitor brought is the link's secret. Takes the same time wherever they differ.
    public func opens(_ link: DirectLink, with secret: String) -> Bool { isSame(self.secret(of: link), secret) }

    /// The whole link, as it is sent to somebody.
    ///
    /// - Parameter publicURL: the portal's, without a slash at its end.
    public func address(of link: DirectLink, publicURL: String) -> String { "\(publicURL)/v/\(link.id)#\(secret(of: link))" }
}
