"""Joining today's queue: numbers, limits, presence, more time, leaving."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from store import calls, queue, settings
from store.audit import CLOCK, Actor, trail
from store.errors import AlreadyInQueue, DoctorOff, DoctorQueueFull, QueueClosed, QueueFull, WalkInsOff, WrongTransition
from store.models import Clinic, Doctor, Ticket
from store.tickets import label
from tests import factory

TEN = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)  # Monday, 10am in New York
MINUTE = dt.timedelta(minutes=1)
DESK = Actor("staff", 1, "Rosa", "endpoint")


def join(clinic: Clinic, name: str, minutes: float = 0, **facts: object) -> Ticket:
    given: dict[str, Any] = {"now": TEN + minutes * MINUTE} | facts
    return factory.walk_in(clinic, name, **given)


def test_numbers_run_by_day_and_references_name_it(clinic: Clinic) -> None:
    factory.doctor(clinic)
    first, second = join(clinic, "Ana Ruiz"), join(clinic, "Ben Cole", 1)
    assert [label(first), label(second)] == ["Q001", "Q002"]
    assert first.reference == "WLK-20261123-0001"
    tomorrow = join(clinic, "Cy Dow", 24 * 60)
    assert (label(tomorrow), tomorrow.reference) == ("Q001", "WLK-20261124-0001")
    assert [row.action for row in trail("ticket", first.id)] == ["ticket.join"]


def test_the_day_is_the_clinics_own(clinic: Clinic) -> None:
    late_evening = dt.datetime(2026, 11, 24, 3, tzinfo=dt.UTC)  # still Monday 10pm in New York
    assert join(clinic, "Ana Ruiz", now=late_evening).day == dt.date(2026, 11, 23)


def test_one_live_place_a_patient_a_day(clinic: Clinic) -> None:
    ticket = join(clinic, "Ana Ruiz")
    again = {"contact": None, "actor": DESK, "now": TEN + MINUTE}
    with pytest.raises(AlreadyInQueue) as refused:
        queue.join(clinic, ticket.patient, **again)  # type: ignore[arg-type]
    assert refused.value.facts["ticket"] == ticket
    queue.leave(ticket, DESK, TEN + MINUTE)
    assert label(queue.join(clinic, ticket.patient, **again)) == "Q002"  # type: ignore[arg-type]


def test_a_closed_queue_and_walk_ins_off_are_refused(clinic: Clinic) -> None:
    assert queue.set_open(clinic, False, DESK, TEN) is True
    assert queue.set_open(clinic, False, DESK, TEN) is False
    with pytest.raises(QueueClosed):
        join(clinic, "Ana Ruiz")
    queue.set_open(clinic, True, DESK, TEN)
    settings.put(clinic, {"walk_in_enabled": False})
    with pytest.raises(WalkInsOff):
        join(clinic, "Ben Cole")
    assert [row.action for row in trail("queue", clinic.id)] == ["queue.close", "queue.open"]


def test_after_hours_nobody_joins_by_text_and_hears_when_it_opens(clinic: Clinic) -> None:
    factory.doctor(clinic, starts=dt.time(9), ends=dt.time(17))
    evening = TEN + 8 * 60 * MINUTE
    with pytest.raises(QueueClosed) as refused:
        join(clinic, "Ana Ruiz", now=evening)
    assert refused.value.facts["opens_at"] == TEN + 23 * 60 * MINUTE  # Tuesday at 9
    assert join(clinic, "Ben Cole", now=evening, actor=DESK).status == "waiting"
    early = TEN - 3 * 60 * MINUTE  # 7am: the day is to come
    assert join(clinic, "Cy Dow", now=early).status == "waiting"


def test_a_doctor_who_is_not_here_today_is_refused_and_the_others_named(clinic: Clinic) -> None:
    lee, park = factory.doctor(clinic, "Dr. Maya Lee"), factory.doctor(clinic, "Dr. Tom Park", days=(5,))
    with pytest.raises(DoctorOff) as refused:
        join(clinic, "Ana Ruiz", doctor=park)
    assert (refused.value.facts["doctor"], refused.value.facts["others"]) == (park, [lee])


def test_a_full_queue_is_refused(clinic: Clinic) -> None:
    settings.put(clinic, {"max_queue_length": 2})
    first = join(clinic, "Ana Ruiz")
    join(clinic, "Ben Cole")
    with pytest.raises(QueueFull) as refused:
        join(clinic, "Cy Dow")
    assert refused.value.facts["limit"] == 2
    queue.leave(first, DESK, TEN)
    join(clinic, "Di Eng")


def test_a_full_doctor_is_refused_and_the_others_named(clinic: Clinic) -> None:
    lee, park = factory.doctor(clinic, "Dr. Maya Lee"), factory.doctor(clinic, "Dr. Tom Park")
    factory.doctor(clinic, "Dr. Off Duty", days=(5,))
    settings.put(clinic, {"max_walk_ins_per_doctor_per_day": 1}, lee)
    settings.put(clinic, {"max_walk_ins_per_doctor_per_day": 1})
    join(clinic, "Ana Ruiz", doctor=lee)
    with pytest.raises(DoctorQueueFull) as refused:
        join(clinic, "Ben Cole", doctor=lee)
    facts = refused.value.facts
    assert (facts["doctor"], facts["limit"], facts["others"]) == (lee, 1, [park])
    ticket = join(clinic, "Cy Dow")
    calls.call(ticket, park, actor=DESK, now=TEN)
    with pytest.raises(QueueFull):
        join(clinic, "Di Eng")


def test_presence_and_more_time(clinic: Clinic) -> None:
    ticket = join(clinic, "Ana Ruiz")
    assert ticket.present is False
    ticket = queue.later(ticket, 10, DESK, TEN)
    assert ticket.not_before == TEN + 10 * MINUTE
    ticket = queue.set_presence(ticket, True, DESK, TEN)
    assert (ticket.present, ticket.not_before) == (True, None)
    same = queue.set_presence(ticket, True, DESK, TEN)
    assert same.version == ticket.version
    assert queue.set_presence(ticket, False, DESK, TEN).present is False


def test_more_time_after_the_call_frees_the_doctor(clinic: Clinic) -> None:
    lee = factory.doctor(clinic)
    ticket = join(clinic, "Ana Ruiz")
    other = join(clinic, "Ben Cole", 1)
    calls.call_next(clinic, lee, actor=DESK, now=TEN)
    ticket = queue.later(Ticket.get_by_id(ticket.id), 10, DESK, TEN)
    assert (ticket.status, ticket.serving_doctor_id) == ("waiting", None)
    assert calls.call_next(clinic, lee, actor=DESK, now=TEN).id == other.id


def test_leaving_is_no_wait_and_not_once_with_the_doctor(clinic: Clinic) -> None:
    lee = factory.doctor(clinic)
    ticket = join(clinic, "Ana Ruiz")
    assert queue.leave(ticket, DESK, TEN).status == "no-wait"
    seen = join(clinic, "Ben Cole")
    calls.call_next(clinic, lee, actor=DESK, now=TEN)
    calls.start(seen, DESK, TEN)
    with pytest.raises(WrongTransition) as refused:
        queue.leave(seen, DESK, TEN + MINUTE)
    assert str(refused.value) == "Q002 is in-service: cannot leave"
    assert (refused.value.facts["by"], refused.value.facts["at"]) == ("Rosa", TEN)


def test_the_place_of_a_contact_is_found_among_its_people(clinic: Clinic) -> None:
    ticket = join(clinic, "Ana Ruiz")
    stranger = factory.patient(clinic, "Zed Orr")
    assert queue.live_ticket([stranger, ticket.patient], clinic, TEN) == ticket
    assert queue.live_ticket([stranger], clinic, TEN) is None
    assert queue.live_ticket([ticket.patient], clinic, TEN + 24 * 60 * MINUTE) is None


def test_what_yesterday_left_open_is_closed(clinic: Clinic) -> None:
    lee = factory.doctor(clinic)
    waiting, seen = join(clinic, "Ana Ruiz"), join(clinic, "Ben Cole")
    calls.call(seen, lee, actor=DESK, now=TEN)
    calls.start(seen, DESK, TEN)
    tomorrow = TEN + 24 * 60 * MINUTE
    assert calls.close_days_before(clinic, CLOCK, TEN) == 0
    assert calls.close_days_before(clinic, CLOCK, tomorrow) == 2
    assert calls.close_days_before(clinic, CLOCK, tomorrow) == 0
    assert [Ticket.get_by_id(one.id).status for one in (waiting, seen)] == ["no-wait", "completed"]


def test_a_ticket_forgotten_yesterday_does_not_keep_its_doctor_busy(clinic: Clinic) -> None:
    lee: Doctor = factory.doctor(clinic)
    forgotten = join(clinic, "Ana Ruiz")
    calls.call_next(clinic, lee, actor=DESK, now=TEN)
    tomorrow = TEN + 24 * 60 * MINUTE
    today = join(clinic, "Ben Cole", now=tomorrow)
    assert calls.call_next(clinic, lee, actor=DESK, now=tomorrow).id == today.id
    assert Ticket.get_by_id(forgotten.id).status == "no-wait"
