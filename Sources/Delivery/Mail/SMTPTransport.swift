import CCurl
import PortalCore

/// Hands mail to a mail server, one connection a mail.
public struct SMTPTransport: Sendable {
    private let server: SMTPServer
    private let timeouts: Timeouts
    private let certificates: String?
    let pool: BlockingPool

    /// - Parameter certificates: A PEM file of those to trust; `nil`: the system's.
    public init(server: SMTPServer, timeouts: Timeouts = .mail, certificates: String? = nil, pool: BlockingPool) {
        self.server = server
        self.timeouts = timeouts
        self.certificates = certificates
        self.pool = pool
    }

    /// Returns once the server has taken responsibility for the mail (RFC 5321, section 4.2.5).
    ///
    /// - Throws: ``DeliveryFailure``.
    public func send(_ message: MailMessage) async throws(DeliveryFailure) {
        try await pool.run { () throws(DeliveryFailure) in
            let transfer = try transfer(message)
            let (code, status) = transfer.perform()
            if let failure = DeliveryFailure(smtp: code, status: status, hasUploaded: transfer.hasUploaded) { throw failure }
        }
    }

    private func transfer(_ message: MailMessage) throws(DeliveryFailure) -> Transfer {
        let sender = message.from.address
        let transfer = try connection(as: sender)
        try transfer.set(CURLOPT_MAIL_FROM, "<\(sender)>")
        try transfer.set(CURLOPT_MAIL_RCPT, ["<\(message.to.address)>"])
        try transfer.setUpload(message.mime)
        return transfer
    }

    /// Everything up to the first mail: TLS as the server's URL says, and the login.
    func connection(as sender: EmailAddress) throws(DeliveryFailure) -> Transfer {
        let transfer = try Transfer(
            url: server.url(as: sender.domain), protocols: "smtp,smtps", timeouts: timeouts, certificates: certificates)
        switch server.security {
        case .implicit, .never: break
        case .required: try transfer.set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue))
        case .optional: try transfer.set(CURLOPT_USE_SSL, Int(CURLUSESSL_TRY.rawValue))
        }
        if let login = server.login {
            try transfer.set(CURLOPT_USERNAME, login.user)
            try transfer.set(CURLOPT_PASSWORD, login.password)
        }
        return transfer
    }
}

extension DeliveryFailure {
    /// What came of a mail; `nil` if it was taken.
    ///
    /// - Parameter hasUploaded: Whether the server had begun to take the mail's text: a refusal before the first word of the
    ///   conversation is about us, not about the mail.
    init?(smtp code: CURLcode, status: Int, hasUploaded: Bool) {
        switch (code, status) {
        case (CURLE_OK, _): return nil
        case (CURLE_OPERATION_TIMEDOUT, _): self.init(.temporary, .timedOut)
        // RFC 4954, section 6; 530 also asks for TLS (RFC 3207, section 4).
        case (_, 534), (_, 535), (_, 538): self.init(.configuration, .loginRefused, status: status)
        case (_, 530): self.init(.configuration, .refused, status: status)
        case (CURLE_LOGIN_DENIED, 400...499), (CURLE_SEND_ERROR, 400...499), (CURLE_WEIRD_SERVER_REPLY, 400...499),
            (CURLE_RECV_ERROR, 400...499), (CURLE_REMOTE_ACCESS_DENIED, 400...499):
            self.init(.temporary, .refused, status: status)
        case (CURLE_SEND_ERROR, 500...599): self.init(.permanent, .refused, status: status)
        case (CURLE_WEIRD_SERVER_REPLY, 500...599), (CURLE_RECV_ERROR, 500...599), (CURLE_REMOTE_ACCESS_DENIED, 500...599):
            self.init(hasUploaded ? .permanent : .configuration, .refused, status: status)
        default: self = DeliveryFailure(network: code) ?? DeliveryFailure(.temporary, .interrupted)
        }
    }
}
