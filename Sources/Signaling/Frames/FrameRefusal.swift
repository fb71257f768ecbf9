import SignalingProtocol

/// Why a frame was not taken as a message, and which request it would have been.
struct FrameRefusal: Error, Equatable {
    /// The request id, if the frame got as far as having one.
    var request: String?
    var refusal: Refusal

    init(_ code: ErrorCode, _ message: String, field: String? = nil, request: String? = nil) {
        self.request = request
        refusal = Refusal(code, message, details: field.map { Refusal.Details(field: $0) })
    }
}
