import Foundation

/// The user whom a file belongs to, and who alone may read what is in a data directory.
struct FileOwner {
    private let user: Int?
    private let group: Int?

    init(of file: URL) throws {
        let attributes = try FileManager.default.attributesOfItem(atPath: file.plainPath)
        user = attributes[.ownerAccountID] as? Int
        group = attributes[.groupOwnerAccountID] as? Int
    }

    /// Gives them a file that belongs to somebody else.
    ///
    /// - Throws: ``CommandFailure`` where that is for root alone to do.
    func take(_ file: URL) throws {
        guard let user, let group, try FileOwner(of: file).user != user else { return }
        do {
            try FileManager.default.setAttributes([.ownerAccountID: user, .groupOwnerAccountID: group], ofItemAtPath: file.plainPath)
        } catch {
            throw CommandFailure("not_owner", "\(file.plainPath) can't be given to the owner of its folder: do this as that user, or as root")
        }
    }
}
