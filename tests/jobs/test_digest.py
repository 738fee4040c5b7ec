"""Each evening, once: tomorrow, who has not confirmed, whom to call, the waitlist, yesterday's no-shows."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from jobs import digest
from store import contacts, erasure, handoffs, outbox, settings
from store.audit import Actor
from store.models import Clinic, Handoff, OutboxMessage, WaitlistEntry
from tests import factory

NEW_YORK = ZoneInfo("America/New_York")
HOUR = dt.timedelta(hours=1)


def at(day: int, hour: int) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, tzinfo=NEW_YORK).astimezone(dt.UTC)


def lists() -> list[str]:
    return [row.text for row in OutboxMessage.select().where(OutboxMessage.kind == "staff").order_by(OutboxMessage.id)]


def test_stopped_dead_lost_and_nobody_are_on_the_list_and_the_reached_are_not(clinic: Clinic) -> None:
    doctor = factory.doctor(clinic)
    reached = factory.visit_of(clinic, "Gil Reached", doctor, at(24, 9))
    stopped = factory.visit_of(clinic, "Ana Stopped", doctor, at(24, 10))
    dead = factory.visit_of(clinic, "Ben Dead", doctor, at(24, 11))
    lost = factory.visit_of(clinic, "Cai Lost", doctor, at(24, 13))
    factory.visit(doctor, factory.patient(clinic, "Dee Nobody"), at(24, 14))
    factory.visit_of(clinic, "Eve Later", doctor, at(26, 9))
    assert stopped.contact is not None
    assert dead.contact is not None
    contacts.opt_out(stopped.contact, "said", at(23, 9))
    contacts.mark_unreachable(dead.contact, "30005", at(23, 9))
    for visit, state in ((reached, "delivered"), (lost, "failed")):
        assert visit.contact is not None
        message = outbox.add(visit.contact, "reminder", "soon", at(23, 9), appointment=visit)
        assert message is not None
        OutboxMessage.update(state=state).where(OutboxMessage.id == message.id).execute()

    assert digest.sweep(at(23, 16)) == 0
    assert digest.sweep(at(23, 17)) == 1
    assert digest.sweep(at(23, 18)) == 0
    [text] = lists()
    assert text.split("\n") == [
        "Tue 24 Nov. Visits: 5, confirmed 0.",
        "Not confirmed: G.R. 9am (B3), A.S. 10am (T2), B.D. 11am (T3), C.L. 1pm (T4), D.N. 2pm (T5)",
        "Please call these patients, no text reaches them. Their visits of Tue 24 Nov:",
        f"A.S. {stopped.contact.address}: Dr. Lee, Tue 24 Nov, 10am (T2) - has stopped texts",
        f"B.D. {dead.contact.address}: Dr. Lee, Tue 24 Nov, 11am (T3) - number does not take texts (30005)",
        "C.L. +15550100103: Dr. Lee, Tue 24 Nov, 1pm (T4) - the last text did not arrive",
        "D.N.: Dr. Lee, Tue 24 Nov, 2pm (T5) - no phone known",
    ]


def test_on_friday_it_is_mondays_list_and_a_late_worker_catches_up(clinic: Clinic) -> None:
    visit = factory.visit(factory.doctor(clinic), factory.patient(clinic), at(30, 9))
    assert digest.sweep(at(27, 22)) == 1
    assert "Mon 30 Nov" in lists()[0]
    assert visit.code in lists()[0]


def test_the_whole_of_it_at_the_clinics_hour_and_on_one_screen(clinic: Clinic) -> None:
    settings.put(clinic, {"digest_hour": 19, "staff_chat_full_names": True})
    doctor = factory.doctor(clinic)
    for number in range(20):
        stands = {"status": "pending"} if number < 2 else {"patient_confirmed_at": at(23, 8)} if number < 9 else {}
        visit = factory.visit_of(clinic, f"Ana {number}", doctor, at(24, 9) + number * HOUR / 4, **stands)
        assert visit.contact is not None
        contacts.mark_unreachable(visit.contact, "30005", at(23, 9))
    factory.visit_of(clinic, "Ben Missed", doctor, at(22, 9), status="no-show")
    factory.visit_of(clinic, "Too Early", doctor, at(21, 9), status="no-show")
    for status in ("waiting", "waiting", "notified", "expired"):
        WaitlistEntry.create(
            clinic=clinic, patient=visit.patient, date_from=at(25, 9).date(), date_to=at(28, 9).date(), status=status,
            created_at=at(20, 9),
        )  # fmt: skip
    assert digest.sweep(at(23, 18)) == 0
    assert digest.sweep(at(23, 19)) == 1
    lines = lists()[0].split("\n")
    assert lines[0] == "Tue 24 Nov. Visits: 20, confirmed 7."
    assert lines[1] == "Still to be confirmed by you: 2."
    assert lines[2].startswith("Not confirmed: Ana 0 9am (")
    assert lines[2].endswith(" +7")
    assert lines[3] == "Please call these patients, no text reaches them. Their visits of Tue 24 Nov:"
    assert lines[12] == "... and 12 more."
    assert lines[13:] == [
        "On the waitlist: 2, with an offer: 1.",
        "Missed yesterday: Ben Missed 9am (" + lines[14].split("(")[1],
    ]


def test_the_day_by_doctor_and_who_asked_for_a_person_in_vain(clinic: Clinic) -> None:
    lee, park = factory.doctor(clinic), factory.doctor(clinic, "Dr. Tom Park")
    factory.doctor(clinic, "Dr. Ben Lee")  # is off, but "Dr. Lee" would be either
    for hour in (9, 11, 15):
        visit = factory.visit_of(clinic, f"Ana {hour}", lee, at(24, hour), patient_confirmed_at=at(23, 8))
    factory.visit_of(clinic, "Ben Cole", park, at(24, 10), patient_confirmed_at=at(23, 8))
    assert visit.contact is not None
    asked = {"clinic": clinic, "why": "asked"}
    ended: dict[str, Any] = {
        "opened_at": at(23, 10),
        "last_at": at(23, 10),
        "closed_at": at(23, 12),
    }  # by two hours of silence
    silent = Handoff.create(contact=visit.contact, **asked, **ended)
    others: list[dict[str, Any]] = [{"answered_at": at(23, 11)}, {"closed_by": "Rita"}, {"opened_at": at(22, 10)}]
    for number, facts in enumerate(others):
        other = factory.contact(clinic, f"+1555010020{number}")
        Handoff.create(contact=other, **asked, **(ended | facts))
    assert digest.sweep(at(23, 17)) == 1
    assert lists()[0].split("\n") == [
        "Tue 24 Nov. Visits: 4, confirmed 4.",
        "By doctor: Dr. Maya Lee 3 (9am-3pm), Dr. Park 1 (10am)",
        f"Asked for a person, nobody has answered: A. {silent.contact.address}",
    ]
    erasure.forget_patient(visit.patient, Actor("staff", 1, "Ada Sample"), at(23, 18))
    assert handoffs.unanswered(clinic, at(22, 17)) == []


def test_nothing_to_say_is_not_said(clinic: Clinic) -> None:
    factory.visit_of(clinic, "Ana Ruiz", factory.doctor(clinic), at(26, 9), status="cancelled")
    assert digest.sweep(at(23, 17)) == 0


def test_texts_the_carrier_never_spoke_of_again_are_counted(clinic: Clinic) -> None:
    contact = factory.contact(clinic)
    for hour in (8, 9, 10):
        outbox.add(contact, "notice", f"at {hour}", at(21, hour))
    for message in outbox.claim(at(21, 11)):
        outbox.record(message, outbox.Sent(f"SM{message.id}", 1), at(21, 11))
    outbox.follow("SM1", "delivered", "delivered", at(21, 12))
    assert outbox.unfollowed(at(22, 10)) == 0
    assert outbox.unfollowed(at(22, 12)) == 2
    assert digest.sweep(at(22, 17)) == 1
    assert lists() == ["2 texts of the last days: the carrier has not said if they arrived."]
    assert outbox.unfollowed(at(30, 12)) == 0
