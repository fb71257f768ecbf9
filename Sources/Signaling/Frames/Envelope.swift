import SignalingProtocol

/// What stands around a client's message: `{"type", "id"?, "ack"?, "data"?}`. Unknown members are ignored.
struct Envelope {
    let type: String
    let id: String?
    let ack: Int?
    let data: JSONObject
    /// `data` as its own JSON text; an empty object if there is none.
    let dataText: [UInt8]

    init(_ text: [UInt8], depth: Int) throws(FrameRefusal) {
        let object: JSONObject
        do {
            object = try JSONScanner.object(in: text, maximumDepth: depth)
        } catch {
            throw FrameRefusal(.badRequest, "not one well-formed JSON object: \(error.reason.rawValue)")
        }
        let id = object.string("id")
        guard object["id"] == nil || id.map(Self.isRequestID) == true else {
            throw FrameRefusal(.badRequest, "an id has 1 to \(TextLimits.requestID) characters", field: "id")
        }
        guard let type = object.string("type") else {
            throw FrameRefusal(.badRequest, "a message has a type", field: "type", request: id)
        }
        let ack = object.integer("ack")
        guard object["ack"] == nil || ack.map({ $0 >= 0 }) == true else {
            throw FrameRefusal(.badRequest, "an ack is a sequence number", field: "ack", request: id)
        }
        guard let data = object["data"] == nil ? JSONObject.empty : object.object("data") else {
            throw FrameRefusal(.badRequest, "data is an object", field: "data", request: id)
        }
        self.type = type
        self.id = id
        self.ack = ack
        self.data = data
        dataText = object.bytes("data") ?? Array("{}".utf8)
    }

    private static func isRequestID(_ text: String) -> Bool { (1...TextLimits.requestID).contains(text.unicodeScalars.count) }
}
