import RoomCore
import SignalingProtocol

/// What goes to a page, in this order or not at all.
enum Frame {
    case welcome(Room.Acceptance, ResumeHash)
    case event(ServerMessage, seq: Int?, rev: Int?)
    case bye
}

/// The server's end of one session: numbers what is numbered, and keeps some of it for a resume.
struct Wire {
    static let kept = 64
    var connection: ConnectionID?
    private var events: [(seq: Int, message: ServerMessage, rev: Int?)] = []
    private var next: Int

    init(after last: Int) { next = last + 1 }

    mutating func frame(_ message: ServerMessage, rev: Int?) -> Frame {
        guard message.kind.isSequenced else { return .event(message, seq: nil, rev: rev) }
        events.append((next, message, rev))
        next += 1
        if events.count > Self.kept { events.removeFirst() }
        return .event(message, seq: next - 1, rev: rev)
    }

    mutating func forget() { events = [] }

    func canReplay(after last: Int) -> Bool { last < next && last >= (events.first?.seq ?? next) - 1 }

    func replay(after last: Int) -> [Frame] {
        events.filter { $0.seq > last }.map { .event($0.message, seq: $0.seq, rev: $0.rev) }
    }
}

/// A browser's page: what it has and knows, from nothing but the frames it was sent.
struct Page {
    private(set) var session: SessionID?
    private(set) var participant: ParticipantID?
    private(set) var mirror = Mirror()
    /// Newest last; the older ones should be of no use.
    private(set) var tokens: [ResumeHash] = []
    private(set) var lastSeq = 0
    /// Which opening of the room the picture is of: revisions count from nothing in each.
    private var epoch = 0
    /// After the whole picture the next number is the one to count from.
    private var countsAnew = true

    /// Whether it shows the session.
    var isIn: Bool { mirror.room != nil }
    var role: Role? { participant.flatMap { mirror.participants[$0]?.role } }

    /// - Returns: What was wrong with it.
    mutating func read(_ frame: Frame) -> String? {
        switch frame {
        case .welcome(let acceptance, let token):
            if session != acceptance.session { lastSeq = 0 }
            if !acceptance.replay { (mirror, countsAnew) = (Mirror(), true) }
            session = acceptance.session
            participant = acceptance.participant
            tokens = tokens.suffix(2) + [token]
        case .event(let message, let seq, let rev):
            var wrong: String?
            if case .roomState(let state) = message, state.epoch != epoch { (epoch, mirror.revision) = (state.epoch, 0) }
            if let seq {
                if seq != lastSeq + 1, !countsAnew { wrong = "event \(seq) came after \(lastSeq)" }
                (lastSeq, countsAnew) = (seq, false)
                if let rev, rev < mirror.revision { wrong = "revision \(rev) came after \(mirror.revision): \(seq) \(message)" }
                mirror.revision = rev ?? mirror.revision
            }
            mirror.apply(message)
            return wrong
        case .bye: (mirror, countsAnew) = (Mirror(), true)
        }
        return nil
    }
}
