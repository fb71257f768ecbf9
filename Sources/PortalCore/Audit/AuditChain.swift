import SignalingProtocol

/// A practice's audit log as a chain: each entry's hash covers the entry and the hash before it, so that nothing can be changed,
/// taken out or put in without every later hash being another. The newest hash, the head, is signed: whoever can write to the
/// database but doesn't have the key can't make a new chain that holds either, nor cut the end off.
public enum AuditChain {
    /// SHA-256, handed in, since nothing here may import cryptography.
    public typealias Hash = @Sendable (_ bytes: [UInt8]) -> [UInt8]

    /// How long a hash is, in bytes.
    public static let hashBytes = 32

    /// Where a chain has got to: the number and the hash of its newest entry.
    public struct Head: Equatable, Sendable {
        public let number: Int64
        public let hash: [UInt8]

        public init(number: Int64, hash: [UInt8]) {
            self.number = number
            self.hash = hash
        }

        /// Before the first entry.
        public static let beginning = Head(number: 0, hash: [UInt8](repeating: 0, count: hashBytes))
    }

    /// The bytes whose hash is an entry's: unambiguous, so that no two entries have the same.
    public static func bytes(of record: AuditRecord, after previous: [UInt8]) -> [UInt8] {
        var bytes = CanonicalBytes("vestibule.audit.entry.1")
        bytes.append(record.practice.rawValue)
        bytes.append(record.number)
        bytes.append(previous)
        bytes.append(record.at.milliseconds)
        bytes.append(record.actor)
        bytes.append(record.act)
        bytes.append(record.object)
        bytes.append(record.detail?.text)
        bytes.append(record.address)
        return bytes.bytes
    }

    /// The bytes that the server signs after each entry.
    public static func bytes(of head: Head, in practice: PracticeID) -> [UInt8] {
        var bytes = CanonicalBytes("vestibule.audit.head.1")
        bytes.append(practice.rawValue)
        bytes.append(head.number)
        bytes.append(head.hash)
        return bytes.bytes
    }
}
