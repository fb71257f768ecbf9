import SignalingProtocol

/// The portal, and the clock.
extension Model {
    mutating func heed(_ command: RoomCommand, at now: Instant) {
        switch command {
        case .changed(let terms): change(to: terms, at: now)
        case .cancelled:
            guard ended != .cancelled else { return }
            (ended, endedAt) = (.cancelled, now)
            for person in people.values where person.waits || (person.isIn && !person.isStaff) { sendOff(person.id, .forbidden, at: now) }
        case .reopened: _ = reopen()
        case .linkRevoked(let link):
            revokedLinks[link] = now
            withdraw { $0.link == link }
        case .subjectRevoked(let subject):
            revokedSubjects[subject] = now
            withdraw { $0.subject == subject }
        case .clinicianAlerted(let moment):
            for person in people.values where person.waits && person.inLineSince ?? person.since <= moment {
                people[person.id]?.alertedAt = max(moment, person.alertedAt ?? moment)
            }
        }
    }

    private mutating func withdraw(from isMeant: (Person) -> Bool) {
        for person in people.values where isMeant(person) {
            if person.isHere { leave(person.id, as: .left, .forbidden) }
            people[person.id]?.mayReturn = false
            people[person.id]?.tokens = []
        }
    }

    mutating func change(to new: RoomTerms, at now: Instant) {
        guard new.revision > terms.revision else { return }
        let old = terms
        let isMoved = new.startsAt != old.startsAt
        if isMoved || new.endsAt != old.endsAt { extendedUntil = nil }
        if isMoved { isReopened = false }
        terms = new
        let isRevived =
            switch ended {
            case .endedByHost: endedAt.map { new.startsAt > $0 } ?? false
            case .hardEnd: hardEnd > now
            case .cancelled, nil: false
            }
        if isRevived { ended = nil }
        if isRevived || (isMoved && now < new.opensAt) {
            for person in people.values where !person.isHere { people[person.id]?.mayReturn = false }
        }
        let former = Set(old.hosts).subtracting(new.hosts)
        withdraw { $0.role == .host && former.contains($0.subject) }
    }

    /// When time next changes something.
    var nextDue: Instant? {
        let drops = people.values.compactMap(due)
        let end = ended == nil && !isHostIn ? hardEnd : nil
        return (drops + [end, absenceDue].compactMap { $0 }).min()
    }

    private func due(_ person: Person) -> Instant? {
        guard let droppedAt = person.droppedAt, person.isHere else { return nil }
        if person.waits { return max(closesAt, droppedAt + limits.reconnectGrace) }
        return droppedAt + (person.isShownAway ? limits.reconnectGrace : limits.reconnectingNotice)
    }

    private var absenceDue: Instant? {
        guard let policy = terms.hostAbsence, policy != .continue, ended == nil, let noHostSince else { return nil }
        let wasHosted = people.values.contains { ($0.role == .host || $0.role == .cohost) && $0.mayReturn }
        return wasHosted && crowd.contains { !$0.isStaff } ? noHostSince + limits.hostAbsence : nil
    }

    /// Time goes by until then, and does what it does: the end before everything, the practice's policy before single people.
    mutating func pass(from start: Instant, to end: Instant) {
        var now = start
        while let due = nextDue, due <= end {
            now = max(now, due)
            ring(at: now)
            settle(at: now)
        }
    }

    private mutating func ring(at now: Instant) {
        if ended == nil, !isHostIn, now >= hardEnd { return self.end(.hardEnd, at: now) }
        if let absenceDue, absenceDue <= now { return hostsStayedAway(at: now) }
        let late = people.values.filter { person in due(person).map { $0 <= now } ?? false }
        let lost = late.filter { person in person.isIn && (person.droppedAt.map { $0 + limits.reconnectGrace <= now } ?? false) }
        if !lost.isEmpty { return lost.forEach { leave($0.id, as: .left, .heartbeatLost) } }
        let away = late.filter(\.waits)
        if !away.isEmpty { return away.forEach { leave($0.id, as: .left, .closed) } }
        for person in late {
            people[person.id]?.isShownAway = true
            if screen == person.id { enforce([.screen], on: person.id) }
        }
    }

    private mutating func hostsStayedAway(at now: Instant) {
        guard terms.hostAbsence == .waiting else { return end(.hardEnd, at: now) }
        let clients = crowd.filter { !$0.isStaff }.sorted { ($0.since, $0.id) < ($1.since, $1.id) }
        let places = max(0, limits.waiting - line.count)
        guard clients.count > places else { return clients.forEach { sendBack($0.id, at: now) } }
        for person in clients.dropFirst(places) {
            leave(person.id, as: .left, .overloaded)
            people[person.id]?.mayReturn = false
        }
    }
}
