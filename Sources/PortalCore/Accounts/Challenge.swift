import SignalingProtocol

/// A confirmation that is asked of somebody who reads an address: by a link with a button, by a short code, or by both.
///
/// Link and code are derived from ``id`` under the server's key; neither is stored.
public struct Challenge: Equatable, Sendable, Identifiable {
    /// What is confirmed. The raw value is stable.
    public enum Purpose: String, Sendable, CaseIterable {
        /// The address of an account that signed up (A7).
        case verifyEmail = "verify_email"
        /// The new address of a login.
        case changeEmail = "change_email"
        case resetPassword = "reset_password"
        /// A login without a password (C4).
        case loginCode = "login_code"
        case staffInvitation = "staff_invitation"
        /// The second step of a login whose password was right.
        case secondStep = "second_step"

        /// For how long it can be met.
        public var lifetime: Duration {
            switch self {
            case .verifyEmail, .changeEmail: .seconds(3 * 86_400)
            case .resetPassword: .seconds(3_600)
            case .loginCode, .secondStep: .seconds(600)
            case .staffInvitation: .seconds(7 * 86_400)
            }
        }
    }

    /// How many wrong codes end a challenge: 5, of a million codes.
    public static let tries = 5

    public let id: ChallengeID
    public let practice: PracticeID
    public let purpose: Purpose
    /// Whose; `nil` where the address is nobody's, so that asking tells nothing.
    public let login: LoginID?
    /// The address that it was sent to.
    public let email: EmailAddress?
    public let createdAt: Instant
    /// The first moment at which it can't be met any more.
    public let expiresAt: Instant
    public let failedTries: Int

    public init(
        id: ChallengeID, practice: PracticeID, purpose: Purpose, login: LoginID?, email: EmailAddress?, createdAt: Instant,
        expiresAt: Instant, failedTries: Int = 0
    ) {
        self.id = id
        self.practice = practice
        self.purpose = purpose
        self.login = login
        self.email = email
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.failedTries = failedTries
    }
}
