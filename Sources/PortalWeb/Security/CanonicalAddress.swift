import NIOCore

/// An address of the internet, the same however it is written.
struct CanonicalAddress: Hashable {
    /// The shortest way to write it, in small letters.
    let text: String

    /// - Parameter text: An address alone or with a port, as proxies write them: `192.0.2.1:443`, `[2001:db8::1]:443`. IPv4 that came
    ///   through a socket for IPv6 is IPv4.
    /// - Returns: `nil` if it is no address.
    init?(_ text: some StringProtocol) {
        guard let match = String(text).wholeMatch(of: /\[([^\]]*)\](?::\d+)?|([^:]*):\d+|(.*)/), let host = match.1 ?? match.2 ?? match.3,
            let address = try? SocketAddress(ipAddress: String(host), port: 0), let written = address.ipAddress
        else { return nil }
        let mapped = written.wholeMatch(of: /::ffff:(.*\..*)/)
        self.text = mapped.map { String($0.1) } ?? written
    }
}
