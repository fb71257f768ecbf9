import SignalingProtocol

/// The second step of somebody's login, by an authenticator app.
public struct SecondStep: Equatable, Sendable {
    /// The app's secret is derived from it under the server's key; another version is another secret.
    public let version: Int
    /// When the app was shown to work; `nil`: it is being set up, and isn't asked for at login yet.
    public let confirmedAt: Instant?
    /// The step of the last code that was accepted: it and those before it are no longer good (RFC 6238, section 5.2).
    public let lastStep: Int64

    public var isOn: Bool { confirmedAt != nil }

    public init(version: Int, confirmedAt: Instant? = nil, lastStep: Int64 = 0) {
        self.version = version
        self.confirmedAt = confirmedAt
        self.lastStep = lastStep
    }
}
