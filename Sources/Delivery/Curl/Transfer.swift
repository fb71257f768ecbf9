import CCurl
import PortalCore
import SignalingProtocol

/// One transfer by libcurl, from its options to its end. It blocks, and stays on the thread that made it.
///
/// Always: no signals, no proxy from the environment, certificates and host names checked, TLS 1.2 or later.
final class Transfer {
    private let handle: UnsafeMutableRawPointer
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private var upload: ArraySlice<UInt8> = []
    private var room = 0
    private var admits: (@Sendable (IPAddress) -> Bool)?
    /// Whether any of the upload was asked for.
    private(set) var hasUploaded = false
    /// Whether an address was refused, and no socket was opened for another one.
    private(set) var isShutIn = false

    /// - Parameters:
    ///   - protocols: Names of protocols, separated by commas: nothing else is spoken.
    ///   - certificates: A PEM file of those to trust; `nil`: the system's.
    /// - Throws: ``DeliveryFailure`` with reason `machine`, also if the library doesn't know an option.
    init(url: String, protocols: String, timeouts: Timeouts, certificates: String?) throws(DeliveryFailure) {
        handle = try Libcurl.handle()
        try set(CURLOPT_URL, url)
        try set(CURLOPT_PROTOCOLS_STR, protocols)
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_CONNECTTIMEOUT_MS, Int(clamping: timeouts.connect.milliseconds))
        try set(CURLOPT_TIMEOUT_MS, Int(clamping: timeouts.total.milliseconds))
        // For one answer, in seconds: no sooner than for everything.
        try set(CURLOPT_SERVER_RESPONSE_TIMEOUT, Int(clamping: timeouts.total.milliseconds / 1000 + 1))
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let certificates { try set(CURLOPT_CAINFO, certificates) }
    }

    deinit {
        curl_easy_cleanup(handle)
        for list in lists { curl_slist_free_all(list) }
    }

    func set(_ option: CURLoption, _ text: String) throws(DeliveryFailure) {
        try check(ccurl_set_text(handle, option, text))
    }

    func set(_ option: CURLoption, _ number: Int) throws(DeliveryFailure) {
        try check(ccurl_set_number(handle, option, number))
    }

    func set(_ option: CURLoption, _ items: [String]) throws(DeliveryFailure) {
        var list: UnsafeMutablePointer<curl_slist>?
        for item in items {
            guard let longer = curl_slist_append(list, item) else {
                curl_slist_free_all(list)
                throw DeliveryFailure(.temporary, .machine)
            }
            list = longer
        }
        guard let list else { return }
        lists.append(list)
        try check(ccurl_set_list(handle, option, list))
    }

    /// The body of a POST.
    func setBody(_ bytes: [UInt8]) throws(DeliveryFailure) {
        try check(bytes.withUnsafeBytes { ccurl_set_body(handle, $0.baseAddress, $0.count) })
    }

    /// What is uploaded.
    func setUpload(_ bytes: [UInt8]) throws(DeliveryFailure) {
        upload = bytes[...]
        try set(CURLOPT_UPLOAD, 1)
        try check(ccurl_set_source(handle, Self.read, context, bytes.count))
    }

    /// Throws the answer away, and breaks off once it is longer.
    func discardAnswer(upTo limit: Int) throws(DeliveryFailure) {
        room = limit
        try check(ccurl_set_sink(handle, Self.write, context))
    }

    /// Lets sockets be opened to these addresses alone, whatever a name came to (so that a name can't change its mind between
    /// a check and its use).
    func connectOnly(to admits: @escaping @Sendable (IPAddress) -> Bool) throws(DeliveryFailure) {
        self.admits = admits
        try check(ccurl_set_opener(handle, Self.open, context))
    }

    /// Does it all, and says how it ended. The status is the last one that the server said, 0 if it said none.
    func perform() -> (code: CURLcode, status: Int) {
        let code = curl_easy_perform(handle)
        return (code, ccurl_response_code(handle))
    }

    private func check(_ code: CURLcode) throws(DeliveryFailure) {
        guard code == CURLE_OK else { throw DeliveryFailure(.temporary, .machine) }
    }
}

// What libcurl calls back. The context is the transfer itself, which outlives `perform`.
extension Transfer {
    private var context: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    private static func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    private static let read: curl_read_callback = { buffer, size, count, context in
        guard let buffer, let transfer = transfer(context) else { return Int(CURL_READFUNC_ABORT) }
        transfer.hasUploaded = true
        let chunk = transfer.upload.prefix(size * count)
        UnsafeMutableRawBufferPointer(start: buffer, count: size * count).copyBytes(from: chunk)
        transfer.upload = transfer.upload.dropFirst(chunk.count)
        return chunk.count
    }

    private static let write: curl_write_callback = { _, size, count, context in
        guard let transfer = transfer(context), transfer.room >= size * count else { return 0 }
        transfer.room -= size * count
        return size * count
    }

    private static let open: curl_opensocket_callback = { context, _, address in
        guard let address, let transfer = transfer(context), let admits = transfer.admits else { return CURL_SOCKET_BAD }
        guard let target = IPAddress(address), admits(target) else {
            transfer.isShutIn = true
            return CURL_SOCKET_BAD
        }
        transfer.isShutIn = false
        return socket(address.pointee.family, address.pointee.socktype, address.pointee.protocol)
    }
}
