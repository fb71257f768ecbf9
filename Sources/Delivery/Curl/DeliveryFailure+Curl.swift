import CCurl
import PortalCore

extension DeliveryFailure {
    /// What a transfer died of below the conversation itself: the network, TLS, the login; `nil` if it was something else.
    init?(network code: CURLcode) {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT: self.init(.temporary, .unreachable)
        case CURLE_OPERATION_TIMEDOUT: self.init(.temporary, .timedOut)
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE: self.init(.temporary, .interrupted)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_CIPHER, CURLE_SSL_CERTPROBLEM, CURLE_USE_SSL_FAILED:
            self.init(.configuration, .insecure)
        case CURLE_LOGIN_DENIED: self.init(.configuration, .loginRefused)
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: self.init(.configuration, .malformed)
        default: return nil
        }
    }
}
