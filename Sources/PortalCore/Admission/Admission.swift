import SignalingProtocol

/// The one decision about who may enter which room, and when: for clients, visitors and staff, for pages, the JSON API and
/// the command line alike.
public enum Admission {
    public enum Decision: Equatable, Sendable {
        case granted(AdmissionGrant)
        /// Every reason why not, in the order of ``RefusalReason``; never empty.
        case refused([RefusalReason])
    }

    /// Decides whether somebody may enter a room now.
    ///
    /// Reasons that lie in the session (cancelled, window, ended) are told only to those whose session it is: to a stranger,
    /// another client or the holder of a revoked link the answer says nothing about it.
    ///
    /// - Parameter now: By the server's clock, the only one that counts (W2).
    public static func check(_ request: AdmissionRequest, now: Instant) -> Decision {
        let inPerson = request.reasonsInPerson(now: now)
        guard request.isTheirSession, let subject = request.person.subject else {
            return .refused(inPerson.isEmpty ? [.notYourSession] : inPerson.sorted())
        }
        let reasons = inPerson + request.reasonsInSession(now: now)
        guard reasons.isEmpty else { return .refused(reasons.sorted()) }
        return .granted(request.grant(to: subject))
    }
}

extension AdmissionRequest {
    fileprivate func grant(to subject: SubjectID) -> AdmissionGrant {
        AdmissionGrant(
            subject: subject, room: booking.room, role: role, verifiedName: verifiedName,
            entry: role == .host ? .direct : .wait, terms: practice.terms(of: booking, hostName: hostName), link: link?.id,
            hardEnd: hardEnd(room, practice.joinWindow(for: booking))
        )
    }

    private var role: Role {
        switch person {
        case .client: .participant
        case .visitor(let visit): visit?.link.terms.role ?? .guest
        case .staff: .host
        }
    }

    private var link: DirectLink? {
        guard case .visitor(let visit) = person else { return nil }
        return visit?.link
    }

    private var verifiedName: String? {
        switch person {
        case .client(let login): login.map { booked(of: $0).map(\.name.text).joined(separator: ", ") }
        case .visitor: nil
        case .staff(let staff): staff?.name.text
        }
    }

    /// Those whom the session is booked for and whom an account stands for: its clients and, where accounts are optional, those
    /// for whom the session is assigned to it (P).
    func booked(of login: ClientLogin) -> [Client] {
        let known = Set(login.clients.map(\.id))
        let assigned = practice.identity.areAccountsOptional ? assigned.filter { !known.contains($0.id) } : []
        return (login.clients + assigned).filter { $0.practice == booking.practice && booking.clients.contains($0.id) }
    }
}
