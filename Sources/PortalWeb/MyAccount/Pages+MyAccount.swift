import Hummingbird
import PortalCore

extension Pages {
    /// My account's pages, in its navigation.
    func accountSections(at path: String, words: Words, places: Places) -> [Frame.SectionView] {
        [
            ("sessions", "calendar", places.account), ("profile", "person", places.ownProfile), ("receipts", "receipt", places.receipts),
            ("security", "lock", places.security(.client)), ("data", "document", places.ownData),
        ].map { name, icon, url in
            Frame.SectionView(
                title: words("own.pages.\(name)"), icon: icon, url: url,
                current: path == url || (url == places.account && path == places.history), counts: false)
        }
    }
}
