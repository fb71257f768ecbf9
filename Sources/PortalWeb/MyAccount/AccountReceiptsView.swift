import PortalCore
import SignalingProtocol
import Storage

/// My account: the receipts of its clients (M3), each with all that its file says.
struct AccountReceiptsView: Sendable {
    let notice: ReasonWords?
    let hasRows: Bool
    let rows: [Row]
    let pager: PagerView?

    struct Row: Sendable {
        /// "Receipt 2026-00042".
        let title: String
        let total: String
        let isVoid: Bool
        let session: String
        let paid: String
        /// Whose it is, where they are of several clients.
        let whose: String?
        let voidText: String?
        let fileUrl: String
    }

    init(_ receipts: [IssuedReceipt], pager: PagerView?, login: ClientLogin, practice: Practice, speech: Speech) {
        let places = Places(practice: practice.slug)
        notice = login.notice(in: practice, speech.words)
        let clients = Set(login.clients.map(\.id) + receipts.map(\.receipt.client))
        rows = receipts.map { Row($0, hasSeveral: clients.count > 1, places: places, speech: speech) }
        hasRows = !rows.isEmpty
        self.pager = pager
    }
}

extension AccountReceiptsView.Row {
    fileprivate init(_ issued: IssuedReceipt, hasSeveral: Bool, places: Places, speech: Speech) {
        let words = speech.words
        let receipt = issued.receipt
        self.init(
            title: words("receipt.title", ["number": receipt.number.description]),
            total: receipt.charge.total.text(in: speech.language), isVoid: issued.void != nil,
            session: words(
                "own.receipts.session",
                ["service": receipt.service, "day": words.date(receipt.sessionDate), "clinician": receipt.provider.name]),
            paid: words.paid(receipt), whose: hasSeveral ? receipt.clientName : nil,
            voidText: issued.void.map {
                let day = LocalDate($0.at, in: speech.zone).map(words.date) ?? ""
                return words("receipt.voided", ["day": day, "reason": $0.reason.text])
            },
            fileUrl: places.file(of: issued.id))
    }
}
