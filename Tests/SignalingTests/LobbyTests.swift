import Metrics
import SignalingProtocol
import Synchronization
import Testing

@testable import Signaling

@Suite("Lobby")
struct LobbyTests {
    /// A lobby, and who was cut out of it.
    private final class Scene: Sendable {
        let lobby: Lobby
        private let cuts = Mutex<[String]>([])

        init(strangers: Int, connections: Int = 1_000) {
            lobby = Lobby(strangers: strangers, connections: connections, metrics: SignalingMetrics(NOOPMetricsHandler.instance))
        }

        var cut: [String] { cuts.withLock { $0 } }

        @discardableResult
        func enter(_ name: String, from address: AddressPrefix = LobbyTests.clinic) -> Lobby.Place? {
            lobby.enter(from: address) { self.cuts.withLock { $0.append(name) } }
        }
    }

    private static let clinic = AddressPrefix("192.0.2.1")
    private static let flood = AddressPrefix("198.51.100.1")

    @Test func `so many strangers are let be, and for one more the oldest goes`() {
        let scene = Scene(strangers: 2)
        for name in ["a", "b"] { scene.enter(name) }
        #expect(scene.cut == [])
        scene.enter("c")
        #expect(scene.cut == ["a"])
        scene.enter("d")
        #expect(scene.cut == ["a", "b"])
    }

    @Test func `those go who are at the most crowded address, the newcomer's own included`() {
        let scene = Scene(strangers: 4)
        scene.enter("Nadia")
        for name in ["1", "2", "3"] { scene.enter(name, from: Self.flood) }
        scene.enter("4", from: Self.flood)
        scene.enter("Lin")
        scene.enter("5", from: Self.flood)
        #expect(scene.cut == ["1", "2", "3"])
    }

    @Test func `a flood of five thousand never touches who came last from elsewhere`() {
        let scene = Scene(strangers: 100)
        scene.enter("Nadia")
        for number in 0..<5_000 { scene.enter("\(number)", from: Self.flood) }
        #expect(!scene.cut.contains("Nadia"))
        #expect(scene.cut.count >= 4_900)
    }

    @Test func `whoever is being served goes last`() throws {
        let scene = Scene(strangers: 2)
        let busy = try #require(scene.enter("busy"))
        scene.lobby.setBusy(busy, true)
        for name in ["a", "b"] { scene.enter(name) }
        #expect(scene.cut == ["a"])
        scene.lobby.setBusy(busy, false)
        scene.enter("c")
        #expect(scene.cut == ["a", "busy"])
    }

    @Test func `a connection counts for where it turned out to come from`() throws {
        let scene = Scene(strangers: 3)
        let proxied = try #require(scene.enter("Nadia", from: Self.flood))
        scene.lobby.move(proxied, to: Self.clinic)
        for name in ["1", "2", "3"] { scene.enter(name, from: Self.flood) }
        #expect(scene.cut == ["1"])
    }

    @Test func `nobody inside is cut, whatever comes`() throws {
        let scene = Scene(strangers: 1)
        scene.lobby.admit(try #require(scene.enter("inside")))
        for number in 0..<100 { scene.enter("\(number)") }
        #expect(scene.cut == (0..<99).map(String.init))
    }

    @Test func `a place that is given back is free`() throws {
        let scene = Scene(strangers: 1)
        let place = try #require(scene.enter("a"))
        scene.lobby.leave(place)
        scene.enter("b")
        #expect(scene.cut == [])
    }

    @Test func `an eighth is kept for strangers, and when people inside have all the rest nobody else comes in`() throws {
        let scene = Scene(strangers: 5_000, connections: 16)
        var inside: [Lobby.Place] = []
        for number in 1...16 {
            #expect(scene.lobby.isFull == (number > 14))
            let place = try #require(scene.enter("\(number)"))
            scene.lobby.admit(place)
            inside.append(place)
        }
        #expect(scene.enter("one more") == nil && scene.cut == [])
        for place in inside.prefix(3) { scene.lobby.leave(place) }
        #expect(!scene.lobby.isFull && scene.enter("one more") != nil)
    }
}
