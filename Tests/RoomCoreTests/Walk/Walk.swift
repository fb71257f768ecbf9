import SignalingProtocol

@testable import RoomCore

/// A room, people who do whatever comes to their mind, and everything that must hold after each of their steps.
struct Walk {
    let seed: UInt64
    var dice: Dice
    var room: Room
    var now: Instant
    var ledger: Ledger
    var actors = Actor.cast
    var made = 0
    var step = 0
    private(set) var handled = 0
    private(set) var accepted = 0
    private(set) var faults: [String] = []

    init(seed: UInt64) {
        self.seed = seed
        dice = Dice(seed: seed)
        var limits = Limits()
        limits.admitted = 4
        limits.waiting = 4
        var terms = Scene.terms
        terms.hostAbsence = [.continue, .waiting, .end, nil][Int(seed % 4)]
        room = Room(id: "room", terms: terms, limits: limits)
        now = Scene.start - .seconds(1830)
        ledger = Ledger(terms: terms)
    }

    /// Goes on until the end, or to the first fault.
    mutating func run(steps: Int) {
        while step < steps, faults.isEmpty {
            step += 1
            pass(dice.pick(weighted: [(700, 0...2_000), (220, 2_000...20_000), (70, 20_000...90_000), (10, 90_000...360_000)]))
            if dice.happens(4) { restart() }
            act()
        }
        if faults.isEmpty { checkRestoredRoom() }
    }

    /// Time goes by, and the alarms that the room set on the way ring.
    private mutating func pass(_ range: ClosedRange<Int>) {
        let end = now + .milliseconds(range.lowerBound + dice.roll(range.count))
        var rings = 0
        while let alarm = room.nextDeadline, alarm <= end, faults.isEmpty {
            now = max(now, alarm)
            handle(.deadlinePassed)
            rings += 1
            if rings > 100 { faults.append("the alarm never stops") }
        }
        now = end
    }

    /// Lets the room handle one input, and looks at everything that must hold.
    mutating func handle(
        _ input: Room.Input, accepted welcome: (inout Walk, ConnectionID, Room.Acceptance) -> Void = { _, _, _ in }
    ) {
        let before = room
        let effects = room.handle(input, at: now)
        for case .accept(let connection, let acceptance) in effects { welcome(&self, connection, acceptance) }
        let isDecision = if case .deadlinePassed = input { false } else { true }
        if isDecision {
            handled += 1
            if !isRefused(effects), !effects.isEmpty || room != before { accepted += 1 }
        }
        check(input, effects, before)
        deliver(effects)
        if room.revision != before.revision || step % 8 == 0 { checkMirrors() }
        if !faults.isEmpty { faults.append("by \(input): \(effects)") }
    }

    mutating func fail(_ what: String) { faults.append("step \(step): \(what)") }

    func isRefused(_ effects: [Room.Effect]) -> Bool {
        effects.contains { effect in
            switch effect {
            case .refuse, .reply(.error): true
            default: false
            }
        }
    }

    mutating func follow(_ changes: [RoomChange], because input: Room.Input) {
        for fault in ledger.follow(changes, because: input) { fail(fault) }
    }

    /// The frames reach the pages. What isn't numbered is lost on those without a connection.
    private mutating func deliver(_ effects: [Room.Effect]) {
        for effect in effects {
            switch effect {
            case .send(let message, let session, let revision):
                guard let index = actors.firstIndex(where: { $0.session == session }) else { continue }
                guard actors[index].connection != nil || message.kind.isSequenced else { continue }
                if let revision, revision < actors[index].mirror.revision { fail("revisions went backwards") }
                actors[index].mirror.revision = revision ?? actors[index].mirror.revision
                actors[index].mirror.apply(message)
            case .close(let session, _, _):
                guard let index = actors.firstIndex(where: { $0.session == session }) else { continue }
                actors[index].connection = nil
                actors[index].mirror = Mirror()
            default: break
            }
        }
    }

    /// The process goes down and comes up again: all that is left is the journal.
    private mutating func restart() {
        room = Room(
            id: "room", restoring: RoomSnapshot(room: ledger.room, participants: Array(ledger.people.values)), limits: room.limits,
            at: now)
        for index in actors.indices {
            actors[index].connection = nil
            actors[index].canReplay = false
            actors[index].mirror = Mirror()
        }
    }
}
