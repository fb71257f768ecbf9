import Foundation
import PortalCore
import SignalingProtocol

/// What somebody typed to make a direct link.
struct LinkForm: Equatable, Sendable {
    var label = ""
    var expires = ""

    /// The longest label, in characters.
    static let longestLabel = 60

    init() {}

    init(_ fields: FormFields) {
        label = String(fields["label"].prefix(200))
        expires = String(fields["expires"].prefix(40))
    }

    /// What the form says, or what is wrong with it.
    func read(in zone: TimeZone, now: Instant, words: Words) -> (label: DisplayName?, expiresAt: Instant?, errors: [ErrorLine]) {
        var errors: [ErrorLine] = []
        let label = self.label.isEmpty ? nil : try? DisplayName.parse(self.label)
        if !self.label.isEmpty, (label?.text.count ?? .max) > Self.longestLabel {
            errors.append(ErrorLine(field: "label", text: words("booking.labelLong")))
        }
        let moment = expires.isEmpty ? nil : LocalDateTime(expires)?.resolve(in: zone).first
        if !expires.isEmpty {
            if let moment, moment <= now { errors.append(ErrorLine(field: "expires", text: words("booking.expiresPast"))) }
            if moment == nil { errors.append(ErrorLine(field: "expires", text: words("booking.expiresWrong"))) }
        }
        return (label, moment, errors)
    }
}
