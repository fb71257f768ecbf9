/// A JSON value kept as its UTF-8 text: what the server forwards without looking inside.
///
/// The server's codec fills it with the very bytes that arrived, after its scanner has found them well formed. Through
/// Decodable (tests, tools) it is read as a tree and written anew.
public struct RawJSON: Hashable, Sendable {
    public let bytes: [UInt8]

    /// - Parameter bytes: One well-formed JSON value; whoever makes it has checked.
    public init(wellFormed bytes: [UInt8]) { self.bytes = bytes }
}

extension RawJSON: Codable {
    public init(from decoder: any Decoder) throws {
        self = try JSONValue(from: decoder).raw
    }

    /// Always throws: an encoder can't splice text. Frames that hold a `RawJSON` are written by their own `text`.
    public func encode(to encoder: any Encoder) throws {
        throw EncodingError.invalidValue(
            self, .init(codingPath: encoder.codingPath, debugDescription: "raw JSON is spliced, not encoded"))
    }
}
