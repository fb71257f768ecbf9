import Foundation
import PortalCore

/// Sends text messages through somebody's HTTP interface: `POST {"to", "text"}` with a bearer token.
///
/// Most providers' interfaces differ in names only; a few lines of a proxy's configuration, or of a small function there,
/// translate.
public struct SMSGateway: Sendable {
    private struct Body: Encodable {
        var to: String
        var text: String
    }

    private let address: WebAddress
    private let token: String?
    private let gateway: HTTPGateway

    /// - Parameters:
    ///   - token: Shown to the gateway as `Authorization: Bearer`; `nil`: nothing is shown.
    ///   - gateway: One that may reach wherever the operator's address leads.
    public init(address: WebAddress, token: String?, gateway: HTTPGateway) {
        self.address = address
        self.token = token
        self.gateway = gateway
    }

    /// - Throws: ``DeliveryFailure``.
    public func send(_ message: TextMessage) async throws(DeliveryFailure) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let body = try? encoder.encode(Body(to: message.to.text, text: message.text)) else {
            throw DeliveryFailure(.permanent, .malformed)
        }
        let fields = token.map { [WebhookCall.Field(name: "Authorization", value: "Bearer \($0)")] } ?? []
        try await gateway.post([UInt8](body), to: address, fields: fields)
    }
}
