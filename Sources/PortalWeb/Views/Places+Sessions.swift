import PortalCore
import SignalingProtocol

// Where the staff's sessions are.
extension Places {
    var calendar: String { "\(staff)/calendar" }
    var clientSearch: String { "\(staff)/client-search" }

    /// - Parameter clinician: Whose sessions; `nil`: everybody's.
    func calendar(_ view: CalendarRange.View, _ date: LocalDate?, of clinician: StaffID?) -> String {
        let query = [
            "view=\(view.rawValue)", date.map { "date=\($0)" }, clinician.map { "clinician=\($0)" },
        ].compactMap(\.self)
        return "\(calendar)?\(query.joined(separator: "&"))"
    }

    /// A new session's form with what is known already.
    func newSession(on date: LocalDate?, at start: String? = nil, with clinician: StaffID?) -> String {
        let query = [
            date.map { "date=\($0)" }, start.map { "start=\($0)" }, clinician.map { "clinician=\($0)" },
        ].compactMap(\.self)
        return query.isEmpty ? newSession : "\(newSession)?\(query.joined(separator: "&"))"
    }

    func move(_ booking: BookingID) -> String { "\(staffSession(booking))/time" }
    func cancel(_ booking: BookingID) -> String { "\(staffSession(booking))/cancel" }
    func attendance(_ booking: BookingID) -> String { "\(staffSession(booking))/attendance" }
    func charge(_ booking: BookingID) -> String { "\(staffSession(booking))/charge" }
    func resend(_ notice: Int64, about booking: BookingID) -> String { "\(staffSession(booking))/notices/\(notice)/resend" }
}
