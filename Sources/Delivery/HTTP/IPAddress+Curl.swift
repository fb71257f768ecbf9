import CCurl
import PortalCore

extension IPAddress {
    /// What libcurl is about to connect to.
    init?(_ address: UnsafePointer<curl_sockaddr>) {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = ccurl_address(address, &bytes)
        self.init(Array(bytes.prefix(count)))
    }
}
