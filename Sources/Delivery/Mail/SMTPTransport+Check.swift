import CCurl
import PortalCore

extension SMTPTransport {
    /// Greets the mail server, goes over to TLS and logs in as for a mail, and leaves again without one.
    ///
    /// - Parameter sender: Whose domain the server is greeted by.
    /// - Throws: ``DeliveryFailure``.
    public func check(as sender: EmailAddress) async throws(DeliveryFailure) {
        try await pool.run { () throws(DeliveryFailure) in
            let transfer = try connection(as: sender)
            try transfer.set(CURLOPT_CONNECT_ONLY, 1)
            let (code, status) = transfer.perform()
            if let failure = DeliveryFailure(smtp: code, status: status, hasUploaded: false) { throw failure }
        }
    }
}
