import PortalCore
import SignalingProtocol

/// What somebody typed to cancel a session.
struct CancelForm: Equatable, Sendable {
    var reason = ""
    var scope = ""

    /// The longest that is shown again, in characters.
    private static let longest = 2_000

    init() {}

    init(_ fields: FormFields) {
        reason = String(fields["reason"].prefix(Self.longest))
        scope = String(fields["scope"].prefix(20))
    }

    /// What the form says, or what is wrong with it.
    struct Reading: Sendable {
        var errors: [ErrorLine] = []
        /// `nil`: none was given.
        var reason: String?
        var scope = SeriesScope.this
    }

    /// - Parameter isSeries: Whether others of its series follow.
    func read(isSeries: Bool, words: Words) -> Reading {
        var reading = Reading()
        if !reason.isEmpty {
            do throws(TextRefusal) {
                let text = try FreeText(reason, as: .cancelReason).text
                // Rooms pass the reason on too, and they know a shorter limit.
                guard text.count <= TextLimits.reason else { throw .tooLong }
                reading.reason = text
            } catch {
                let path = error == .forbiddenCharacter ? "change.reasonForbidden" : "change.reasonWrong"
                reading.errors.append(ErrorLine(field: "reason", text: words(path)))
            }
        }
        guard isSeries else { return reading }
        if let scope = SeriesScope(rawValue: scope) {
            reading.scope = scope
        } else {
            reading.errors.append(ErrorLine(field: "scope", text: words("change.scopeMissing")))
        }
        return reading
    }
}
