import CCurl
import PortalCore

/// Posts JSON to other programs. It follows no redirect, reads little of the answer, and can be kept out of private networks.
public struct HTTPGateway: Sendable {
    /// Where it may connect to.
    public enum Reach: Sendable {
        /// Addresses of the open internet alone: for addresses that customers type.
        case publicInternet
        /// Anywhere: for addresses that the operator set.
        case anywhere
    }

    /// How much of an answer, header lines included, is read before the line is cut. Default 64 KiB: only the status counts.
    public static let answerLimit = 64 * 1024

    private let reach: Reach
    private let timeouts: Timeouts
    private let certificates: String?
    private let pool: BlockingPool

    /// - Parameter certificates: A PEM file of those to trust; `nil`: the system's.
    public init(reach: Reach, timeouts: Timeouts = .web, certificates: String? = nil, pool: BlockingPool) {
        self.reach = reach
        self.timeouts = timeouts
        self.certificates = certificates
        self.pool = pool
    }

    /// Returns once the other side has said that it took it (a status from 200 to 299).
    ///
    /// - Throws: ``DeliveryFailure``.
    public func post(_ body: [UInt8], to address: WebAddress, fields: [WebhookCall.Field]) async throws(DeliveryFailure) {
        let lines = try Self.lines(fields)
        try await pool.run { () throws(DeliveryFailure) in
            let transfer = try Transfer(url: address.text, protocols: "http,https", timeouts: timeouts, certificates: certificates)
            try transfer.set(CURLOPT_FOLLOWLOCATION, 0)
            try transfer.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
            try transfer.set(CURLOPT_HTTPHEADER, lines)
            try transfer.setBody(body)
            try transfer.discardAnswer(upTo: Self.answerLimit)
            if reach == .publicInternet { try transfer.connectOnly { $0.isPublic } }
            let (code, status) = transfer.perform()
            if transfer.isShutIn, code != CURLE_OK { throw DeliveryFailure(.permanent, .privateAddress) }
            if let failure = DeliveryFailure(http: code, status: status) { throw failure }
        }
    }

    /// - Throws: ``DeliveryFailure`` for a name that is no token, or a value that would end its line.
    private static func lines(_ fields: [WebhookCall.Field]) throws(DeliveryFailure) -> [String] {
        for field in fields {
            let isToken = !field.name.isEmpty && field.name.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
            let isLine = !field.value.isEmpty && field.value.utf8.allSatisfy { (0x20...0x7E).contains($0) }
            guard isToken, isLine else { throw DeliveryFailure(.permanent, .malformed) }
        }
        // An empty `Expect:` keeps libcurl from asking first.
        return ["Content-Type: application/json", "User-Agent: Vestibule", "Expect:"] + fields.map { "\($0.name): \($0.value)" }
    }
}

extension DeliveryFailure {
    /// What came of a POST; `nil` if it was taken. Once there is a status, it decides: who said so has the message, however long
    /// or broken the rest of the answer is.
    init?(http code: CURLcode, status: Int) {
        guard status >= 200 else {
            self = DeliveryFailure(network: code) ?? DeliveryFailure(.temporary, .machine)
            return
        }
        switch status {
        case 200...299: return nil
        case 300...399: self.init(.configuration, .redirected, status: status)
        case 401, 403, 404, 407: self.init(.configuration, .refused, status: status)
        case 408, 421, 425, 429, 500...: self.init(.temporary, .refused, status: status)
        default: self.init(.permanent, .refused, status: status)
        }
    }
}

func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
}
