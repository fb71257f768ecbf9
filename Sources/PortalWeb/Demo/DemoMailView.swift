/// The demo's mails, newest first.
struct DemoMailsView: Sendable {
    let hasMails: Bool
    let mails: [Row]

    struct Row: Sendable {
        let url: String
        let subject: String
        let to: String
        let date: String
    }

    init(_ mails: [(name: String, mail: MailFile)]) {
        self.mails = mails.map { Row(url: "/demo/mail/\($0.name)", subject: $0.mail.subject, to: $0.mail.to, date: $0.mail.date) }
        hasMails = !mails.isEmpty
    }
}

/// One mail of the demo.
struct DemoMailView: Sendable {
    let subject: String
    let from: String
    let to: String
    let date: String
    let text: String
    let calendar: String?
    let htmlUrl: String
    let fileUrl: String
    let listUrl: String

    init(_ name: String, _ mail: MailFile) {
        subject = mail.subject
        from = mail.from
        to = mail.to
        date = mail.date
        text = mail.text
        calendar = mail.calendar.isEmpty ? nil : mail.calendar
        htmlUrl = "/demo/mail/\(name)/html"
        fileUrl = "/demo/mail/\(name)/file"
        listUrl = "/demo/mail"
    }
}
