/// A text that a practice may write itself, in place of our standard one.
public enum PracticeText: String, Codable, Sendable, CaseIterable {
    /// What a mail with a direct link says before the link (H6).
    case invitation
    /// What whoever signs up accepts (A7).
    case terms
    /// What happens with personal data: acknowledged at sign-up (A7).
    case privacy

    /// How long it may be.
    public var kind: FreeText.Kind { self == .invitation ? .invitation : .terms }
}
