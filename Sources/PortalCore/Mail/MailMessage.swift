import SignalingProtocol

/// One mail, ready to be written out: to whom, what, in which language. It comes as plain text and as HTML.
public struct MailMessage: Equatable, Sendable {
    /// Somebody's address, with the name that mail programs show for it.
    public struct Mailbox: Equatable, Sendable {
        public var name: String?
        public var address: EmailAddress

        public init(name: String? = nil, address: EmailAddress) {
            self.name = name
            self.address = address
        }
    }

    public var id: MessageID
    public var from: Mailbox
    public var to: Mailbox
    /// Where answers go; `nil`: to the sender.
    public var replyTo: Mailbox?
    /// One line. Line breaks and control characters become blanks.
    public var subject: String
    public var text: String
    public var html: String
    /// One for each session that it is about.
    public var calendars: [CalendarPart]
    public var language: Language
    /// When it was written: not when it is sent, which may be later.
    public var date: Instant

    public init(
        id: MessageID, from: Mailbox, to: Mailbox, replyTo: Mailbox? = nil, subject: String, text: String, html: String,
        calendars: [CalendarPart] = [], language: Language, date: Instant
    ) {
        self.id = id
        self.from = from
        self.to = to
        self.replyTo = replyTo
        self.subject = subject
        self.text = text
        self.html = html
        self.calendars = calendars
        self.language = language
        self.date = date
    }
}

/// An appointment that goes with a mail, for the recipient's calendar.
public struct CalendarPart: Equatable, Sendable {
    public typealias Method = ICalendar.Method

    /// The same as the text's own `METHOD`.
    public var method: Method
    /// An iCalendar object (RFC 5545).
    public var text: String
    /// What the attachment is called. Only its first 80 characters count.
    public var fileName: String

    public init(method: Method, text: String, fileName: String = "invite.ics") {
        self.method = method
        self.text = text
        self.fileName = fileName
    }

    public init(_ file: ICalendar, fileName: String = "invite.ics") {
        self.init(method: file.method, text: file.text, fileName: fileName)
    }
}
