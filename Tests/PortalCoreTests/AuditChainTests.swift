import PortalCore
import SignalingProtocol
import Testing

@Suite("Audit chain")
struct AuditChainTests {
    typealias Entry = (record: AuditRecord, hash: [UInt8])

    /// Not a good hash, but one that shows every change of a byte: FNV-1a, four times with different starts.
    static func hash(_ bytes: [UInt8]) -> [UInt8] {
        (0..<4).flatMap { (lane: UInt64) in
            let value = bytes.reduce(0xCBF2_9CE4_8422_2325 &+ lane) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
            return (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
        }
    }

    func record(_ number: Int64, practice: PracticeID = "practice", act: String = "booking.cancelled", address: String? = "192.0.2.1")
        -> AuditRecord
    {
        AuditRecord(
            practice: practice, number: number, at: .fromStart(minutes: Int(number)), actor: "staff:élise", act: act,
            object: "booking-\(number)", address: address)
    }

    func chain(_ records: [AuditRecord], after start: AuditChain.Head = .beginning) -> [Entry] {
        var entries: [Entry] = []
        for record in records {
            entries.append((record, Self.hash(AuditChain.bytes(of: record, after: entries.last?.hash ?? start.hash))))
        }
        return entries
    }

    func head(_ entries: [Entry]) -> AuditChain.Head {
        entries.last.map { AuditChain.Head(number: $0.record.number, hash: $0.hash) } ?? .beginning
    }

    func flaw(_ entries: [Entry], head: AuditChain.Head, from start: AuditChain.Head = .beginning) -> AuditVerification.Flaw? {
        var verification = AuditVerification(of: "practice", from: start, hash: Self.hash)
        for entry in entries { verification.add(entry.record, hash: entry.hash) }
        return verification.firstFlaw(head: head)
    }

    var five: [Entry] { chain((1...5).map { record($0) }) }

    @Test func `a log as it was written has no flaw`() {
        #expect(flaw(five, head: head(five)) == nil)
        #expect(flaw([], head: .beginning) == nil)
    }

    @Test func `an edited entry is found`() {
        var entries = five
        entries[2].record = record(3, act: "booking.moved")
        #expect(flaw(entries, head: head(five)) == .altered(3))
    }

    @Test func `an edited entry with its hash made anew is found at the next`() {
        var entries = five
        entries[2] = chain([record(3, act: "booking.moved")], after: head(Array(five.prefix(2))))[0]
        #expect(flaw(entries, head: head(five)) == .altered(4))
    }

    @Test func `an entry taken out, put in or put elsewhere is found`() {
        var entries = five
        entries.remove(at: 2)
        #expect(flaw(entries, head: head(five)) == .gap(expected: 3, found: 4))
        #expect(flaw([five[0], five[1], five[1], five[2]], head: head(five)) == .gap(expected: 3, found: 2))
        #expect(flaw([five[1], five[0]], head: head(five)) == .gap(expected: 1, found: 2))
    }

    @Test func `an end that was cut off is found`() {
        #expect(flaw(Array(five.prefix(3)), head: head(five)) == .cut(last: 3, head: 5))
        #expect(flaw([], head: head(five)) == .cut(last: 0, head: 5))
    }

    @Test func `entries after the signed head are found`() {
        #expect(flaw(five, head: head(Array(five.prefix(3)))) == .unsigned(from: 4))
    }

    @Test func `a whole log made anew is found by its head`() {
        let other = chain((1...5).map { record($0, act: "booking.moved") })
        #expect(flaw(other, head: head(five)) == .replaced(at: 5))
    }

    @Test func `another practice's entry is found`() {
        let entries = chain([record(1), record(2, practice: "other")])
        #expect(flaw(entries, head: head(entries)) == .foreign(2))
    }

    @Test func `the first flaw is the one that is told`() {
        var entries = five
        entries[1].record = record(2, act: "x")
        entries.remove(at: 3)
        #expect(flaw(entries, head: .beginning) == .altered(2))
    }

    @Test func `a log is checked on from where it was checked before`() {
        let start = head(Array(five.prefix(3)))
        #expect(flaw(Array(five.dropFirst(3)), head: head(five), from: start) == nil)
        #expect(flaw(five, head: head(five), from: start) == .gap(expected: 4, found: 1))
    }

    @Test func `every field counts, and no two entries have the same bytes`() {
        let previous = AuditChain.Head.beginning.hash
        func bytes(
            practice: PracticeID = "p", number: Int64 = 1, at: Int64 = 0, actor: String = "a", act: String = "b", object: String = "c",
            detail: AuditDetail? = nil, address: String? = nil, previous: [UInt8] = previous
        ) -> [UInt8] {
            let record = AuditRecord(
                practice: practice, number: number, at: Instant(milliseconds: at), actor: actor, act: act, object: object, detail: detail,
                address: address)
            return AuditChain.bytes(of: record, after: previous)
        }
        let all = [
            bytes(), bytes(practice: "q"), bytes(number: 2), bytes(at: 1), bytes(at: -1), bytes(actor: "ab", act: ""), bytes(actor: "", act: "ab"),
            bytes(act: "bc", object: ""), bytes(object: "c\u{0}"), bytes(address: ""), bytes(address: "d"), bytes(object: "cd"),
            bytes(detail: ["d": "e"]), bytes(detail: AuditDetail(stored: "")), bytes(detail: AuditDetail(stored: "d")),
            bytes(previous: []), bytes(previous: [UInt8](repeating: 1, count: 32)),
        ]
        #expect(Set(all).count == all.count)
    }

    @Test func `the bytes of an entry stay what they are, or old logs would not check`() {
        let record = AuditRecord(practice: "p", number: 1, at: Instant(milliseconds: 2), actor: "é", act: "b", object: "c", address: nil)
        func text(_ value: String) -> [UInt8] { [0, 0, 0, 0, 0, 0, 0, UInt8(value.utf8.count)] + Array(value.utf8) }
        let parts: [[UInt8]] = [
            text("vestibule.audit.entry.1"), text("p"), [0, 0, 0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 0, 0, 0, 3, 7, 8, 9],
            [0, 0, 0, 0, 0, 0, 0, 2], text("é"), text("b"), text("c"), [0], [0],
        ]
        #expect(AuditChain.bytes(of: record, after: [7, 8, 9]) == parts.flatMap { $0 })
    }

    @Test func `a head is signed for one practice, and is never an entry`() {
        let (head, other) = (head(five), AuditChain.Head.beginning)
        #expect(AuditChain.bytes(of: head, in: "practice") != AuditChain.bytes(of: head, in: "other"))
        #expect(AuditChain.bytes(of: head, in: "practice") != AuditChain.bytes(of: other, in: "practice"))
    }
}
