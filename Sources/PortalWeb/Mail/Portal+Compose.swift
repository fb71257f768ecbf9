import PortalCore
import SignalingProtocol
import Storage

extension Portal {
    /// What a notice says now that it is due; `nil` if it has nothing to say any more: the session was moved or cancelled since,
    /// the reminder switched off, there is no address on record, the confirmation has ended, the webhook removed, the practice gone.
    ///
    /// - Throws: `DeliveryFailure` where the installation can't send it; else a failure of the database.
    public func compose(_ item: OutboxItem) async throws -> OutgoingMessage? {
        guard let practice = try await store.practice(item.practice) else { return nil }
        if item.channel == .webhook { return try await call(item.notice, in: practice.id).map { .webhook($0) } }
        let correspondence = Correspondence(portal: self, practice: practice, now: now())
        // Where no text messages can be sent, codes go by mail.
        if item.channel == .sms, settings.sendsTexts { return try await correspondence.text(item.notice).map { .text($0) } }
        guard let draft = try await correspondence.draft(item.notice, writtenAt: item.createdAt) else { return nil }
        return .mail(try correspondence.write(draft, for: item))
    }
}

extension Correspondence {
    /// What a notice says as a mail.
    ///
    /// - Parameter moment: When what it tells of happened.
    func draft(_ notice: Notice, writtenAt moment: Instant) async throws -> Draft? {
        switch notice {
        case .sessionBooked(let booking, let client): try await booked(booking, client)
        case .sessionMoved(let booking, let client, let others): try await moved(booking, with: others, client)
        case .sessionHandedOver(let booking, let client): try await handedOver(booking, client)
        case .sessionTakenOver(let booking, let staff, let others): try await takenOver(booking, with: others, by: staff)
        case .sessionCancelled(let booking, let client, let others): try await cancelled(booking, with: others, client)
        case .sessionReminder(let booking, let client, let reminder, let startsAt):
            try await reminded(reminder, of: booking, startingAt: startsAt, client)
        case .directLink(let link): try await linked(link)
        case .linkMoved(let link): try await linkMoved(link)
        case .linkCancelled(let link): try await linkCancelled(link)
        case .emailConfirmation(let challenge), .passwordReset(let challenge), .staffInvitation(let challenge):
            try await confirmation(challenge)
        case .loginCode(let challenge): try await code(challenge)
        case .accountExists(let account): try await accountExists(account)
        case .noAccount(let email): try await noAccount(email)
        case .noStaffLogin(let email): noStaffLogin(email)
        case .loginChanged(let login, let change, let email): try await changed(change, of: login, email, at: moment)
        case .prospectWaiting(let account, let staff): try await prospect(account, for: staff)
        case .clientWaiting(let booking, _, let staff, _): try await waiting(notice, in: booking, for: staff)
        case .clientStillWaiting(let booking, _, _): try await stillWaiting(notice, in: booking)
        // Programs are told in JSON, not in words.
        case .event: nil
        }
    }

    /// What a notice says as a text message: codes alone travel like that (C5).
    func text(_ notice: Notice) async throws -> TextMessage? {
        guard case .loginCode(let challenge) = notice else { return nil }
        return try await codeByText(challenge)
    }
}
