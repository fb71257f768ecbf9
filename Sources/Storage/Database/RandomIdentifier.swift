import Foundation
import SignalingProtocol

extension Identifier {
    /// A new id: 128 random bits of the system's generator, base64url without padding (22 characters). None begins with
    /// a hyphen: on a command line it would be taken for an option.
    public static func random() -> Self {
        while true {
            let bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
            let text = Data(bytes).base64EncodedString()
                .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
            if !text.hasPrefix("-"), let id = Self(rawValue: text) { return id }
        }
    }
}
