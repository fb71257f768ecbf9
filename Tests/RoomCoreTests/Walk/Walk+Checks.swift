import SignalingProtocol

@testable import RoomCore

/// What must hold after each step.
extension Walk {
    mutating func check(_ input: Room.Input, _ effects: [Room.Effect], _ before: Room) {
        checkOrder(input, effects)
        if case .record(let changes)? = effects.first {
            follow(changes, because: input)
            checkCrowd()
        } else if isRefused(effects), room != before {
            fail("a refusal changed the room: \(input)")
        }
        for effect in effects { check(effect) }
        if room.record != ledger.room { fail("the room's record isn't what was recorded: \(input)") }
        if step % 16 == 0 {
            var again = before
            if again.handle(input, at: now) != effects || again != room { fail("equal inputs, other outcome: \(input)") }
        }
    }

    /// The record comes before everything that announces it, and each question has one answer.
    private mutating func checkOrder(_ input: Room.Input, _ effects: [Room.Effect]) {
        var replies = 0, answers = 0
        for (place, effect) in effects.enumerated() {
            switch effect {
            case .record: if place > 0 { fail("a record after an announcement: \(input)") }
            case .reply: replies += 1
            case .accept, .refuse: answers += 1
            default: break
            }
        }
        switch input {
        case .received, .instructed: if replies != 1 || answers != 0 { fail("\(replies) replies to \(input)") }
        case .arrived, .returned: if replies != 0 || answers != 1 { fail("\(answers) answers to \(input)") }
        default: if replies + answers != 0 { fail("an answer to nothing: \(input)") }
        }
    }

    /// Limits hold, and no two names in one place read the same.
    private mutating func checkCrowd() {
        let present = ledger.people.values.filter { $0.state == .waiting || $0.state == .admitted }
        if present.count(where: { $0.state == .admitted }) > room.limits.admitted { fail("too many admitted") }
        if present.count(where: { $0.state == .waiting }) > room.limits.waiting { fail("too many waiting") }
        for place in Dictionary(grouping: present, by: \.state).values
        where Set(place.map(\.displayName.key)).count != place.count { fail("two people with one name") }
    }

    /// Nobody gets what their place and role don't let them see (V12, V14).
    private mutating func check(_ effect: Room.Effect) {
        switch effect {
        case .send(let message, let session, _):
            guard let person = ledger.person(of: session) else { return fail("a frame to nobody: \(message)") }
            if !mayGet(message, person) { fail("\(person.state.rawValue) \(person.role.rawValue) was sent \(message)") }
        case .sendICEServers(let session, let id):
            guard let person = ledger.person(of: session), person.id == id, person.state == .admitted else {
                return fail("ICE servers to somebody not admitted")
            }
        case .accept(_, let acceptance):
            let state: ParticipantRecord.State = acceptance.state == .admitted ? .admitted : .waiting
            guard let person = ledger.people[acceptance.participant], person.state == state, person.role == acceptance.role else {
                return fail("hello.ok says something else than the record")
            }
        default: break
        }
    }

    private func mayGet(_ message: ServerMessage, _ person: ParticipantRecord) -> Bool {
        switch message {
        case .waitingStatus, .waitingMessage, .waitingEntered: return person.state == .waiting
        case .denied: return person.state == .denied
        case .roomClosed: return person.state == .ended
        default: break
        }
        guard person.state == .admitted else { return false }
        let decides = person.role.decidesAdmission
        switch message {
        case .waitingJoined, .waitingUpdated, .waitingLeft, .qualityUpdated, .alert: return decides
        case .roomState(let state):
            let holdsNames = state.participants.contains { $0.verifiedName != nil }
            return decides || (state.waiting == nil && state.blocked == nil && !holdsNames)
        case .participantJoined(let joined): return decides || joined.participant.verifiedName == nil
        case .roomUpdated(let update): return decides || (update.blocked == nil && update.reopened == nil)
        default: return true
        }
    }

    /// What everybody's page has put together from its frames is what there is to be seen, and the pages are those of whom the
    /// model has connected: nobody waiting is forgotten.
    mutating func checkPages() {
        let connected = actors.indices.filter { actors[$0].connection != nil }
        for index in connected { checkPage(of: index) }
        let sockets = Set(connected.compactMap { actors[$0].connection }), expected = Set(model.people.values.compactMap(\.connection))
        if sockets != expected { fail("connected are \(sockets), and should be \(expected)") }
    }

    /// One page of those that have read everything is looked at whenever: it shows no moment that wasn't.
    mutating func checkSomePage() {
        let current = actors.indices.filter { actors[$0].connection != nil && actors[$0].page.isIn && actors[$0].inbox.isEmpty }
        if let index = dice.pick(current) { checkPage(of: index) }
    }

    /// Whoever is in sees what their role may see, and whoever waits sees nobody.
    private mutating func checkPage(of index: Int) {
        let actor = actors[index], mirror = actor.page.mirror
        guard let person = actor.page.participant.flatMap({ model.people[$0] }), person.session == actor.page.session,
            person.connection == actor.connection, person.isHere
        else {
            return fail("\(actor.name)'s page shows what is over")
        }
        if person.isIn {
            let truth = model.picture(for: person) { ledger.name(of: $0) }
            if let difference = mirror.difference(from: truth) { fail("\(actor.name)'s picture is wrong about \(difference)") }
        } else if !mirror.showsNobody || mirror.status != model.status(of: person) {
            fail("\(actor.name) waits, and sees \(mirror)")
        }
    }

    /// Everybody is what was recorded of them, and what the model says.
    mutating func checkRecords() {
        let records = room.snapshot.participants
        for record in records {
            if ledger.people[record.id] != record { fail("\(record) isn't what was recorded") }
            if let difference = model.difference(from: record) { fail(difference) }
        }
        if room.waiting != model.line.map({ model.entry($0, ledger.name(of: $0.id)) }) { fail("the queue is wrong") }
        if room.isHostPresent != model.isHostAtHand || room.admittedCount != model.crowd.count { fail("the queue's room is wrong") }
        if records.count != model.people.count || records.count != ledger.people.count { fail("somebody is missing") }
    }

    /// A server that starts anew takes everybody back to where they were.
    mutating func checkRestoredRoom() {
        let restored = Room(id: "room", restoring: room.snapshot, limits: room.limits, at: now)
        if restored.snapshot != room.snapshot { fail("a restored room has another snapshot") }
        for person in ledger.people.values.sorted(by: { $0.id < $1.id }) {
            var fresh = restored
            let answer = fresh.handle(
                .returned(
                    .init(
                        hello: Hello(), connection: "again", presented: person.resumeHash, next: ResumeHash(rawValue: "next"),
                        canReplay: false)),
                at: now)
            let state = answer.lazy.compactMap { effect -> HelloOK.State? in
                if case .accept(_, let acceptance) = effect { acceptance.state } else { nil }
            }.first
            switch person.state {
            case .admitted: if state != .admitted { fail("\(person.id) is admitted, and was not taken back") }
            case .waiting:
                let place = fresh.snapshot.participants.first { $0.id == person.id }?.waitingSince
                if state != .waiting || place != person.waitingSince { fail("\(person.id) has lost their place") }
            case .removed, .denied: if state != nil { fail("\(person.id) resumed, \(person.state.rawValue)") }
            case .ended where room.record.ended != nil: if state != nil { fail("\(person.id) resumed after the end") }
            // A session that was extended or moved after its end goes on.
            case .left, .ended: if state == .admitted, !ledger.mayReturn.contains(person.id) { fail("\(person.id) came back unasked") }
            }
        }
    }
}
