import SignalingProtocol

@testable import RoomCore

/// A room, people who do whatever comes to their mind, and everything that must hold after each of their steps.
struct Walk {
    let seed: UInt64
    var dice: Dice
    var room: Room
    var now: Instant
    var model: Model
    var ledger: Ledger
    var actors: [Actor]
    var wires: [SessionID: Wire] = [:]
    /// Sockets that died without a word, until the server finds out.
    var dead: [(session: SessionID, connection: ConnectionID)] = []
    var made = 0
    var step = 0
    private(set) var handled = 0
    private(set) var accepted = 0
    private(set) var faults: [String] = []
    /// The newest inputs, and what came of them.
    private var history: [(at: Instant, input: Room.Input, effects: [Room.Effect])] = []
    /// Of all that the room did since the clock last began to move.
    private var fallout = Fallout()

    /// How much faster than usual one does something after the other: the more people, the less time between.
    let pace: Int
    /// One walk of five takes long enough to see the hard end, and what hosts do after it.
    private var idling: Int { seed % 5 == 0 ? 4 : 1 }

    init(seed: UInt64, cast: [Actor] = Actor.few, seats: Int = 4, chairs: Int = 4, pace: Int = 1) {
        self.seed = seed
        self.pace = pace
        dice = Dice(seed: seed)
        actors = cast
        var limits = Limits()
        limits.admitted = seats
        limits.waiting = chairs
        var terms = Scene.terms
        terms.hostAbsence = [.continue, .waiting, .end, nil][Int(seed % 4)]
        room = Room(id: "room", terms: terms, limits: limits)
        now = Scene.start - .seconds(1830)
        model = Model(terms: terms, limits: limits)
        ledger = Ledger(terms: terms)
    }

    /// Goes on until the end, or to the first fault.
    mutating func run(steps: Int) {
        while step < steps, faults.isEmpty {
            step += 1
            pass(dice.pick(weighted: [(700, 0...2_000), (220, 2_000...20_000), (70, 20_000...90_000), (10, 90_000...360_000)]))
            if dice.happens(4) { restart() }
            act()
            if dice.happens(70) { rest() } else { checkSomePage() }
        }
        if faults.isEmpty {
            rest()
            checkRestoredRoom()
        }
        if !faults.isEmpty { faults += ["after:"] + history.map { "\($0.at - Scene.start): \($0.input) → \(Model.Verdict($0.effects))" } }
    }

    /// Time goes by, and the alarms that the room set on the way ring.
    private mutating func pass(_ range: ClosedRange<Int>) {
        let start = now
        var end = now + .milliseconds((range.lowerBound + dice.roll(range.count)) * idling / pace)
        // Now and then to the very instant at which something begins or ends.
        let bounds = [model.terms.opensAt, model.closesAt, model.hardEnd].filter { $0 > start && $0 <= end }
        if let bound = bounds.min(), dice.happens(800) { end = bound }
        var rings = 0
        (model.fallout, fallout) = (Fallout(), Fallout())
        while let alarm = room.nextDeadline, alarm <= end, faults.isEmpty {
            now = max(now, alarm)
            handle(.deadlinePassed)
            rings += 1
            if rings > 100 { fail("the alarm never stops") }
        }
        model.pass(from: start, to: end)
        now = end
        if fallout != model.fallout { fail("time brought \(fallout), and should have \(model.fallout)") }
    }

    /// Lets the room handle one input, and looks at everything that must hold.
    mutating func handle(_ input: Room.Input, by caller: Caller? = nil) {
        let before = room
        let effects = room.handle(input, at: now)
        fallout.add(effects)
        history = history.suffix(11) + [(now, input, effects)]
        if case .deadlinePassed = input {
        } else {
            handled += 1
            if !isRefused(effects), !effects.isEmpty || room != before { accepted += 1 }
            judge(input, effects)
        }
        check(input, effects, before)
        deliver(effects, to: caller)
        if !faults.isEmpty { fail("by \(input): \(effects)") }
    }

    /// The model is told the same, and has to come to the same.
    private mutating func judge(_ input: Room.Input, _ effects: [Room.Effect]) {
        let expected = model.take(input, at: now), actual = Model.Verdict(effects)
        if !expected.covers(actual) { fail("the answer is \(actual), and should be \(expected)") }
        var fallout = Fallout()
        fallout.add(effects)
        if fallout != model.fallout { fail("it brought \(fallout), and should have \(model.fallout)") }
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

    /// The process goes down and comes up again: all that is left is the journal.
    private mutating func restart() {
        let epoch = room.epoch + 1
        room = Room(
            id: "room", restoring: RoomSnapshot(room: ledger.room, participants: Array(ledger.people.values)), limits: room.limits,
            at: now)
        room.epoch = epoch
        model.restart(at: now)
        (wires, dead) = ([:], [])
        for index in actors.indices { actors[index].lose() }
    }
}
