"""The evening's message to the mailboxes of staff, through a real SMTP server (S10)."""

from __future__ import annotations

import datetime as dt

import pytest

from bot import links
from jobs import digest
from store import contacts, database, settings, staff
from store.errors import Invalid
from store.models import Audit, Clinic, Doctor, OutboxMessage, StaffMember, WaitlistEntry
from tests import factory
from tests.handlers.test_commands import Shell, shell
from tests.handlers.test_email import HOUR, Mailroom, engine, lee, room, run

__all__ = ["engine", "lee", "room", "shell"]
EVENING = dt.datetime(2026, 11, 23, 22, 30, tzinfo=dt.UTC)  # half past five in New York
TOMORROW = dt.datetime(2026, 11, 24, 14, tzinfo=dt.UTC)


@pytest.fixture
def rita(clinic: Clinic) -> StaffMember:
    """At the desk, with a mailbox; Sam, an admin, has none."""
    staff.add(clinic, "Sam", "admin", now=EVENING)
    return staff.add(clinic, "Rita Front", "receptionist", email="rita@clinic.example", now=EVENING)[0]


def body(room: Mailroom) -> list[str]:
    [mail] = room.mails
    said = mail.get_body()
    assert said is not None
    return [line for line in said.get_content().splitlines() if line]


def test_it_says_what_the_chat_says_in_initials(room: Mailroom, clinic: Clinic, lee: Doctor, rita: StaffMember) -> None:
    """The chat of this clinic may show names; e-mail never does."""
    Clinic.update(staff_chat_id=-100123).execute()
    settings.put(clinic, {"staff_chat_full_names": True})
    confirmed = factory.visit_of(clinic, "Ana Ruiz", lee, TOMORROW, patient_confirmed_at=EVENING)
    asked = factory.visit_of(clinic, "Ben Cole", lee, TOMORROW + HOUR)
    missed = factory.visit_of(clinic, "Cai Lost", lee, TOMORROW - 48 * HOUR, status="no-show")
    assert asked.contact is not None
    contacts.mark_unreachable(asked.contact, "30005", EVENING)
    day = TOMORROW.date()
    facts = {"clinic": clinic, "patient": confirmed.patient, "created_at": EVENING}
    WaitlistEntry.create(date_from=day, date_to=day, status="waiting", **facts)

    assert digest.sweep(EVENING) == 2
    chat = OutboxMessage.get(OutboxMessage.channel == "telegram")
    run(EVENING)
    number = asked.contact.address
    assert body(room) == [
        "Tue 24 Nov. Visits: 2, confirmed 1.",
        f"Not confirmed: B.C. 10am ({asked.code})",
        "Please call these patients, no text reaches them. Their visits of Tue 24 Nov:",
        f"B.C. {number}: Dr. Lee, Tue 24 Nov, 10am ({asked.code}) - number does not take texts (30005)",
        "On the waitlist: 1, with an offer: 0.",
        f"Missed yesterday: C.L. 9am ({missed.code})",
    ]
    assert [line.replace("Ben Cole", "B.C.").replace("Cai Lost", "C.L.") for line in chat.text.split("\n")] == body(
        room
    )
    [mail] = room.mails
    assert (mail["Subject"], str(mail["To"])) == (
        "Clínica Ñandú: the evening of Mon 23 Nov", "Rita Front <rita@clinic.example>"
    )  # fmt: skip
    assert digest.sweep(EVENING + HOUR) == 0


def test_a_clinic_without_a_staff_chat_gets_it_by_e_mail(
    room: Mailroom, clinic: Clinic, lee: Doctor, rita: StaffMember
) -> None:
    visit = factory.visit_of(clinic, "Ana Ruiz", lee, TOMORROW)
    staff.revoke(staff.add(clinic, "Gone", "admin", email="gone@clinic.example", now=EVENING)[0], now=EVENING)
    assert digest.sweep(EVENING) == 1
    run(EVENING)
    assert body(room) == ["Tue 24 Nov. Visits: 1, confirmed 0.", f"Not confirmed: A.R. 9am ({visit.code})"]


def test_an_address_that_comes_late_in_the_evening_is_caught_up_with(
    room: Mailroom, clinic: Clinic, lee: Doctor, rita: StaffMember
) -> None:
    factory.visit_of(clinic, "Ana Ruiz", lee, TOMORROW)
    staff.set_email(rita, None, now=EVENING)
    assert digest.sweep(EVENING) == 0
    staff.set_email(rita, "rita@clinic.example", now=EVENING)
    assert digest.sweep(EVENING + HOUR) == 1


def test_without_a_mail_server_nothing_is_written(clinic: Clinic, lee: Doctor, rita: StaffMember) -> None:
    links.configure("https://desk.example.com", mail=False)
    factory.visit_of(clinic, "Ana Ruiz", lee, TOMORROW)
    assert digest.sweep(EVENING) == 0
    assert not OutboxMessage.select().exists()


def test_a_mailbox_that_is_refused_costs_the_others_nothing(
    room: Mailroom, clinic: Clinic, lee: Doctor, rita: StaffMember
) -> None:
    staff.add(clinic, "Bo", "admin", email="bo@clinic.example", now=EVENING)
    room.answers["rita@clinic.example"] = "550 nobody here"
    factory.visit_of(clinic, "Ana Ruiz", lee, TOMORROW)
    assert digest.sweep(EVENING) == 2
    run(EVENING)
    assert [mail["To"].addresses[0].addr_spec for mail in room.mails] == ["bo@clinic.example"]


def test_the_operator_sets_and_ends_it(shell: Shell, clinic: Clinic, rita: StaffMember) -> None:
    with pytest.raises(Invalid, match="email"):
        staff.add(clinic, "Bo", "admin", email="bo at home", now=EVENING)
    assert shell("staff email", "Rita Front", "Rita@Clinic.Example").output == "Rita Front: Rita@clinic.example\n"
    assert shell("staff email", "Rita Front", "off").output == "Rita Front: no e-mail\n"
    with database.connected():
        assert StaffMember.get_by_id(rita.id).email is None
        assert Audit.select().where(Audit.action == "staff.email").count() == 2
