import Foundation
import PortalCore
import SignalingProtocol
import Storage

/// Which entries of the audit log somebody wants to see, as the address says it.
struct AuditForm: Equatable, Sendable {
    var actor = ""
    var act = ""
    var object = ""
    var day = ""

    /// The longest wish that is read, in characters: an id with its kind.
    private static let longest = 200

    init(_ fields: FormFields) {
        actor = String(fields["actor"].prefix(Self.longest))
        act = String(fields["act"].prefix(Self.longest))
        object = String(fields["object"].prefix(Self.longest))
        day = String(fields["day"].prefix(40))
    }

    /// What the form says, or what is wrong with it.
    func read(in zone: TimeZone, words: Words) -> (filter: AuditFilter, errors: [ErrorLine]) {
        let time = LocalDate(day)?.moments(in: zone)
        let filter = AuditFilter(
            actor: actor.isEmpty ? nil : actor, act: act.isEmpty ? nil : act, object: object.isEmpty ? nil : object, time: time)
        let isWrong = !day.isEmpty && time == nil
        return (filter, isWrong ? [ErrorLine(field: "day", text: words("auditLog.dayWrong"))] : [])
    }

    /// The same wishes as a query, with one of them another, or none.
    func query(actor: String? = nil, object: String? = nil, page: Int? = nil) -> String {
        let fields = [
            ("actor", actor ?? self.actor), ("act", act), ("object", object ?? self.object), ("day", day),
            ("page", page.map { "\($0)" } ?? ""),
        ]
        let text = fields.filter { !$0.1.isEmpty }.map { "\($0)=\(Places.escape($1))" }.joined(separator: "&")
        return text.isEmpty ? "" : "?\(text)"
    }
}
