"""Copies by e-mail, through a real SMTP server: what arrives, what is tried again, what is flagged, how it is ended."""

from __future__ import annotations

import datetime as dt
import email
import os
import re
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import icalendar
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

import bot
from bot import links
from bot.desk import visits as desk_visits
from bot.flows import mail as flow
from bot.messages import Said
from handlers import calendar, channels, mail_stop
from jobs import delivery, reminders
from store import appointments, contacts, mailboxes, outbox, schedules, transitions
from store.audit import CLOCK, Actor
from store.database import transaction
from store.models import Appointment, Clinic, Contact, Doctor, OutboxMessage, Patient
from tests import factory

NOW = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
MAIL = "zoe@example.org"
STAFF = Actor("staff", 1, "Rita")


@dataclass
class Mailroom:
    """The server's side: what it took, and what it says to whom."""

    mails: list[EmailMessage] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)  # by address: the answer to RCPT
    to_data: str = "250 taken"
    hang_up: bool = False
    logins: list[str] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.hang_up:
            server.transport.close()
            return "421 gone"
        if self.to_data.startswith("250"):
            self.mails.append(email.message_from_bytes(envelope.content, policy=default))
        return self.to_data

    def authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append(f"{data.login.decode()}:{data.password.decode()}")
        return AuthResult(success=data.password == b"p@ss", handled=False)


def serving(room: Mailroom, **options: Any) -> Controller:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        room.port = free.getsockname()[1]
    controller = Controller(room, hostname="127.0.0.1", port=room.port, **options)
    controller.start()
    return controller


@pytest.fixture
def engine() -> str:
    return "sqlite"


def use(url: str, name: str = "desk@clinic.example") -> None:
    """The mail server of the configuration; every other channel takes what it gets."""
    from config import load

    channels.connect(load({"FRONTDESK_ENV": "test", "SMTP_URL": url, "MAIL_FROM": name}))


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailroom]:
    room = Mailroom()
    controller = serving(room)
    monkeypatch.setattr(channels, "_channels", {})
    use(f"smtp://127.0.0.1:{room.port}")
    links.configure("https://desk.example.com", "a-secret-key", mail=True)
    monkeypatch.setattr(transitions, "_told", [])
    from bot.notices import copies

    transitions.on_changed(copies.changed)
    yield room
    controller.stop()
    links.configure("https://desk.example.com")


@pytest.fixture
def lee(clinic: Clinic) -> Doctor:
    clinic.name, clinic.sms_number, clinic.address = "Clínica Ñandú", None, "12 Elm Street"
    clinic.staff_chat_id = None
    clinic.save()
    return factory.doctor(clinic, "Dr. Maya Lee")


@pytest.fixture
def zoe(clinic: Clinic, lee: Doctor, monkeypatch: pytest.MonkeyPatch) -> Patient:
    """Zoë, with a phone whose texts go nowhere here, and an e-mail address."""
    phone = factory.contact(clinic)
    patient = factory.patient(clinic, "Zoë Müller", phone)
    with transaction():
        mailboxes.set_address(patient, MAIL, Actor.patient(phone), "said", NOW)
    return patient


def booked(zoe: Patient, hours: float = 72, **more: Any) -> Appointment:
    zoe = Patient.get_by_id(zoe.id)
    clinic: Clinic = zoe.clinic
    day = (NOW + hours * HOUR).date()
    [opening, *_] = schedules.openings(clinic, now=NOW, first=day, last=day + dt.timedelta(days=4), limit=1)
    facts: dict[str, Any] = {
        "contact": contacts.of_patient(zoe), "source": "sms", "actor": CLOCK, "now": NOW, "reason": "a rash"
    }  # fmt: skip
    return appointments.book(clinic, zoe, opening, **(facts | more))


def run(now: dt.datetime = NOW) -> None:
    for message in OutboxMessage.select().where(OutboxMessage.channel != "email", OutboxMessage.state == "due"):
        outbox.drop(message, "not of this test")
    delivery.deliver(now)


def event_of(mail: EmailMessage) -> tuple[str, Any]:
    [part] = [part for part in mail.iter_attachments() if part.get_content_type() == "text/calendar"]
    assert part.get_filename() == "visit.ics"
    file: Any = icalendar.Calendar.from_ical(part.get_content())
    [event] = file.walk("VEVENT")
    assert part.get_param("method") == str(file["method"])
    return str(file["method"]), event


# --- what arrives ----------------------------------------------------------------------------------------------------


def test_booked_moved_and_cancelled_are_one_event_in_the_calendar(room: Mailroom, zoe: Patient) -> None:
    visit = booked(zoe)
    run()
    day = (NOW + 96 * HOUR).date()
    later = schedules.openings(zoe.clinic, now=NOW, first=day, last=day, limit=1)[0]
    moved = appointments.reschedule(visit, later, actor=CLOCK, now=NOW + HOUR)
    run(NOW + HOUR)
    appointments.cancel(moved, actor=CLOCK, now=NOW + 2 * HOUR)
    run(NOW + 2 * HOUR)
    run(NOW + 3 * HOUR)

    assert [mail["Subject"] for mail in room.mails] == [
        "Visit booked: Thu 26 Nov, 9am", "Visit moved: Fri 27 Nov, 9am", "Visit cancelled: Fri 27 Nov, 9am"
    ]  # fmt: skip
    events = [event_of(mail) for mail in room.mails]
    assert [method for method, _ in events] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({str(event["uid"]) for _, event in events}) == 1
    sequences = [event["sequence"] for _, event in events]
    assert sequences == sorted(set(sequences))
    assert [event["dtstart"].dt for _, event in events] == [visit.starts_at, moved.starts_at, moved.starts_at]
    assert [str(event["status"]) for _, event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert str(events[0][1]["attendee"]) == f"mailto:{MAIL}"
    assert str(events[0][1]["organizer"]) == "mailto:desk@clinic.example"


def test_names_arrive_whole_and_nothing_medical_does(room: Mailroom, zoe: Patient) -> None:
    booked(zoe)
    run()
    [mail] = room.mails
    assert mail["To"].addresses[0].display_name == "Zoë Müller"
    assert (mail["From"].addresses[0].display_name, mail["From"].addresses[0].addr_spec) == (
        "Clínica Ñandú", "desk@clinic.example"
    )  # fmt: skip
    body = mail.get_body()
    assert body is not None
    assert body.get_content().splitlines()[:2] == [
        f"Your visit is booked: Dr. Lee, Thu 26 Nov, 9am. Code {Appointment.get().code}.", "At 12 Elm Street."
    ]  # fmt: skip
    assert "rash" not in mail.as_string()
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.as_bytes().isascii()


def test_a_reminder_is_copied_once_and_also_to_who_has_no_phone(room: Mailroom, zoe: Patient) -> None:
    visit = booked(zoe, contact=None)
    run()
    for minutes in (0, 1, 30):
        due = visit.starts_at - 24 * HOUR + dt.timedelta(minutes=minutes)
        reminders.sweep(due)
        run(due)
    assert [mail["Subject"] for mail in room.mails[1:]] == ["Your visit: Thu 26 Nov, 9am"]
    assert event_of(room.mails[1])[0] == "REQUEST"


def test_what_the_desk_confirms_is_first_requested(room: Mailroom, zoe: Patient, lee: Doctor) -> None:
    from store import settings

    settings.put(zoe.clinic, {"auto_confirm_appointments": "off"})
    visit = booked(zoe)
    run()
    desk_visits.confirm(visit, actor=STAFF, now=NOW)
    run()
    assert [mail["Subject"].split(":")[0] for mail in room.mails] == ["Visit requested", "Visit booked"]
    assert [str(event_of(mail)[1]["status"]) for mail in room.mails] == ["TENTATIVE", "CONFIRMED"]


def test_a_visit_that_is_gone_before_the_copy_leaves_is_not_announced(room: Mailroom, zoe: Patient) -> None:
    visit = booked(zoe)
    appointments.cancel(visit, actor=CLOCK, now=NOW)
    run()
    assert [mail["Subject"].split(":")[0] for mail in room.mails] == ["Visit cancelled"]


def test_a_child_on_the_mothers_phone_is_copied_to_the_mother(room: Mailroom, zoe: Patient) -> None:
    phone = Contact.get(Contact.channel == "sms")
    child = contacts.add_person(phone, "Mia Müller", NOW, owner=False)
    booked(child)
    run()
    [mail] = room.mails
    assert (mail["To"].addresses[0].addr_spec, mail["To"].addresses[0].display_name) == (MAIL, "Mia Müller")


def test_without_a_mail_server_nothing_is_written(room: Mailroom, zoe: Patient) -> None:
    links.configure("https://desk.example.com", "a-secret-key")
    booked(zoe)
    assert OutboxMessage.select().where(OutboxMessage.channel == "email").count() == 0


# --- what goes wrong -------------------------------------------------------------------------------------------------


def the_copy() -> OutboxMessage:
    return OutboxMessage.get(OutboxMessage.channel == "email")


def test_a_server_that_is_busy_is_asked_again_later(room: Mailroom, zoe: Patient) -> None:
    room.answers[MAIL] = "451 try again"
    booked(zoe)
    run()
    assert (the_copy().state, the_copy().error, room.mails) == ("due", "451", [])
    assert round((the_copy().send_after - NOW).total_seconds()) == 60
    room.answers.clear()
    run(NOW + HOUR)
    assert (the_copy().state, len(room.mails)) == ("sent", 1)
    assert the_copy().provider_id == room.mails[0]["Message-ID"]


def test_a_mailbox_that_is_refused_is_flagged_and_gets_no_more(room: Mailroom, zoe: Patient) -> None:
    zoe.clinic.staff_chat_id = -1000000000001
    zoe.clinic.save()
    room.answers[MAIL] = "550 no such user"
    visit = booked(zoe)
    run()
    box = Contact.get(Contact.channel == "email")
    assert (the_copy().state, box.unreachable_why) == ("failed", "550")
    [told] = [row.text for row in OutboxMessage.select().where(OutboxMessage.kind == "staff") if "E-mail" in row.text]
    assert told == "E-mail to Z.M. z...@example.org does not arrive (550). Please ask for the right address."
    appointments.cancel(visit, actor=CLOCK, now=NOW)
    assert OutboxMessage.select().where(OutboxMessage.channel == "email").count() == 1
    with transaction():
        mailboxes.set_address(zoe, MAIL, CLOCK, "said", NOW)
    assert Contact.get_by_id(box.id).unreachable_at is None


def test_a_server_that_hangs_up_or_is_away_is_tried_again(room: Mailroom, zoe: Patient) -> None:
    room.hang_up = True
    booked(zoe)
    run()
    assert (the_copy().state, the_copy().error) == ("due", "SMTPServerDisconnected")
    use("smtp://127.0.0.1:1")
    run(NOW + HOUR)
    assert (the_copy().state, the_copy().error) == ("due", "ConnectionRefusedError")
    room.hang_up = False
    use(f"smtp://127.0.0.1:{room.port}")
    run(NOW + 3 * HOUR)
    assert (the_copy().state, len(room.mails)) == ("sent", 1)


def test_what_the_server_will_not_have_is_the_operators(room: Mailroom, zoe: Patient) -> None:
    room.to_data = "554 looks like spam"
    booked(zoe)
    run()
    assert (the_copy().state, the_copy().error) == ("failed", "554")
    assert Contact.get(Contact.channel == "email").unreachable_at is None


# --- TLS, and logging in ---------------------------------------------------------------------------------------------


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate of 127.0.0.1 that this process trusts, as it trusts an authority's."""
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(cert)],
        check=True, capture_output=True,
    )  # fmt: skip
    monkeypatch.setitem(os.environ, "SSL_CERT_FILE", str(cert))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context


@pytest.mark.parametrize(("scheme", "trusted"), [("smtp", True), ("smtps", True), ("smtp", False), ("smtps", False)])
def test_a_password_goes_over_tls_to_a_server_that_can_prove_itself(
    room: Mailroom, zoe: Patient, certificate: ssl.SSLContext, scheme: str, trusted: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    if not trusted:
        monkeypatch.delitem(os.environ, "SSL_CERT_FILE")
    way: dict[str, Any] = {"tls_context": certificate, "auth_required": True}
    if scheme == "smtps":
        way = {"ssl_context": certificate, "auth_required": True, "auth_require_tls": False}
    controller = serving(room, authenticator=room.authenticate, **way)
    use(f"{scheme}://desk:p%40ss@127.0.0.1:{room.port}")
    booked(zoe)
    run()
    controller.stop()
    assert (len(room.mails), room.logins) == ((1, ["desk:p@ss"]) if trusted else (0, []))
    assert the_copy().state == ("sent" if trusted else "due")


def test_nothing_leaves_unsealed_to_another_machine(room: Mailroom, zoe: Patient, monkeypatch: Any) -> None:
    from handlers.channels import email as channel

    monkeypatch.setattr(channel, "LOOPBACK", ())  # as if 127.0.0.1 were far away; this server has no STARTTLS
    booked(zoe)
    run()
    assert (room.mails, the_copy().error) == ([], "SMTPNotSupportedError")


def test_a_wrong_password_is_tried_again_once_somebody_has_corrected_it(
    room: Mailroom, zoe: Patient, certificate: ssl.SSLContext
) -> None:
    controller = serving(room, authenticator=room.authenticate, tls_context=certificate, auth_required=True)
    use(f"smtp://desk:wrong@127.0.0.1:{room.port}")
    booked(zoe)
    run()
    controller.stop()
    assert (the_copy().state, the_copy().error) == ("due", "535")


# --- set by text, ended by text, by link, by STOP --------------------------------------------------------------------


def say(text: str) -> str:
    with transaction():
        phone = Contact.get(Contact.channel == "sms")
        return "\n".join(reply.text for reply in bot.reply(phone, Said(text), NOW))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("email mia@Example.org", "goes to m...@example.org too. To stop it, text NO EMAIL."),
        ("my e-mail is mia@example.org.", "goes to m...@example.org too. To stop it, text NO EMAIL."),
        ("mia@example.org", "goes to m...@example.org too. To stop it, text NO EMAIL."),
        ("correo: mia@example.org", "va también a m...@example.org. Para terminarlo escriba NO CORREO."),
    ],
)
def test_an_address_is_set_by_text(room: Mailroom, zoe: Patient, text: str, told: str) -> None:
    assert told in say(text)
    assert Patient.get_by_id(zoe.id).email == "mia@example.org"
    assert "m...@example.org" in say("email")


@pytest.mark.parametrize(
    "text",
    [
        "no more email",
        "NO EMAIL",
        "stop emails",
        "don't send me emails please",
        "no correo",
        "ya no quiero correos",
        "I don't want emails",
    ],
)
def test_no_more_email_is_no_stop(room: Mailroom, zoe: Patient, text: str) -> None:
    assert re.search("Texts go on as before|Los mensajes siguen como antes", say(text))
    assert Patient.get_by_id(zoe.id).email is None
    assert Contact.get(Contact.channel == "sms").opted_out_at is None
    booked(zoe)
    run()
    assert room.mails == []


@pytest.mark.parametrize("address", ["ana@example.org", "esther@example.org", "tom@example.org", "is@example.org"])
def test_an_address_that_begins_like_a_small_word_is_kept_whole(room: Mailroom, zoe: Patient, address: str) -> None:
    for text in (f"email {address}", f"my email is {address}", f"email: {address}", f"mi correo es {address}"):
        say(text)
        assert Patient.get_by_id(zoe.id).email == address


@pytest.mark.parametrize("text", ["email mia@", "email @example.org", "email mia@example", "email mia@ex ample.org x"])
def test_what_is_no_address_is_said_so_and_changes_nothing(room: Mailroom, zoe: Patient, text: str) -> None:
    say(text)
    assert Patient.get_by_id(zoe.id).email == MAIL


def test_words_that_only_mention_mail_are_left_alone() -> None:
    for text in ("can you email the doctor for me", "stop", "book dr lee tue 3pm", "no", "I got no email from you?"):
        assert not any(shape.fullmatch(text) for shape in (flow.STOP, flow.SET, flow.BARE, flow.SHOW)), text


def test_where_there_is_no_mail_server_it_is_said(room: Mailroom, zoe: Patient) -> None:
    links.configure("https://desk.example.com", "a-secret-key")
    assert "We send no e-mail here." in say("email mia@example.org")


def test_who_has_stopped_texts_gets_no_copies_even_of_what_was_written_before(room: Mailroom, zoe: Patient) -> None:
    booked(zoe)
    say("STOP")
    run()
    assert (room.mails, the_copy().error) == ([], "opted_out")
    booked(zoe, 96)
    assert OutboxMessage.select().where(OutboxMessage.channel == "email").count() == 1


def test_the_link_in_a_mail_ends_mail_by_a_post_and_not_by_a_look(room: Mailroom, zoe: Patient) -> None:
    from flask import Flask

    app = Flask(__name__)
    app.register_blueprint(mail_stop.blueprint)
    browser = app.test_client()
    booked(zoe)
    run()
    link = re.fullmatch("<https://desk.example.com(/e/.*)>", room.mails[0]["List-Unsubscribe"])
    assert link is not None
    assert room.mails[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link[1] in room.mails[0].get_body().get_content()  # type: ignore[union-attr]
    box = Contact.get(Contact.channel == "email")
    assert "Stop e-mail from Clínica Ñandú?" in browser.get(link[1]).text
    assert Contact.get_by_id(box.id).opted_out_at is None
    for forged in (f"/e/{box.id}-{'0' * 32}", "/e/1", "/e/x-y", f"/e/{'9' * 40}-a", "/e/é"):
        assert browser.post(forged).status_code == 404
    for _ in range(2):
        assert "You get no more e-mail" in browser.post(link[1], data={"List-Unsubscribe": "One-Click"}).text
    booked(zoe, 96)
    run()
    assert len(room.mails) == 1
    say(f"email {MAIL}")
    booked(zoe, 120)
    run()
    assert len(room.mails) == 2


def test_being_forgotten_takes_the_mailbox_too(room: Mailroom, zoe: Patient) -> None:
    from store import erasure

    booked(zoe)
    run()
    with transaction():
        erasure.forget(Contact.get(Contact.channel == "sms"), CLOCK, NOW)
    assert Contact.select().where(Contact.address == MAIL).count() == 0
    assert "Zo" not in str([row.facts for row in OutboxMessage.select()])


# --- e-mail as the last channel; the link to the calendar ------------------------------------------------------------


def test_news_that_no_phone_takes_goes_by_mail_unless_it_went_there_already(room: Mailroom, zoe: Patient) -> None:
    from bot.notices import changes, elsewhere

    visit = booked(zoe, 24)
    run()
    changes.doctor_late(visit, 20, NOW + HOUR / 2)
    late = OutboxMessage.select().where(OutboxMessage.kind == "change").get()
    written = elsewhere.send_on(late, NOW + HOUR)
    assert written is not None
    assert written.to == MAIL
    run(NOW + HOUR)
    assert "Lee runs about 20 min late" in room.mails[1].get_body().get_content()  # type: ignore[union-attr]
    assert list(room.mails[1].iter_attachments()) == []

    changes.cancelled(appointments.cancel(visit, actor=STAFF, now=NOW + 2 * HOUR), NOW + 2 * HOUR)
    cancelled = OutboxMessage.select().where(OutboxMessage.dedupe_key == f"desk.cancelled:{visit.id}").get()
    assert elsewhere.send_on(cancelled, NOW + 2 * HOUR) is None


def test_the_calendar_link_of_a_moved_visit_shows_where_it_went(room: Mailroom, zoe: Patient) -> None:
    from flask import Flask

    app = Flask(__name__)
    app.register_blueprint(calendar.blueprint)
    visit = booked(zoe)
    day = (NOW + 96 * HOUR).date()
    later = schedules.openings(zoe.clinic, now=NOW, first=day, last=day, limit=1)[0]
    moved = appointments.reschedule(visit, later, actor=CLOCK, now=NOW)
    old, new = (app.test_client().get(f"/c/{each.link_token}.ics").data for each in (visit, moved))
    strip: Callable[[bytes], bytes] = lambda body: re.sub(rb"DTSTAMP.*", b"", body)  # noqa: E731
    assert strip(old) == strip(new)
    assert b"STATUS:CONFIRMED" in old


def test_a_mail_that_two_workers_want_goes_once(room: Mailroom, zoe: Patient) -> None:
    booked(zoe)
    threads = [threading.Thread(target=delivery.deliver, args=(NOW,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    run()
    assert len(room.mails) == 1
