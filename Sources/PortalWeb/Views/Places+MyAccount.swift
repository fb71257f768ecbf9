import PortalCore
import SignalingProtocol

/// Where My account's pages and receipts are.
extension Places {
    var history: String { "\(account)/history" }
    var ownProfile: String { "\(account)/profile" }
    var receipts: String { "\(account)/receipts" }
    var ownData: String { "\(account)/data" }

    /// For clients, in My account.
    func file(of receipt: ReceiptID) -> String { "\(receipts)/\(receipt).pdf" }

    func receipts(of booking: BookingID) -> String { "\(staffSession(booking))/receipts" }
    /// For staff.
    func file(of receipt: ReceiptID, at booking: BookingID) -> String { "\(receipts(of: booking))/\(receipt).pdf" }
    func void(_ receipt: ReceiptID, of booking: BookingID) -> String { "\(receipts(of: booking))/\(receipt)/void" }
}
