import Delivery
import Foundation
import NIOSSL
import PortalCore

extension Settings {
    /// How mail leaves.
    struct Mail: Sendable {
        /// `nil`: it is kept as files beside the data.
        var server: SMTPServer?
        var sender: EmailAddress
        /// A PEM file of certificates to trust in place of the system's.
        var certificates: String?
    }

    /// How text messages leave.
    struct SMS: Sendable {
        var gateway: WebAddress
        var token: String?
    }

    /// - Throws: ``SettingsError``.
    static func mail(_ reader: SettingsReader) throws -> Mail {
        let server = try reader.value(.smtpURL) { SMTPServer($0) }
        let sender = try reader.value(.mailFrom) { try? EmailAddress($0) }
        let certificates = try reader.value(.smtpCA) { path in
            file(path).flatMap { (try? NIOSSLCertificate.fromPEMFile($0.path(percentEncoded: false)))?.isEmpty == false ? $0 : nil }
        }
        guard let sender = try sender ?? (server == nil ? EmailAddress(SettingKey.mailFrom.defaultText) : nil) else {
            throw SettingsError(.mailFrom, "")
        }
        return Mail(server: server, sender: sender, certificates: certificates?.path(percentEncoded: false))
    }

    /// - Throws: ``SettingsError``.
    static func sms(_ reader: SettingsReader) throws -> SMS? {
        let gateway = try reader.value(.smsURL) { text in
            (try? WebAddress(text)).flatMap { $0.isEncrypted || Loopback.isHost($0.host) ? $0 : nil }
        }
        let token = try reader.value(.smsToken) { text in text.utf8.allSatisfy { (0x21...0x7E).contains($0) } ? text : nil }
        return gateway.map { SMS(gateway: $0, token: token) }
    }

    /// Where mail is kept for want of a mail server.
    var mailFolder: URL { dataDirectory.appending(path: "outbox") }

    /// Everything that leaves, each by the road that the settings give it.
    var courier: Courier {
        let pool = BlockingPool(width: 3 * OutboxFeed.width)
        let road: Courier.MailRoad =
            if let server = mail.server {
                .smtp(SMTPTransport(server: server, certificates: mail.certificates, pool: pool))
            } else {
                .directory(MailDirectory(folder: mailFolder, pool: pool))
            }
        return Courier(
            mail: road,
            texts: sms.map { SMSGateway(address: $0.gateway, token: $0.token, gateway: HTTPGateway(reach: .anywhere, pool: pool)) },
            webhooks: HTTPGateway(reach: allowsPrivateWebhooks ? .anywhere : .publicInternet, pool: pool))
    }
}
