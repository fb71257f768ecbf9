import PortalCore
import SignalingProtocol
import Storage

/// To those who work at the practice.
extension Correspondence {
    /// Obsolete once the account is associated, or where the reader oversees the practice no more.
    func prospect(_ id: AccountID, for reader: StaffID) async throws -> Draft? {
        guard let staff = try await portal.store.staff(reader, in: practice.id), staff.isActive, staff.role.overseesPractice,
            let account = try await portal.store.account(id, in: practice.id), account.disabledAt == nil,
            try await portal.store.clients(of: id, in: practice.id).isEmpty
        else { return nil }
        return draft(for: recipient(staff), "prospectWaiting", ["name": account.name.text], open: places.prospects)
    }

    /// - Parameter recipient: Somebody who works at the practice, or the practice itself.
    func draft(
        for recipient: Recipient, _ group: String, _ values: [String: String], list: Letter.List? = nil, open place: String
    ) -> Draft {
        let words = speech(recipient.language).words
        return Draft(
            to: recipient,
            letter: Letter(
                subject: words("mail.\(group).subject", values), greeting: greeting(recipient.name, words),
                opening: [Letter.Paragraph(words("mail.\(group).lead", values))], list: list,
                action: Letter.Action(text: words("mail.\(group).action"), url: address(place)),
                footer: words("mail.footerLogin", ["practice": practice.name.text])))
    }

    func recipient(_ staff: Staff) -> Recipient {
        Recipient(name: staff.name, email: staff.email, language: staff.language ?? practice.language)
    }
}
