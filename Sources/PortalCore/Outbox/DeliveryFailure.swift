/// Why something outgoing wasn't taken: what kind of failure, never to whom or about what, so that it may be logged and shown.
public struct DeliveryFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What follows from it.
    public enum Kind: String, Sendable, CaseIterable {
        /// May go away by itself: the network, a server that is busy.
        case temporary
        /// Will be the same at every attempt: no such recipient, a message that nobody takes.
        case permanent
        /// Goes away when somebody changes a setting, here or there: the login, a certificate.
        case configuration
    }

    /// What happened. The raw value is stable: it is stored, and pages have words for it.
    public enum Reason: String, Sendable, CaseIterable {
        /// The name isn't known, or nobody listens there.
        case unreachable
        case timedOut = "timed_out"
        /// The connection ended before the answer.
        case interrupted
        /// The other side said no; ``DeliveryFailure/status`` says how.
        case refused
        /// No TLS where TLS is a must, or a certificate that isn't trusted.
        case insecure
        case loginRefused = "login_refused"
        /// The answer points elsewhere, which is not followed.
        case redirected
        /// The name came to an address inside a private network.
        case privateAddress = "private_address"
        /// It can't be written as a valid request.
        case malformed
        /// There is no such road in this installation, for instance no SMS gateway.
        case noRoad = "no_road"
        /// Too much is being sent already.
        case overloaded
        /// The disk, or the library that sends, failed.
        case machine
    }

    public var kind: Kind
    public var reason: Reason
    /// The SMTP reply code or HTTP status behind it, if there was one.
    public var status: Int?

    public init(_ kind: Kind, _ reason: Reason, status: Int? = nil) {
        self.kind = kind
        self.reason = reason
        self.status = status
    }

    /// `permanent refused 550`
    public var description: String {
        "\(kind.rawValue) \(reason.rawValue)" + (status.map { " \($0)" } ?? "")
    }
}
