import Foundation
import NIOCore
import NIOSSL
import SignalingProtocol

/// Whether the certificate is good for a while, and for the name that browsers use. That it fits its key, reading the settings
/// has shown.
struct CertificateLook {
    /// How long before its end somebody should know. Default 14 days: those that are renewed by machine are renewed at 30.
    static let notice: Duration = .seconds(14 * 86_400)

    let tls: Settings.TLS?
    let publicURL: URL?
    let now: Instant

    /// `nil` where a proxy serves https, or nobody does.
    var finding: Finding? {
        guard let tls else { return nil }
        guard let certificate = try? NIOSSLCertificate.fromPEMFile(tls.certificate).first else {
            return .failed(.certificate, "\(tls.certificate) can't be read", "check the file and its owner")
        }
        let end = Instant(seconds: Int64(certificate.notValidAfter))
        let day = Date(timeIntervalSince1970: TimeInterval(certificate.notValidAfter)).formatted(.iso8601.year().month().day())
        guard Instant(seconds: Int64(certificate.notValidBefore)) <= now else {
            return .failed(.certificate, "it isn't valid yet", "check the clock, or get another")
        }
        guard now < end else { return .failed(.certificate, "it ended on \(day)", "renew it, then restart the server") }
        if let host = publicURL?.host(), !certificate.isFor(host) {
            return .failed(.certificate, "it isn't for \(host)", "get one for the host of VESTIBULE_PUBLIC_URL")
        }
        guard now + Self.notice < end else { return .warning(.certificate, "it ends on \(day)", "renew it, then restart the server") }
        return .ok(.certificate, "it is good until \(day)")
    }
}

extension NIOSSLCertificate {
    /// Whether one of its names is that host's (RFC 9525, section 6): the same, or `*.` in place of the first label.
    fileprivate func isFor(_ host: String) -> Bool {
        let host = host.trimmingCharacters(in: ["[", "]"]).lowercased()
        return _subjectAlternativeNames().contains { name in
            switch name.nameType {
            case .dnsName:
                let pattern = String(decoding: name.contents, as: UTF8.self).lowercased()
                guard pattern.hasPrefix("*.") else { return pattern == host }
                return host.split(separator: ".", maxSplits: 1).dropFirst().first.map { $0 == pattern.dropFirst(2) } ?? false
            case .ipAddress: return Array(name.contents) == (try? SocketAddress(ipAddress: host, port: 0))?.bytes
            default: return false
            }
        }
    }
}

extension SocketAddress {
    /// The IP address alone, in network order.
    fileprivate var bytes: [UInt8]? {
        switch self {
        case .v4(let address): withUnsafeBytes(of: address.address.sin_addr) { Array($0) }
        case .v6(let address): withUnsafeBytes(of: address.address.sin6_addr) { Array($0) }
        case .unixDomainSocket: nil
        }
    }
}
