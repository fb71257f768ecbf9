import NIOCore
import RoomCore
import SignalingProtocol

extension RoomHost {
    /// Sends fresh credentials, in the name this session was given them for, and notes when to do so again.
    func sendServers(to session: SessionID) {
        guard let lease = sessions[session]?.lease else { return }
        let servers = core.ice.servers(for: lease.participant, at: core.now())
        sessions[session]?.lease?.refreshAt = servers.refreshAt
        send(.iceServers(servers), to: session, rev: nil)
    }

    /// `ice.refresh`: only for those who were given servers, which are the admitted.
    func refreshServers(of session: SessionID, asker: Asker) {
        guard sessions[session]?.lease != nil else {
            return answer(asker, .error(Refusal(.notAdmitted, "after admission only")))
        }
        sendServers(to: session)
        answer(asker, .ok(.none))
    }

    /// One timer for everything that the room, its credentials and its own end wait for.
    func rearm(letGoAt: Instant?) {
        let deadline = room.nextDeadline.map { max($0, deadlinesRestUntil ?? $0) }
        let next = ([deadline, letGoAt] + sessions.values.map(\.renewAt)).compactMap { $0 }.min()
        guard next != alarmAt || alarm == nil else { return }
        alarm?.cancel()
        alarm = nil
        alarmAt = next
        guard let next else { return }
        // A room that wants what is past is asked again soon, never in a tight loop; far ahead is asked for once a day.
        let wait = min(max((next - core.now()).milliseconds, 5), 86_400_000)
        alarm = eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(wait)) {
            self.assumeIsolated { $0.alarmRang() }
        }
    }

    private func alarmRang() {
        alarm = nil
        let now = core.now()
        for (session, hosted) in sessions {
            if let renewAt = hosted.renewAt, renewAt <= now { sendServers(to: session) }
        }
        if let deadline = room.nextDeadline, max(deadline, deadlinesRestUntil ?? deadline) <= now { inbox.append(.deadlinePassed) }
        drain()
    }
}
