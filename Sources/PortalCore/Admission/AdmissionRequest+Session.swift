import SignalingProtocol

extension AdmissionRequest {
    /// The reasons that lie in the session: for those alone whose session it is.
    func reasonsInSession(now: Instant) -> [RefusalReason] {
        var reasons: [RefusalReason] = []
        if booking.isCancelled { reasons.append(.bookingCancelled) }
        if let reason = reasonInMoment(now: now) { reasons.append(reason) }
        if hasEnded { reasons.append(.sessionEnded) }
        if isBlocked { reasons.append(.blocked) }
        return reasons
    }

    /// On record as waiting, admitted, or admitted before: may come back until the hard end, window or not (W4, H11).
    var isReturning: Bool {
        guard let participant, !participant.isBlocked else { return false }
        return switch participant.state {
        case .waiting, .admitted: true
        case .left, .ended: participant.wasAdmitted
        case .removed, .denied: false
        }
    }

    private func reasonInMoment(now: Instant) -> RefusalReason? {
        if case .staff = person { return nil }
        let window = practice.joinWindow(for: booking)
        let phase = window.phase(at: now)
        if mayComeBack(in: phase) || currentRoom?.isReopened == true { return now < hardEnd ? nil : .windowClosed }
        return switch phase {
        case .before: .windowNotOpen
        case .open: nil
        case .after: .windowClosed
        }
    }

    /// Somebody who left a session that was then moved to another day waits for the new window like everybody.
    private func mayComeBack(in phase: JoinWindow.Phase) -> Bool {
        guard isReturning else { return false }
        return switch participant?.state {
        case .left, .ended: phase != .before
        default: true
        }
    }

    /// Later than the window's where the host extended the session.
    private var hardEnd: Instant {
        let planned = practice.joinWindow(for: booking).hardEnd
        guard let extended = currentRoom?.extendedUntil else { return planned }
        return max(planned, extended + .minutes(practice.graceMinutes))
    }

    /// The room's record, unless the booking has changed since: what a host reopened, extended or ended then was the session
    /// as it was agreed on then.
    private var currentRoom: RoomRecord? {
        room.flatMap { $0.terms.revision >= practice.terms(of: booking).revision ? $0 : nil }
    }

    private var hasEnded: Bool {
        guard let ending = currentRoom?.ended else { return false }
        return ending.cause != .cancelled
    }

    private var isBlocked: Bool {
        if participant?.isBlocked == true { return true }
        guard case .visitor(let visit?) = person else { return false }
        return visit.isLinkBlocked && !isReturning
    }
}
