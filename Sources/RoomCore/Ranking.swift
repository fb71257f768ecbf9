import SignalingProtocol

/// Participants by since when they are somewhere, and by id where that is the same: one order for equal rooms.
struct Ranking: Equatable, Sendable {
    private(set) var ids: [ParticipantID] = []
    private var instants: [Instant] = []

    /// Puts somebody where they belong, or takes them out (`nil`).
    mutating func place(_ id: ParticipantID, since: Instant?) {
        if let place = ids.firstIndex(of: id) {
            guard instants[place] != since else { return }
            ids.remove(at: place)
            instants.remove(at: place)
        }
        guard let since else { return }
        let place = ids.indices.first { (instants[$0], ids[$0]) > (since, id) } ?? ids.endIndex
        ids.insert(id, at: place)
        instants.insert(since, at: place)
    }
}
