import NIOConcurrencyHelpers
import SignalingProtocol

/// Every connection there is: people inside, who have said hello, and strangers, who have shown nothing yet. Those shake hands, read
/// pages, or keep silent.
///
/// There is room for so many strangers. One more comes in all the same, and those go who have been there longest at the most
/// crowded address. So a flood pushes out itself, and whoever says hello at once isn't kept out by it, from the same address
/// neither. Nobody inside is ever asked to go.
///
/// - SeeAlso: Decision 0020.
final class Lobby: Sendable {
    /// One connection's place. It is given back when the connection is gone.
    struct Place: Hashable, Sendable { fileprivate let number: Int }

    fileprivate struct Stranger {
        var address: AddressPrefix
        /// Something is done for it: a page is on its way, a hello is looked at. Such go last.
        var isBusy = false
        let cut: @Sendable () -> Void
    }

    fileprivate struct State {
        var last = 0
        var strangers: [Int: Stranger] = [:]
        var inside: Set<Int> = []
    }

    private let state = NIOLockedValueBox(State())
    private let maximumStrangers: Int
    private let maximumConnections: Int
    private let metrics: SignalingMetrics

    /// - Parameters:
    ///   - strangers: How many there may be at once.
    ///   - connections: How many connections there may be, with those inside.
    init(strangers: Int, connections: Int, metrics: SignalingMetrics) {
        maximumStrangers = max(strangers, 1)
        maximumConnections = max(connections, 2)
        self.metrics = metrics
    }

    /// A connection arrives.
    ///
    /// - Parameter cut: Ends it: its place was given to somebody else. Called on any thread, at most once.
    /// - Returns: `nil` where people inside have taken every place: the connection is to be closed.
    func enter(from address: AddressPrefix, cut: @escaping @Sendable () -> Void) -> Place? {
        let (place, leaving) = state.withLockedValue { state -> (Place?, [Stranger]) in
            let room = min(maximumStrangers, maximumConnections - state.inside.count)
            guard room > 0 else { return (nil, []) }
            // A tenth at once: to find out who goes costs as much for one as for many.
            let surplus = state.strangers.count - room + max(1, room / 10)
            let leaving = state.strangers.count < room ? [] : state.takeOut(surplus, for: address)
            state.last += 1
            state.strangers[state.last] = Stranger(address: address, cut: cut)
            return (Place(number: state.last), leaving)
        }
        for stranger in leaving { stranger.cut() }
        if place == nil { metrics.turnedAway() } else { metrics.connected() }
        metrics.cut(leaving.count)
        return place
    }

    /// It turned out that the connection comes from elsewhere: a proxy carries it.
    func move(_ place: Place, to address: AddressPrefix) {
        state.withLockedValue { $0.strangers[place.number]?.address = address }
    }

    func setBusy(_ place: Place, _ isBusy: Bool) {
        state.withLockedValue { $0.strangers[place.number]?.isBusy = isBusy }
    }

    /// Its owner said a hello that was taken: no stranger any more.
    func admit(_ place: Place) {
        state.withLockedValue { state in
            guard state.strangers.removeValue(forKey: place.number) != nil else { return }
            state.inside.insert(place.number)
        }
    }

    /// The connection is gone.
    func leave(_ place: Place) {
        state.withLockedValue { state in
            state.strangers[place.number] = nil
            state.inside.remove(place.number)
        }
        metrics.disconnected()
    }

    /// How many have shown nothing yet.
    var strangers: Int { state.withLockedValue { $0.strangers.count } }

    /// Whether as many are inside as may be. An eighth of all places is kept for strangers, so that they can be told so.
    var isFull: Bool {
        let kept = min(maximumStrangers, max(1, maximumConnections / 8))
        return state.withLockedValue { $0.inside.count >= maximumConnections - kept }
    }
}

extension Lobby.State {
    /// Takes out the idle before the busy, at the most crowded address first, the newcomer counted, and there who came first.
    fileprivate mutating func takeOut(_ count: Int, for newcomer: AddressPrefix) -> [Lobby.Stranger] {
        var cameLater = [newcomer: 1]
        let line = strangers.sorted { $0.key > $1.key }.map { number, stranger in
            let rank = cameLater[stranger.address, default: 0]
            cameLater[stranger.address] = rank + 1
            return (isBusy: stranger.isBusy ? 1 : 0, rank: -rank, number: number)
        }
        return line.sorted { ($0.isBusy, $0.rank, $0.number) < ($1.isBusy, $1.rank, $1.number) }
            .prefix(count).compactMap { strangers.removeValue(forKey: $0.number) }
    }
}
