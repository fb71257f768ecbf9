import SignalingProtocol

/// What tells one mail from every other: the same at each attempt to send it, so that a mail that came twice shows as one.
///
/// - SeeAlso: RFC 5322, section 3.6.4.
public struct MessageID: Hashable, Sendable, CustomStringConvertible {
    /// Without the angle brackets: `12.practice@domain`.
    public let text: String

    /// - Parameters:
    ///   - sequence: The mail's place in the outbox.
    ///   - practice: Whose mail it is. What an id may hold and this may not becomes `_`.
    ///   - sender: Whose domain vouches that the whole is unique.
    public init(_ sequence: Int64, of practice: PracticeID, from sender: EmailAddress) {
        let id = practice.rawValue.map { $0 == "." || $0 == ":" ? "_" : $0 }
        text = "\(sequence)." + String(id) + "@" + sender.domain
    }

    public var description: String { text }
}
