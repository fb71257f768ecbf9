import RoomCore
import SignalingProtocol

/// What one page knows, built from nothing but the frames it was sent.
struct Mirror {
    var room: RoomState.Room?
    /// All that somebody waiting was told.
    var status: WaitingStatus?
    var participants: [ParticipantID: Participant] = [:]
    var waiting: [ParticipantID: Waiting] = [:]
    var blocked: [RoomState.Blocked] = []
    var peers: [ParticipantID: Peer] = [:]
    var revision = 0

    mutating func apply(_ message: ServerMessage) {
        switch message {
        case .roomState(let state): take(state)
        case .waitingStatus(let status): self.status = status
        case .waitingEntered: self = Mirror()
        case .waitingJoined(let entry): waiting[entry.id] = entry
        case .waitingUpdated(let update): apply(update)
        case .waitingLeft(let left): waiting[left.id] = nil
        case .participantJoined(let joined):
            participants[joined.participant.id] = joined.participant
            peers[joined.participant.id] = joined.peer
        case .participantUpdated(let update): apply(update)
        case .participantLeft(let left):
            participants[left.id] = nil
            peers[left.id] = nil
        case .mediaUpdated(let media):
            participants[media.id]?.media = MediaState(audio: media.audio, video: media.video, screen: media.screen)
        case .handUpdated(let hand): participants[hand.from]?.hand = hand.raised
        case .roomUpdated(let update): apply(update)
        default: break
        }
    }

    private mutating func take(_ state: RoomState) {
        status = nil
        room = state.room
        participants = Dictionary(state.participants.map { ($0.id, $0) }) { first, _ in first }
        waiting = Dictionary((state.waiting ?? []).map { ($0.id, $0) }) { first, _ in first }
        peers = Dictionary(state.peers.map { ($0.id, $0) }) { first, _ in first }
        blocked = state.blocked ?? []
    }

    private mutating func apply(_ update: WaitingUpdate) {
        guard var entry = waiting[update.id] else { return }
        entry.displayName = update.displayName ?? entry.displayName
        if let presence = update.presence { (entry.presence, entry.awaySince) = (presence, update.awaySince) }
        entry.readiness = update.readiness ?? entry.readiness
        entry.note = update.note ?? entry.note
        entry.knockedAt = update.knockedAt ?? entry.knockedAt
        waiting[update.id] = entry
    }

    private mutating func apply(_ update: ParticipantUpdate) {
        guard var person = participants[update.id] else { return }
        person.displayName = update.displayName ?? person.displayName
        person.role = update.role ?? person.role
        person.presence = update.presence ?? person.presence
        person.perms = update.perms ?? person.perms
        person.session = update.session ?? person.session
        participants[update.id] = person
        if let peer = update.peer { peers[update.id] = peer }
    }

    private mutating func apply(_ update: RoomUpdate) {
        if let locked = update.locked { room?.locked = locked }
        if let reopened = update.reopened { room?.reopened = reopened }
        if let startsAt = update.startsAt { room?.startsAt = startsAt }
        if let endsAt = update.endsAt { room?.endsAt = endsAt }
        if let closesAt = update.closesAt { room?.closesAt = closesAt }
        if let hardEnd = update.hardEnd { room?.hardEnd = hardEnd }
        if let hostName = update.hostName { room?.hostName = hostName }
        if let blocked = update.blocked { self.blocked = blocked }
    }

    /// As for somebody who waits.
    var showsNobody: Bool { room == nil && participants.isEmpty && waiting.isEmpty && peers.isEmpty && blocked.isEmpty }

    /// How this differs from the room's own picture.
    func difference(from truth: RoomState) -> String? {
        if room != truth.room { return "the room: \(room as Any) instead of \(truth.room)" }
        if !same(participants, truth.participants) { return "who is in" }
        if !same(waiting, truth.waiting ?? []) {
            let wrong = (truth.waiting ?? []).filter { waiting[$0.id] != $0 }
            return "who waits: \(wrong.map { waiting[$0.id] }) instead of \(wrong)"
        }
        if !same(peers, truth.peers) { return "the peers" }
        return blocked == (truth.blocked ?? []) ? nil : "who is kept out"
    }

    private func same<Item: Equatable & Named>(_ mine: [ParticipantID: Item], _ true: [Item]) -> Bool {
        mine.count == `true`.count && `true`.allSatisfy { mine[$0.id] == $0 }
    }
}

protocol Named { var id: ParticipantID { get } }
extension Participant: Named {}
extension Waiting: Named {}
extension Peer: Named {}
