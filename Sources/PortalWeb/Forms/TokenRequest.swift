import Foundation
import HTTPTypes
import PortalCore
import SignalingProtocol

/// What the session page sends to get a room token. Every field may be missing; what isn't JSON is refused.
struct TokenRequest: Decodable, Equatable, Sendable {
    /// The name that was chosen for this session (V8).
    var displayName: String?
    /// A direct link's secret.
    var secret: String?

    /// - Throws: ``Problem/badRequest``.
    init(json: some Collection<UInt8>) throws {
        guard let request = try? JSONDecoder().decode(Self.self, from: Data(json)) else { throw Problem.badRequest }
        self = request
    }

    /// The chosen name, or the other if none was sent.
    ///
    /// - Throws: ``Problem`` with the code `name_invalid`.
    func name(else fallback: DisplayName?) throws -> DisplayName {
        guard let typed = displayName, !typed.isEmpty else {
            guard let fallback else { throw Self.nameInvalid }
            return fallback
        }
        guard let name = try? DisplayName.parse(typed) else { throw Self.nameInvalid }
        return name
    }

    private static let nameInvalid = Problem(status: .unprocessableContent, code: "name_invalid", words: "badRequest")
}
