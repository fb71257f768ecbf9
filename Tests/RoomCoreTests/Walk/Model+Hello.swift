import RoomCore
import SignalingProtocol

/// Who may come in, and where to.
extension Model {
    mutating func arrive(_ arrival: Room.Arrival, at now: Instant) -> Verdict {
        let grant = arrival.grant
        guard grant.room == "room", grant.terms.booking == terms.booking, grant.terms.practice == terms.practice else {
            return .turnedAway(.forbidden, .forbidden)
        }
        change(to: grant.terms, at: now)
        let known = people.values.first { $0.subject == grant.subject }
        let isInSession = leadsIn(grant, known)
        if let no = refusal(of: grant, known, at: now) ?? refusalByClock(grant.role, known, at: now)
            ?? refusalByOtherTab(arrival.hello, known) ?? refusalByCrowd(isInSession, grant.role, known)
        {
            return no
        }
        let id = enrol(arrival, known, at: now)
        if known?.isIn == true {
            let life = nextLife
            people[id]?.life = life
            people[id]?.isShownAway = false
            freeScreen(of: id)
            tell(id, .servers)
        } else if isInSession {
            seat(id, at: now)
        } else if known?.waits != true {
            queue(id, at: now)
        } else if known?.letter != nil {
            tell(id, .note)
        }
        return welcome(id, resumed: false, replay: false)
    }

    private func leadsIn(_ grant: RoomGrant, _ known: Person?) -> Bool {
        if known?.isIn == true || (grant.entry == .direct && grant.role == .host) { return true }
        if known?.waits == true { return false }
        return known?.mayReturn == true || (grant.entry == .direct && !isLocked)
    }

    private func refusal(of grant: RoomGrant, _ known: Person?, at now: Instant) -> Verdict? {
        let isStaff = [.host, .observer].contains(grant.role)
        let isWithdrawn =
            (revokedSubjects[grant.subject].map { grant.issuedAt <= $0 } ?? false)
            || (grant.link.flatMap { revokedLinks[$0] }.map { grant.issuedAt <= $0 } ?? false)
        let isFormerHost = grant.role == .host && grant.terms.hosts.contains(grant.subject) && !terms.hosts.contains(grant.subject)
        if (grant.entry == .direct && !isStaff) || isWithdrawn || isFormerHost { return .turnedAway(.forbidden, .forbidden) }
        if let no = refusalAfterEnd(grant.role) { return no }
        if let known { return known.isBlocked ? .turnedAway(.blocked, known.state == .removed ? .removed : .denied) : nil }
        let isLinkBlocked = grant.link != nil && people.values.contains { $0.isBlocked && $0.link == grant.link }
        return isLinkBlocked ? .turnedAway(.blocked, .denied) : nil
    }

    private func refusalAfterEnd(_ role: Role) -> Verdict? {
        switch ended {
        case nil: nil
        case .cancelled: .turnedAway(.bookingCancelled, .forbidden)
        case .endedByHost: .turnedAway(.windowClosed, .ended)
        case .hardEnd: role == .host ? nil : .turnedAway(.windowClosed, .ended)
        }
    }

    private func refusalByClock(_ role: Role, _ known: Person?, at now: Instant) -> Verdict? {
        if role == .host { return nil }
        if now >= hardEnd, !isHostIn { return .turnedAway(.windowClosed, .ended) }
        if known?.isHere == true || known?.mayReturn == true { return nil }
        if now < terms.opensAt { return .turnedAway(.windowNotOpen, .notOpenYet) }
        return now < closesAt ? nil : .turnedAway(.windowClosed, .closed)
    }

    private func refusalByOtherTab(_ hello: Hello, _ known: Person?) -> Verdict? {
        guard let known, known.isHere, known.connection != nil, hello.onDuplicate != .takeover else { return nil }
        return hello.instance != nil && hello.instance == known.tab ? nil : .turnedAway(.duplicateSession, nil)
    }

    private func refusalByCrowd(_ isInSession: Bool, _ role: Role, _ known: Person?) -> Verdict? {
        let isFull = isInSession ? known?.isIn != true && seats(forHost: role == .host) < 1 : known?.waits != true && line.count >= limits.waiting
        return isFull ? .turnedAway(.roomFull, .overloaded) : nil
    }

    private mutating func enrol(_ arrival: Room.Arrival, _ known: Person?, at now: Instant) -> ParticipantID {
        let grant = arrival.grant
        let all: Permissions = grant.role == .observer ? .none : .all
        var person =
            known
            ?? Person(
                id: arrival.participant, subject: grant.subject, role: grant.role, link: grant.link, since: now,
                session: arrival.session, permissions: all)
        if person.isHere { fallout.farewells[person.session.rawValue] = .replaced }
        if !(person.role == .cohost && grant.role == .observer) {
            if (person.role == .observer) != (grant.role == .observer) { person.permissions = all }
            person.role = grant.role
        }
        if person.role == .observer { person.hand = false }
        person.session = arrival.session
        person.tokens = [arrival.resumeHash]
        person.connection = arrival.connection
        person.tab = arrival.hello.instance
        person.droppedAt = nil
        person.isOutdated = false
        person.media = MediaState()
        if !person.isHere {
            person.recordName = grant.verifiedName
            person.link = grant.link
            person.duplicateOf = earlierVisitor(than: person)
        }
        people[person.id] = person
        if !person.isHere { freshen(person.id) }
        believe(arrival.hello.media, of: person.id)
        return person.id
    }

    mutating func resume(_ comeback: Room.Return, at now: Instant) -> Verdict {
        guard let person = people.values.first(where: { $0.tokens.contains(comeback.presented) }) else {
            return .turnedAway(.resumeInvalid, .sessionExpired)
        }
        switch person.state {
        case .removed: return .turnedAway(.blocked, .removed)
        case .denied: return .turnedAway(.blocked, .denied)
        case .ended where ended == .cancelled: return .turnedAway(.bookingCancelled, .forbidden)
        case .ended where ended != nil: return .turnedAway(.windowClosed, .ended)
        case .admitted where person.isStaff: break
        default: if let no = refusalAfterEnd(person.role) { return no }
        }
        if let no = refusalByClock(person.role, person, at: now) { return no }
        if !person.isHere, let no = refusalByCrowd(person.mayReturn, person.role, person) { return no }

        let id = person.id
        if person.isHere, let older = person.connection { fallout.farewells[older.rawValue] = .replaced }
        if !person.isHere {
            freshen(id)
            let earlier = earlierVisitor(than: person)
            people[id]?.duplicateOf = earlier
        }
        people[id]?.tokens = [comeback.presented, comeback.next]
        people[id]?.connection = comeback.connection
        people[id]?.tab = comeback.hello.instance ?? person.tab
        people[id]?.droppedAt = nil
        people[id]?.isShownAway = false
        people[id]?.isOutdated = false
        believe(comeback.hello.media, of: id)
        if person.isIn { tell(id, .servers) }
        let replays = comeback.canReplay && !person.isOutdated
        if person.letter != nil, !replays { tell(id, .note) }
        guard !person.isHere else { return welcome(id, resumed: true, replay: replays) }
        if person.mayReturn { seat(id, at: now) } else { queue(id, at: now) }
        return welcome(id, resumed: true, replay: false)
    }

    private func welcome(_ id: ParticipantID, resumed: Bool, replay: Bool) -> Verdict {
        guard let person = people[id] else { return .nothing }
        return .enters(
            person.isIn ? .admitted : .waiting, person.session, id, person.role, person.permissions, resumed: resumed, replay: replay)
    }
}
