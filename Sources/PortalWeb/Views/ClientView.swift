import PortalCore
import SignalingProtocol

/// A client's record: how to reach them, and whose client they are.
struct ClientView: Sendable {
    let head: ClientHeadView
    let editUrl: String
    let lines: [Line]
    let clinicians: String
    /// Why the client can't join.
    let whyUrl: String
    let isArchived: Bool
    let archiveUrl: String
    let restoreUrl: String
    let archiveText: String
    /// The sessions that are still booked, which stay; `nil` where there are none.
    let booked: StepLink?

    /// One line of the record. What isn't on record says so.
    struct Line: Sendable {
        let label: String
        let values: [String]
        let isMissing: Bool
    }

    /// - Parameter coming: How many sessions are still booked: they stay when the record is archived.
    init(
        _ client: Client, clinicians: [Staff], coming: Int, practice: Practice, done: String?, speech: Speech, now: Instant
    ) {
        let words = speech.words
        let places = Places(practice: practice.slug)
        head = ClientHeadView(client, on: .contact, places: places, words: words, done: done)
        editUrl = places.clientEdit(client.id)
        func line(_ label: String, _ values: [String]) -> Line {
            Line(
                label: words("client.\(label)"), values: values.isEmpty ? [words("client.missing")] : values, isMissing: values.isEmpty)
        }
        lines = [
            line("email", [client.email?.text].compactMap(\.self)),
            line("telephone", [client.telephone?.text].compactMap(\.self)),
            line("birthDate", [client.birthDate.map { speech.birthDay($0, now: now) }].compactMap(\.self)),
            line("address", client.address?.lines ?? []),
            line(
                "language",
                [
                    client.language?.ownName
                        ?? words("client.practiceLanguageNamed", ["language": practice.language.ownName])
                ]),
        ]
        self.clinicians =
            clinicians.isEmpty ? words("client.noClinician") : clinicians.map(\.name.text).joined(separator: ", ")
        whyUrl = places.whyFinder(for: client)
        isArchived = client.isArchived
        archiveUrl = places.clientArchive(client.id)
        restoreUrl = places.clientRestore(client.id)
        archiveText = words(
            coming == 0 ? "client.archiveText" : coming == 1 ? "client.archiveTextOne" : "client.archiveTextSome",
            ["count": "\(coming)"])
        let link = StepLink(
            url: places.clientSessions(client.id),
            text: words(coming == 1 ? "client.bookedOne" : "client.bookedSome", ["count": "\(coming)"]))
        booked = coming == 0 ? nil : link
    }
}

extension Speech {
    /// "17 May 1984 (42 years old)".
    func birthDay(_ birth: BirthDate, now: Instant) -> String {
        guard let today = LocalDate(now, in: zone) else { return birth.description }
        let date = birth.date
        let hadBirthday = (today.month, today.day) >= (date.month, date.day)
        let values = [
            "day": date.day == 1 ? words("dates.first") : "\(date.day)", "month": words.item("dates.months", date.month - 1),
            "year": "\(date.year)", "age": "\(today.year - date.year - (hadBirthday ? 0 : 1))",
        ]
        return words("client.bornOn", values)
    }
}
