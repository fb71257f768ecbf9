import Delivery
import PortalCore

/// Whether the mail server would take a mail from us.
struct MailLook {
    static let timeouts = Timeouts(connect: .seconds(10), total: .seconds(20))

    let settings: Settings

    var finding: Finding {
        get async {
            guard let server = settings.mail.server else {
                return .warning(
                    .mail, "there is no mail server, mail is kept in \(settings.mailFolder.plainPath) and reaches nobody",
                    "set VESTIBULE_SMTP_URL")
            }
            let transport = SMTPTransport(
                server: server, timeouts: Self.timeouts, certificates: settings.mail.certificates, pool: BlockingPool())
            let place = server.host + (server.port.map { ":\($0)" } ?? "")
            do throws(DeliveryFailure) {
                try await transport.check(as: settings.mail.sender)
                return .ok(.mail, "\(place) takes mail from us")
            } catch {
                let (seen, advice) = Self.words(for: error, at: place)
                return .failed(.mail, seen, advice)
            }
        }
    }

    private static func words(for failure: DeliveryFailure, at place: String) -> (seen: String, advice: String) {
        switch failure.reason {
        case .unreachable: ("nobody answers at \(place)", "check VESTIBULE_SMTP_URL and the firewall")
        case .timedOut: ("\(place) takes too long to answer", "check VESTIBULE_SMTP_URL and the firewall")
        case .insecure: ("\(place) offers no TLS, or a certificate that isn't trusted", "check the server, or set VESTIBULE_SMTP_CA")
        case .loginRefused: ("\(place) refuses our login", "check user and password in VESTIBULE_SMTP_URL")
        case .refused where failure.status == 530:
            ("\(place) asks for TLS or a login first", "write user:password@ and ?starttls=required into VESTIBULE_SMTP_URL")
        default: ("\(place) sends us away (\(failure))", "ask whoever runs the mail server")
        }
    }
}
