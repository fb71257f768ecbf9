import Foundation
import PortalCore
import SignalingProtocol

/// What somebody typed to make a direct link: kept as text, so that it can be shown again.
struct LinkForm: Equatable, Sendable {
    var label = ""
    var email = ""
    var language = ""
    var expires = ""
    var uses = ""
    var isBoundToDevice = false

    /// The longest label, in characters.
    static let longestLabel = 60

    init() {}

    init(_ fields: FormFields) {
        label = String(fields["label"].prefix(200))
        email = String(fields["linkEmail"].prefix(300))
        language = String(fields["linkLanguage"].prefix(8))
        expires = String(fields["expires"].prefix(40))
        uses = String(fields["uses"].prefix(20))
        isBoundToDevice = fields["firstDevice"] == "yes"
    }

    /// What the form says, and what is wrong with it.
    func read(in zone: TimeZone, now: Instant, words: Words) -> (terms: DirectLink.Terms, errors: [ErrorLine]) {
        var errors: [ErrorLine] = []
        func wrong(_ field: String, _ word: String) { errors.append(ErrorLine(field: field, text: words("links.\(word)"))) }
        var terms = DirectLink.Terms(language: Language(rawValue: language), isBoundToDevice: isBoundToDevice)
        terms.label = label.isEmpty ? nil : try? DisplayName.parse(label)
        if !label.isEmpty, (terms.label?.text.count ?? .max) > Self.longestLabel { wrong("label", "labelLong") }
        terms.email = email.isEmpty ? nil : try? EmailAddress(email)
        if !email.isEmpty, terms.email == nil { wrong("linkEmail", "emailWrong") }
        terms.expiresAt = expires.isEmpty ? nil : LocalDateTime(expires)?.resolve(in: zone).first
        if !expires.isEmpty {
            if let end = terms.expiresAt, end <= now { wrong("expires", "expiresPast") }
            if terms.expiresAt == nil { wrong("expires", "expiresWrong") }
        }
        terms.useLimit = uses.isEmpty ? nil : Int(uses).flatMap { DirectLink.useLimits.contains($0) ? $0 : nil }
        if !uses.isEmpty, terms.useLimit == nil { wrong("uses", "useLimitWrong") }
        return (terms, errors)
    }
}
