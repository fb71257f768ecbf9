import Foundation
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

/// My account's pages, and the payments on a session's page, with every branch on.
struct MyAccountSamples {
    let world: World
    let practice: Practice
    let speech: Speech
    let errors: [ErrorLine]

    /// A parent with two clients, whose address isn't confirmed.
    var unconfirmed: ClientLogin {
        var login = family
        login.account.verifiedAt = nil
        return login
    }

    var family: ClientLogin { ClientLogin(account: world.nadiasAccount, clients: [world.nadia, world.marc]) }

    private var reachedByText: ClientLogin {
        get throws {
            var login = family
            login.account.mobile = try MobileNumber("514 555-0142")
            return login
        }
    }

    var all: [(String, any Sendable)] {
        get throws {
            let (words, places, now) = (speech.words, Places(practice: practice.slug), World.start)
            let pager = PagerView(page: 2, count: 200, words: words) { "?page=\($0)" }
            var cancelled = world.session
            cancelled.status = .cancelled(reason: "Malade")
            let session = BookedSession(booking: cancelled, clients: [world.nadia], clinician: world.elise)
            let receipts = [try receipt(isVoid: false), try receipt(isVoid: true)]
            let form = AccountProfileForm(world.nadiasAccount, language: speech.language)
            let wrong = [ErrorLine(field: "name", text: "wrong"), ErrorLine(field: "language", text: "wrong")]
            return [
                ("account-history", AccountHistoryView([session], pager: pager, login: family, practice: practice, speech: speech, now: now)),
                ("account-history", AccountHistoryView([], pager: nil, login: unconfirmed, practice: practice, speech: speech, now: now)),
                ("account-receipts", AccountReceiptsView(receipts, pager: pager, login: family, practice: practice, speech: speech)),
                ("account-receipts", AccountReceiptsView([], pager: nil, login: unconfirmed, practice: practice, speech: speech)),
                (
                    "account-profile",
                    AccountProfileView(try reachedByText, sendsTexts: true, form: form, errors: wrong, isDone: true, practice: practice, words: words)
                ),
                (
                    "account-profile",
                    AccountProfileView(unconfirmed, sendsTexts: false, form: form, errors: [], isDone: false, practice: practice, words: words)
                ),
                (
                    "account-data",
                    AccountDataView(
                        url: places.ownData, notice: unconfirmed.notice(in: practice, words), error: ErrorLine(field: "download", text: "wait"),
                        words: words)
                ),
            ]
        }
    }

    /// What a session's page holds of payments: a receipt, a void one, and the form for the other client.
    var payment: PaymentView {
        get throws {
            let session = BookedSession(booking: world.session, clients: [world.nadia, world.marc], clinician: world.elise)
            let receipts = [try receipt(isVoid: false), try receipt(isVoid: true)]
            let typed = PaymentView.Typed(
                payment: PaymentForm(session, in: practice, today: nil, .french), reason: (receipts[0].id, "x"))
            return try #require(
                PaymentView(
                    session, receipts: receipts, typed: typed, errors: errors, practice: practice, speech: speech, now: World.start))
        }
    }

    func receipt(isVoid: Bool) throws -> IssuedReceipt {
        let tax = try Tax(name: "TPS", rate: .gst, registration: "123456789 RT0001")
        let number = try #require(ReceiptNumber(year: 2026, sequence: isVoid ? 2 : 1))
        let day = try #require(LocalDate("2026-11-01"))
        let receipt = Receipt(
            practice: practice.id, booking: world.session.id, client: world.nadia.id, number: number,
            issuer: .init(name: "Clinique Laurier", address: try PostalAddress("12, rue X"), telephone: nil, email: nil),
            provider: .init(name: "Élise Gagnon", title: "psychologue", licence: "12345-67"), clientName: "Nadia Tremblay-Côté",
            service: "Psychothérapie, 50 minutes", sessionDate: day,
            charge: try Charge(net: Money(minorUnits: 12_050, .canadianDollar), taxes: [tax]), paidOn: day, method: .transfer,
            language: speech.language)
        let void = try VoidReason("Montant inexact")
        return IssuedReceipt(
            id: isVoid ? "void" : "counts", receipt: receipt, issuedAt: World.start,
            void: isVoid ? .init(at: World.start, reason: void) : nil)
    }
}

extension BookingView {
    func with(_ payment: PaymentView) -> BookingView {
        var view = self
        view.payment = payment
        return view
    }
}
