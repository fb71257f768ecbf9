import CCurl
import Foundation
import PortalCore

/// libcurl as a whole: made ready once in the life of a process.
enum Libcurl {
    /// Whether it could be made ready.
    ///
    /// With `CURLOPT_NOSIGNAL` the library leaves SIGPIPE to us: a peer that hangs up must not end the process.
    private static let isReady: Bool = {
        signal(SIGPIPE, SIG_IGN)
        return curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
    }()

    /// A new handle for one transfer.
    ///
    /// - Throws: ``DeliveryFailure`` with reason `machine`.
    static func handle() throws(DeliveryFailure) -> UnsafeMutableRawPointer {
        guard isReady, let handle = curl_easy_init() else { throw DeliveryFailure(.temporary, .machine) }
        return handle
    }
}
