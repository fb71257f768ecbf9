import Foundation
import PortalCore
import SignalingProtocol

/// Where mail goes while there is no mail server: one `.eml` file each, for mail programs and people to open.
public struct MailDirectory: Sendable {
    public let folder: URL
    private let pool: BlockingPool

    public init(folder: URL, pool: BlockingPool) {
        self.folder = folder
        self.pool = pool
    }

    /// Writes the mail for the owner's eyes alone, whole or not at all. Names sort by the mails' dates.
    ///
    /// - Throws: ``DeliveryFailure`` with reason `machine` if the disk refuses.
    public func keep(_ message: MailMessage) async throws(DeliveryFailure) {
        let bytes = message.mime
        let name = "\(message.date.milliseconds)-\(Self.random())"
        try await pool.run { () throws(DeliveryFailure) in
            do {
                try FileManager.default.createDirectory(
                    at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
                let draft = folder.appending(path: ".\(name)")
                guard
                    FileManager.default.createFile(
                        atPath: draft.path(percentEncoded: false), contents: Data(bytes), attributes: [.posixPermissions: 0o600])
                else { throw CocoaError(.fileWriteUnknown) }
                try FileManager.default.moveItem(at: draft, to: folder.appending(path: "\(name).eml"))
            } catch {
                throw DeliveryFailure(.temporary, .machine)
            }
        }
    }

    /// 128 random bits.
    private static func random() -> String {
        (0..<2).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined(separator: "-")
    }
}
