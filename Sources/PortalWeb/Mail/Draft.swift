import PortalCore
import SignalingProtocol

/// A letter with whom it goes to, before it is written out.
struct Draft: Sendable {
    var to: Recipient
    var letter: Letter
    var calendars: [CalendarPart] = []
}

/// Whom a mail goes to, and what they read.
struct Recipient: Sendable {
    /// `nil`: nobody who is known to us, or whose name we don't repeat.
    var name: DisplayName?
    var email: EmailAddress
    var language: Language
}
