/// Where a relay is, as a `turn:` or `turns:` URL says it (RFC 7065).
struct RelayAddress: Equatable, Sendable {
    enum Transport: Sendable { case udp, tcp, tls }

    let host: String
    let port: Int
    let transport: Transport

    /// - Returns: `nil` unless it is such a URL; DTLS isn't among the transports.
    init?(_ url: String) {
        guard let parts = url.wholeMatch(of: /(turns?):(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9.\-]+))(?::([0-9]{1,5}))?(?:\?transport=(udp|tcp))?/)
        else { return nil }
        let isSecure = parts.1 == "turns"
        switch (isSecure, parts.5) {
        case (false, nil), (false, "udp"): transport = .udp
        case (false, _): transport = .tcp
        case (true, nil), (true, "tcp"): transport = .tls
        case (true, _): return nil
        }
        let port = parts.4.flatMap { Int($0) } ?? (isSecure ? 5349 : 3478)
        guard (1...65_535).contains(port) else { return nil }
        self.port = port
        host = String(parts.2 ?? parts.3 ?? "")
    }
}
