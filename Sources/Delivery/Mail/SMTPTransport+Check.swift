import CCurl
import PortalCore

extension SMTPTransport {
    /// Greets the mail server, goes over to TLS, logs in and says whom a mail would be from, and leaves again without one.
    ///
    /// The sender has to be said: to a server that offers no login before TLS libcurl shows none, and hears only then that there
    /// has to be one (RFC 4954, section 6).
    /// - Throws: ``DeliveryFailure``.
    public func check(as sender: EmailAddress) async throws(DeliveryFailure) {
        try await pool.run { () throws(DeliveryFailure) in
            let transfer = try connection(as: sender)
            try transfer.set(CURLOPT_CUSTOMREQUEST, "MAIL FROM:<\(sender)>")
            try transfer.set(CURLOPT_NOBODY, 1)
            let (code, status) = transfer.perform()
            if let failure = DeliveryFailure(smtp: code, status: status, hasUploaded: false) { throw failure }
        }
    }
}
