"""The clinician books, moves and cancels sessions, and each time the client is told."""

from __future__ import annotations

from datetime import datetime, timedelta

from playwright.sync_api import expect
from support.calendar_file import CalendarFile
from support.mail import Mail
from support.mail_server import SENDER

from .forms import expect_done, open_section
from .party import ELISE, NADIA, NAME, SESSION_MINUTES, SLUG, TELEPHONE, ZONE, Party


def add_the_client(party: Party) -> None:
    clinician, words = party.clinician, party.words
    open_section(clinician, "clients.section")
    clinician.link(words.exactly("clients.new")).click()
    clinician.field("client.name").fill(NADIA.name)
    clinician.field("client.email").fill(NADIA.email)
    clinician.button(words.exactly("client.add")).click()
    expect_done(clinician, "client.added")
    # The practice lets nobody who works there choose a client's password; what to send the client is there all the same.
    clinician.link(words.exactly("client.accountTab")).click()
    expect(clinician.page.locator("#portal-url")).to_have_value(party.portal)
    expect(clinician.field("access.password")).to_have_count(0)


def open_the_record(party: Party) -> None:
    open_section(party.clinician, "clients.section")
    party.clinician.link(NADIA.name).click()
    expect(party.clinician.heading(NADIA.name)).to_be_visible()


def _fill_in(party: Party, start: datetime) -> None:
    """From the client's record, with the service's own length and fee."""
    clinician, words = party.clinician, party.words
    open_the_record(party)
    clinician.link(words.exactly("client.newSession")).click()
    clinician.field("plan.service").select_option(index=1)
    clinician.field("booking.date").fill(f"{start:%Y-%m-%d}")
    clinician.field("booking.start").fill(f"{start:%H:%M}")


def book(party: Party, start: datetime) -> str:
    """Returns the path of the session's page."""
    clinician, words = party.clinician, party.words
    _fill_in(party, start)
    clinician.button(words.exactly("booking.create")).click()
    expect_done(clinician, "booking.created")
    return clinician.path


def book_series(party: Party, start: datetime, times: int) -> list[CalendarFile]:
    """Every week: one mail, with a file for each session (V2)."""
    clinician, words = party.clinician, party.words
    _fill_in(party, start)
    clinician.page.locator("#repeats").select_option("weekly")
    clinician.page.locator("#times").fill(f"{times}")
    clinician.button(words.exactly("booking.create")).click()
    clinician.button(words.exactly("plan.createTicked")).click()
    expect_done(clinician, "change.seriesCreated")
    mail = party.mail(NADIA, "sessionBooked", time=party.spoken.time(start))
    mail.says(words("mail.calendars"))
    starts = [start + timedelta(weeks=week) for week in range(times)]
    mail.says(*map(party.when, starts))
    for file, each in zip(mail.calendars, starts, strict=True):
        _expect_entry(party, file, each)
        assert (file.method, file.sequence, file.status) == ("REQUEST", 0, "CONFIRMED")
    return mail.calendars


def cancel_from(party: Party, file: CalendarFile) -> list[CalendarFile]:
    """That session of a series and the following: one mail, with a file that takes each out."""
    clinician, words = party.clinician, party.words
    clinician.goto(session_of(file))
    clinician.link(words.exactly("change.cancel")).click()
    clinician.page.locator("input[name=scope][value=following]").check()
    clinician.button(words.exactly("change.cancelSubmit")).click()
    expect_done(clinician, "change.seriesCancelled")
    mail = party.mail(NADIA, "sessionCancelled", time=party.spoken.time(file.starts_at.astimezone(ZONE)))
    mail.says(words("mail.sessionCancelled.calendars"))
    assert all((file.method, file.status) == ("CANCEL", "CANCELLED") for file in mail.calendars)
    return mail.calendars


def session_of(file: CalendarFile) -> str:
    """The path of the page of a calendar entry's session."""
    return f"/p/{SLUG}/staff/sessions/{file.uid.partition('@')[0]}"


def confirmation_of(party: Party, start: datetime) -> Mail:
    """The mail of a new session: its details, the way in, and a file that enters it into a calendar (V2)."""
    mail = party.mail(NADIA, "sessionBooked", time=party.spoken.time(start))
    _expect_details(party, mail, start)
    assert mail.link == party.portal
    file = mail.calendar
    _expect_entry(party, file, start)
    assert (file.method, file.sequence, file.status) == ("REQUEST", 0, "CONFIRMED")
    return mail


def move(party: Party, session: str, start: datetime) -> Mail:
    """The mail says when it is now, and its file changes the same entry."""
    clinician, words = party.clinician, party.words
    clinician.goto(session)
    clinician.page.locator("summary").filter(has_text=words("change.move")).click()
    clinician.field("booking.date").fill(f"{start:%Y-%m-%d}")
    clinician.field("booking.start").fill(f"{start:%H:%M}")
    clinician.button(words.exactly("change.moveSubmit")).click()
    expect_done(clinician, "change.moved")
    mail = party.mail(NADIA, "sessionMoved", time=party.spoken.time(start))
    _expect_details(party, mail, start)
    _expect_entry(party, mail.calendar, start)
    assert (mail.calendar.method, mail.calendar.status) == ("REQUEST", "CONFIRMED")
    return mail


def cancel(party: Party, session: str, start: datetime, reason: str) -> Mail:
    """The mail gives the reason, and its file takes the same entry out."""
    clinician, words = party.clinician, party.words
    clinician.goto(session)
    clinician.link(words.exactly("change.cancel")).click()
    clinician.page.get_by_label(words.exactly("change.reason")).fill(reason)
    clinician.button(words.exactly("change.cancelSubmit")).click()
    expect_done(clinician, "change.cancelled")
    mail = party.mail(NADIA, "sessionCancelled", time=party.spoken.time(start))
    _expect_details(party, mail, start)
    mail.says(reason)
    _expect_entry(party, mail.calendar, start)
    assert (mail.calendar.method, mail.calendar.status) == ("CANCEL", "CANCELLED")
    return mail


def expect_listed(party: Party, start: datetime, *, cancelled: bool = False) -> None:
    """The client's My account has a session at that time, and says so if it is cancelled."""
    party.client.goto(f"/p/{SLUG}/account")
    hours = party.spoken.hours(start, timedelta(minutes=SESSION_MINUTES))
    row = party.client.page.get_by_role("main").get_by_role("listitem").filter(has_text=hours)
    expect(row).to_be_visible()
    expect(row.get_by_text(party.words("account.pastCancelled"))).to_have_count(int(cancelled))


def expect_later_version(newer: CalendarFile, older: CalendarFile) -> None:
    """A calendar takes the newer file for the same event, and for what holds now."""
    assert newer.uid == older.uid
    assert newer.sequence > older.sequence


def _expect_details(party: Party, mail: Mail, start: datetime) -> None:
    mail.says(party.when(start), ELISE.name, party.words("mail.online"), NAME, TELEPHONE)
    assert mail.message["content-language"] == party.way.locale


def _expect_entry(party: Party, file: CalendarFile, start: datetime) -> None:
    assert file.starts_at == start
    assert file.ends_at == start + timedelta(minutes=SESSION_MINUTES)
    assert file.summary == party.words("mail.calendarTitle", practice=NAME)
    assert file.url == party.portal
    assert file.organizer == f"mailto:{SENDER}"
    assert file.attendee == f"mailto:{NADIA.email}"
