import Foundation
import Hummingbird
import HummingbirdTesting
import Mustache
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

/// Every page with something in each of its places.
extension TemplateTests {
    /// What parts are made of that pages share.
    static func parts(_ words: Words) throws -> [any Sendable] {
        [
            TextAreaView("text", label: "Text", value: "", errors: [], maxLength: 500),
            ChoicesView("choice", label: "Which", oneOf: [("a", "A", "of two")], chosen: "a", errors: []),
            try #require(PagerView(page: 2, count: 3 * PagerView.size, words: words) { "?page=\($0)" }),
        ]
    }

    private static func step(errors: [ErrorLine], words: Words) -> StepView {
        let form = StepFormView(
            action: "/p/laurier/x", submit: "Go",
            fields: [
                StepField(text: .email(label: "E-mail", value: "x", errors: errors)),
                StepField(password: .newPassword(label: "Password", errors: errors, words: words)),
                StepField(code: .code(label: "Code", errors: errors, hint: "six")),
            ], terms: TermsView(isTicked: true, error: "wrong", termsUrl: "/terms", privacyUrl: "/privacy"), back: "/p/laurier/y")
        let links = [StepLink(url: "/p/laurier/login", text: "Sign in")]
        return StepView(
            title: "Title", lead: ["One", "Two"], notice: "notice", form: form,
            otherWay: StepWay(action: "/p/laurier/code", name: "send", value: "mail", text: "By mail"), errors: errors, links: links,
            words: words)
    }

    func frame(_ language: Language) throws -> Frame {
        let words = try Catalogue(directory: World.webRoot.appending(path: "locales"))[language]
        return Frame(
            words: words, locale: language.rawValue,
            language: Frame.LanguageView(other: .init(code: "en", name: "English", url: "/p/laurier/language?to=en")),
            practice: PracticeView(try practice()), person: .init(name: "Nadia", signOutUrl: "/p/laurier/logout"),
            loginUrl: "/p/laurier/login", homeUrl: "/p/laurier", brandCss: "/p/laurier/brand.css?v=2f6f6a", csrf: "token",
            sections: [.init(title: "Today", icon: "clock", url: "/p/laurier/staff/today", current: true, counts: true)]
        )
    }

    /// A letter with everything that letters may have.
    static let letter = Letter(
        subject: "Subject", greeting: "Hello,", opening: [.init(["one", "two"])], facts: [.init(label: "When", value: "Now")],
        list: .init(label: "Others", items: ["Then"]),
        quote: .init(label: "Reason", paragraphs: [.init("away")]), action: .init(text: "Open", url: "https://portal.example"),
        code: OneTimeCode(typed: "123456").map { .init("Code", $0) }, closing: ["Bye"], footer: "Why")

    private func practice() throws -> Practice {
        Practice(
            id: "practice", slug: try Slug("laurier"), name: try .parse("Clinique Laurier"), timeZone: World.zone,
            language: .french,
            contact: .init(
                telephone: try Telephone("514 555-0142"), email: try EmailAddress("a@b.example"), hours: try OpeningHours("9–5")),
            address: try PostalAddress("12, rue X"), taxes: [try Tax(name: "TPS", rate: .gst, registration: "1")],
            brandColour: try Colour("#ffee00"), logo: Logo(type: .png, width: 120, height: 40, changedAt: World.start)
        )
    }

    func samples(_ language: Language) async throws -> [(String, any Sendable)] {
        let world = try await World()
        let practice = try practice()
        let words = try Catalogue(directory: World.webRoot.appending(path: "locales"))[language]
        let speech = Speech(words: words, language: language, zone: World.zone)
        let places = Places(practice: practice.slug)
        let now = World.start
        let early = World.moment("2026-11-20T09:00")
        let window = practice.joinWindow(for: world.session)
        let errors = [
            "email", "password", "name", "code", "terms", "current", "emailPassword",
            "client", "clinician", "date", "start", "length", "label", "expires", "service", "fee", "times", "scope",
            "reason", "guest-name-1",
        ]
        .map { ErrorLine(field: $0, text: "wrong") }
        let entry = { (state: AccountView.Entry.State) in
            AccountView.Entry(booking: world.session, clinician: "Élise", whose: "Nadia", window: window, state: state)
        }
        let later = { (state: AccountView.Entry.State) in
            AccountView.Entry(booking: world.marcsSession, clinician: "Élise", whose: "Nadia", window: window, state: state)
        }
        let today = TodayView.Entry(
            booking: world.session, clients: "Nadia", clinician: "Élise", hardEnd: window.hardEnd, hasEnded: false)
        let session = BookedSession(booking: world.session, clients: [world.nadia], clinician: world.elise)
        let link = { (revoked: Instant?) in
            DirectLink(
                id: "link", practice: practice.id, booking: world.session.id,
                terms: .init(email: world.elise.email, expiresAt: now + .seconds(60), useLimit: 2), createdAt: now, revokedAt: revoked)
        }
        var unverified = world.nadiasAccount
        unverified.verifiedAt = nil
        let app = TOTP(secret: Array(repeating: 1, count: TOTP.secretBytes))
        let twoStep = { (app: TOTP?, isOn: Bool) in
            TwoStepView(app: app, isOn: isOn, codesLeft: 9, staff: world.owner, practice: practice, errors: errors, words: words)
        }
        let sharing = LinksView(
            [link(nil), link(nil), link(now)], of: world.session.id, uses: ["link": 1], address: { "/v/\($0.id)" }, isOver: false,
            form: LinkForm(), errors: errors, practice: practice, speech: speech, now: now)
        let letter = LetterView(Self.letter, from: practice, language: language, words: words)
        let failed = OutboxView.Row(
            title: "Title", to: "To", isGone: false, since: "since", why: "why", sessionUrl: "/s", resendUrl: "/r", dismissUrl: "/d",
            invited: OutboxView.Invited(advice: "Wrong?", memberUrl: "/m"))
        var reading = BookingForm.Reading()
        reading.errors = errors
        reading.matches = [1: [world.nadia, world.nadia]]
        reading.overlaps = true
        reading.occurrences = [
            .init(
                number: 1, localStart: world.session.time.localStart, time: world.session.time, refusal: nil, inTheWay: session),
            .init(
                number: 2, localStart: world.session.time.localStart, time: nil, refusal: .skippedByClockChange, inTheWay: nil),
        ]
        var form = BookingForm(clinician: world.elise.id, date: nil)
        form.guests = [.init()]
        form.ticks = .init()
        let service = Service(
            id: "service", practice: practice.id, name: try .parse("Thérapie"), minutes: 55, fee: 12_000, isTaxed: true)
        let items = OutboxItem.State.allCases.map { state in
            OutboxItem(
                sequence: 1, practice: practice.id, channel: .mail, notice: .sessionBooked(world.session.id, world.nadia.id),
                state: state, attempts: 1, failure: nil, createdAt: now, dueAt: now, endedAt: now)
        }
        let mine = MyAccountSamples(world: world, practice: practice, speech: speech, errors: errors)
        let reasons = RefusalReason.allCases
        let pages: [(String, any Sendable)] = [
            (
                "login",
                LoginView(
                    door: .client, practice: practice, words: words, back: LocalPath("/p/laurier/x", under: "/p/laurier"),
                    email: "x",
                    notice: "notice", errors: errors)
            ),
            (
                "account",
                AccountView(
                    next: entry(.early), upcoming: [later(.early), later(.open(until: window.closesAt)), later(.closed)], past: [entry(.closed)],
                    pager: PagerView(page: 2, count: 200, of: "x", words: words) { "?page=\($0)" },
                    notice: ReasonWords(.notAssociated, words: words), isVerified: false, done: "done", places: places, speech: speech, now: early)
            ),
            ("account", AccountView(next: nil, upcoming: [], past: [], notice: nil, isVerified: true, places: places, speech: speech, now: now)),
            (
                "refusal",
                RefusalView(
                    reasons, window: window, account: world.nadiasAccount, speech: speech, now: now, again: "/again",
                    back: ("/back", "Back"))
            ),
            (
                "countdown",
                CountdownPageView(
                    world.session, clinician: "Élise", window: window, places: places, speech: speech, now: early)
            ),
            (
                "today",
                TodayView(
                    today: [today], coming: Array(repeating: today, count: TodayView.mostComing + 1), overseesPractice: true, isReachable: false,
                    undelivered: 2, places: places, speech: speech,
                    now: world.session.startsAt)
            ),
            ("today", TodayView(today: [], coming: [], overseesPractice: false, places: places, speech: speech, now: now)),
            (
                "booking-new",
                BookingFormView(
                    form, reading: reading, services: [service], clinicians: [world.elise, world.paul], practice: practice,
                    language: language, words: words)
            ),
            ("series-review", SeriesReviewView(form, reading: reading, reader: world.elise, places: places, speech: speech, now: now)),
            ("calendar", try calendar(world, .week, practice, places, speech)),
            ("calendar", try calendar(world, .day, practice, places, speech)),
            (
                "booking-cancel",
                CancelView(session, followers: 2, form: CancelForm(), errors: errors, places: places, speech: speech, now: early)
            ),
            (
                "booking",
                BookingView(
                    session,
                    changes: BookingChangesView(
                        session,
                        .init(
                            seriesCount: 3, followers: 2, services: [service],
                            typed: TypedChanges(
                                move: MoveForm(world.session.time, in: practice), moveOverlaps: true,
                                charge: ChargeForm(service.charge, in: practice, .french), busyColleague: world.paul.id), hasEnded: false, isOver: false),
                        errors: errors, practice: practice, speech: speech, now: world.session.startsAt),
                    told: ToldView(items, about: session, reachable: [], links: [link(nil)], places: places, speech: speech, now: now),
                    mailboxes: [:], colleagues: [world.paul], sharing: sharing, record: nil, errors: errors, notice: "notice", practice: practice,
                    publicURL: "http://localhost", speech: speech, now: now
                ).with(try mine.payment)
            ),
            (
                "audit",
                AuditView(
                    (1...51).map {
                        AuditRecord(
                            practice: practice.id, number: $0, at: now, actor: "staff:\(world.elise.id)", act: "booking.moved",
                            object: world.session.id.rawValue, detail: ["settings": "name,contact"], address: "192.0.2.1")
                    }, things: try await world.store.auditedThings(["staff:\(world.elise.id)", world.session.id.rawValue], in: world.practice.id),
                    form: AuditForm(FormFields("object=x&actor=y")), errors: [ErrorLine(field: "day", text: "wrong")], page: 2, count: 101,
                    staff: [world.elise], places: places, speech: speech, now: now)
            ),
            (
                "audit",
                AuditView(
                    [], things: [:], form: AuditForm(FormFields("")), errors: [], page: 1, count: 0, staff: [], places: places,
                    speech: speech, now: now)
            ),
            ("step", Self.step(errors: errors, words: words)),
            ("step", StepView(signUp: SignUpForm(), errors: errors, practice: practice, words: words)),
            ("step", StepView(deadLink: [], words: words)),
            (
                "step",
                StepView(
                    title: "Title", lead: [],
                    form: StepFormView(
                        action: "/x", submit: "Go", linkSecret: LinkSecretView(secret: "secret", errors: errors, words: words)),
                    words: words)
            ),
            (
                "security",
                SecurityView(
                    account: unverified, typedEmail: "x", practice: practice, done: .password, errors: errors, words: words)
            ),
            (
                "staff-security",
                SecurityView(
                    staff: world.owner, hasSecondStep: false, practice: practice, done: .twoStepOff, errors: errors, words: words)
            ),
            ("two-step", twoStep(nil, false)), ("two-step", twoStep(app, false)), ("two-step", twoStep(nil, true)),
            ("recovery-codes", RecoveryCodesView(codes: ["k7m2p-x4r9t"], doneUrl: "/p/laurier/staff/today")),
            ("no-login", NoLoginView()),
            ("why", try await why(world, practice, speech)),
            (
                "why-finder",
                WhyFinderView(
                    [.init(client: world.nadia, sessions: [session]), .init(client: world.marc, sessions: [])], text: "n", places: places,
                    speech: speech, now: now)
            ),
            ("why-finder", WhyFinderView([], text: "nobody", places: places, speech: speech, now: now)),
            (
                "link-mail",
                LinkMailView(
                    link(nil), letter: letter, typed: "text", language: language, errors: errors, places: places, words: words)
            ),
            (
                "outbox",
                OutboxView([failed], pager: PagerView(page: 2, count: 130, words: words) { "?page=\($0)" }, done: .resent, places: places, words: words)
            ),
            ("outbox", OutboxView([], pager: nil, done: nil, places: places, words: words)),
            ("demo-mails", DemoMailsView([("1-a", MailFile("Subject: x\n\ny"))])),
            ("demo-mails", DemoMailsView([])),
            ("demo-mail", DemoMailView("1-a", MailFile("Content-Type: text/calendar\n\ny"))),
            ("error", ProblemView(.internalError, words: words, requestID: "id")),
            ("error-staff", ProblemView(.notFound, words: words, requestID: "id")),
            ("error-account", ProblemView(.notFound, words: words, requestID: "id")),
            (
                "session",
                SessionPageView(
                    role: .host, booking: world.session, window: window, name: "É", recordName: "É", with: "N", places: places,
                    csrf: "t", speech: speech, now: now)
            ),
            ("session", SessionPageView(link: "link", now: now)),
        ]
        return pages + (try ClientSamples(world: world, practice: practice, speech: speech).all())
            + (try SettingsSamples(world: world, practice: practice, speech: speech).all) + (try mine.all)
    }

    /// A calendar with everything on it: clocks that change, sessions side by side, from the portal, and over.
    private func calendar(
        _ world: World, _ view: CalendarRange.View, _ practice: Practice, _ places: Places, _ speech: Speech
    ) throws -> CalendarView {
        let day = try #require(LocalDate("2026-11-01"))
        let start = try #require(LocalDateTime("2026-11-01T14:00"))
        let now = start.resolve(in: World.zone).first
        let time = try SessionTime(localStart: start, in: World.zone, minutes: 20, now: now)
        let bookings = [Booking.Origin.portal, .staff].map { origin in
            Booking(
                id: world.session.id, practice: practice.id, room: world.session.room, clinician: world.elise.id,
                clients: [world.nadia.id], time: time, attendance: origin == .staff ? .noShow : nil, origin: origin)
        }
        let range = try #require(CalendarRange(view, around: day))
        return CalendarView(
            .init(
                range: range,
                sessions: bookings.map { BookedSession(booking: $0, clients: [world.nadia], clinician: world.elise) },
                isTruncated: true, staff: world.owner, chosen: nil, colleagues: [world.elise, world.paul]),
            places: places, speech: speech, now: now)
    }

    /// A session with a client who has no account, one whose account isn't ready, and a link.
    private func why(_ world: World, _ practice: Practice, _ speech: Speech) async throws -> WhyView {
        let people = try await world.people()
        let omar = try await people.client(world.practice, "Omar Haddad")
        _ = try await people.account(world.practice, "Omar", "omar@mail.example", for: omar, isVerified: false)
        let lin = try await people.client(world.practice, "Lin Zhao")
        let booking = try await people.booking(world.practice, world.elise, [omar, lin], "2026-11-24T19:00")
        _ = try await world.store.createLink(to: booking.id, in: world.practice.id, now: World.start)
        let session = try #require(try await world.store.session(booking.id, in: world.practice.id))
        let diagnosis = try await world.store.diagnosis(of: session, in: world.practice, journal: world.journal, now: World.start)
        return WhyView(
            diagnosis, of: session, staff: world.owner, manageable: Set(diagnosis.clients.flatMap(\.accounts).compactMap(\.login?.account.id)),
            notice: "notice", practice: world.practice, publicURL: "http://localhost", speech: speech, now: World.start)
    }
}
