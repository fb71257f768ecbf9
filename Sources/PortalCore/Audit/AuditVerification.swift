import SignalingProtocol

/// Checks a practice's audit log, entry by entry in the order of numbers: `add` each as it is read, then ask against the head.
///
/// It remembers the first flaw alone: what comes after a broken link says nothing.
public struct AuditVerification: Sendable {
    /// The first thing that doesn't fit. Numbers are entries'.
    public enum Flaw: Equatable, Sendable {
        /// This number should have come, and another one did: entries were taken out, put in or put elsewhere.
        case gap(expected: Int64, found: Int64)
        /// The entry isn't what its hash was made of, or one before it isn't.
        case altered(Int64)
        /// The entry is of another practice.
        case foreign(Int64)
        /// The log ends before its signed head: its end was cut off.
        case cut(last: Int64, head: Int64)
        /// There are entries after the signed head.
        case unsigned(from: Int64)
        /// The log fits together, and isn't the one whose head was signed: it was made anew.
        case replaced(at: Int64)
    }

    private let practice: PracticeID
    private let hash: AuditChain.Hash
    private var reached: AuditChain.Head
    private var flaw: Flaw?

    /// - Parameter start: What was checked before; the beginning if nothing was.
    public init(of practice: PracticeID, from start: AuditChain.Head = .beginning, hash: @escaping AuditChain.Hash) {
        self.practice = practice
        self.hash = hash
        reached = start
    }

    /// Takes the next entry with the hash that is stored beside it.
    public mutating func add(_ record: AuditRecord, hash stored: [UInt8]) {
        guard flaw == nil else { return }
        flaw = self.flaw(in: record, hash: stored)
        reached = AuditChain.Head(number: record.number, hash: stored)
    }

    /// The first flaw, or `nil` for a log that is as it was written.
    ///
    /// - Parameter head: The head, its signature checked by the asker.
    public func firstFlaw(head: AuditChain.Head) -> Flaw? {
        if let flaw { return flaw }
        if reached.number < head.number { return .cut(last: reached.number, head: head.number) }
        if reached.number > head.number { return .unsigned(from: head.number + 1) }
        return reached.hash == head.hash ? nil : .replaced(at: head.number)
    }

    private func flaw(in record: AuditRecord, hash stored: [UInt8]) -> Flaw? {
        let (expected, isLast) = reached.number.addingReportingOverflow(1)
        guard !isLast, record.number == expected else { return .gap(expected: expected, found: record.number) }
        guard record.practice == practice else { return .foreign(record.number) }
        guard hash(AuditChain.bytes(of: record, after: reached.hash)) == stored else { return .altered(record.number) }
        return nil
    }
}
