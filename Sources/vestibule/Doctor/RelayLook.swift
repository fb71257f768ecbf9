import Foundation
import Signaling
import SignalingProtocol

/// Whether each relay gives a participant's credentials an address.
struct RelayLook: Sendable {
    let turn: Settings.TURN?
    let now: Instant

    var findings: [Finding] {
        get async {
            guard let turn else {
                return [.warning(.relay, "there is none", "without one, people behind strict firewalls have no picture: set VESTIBULE_TURN_URLS")]
            }
            return await withTaskGroup(of: (String, Finding).self) { group in
                for url in turn.urls { group.addTask { (url, await look(at: url, turn.secret)) } }
                let found = await group.reduce(into: [String: Finding]()) { $0[$1.0] = $1.1 }
                return turn.urls.compactMap { found[$0] }
            }
        }
    }

    private func look(at url: String, _ secret: String) async -> Finding {
        guard let address = RelayAddress(url) else {
            return .warning(.relay, "\(url) is of a kind that this doesn't look at", "look at it with a browser")
        }
        let participant: ParticipantID = "doctor"
        let server = ICEConfiguration(urls: [url], secret: secret).servers(for: participant, at: now).servers.last
        guard let user = server?.username, let password = server?.credential else {
            return .failed(.relay, "\(url) has no credentials", "set VESTIBULE_TURN_SECRET")
        }
        do {
            try await RelayVisit(address: address, user: user, password: password).allocate()
            return .ok(.relay, "\(url) gives an address")
        } catch RelayRefusal.code(let code) where code == 401 || code == 441 {
            return .failed(.relay, "\(url) refuses our credentials", "VESTIBULE_TURN_SECRET is its static-auth-secret; check its clock too")
        } catch RelayRefusal.code(let code) {
            return .failed(.relay, "\(url) gives no address (\(code))", "look at its log")
        } catch {
            return .failed(.relay, "nobody answers at \(url)", "start the relay, and check its address and the firewall")
        }
    }
}
