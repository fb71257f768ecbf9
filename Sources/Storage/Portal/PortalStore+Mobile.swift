import GRDB
import PortalCore
import SignalingProtocol

extension PortalStore {
    /// Where one-time codes of an account go by text message (C5); `nil` where none is on file.
    public func mobile(of account: AccountID, in practice: PracticeID) async throws -> MobileNumber? {
        let written: String? = try await read {
            try $0.row("SELECT mobile FROM account WHERE practice_id = ? AND account_id = ?", [practice, account])?.value("mobile")
        }
        return try written.map { try MobileNumber($0) }
    }
}
