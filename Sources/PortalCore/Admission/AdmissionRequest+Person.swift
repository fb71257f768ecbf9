import SignalingProtocol

extension AdmissionRequest {
    /// Whether the session is this person's, whatever else may keep them out: only then are they told about it.
    var isTheirSession: Bool {
        guard practice.id == booking.practice else { return false }
        return switch person {
        case .client(let login?): login.account.practice == practice.id && !booked(of: login).isEmpty
        case .visitor(let visit?): opensThisSession(visit.link) && !isRevoked(visit.link) && visit.refusalAsNewcomer == nil
        case .staff(let staff?): staff.mayHost(booking)
        case .client(nil), .visitor(nil), .staff(nil): false
        }
    }

    /// The reasons that lie in who asks.
    func reasonsInPerson(now: Instant) -> [RefusalReason] {
        switch person {
        case .client(let login?): reasons(in: login)
        case .visitor(let visit?): reasons(in: visit, now: now)
        case .staff(let staff?): reasons(in: staff)
        case .client(nil), .staff(nil): [.notSignedIn]
        case .visitor(nil): [.linkUnknown]
        }
    }

    private func reasons(in login: ClientLogin) -> [RefusalReason] {
        guard login.account.practice == practice.id, practice.id == booking.practice else { return [.notYourSession] }
        var reasons: [RefusalReason] = []
        if login.account.disabledAt != nil { reasons.append(.accountDisabled) }
        if login.account.verifiedAt == nil { reasons.append(.emailNotVerified) }
        if booked(of: login).isEmpty { reasons.append(login.clients.isEmpty ? .notAssociated : .notYourSession) }
        return reasons
    }

    private func reasons(in staff: Staff) -> [RefusalReason] {
        guard staff.practice == practice.id, practice.id == booking.practice else { return [.notYourSession] }
        guard staff.isActive else { return [.accountDisabled] }
        return staff.mayHost(booking) ? [] : [.notYourSession]
    }

    private func reasons(in visit: LinkVisit, now: Instant) -> [RefusalReason] {
        guard opensThisSession(visit.link) else { return [.linkUnknown] }
        if isRevoked(visit.link) { return [.linkRevoked] }
        if visit.link.isExpired(at: now), !isReturning { return [.linkExpired] }
        return visit.refusalAsNewcomer.map { [$0] } ?? []
    }

    private func opensThisSession(_ link: DirectLink) -> Bool {
        link.practice == practice.id && practice.id == booking.practice && link.booking == booking.id
    }

    private func isRevoked(_ link: DirectLink) -> Bool { link.revokedAt != nil || !practice.isSharingEnabled }
}
