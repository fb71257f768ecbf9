import Foundation
import PortalCore
import SignalingProtocol
import Storage

/// All that a practice's portal keeps about an account, as the file that its owner downloads. OwnData.md says what each field is.
struct OwnDataDocument: Encodable, Equatable {
    var format = "vestibule-own-data"
    /// Grows when a field changes its meaning.
    var version = 1
    let exportedAt: String
    let practice: PracticeEntry
    let account: AccountEntry
    let clients: [ClientEntry]
    let sessions: [SessionEntry]
    let receipts: [ReceiptEntry]
    let notices: [NoticeEntry]
    let confirmations: [ConfirmationEntry]
    let logins: [LoginEntry]
    let acts: [ActEntry]

    struct PracticeEntry: Encodable, Equatable {
        let name: String, timeZone: String, telephone: String?, email: String?
    }

    struct AccountEntry: Encodable, Equatable {
        let id: AccountID, email: String, name: String, language: Language?, mobile: String?, createdAt: String, verifiedAt: String?
        let termsAcceptedAt: String?, passwordChangedAt: String?
    }

    struct ClientEntry: Encodable, Equatable {
        let id: ClientID, name: String, email: String?, language: Language?
        let telephone: String?, birthDate: String?, address: String?
    }

    struct SessionEntry: Encodable, Equatable {
        let id: BookingID, startsAt: String, endsAt: String, timeZone: String, clinician: String
        /// Those of the account alone.
        let clients: [ClientID]
        /// Whether it was for others too.
        let isJoint: Bool
        let isCancelled: Bool, cancelReason: String?, attendance: String?, service: String?
        /// Before taxes, in minor units (cents) of `currency`.
        let fee: Int64?, currency: Currency, isTaxed: Bool
    }

    struct ReceiptEntry: Encodable, Equatable {
        let id: ReceiptID, issuedAt: String, voidedAt: String?, voidReason: String?, total: Int64, receipt: Receipt
    }

    struct NoticeEntry: Encodable, Equatable {
        let what: String, session: BookingID, client: ClientID, channel: String, state: String, writtenAt: String, endedAt: String?
    }

    struct ConfirmationEntry: Encodable, Equatable {
        let purpose: String, email: String?, askedAt: String, endedAt: String?
    }

    struct LoginEntry: Encodable, Equatable {
        let startedAt: String, lastSeenAt: String, endsAt: String
    }

    struct ActEntry: Encodable, Equatable {
        let number: Int64, at: String, act: String, object: String, detail: String?, address: String?
    }
}

extension OwnDataDocument {
    init(_ records: AccountRecords, login: ClientLogin, practice: Practice, now: Instant) {
        let account = login.account
        self.init(
            exportedAt: now.iso8601,
            practice: PracticeEntry(
                name: practice.name.text, timeZone: practice.timeZone.identifier, telephone: practice.contact.telephone?.text,
                email: practice.contact.email?.text),
            account: AccountEntry(
                id: account.id, email: account.email.text, name: account.name.text, language: account.language, mobile: account.mobile?.text,
                createdAt: account.createdAt.iso8601, verifiedAt: account.verifiedAt?.iso8601,
                termsAcceptedAt: records.termsAcceptedAt?.iso8601, passwordChangedAt: records.passwordChangedAt?.iso8601),
            clients: login.openClients.map {
                ClientEntry(
                    id: $0.id, name: $0.name.text, email: $0.email?.text, language: $0.language, telephone: $0.telephone?.text,
                    birthDate: $0.birthDate?.description, address: $0.address?.text)
            },
            sessions: records.sessions.map { SessionEntry($0, login: login, records: records, practice: practice) },
            receipts: records.receipts.map {
                ReceiptEntry(
                    id: $0.id, issuedAt: $0.issuedAt.iso8601, voidedAt: $0.void?.at.iso8601, voidReason: $0.void?.reason.text,
                    total: $0.receipt.charge.total.minorUnits, receipt: $0.receipt)
            },
            notices: records.notices.map {
                NoticeEntry(
                    what: $0.what, session: $0.booking, client: $0.client, channel: $0.channel.rawValue, state: $0.state.rawValue,
                    writtenAt: $0.writtenAt.iso8601, endedAt: $0.endedAt?.iso8601)
            },
            confirmations: records.confirmations.map {
                ConfirmationEntry(
                    purpose: $0.purpose.rawValue, email: $0.email?.text, askedAt: $0.askedAt.iso8601, endedAt: $0.endedAt?.iso8601)
            },
            logins: records.logins.map {
                LoginEntry(startedAt: $0.createdAt.iso8601, lastSeenAt: $0.lastSeenAt.iso8601, endsAt: $0.expiresAt.iso8601)
            },
            acts: records.acts.map {
                ActEntry(
                    number: $0.number, at: $0.at.iso8601, act: $0.act, object: $0.object, detail: $0.detail?.text, address: $0.address)
            })
    }

    /// The file: UTF-8, its fields in alphabetical order, and readable as it is.
    ///
    /// - Throws: a failure of the encoder.
    func file() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }
}

extension OwnDataDocument.SessionEntry {
    fileprivate init(_ session: BookedSession, login: ClientLogin, records: AccountRecords, practice: Practice) {
        let booking = session.booking
        let own = booking.clients.filter { client in
            login.openClients.contains { $0.id == client } || records.assigned[booking.id]?.contains(client) == true
        }
        let reason: String? = if case .cancelled(let reason) = booking.status { reason } else { nil }
        // What is paid keeps the currency that it was paid in, whatever the practice's is since.
        let paid = records.receipts.first { $0.receipt.booking == booking.id && $0.void == nil }?.receipt.charge.net
        self.init(
            id: booking.id, startsAt: booking.startsAt.iso8601, endsAt: booking.endsAt.iso8601, timeZone: booking.time.timeZone.identifier,
            clinician: session.clinician.name.text, clients: own, isJoint: booking.clients.count > own.count,
            isCancelled: booking.isCancelled,
            cancelReason: reason,
            attendance: booking.attendance?.rawValue, service: booking.charge.service.flatMap { records.services[$0]?.name.text },
            fee: booking.charge.fee, currency: paid?.currency ?? practice.currency, isTaxed: booking.charge.isTaxed)
    }
}

extension Instant {
    /// In UTC (RFC 3339), to the second.
    fileprivate var iso8601: String { Date(timeIntervalSince1970: Double(milliseconds) / 1_000).ISO8601Format() }
}
