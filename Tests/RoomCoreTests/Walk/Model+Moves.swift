import SignalingProtocol

/// How somebody comes to be where they are.
extension Model {
    mutating func seat(_ id: ParticipantID, at now: Instant) {
        guard var person = people[id] else { return }
        person.state = .admitted
        person.mayReturn = true
        person.inLineSince = nil
        person.alertedAt = nil
        person.letter = nil
        person.since = now
        person.life = nextLife
        person.isShownAway = person.connection == nil
        if person.connection == nil { person.droppedAt = now }
        people[id] = person
        fallout.tell(person.session, .servers)
    }

    mutating func queue(_ id: ParticipantID, at now: Instant) {
        people[id]?.state = .waiting
        people[id]?.inLineSince = now
        people[id]?.alertedAt = nil
        people[id]?.since = now
    }

    /// From the session to the end of the line.
    mutating func sendBack(_ id: ParticipantID, at now: Instant) {
        freeScreen(of: id)
        people[id]?.mayReturn = false
        let isAway = people[id]?.connection == nil
        people[id]?.isOutdated = isAway
        freshen(id)
        queue(id, at: now)
        tell(id, .sentBack)
    }

    /// As somebody is who has just come.
    mutating func freshen(_ id: ParticipantID) {
        people[id]?.media.screen = .off
        people[id]?.hand = false
        people[id]?.isShownAway = false
        people[id]?.note = nil
        people[id]?.rangAt = nil
    }

    /// Out, with the word that closes what they have open.
    mutating func leave(_ id: ParticipantID, as state: ParticipantRecord.State, _ code: CloseCode) {
        guard var person = people[id] else { return }
        freeScreen(of: id)
        fallout.farewells[person.session.rawValue] = code
        person.state = state
        person.connection = nil
        person.droppedAt = nil
        person.isShownAway = false
        person.hand = false
        person.media = MediaState()
        person.inLineSince = nil
        person.letter = nil
        people[id] = person
    }

    mutating func freeScreen(of id: ParticipantID) { if screen == id { screen = nil } }

    /// Takes their word for their devices, as far as they may use them.
    mutating func believe(_ devices: Hello.Devices?, of id: ParticipantID) {
        guard let devices, let permissions = people[id]?.permissions else { return }
        people[id]?.media.audio = permissions.audio ? devices.audio : .off
        people[id]?.media.video = permissions.video ? devices.video : .off
    }

    mutating func silence(_ kinds: [MediaKind], of id: ParticipantID) {
        for kind in kinds { people[id]?.media[kind] = .off }
        if kinds.contains(.screen) { freeScreen(of: id) }
    }

    /// The same by somebody's order: their page is told to stop.
    mutating func enforce(_ kinds: [MediaKind], on id: ParticipantID) {
        silence(kinds, of: id)
        if !kinds.isEmpty { tell(id, .enforced) }
    }

    mutating func tell(_ id: ParticipantID, _ letter: Fallout.Letter) {
        if let person = people[id] { fallout.tell(person.session, letter) }
    }

    /// Those who decide, but for the one it comes from.
    mutating func tellHosts(_ letter: Fallout.Letter, from id: ParticipantID) {
        for host in crowd where host.decides && host.id != id { fallout.tell(host.session, letter) }
    }
}
