"""What the desk does with a place in line, who may do it twice, and taking it back."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from peewee import IntegrityError

from store import calls, queue, settings
from store.audit import Actor, trail
from store.errors import (
    AlreadyInQueue,
    AlreadyMovedOn,
    DoctorBusy,
    NobodyWaiting,
    NothingToUndo,
    NotToday,
    QueueClosed,
    Refusal,
    WrongTransition,
)
from store.models import TICKET_STATUSES, Appointment, Audit, Clinic, Doctor, Ticket
from store.tickets import LIVE, TICKET, WITH_DOCTOR, label
from tests import factory

TEN = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)  # Monday, 10am in New York
SECOND, MINUTE = dt.timedelta(seconds=1), dt.timedelta(minutes=1)
ROSA = Actor("staff", 1, "Rosa", "endpoint")
OMAR = Actor("staff", 2, "Omar", "staff chat")


def now_of(ticket: Ticket) -> Ticket:
    return Ticket.get_by_id(ticket.id)


@pytest.fixture
def lee(clinic: Clinic) -> Doctor:
    return factory.doctor(clinic, "Dr. Maya Lee")


@pytest.fixture
def park(clinic: Clinic, lee: Doctor) -> Doctor:
    return factory.doctor(clinic, "Dr. Tom Park")


def test_every_edge_leads_between_known_states_and_only_seen_unseen_or_removed_are_final() -> None:
    assert {before for before, _ in TICKET} <= set(TICKET_STATUSES)
    assert set(TICKET.values()) <= set(TICKET_STATUSES)
    assert set(TICKET_STATUSES) - {before for before, _ in TICKET} == {"completed", "cancelled"}


def test_the_next_in_line_is_called_to_the_doctors_room(clinic: Clinic, lee: Doctor) -> None:
    ana, _ben = factory.walk_in(clinic, "Ana Ruiz", TEN), factory.walk_in(clinic, "Ben Cole", TEN + MINUTE)
    called = calls.call_next(clinic, lee, actor=ROSA, now=TEN + 2 * MINUTE)
    assert (called.id, called.status, called.serving_doctor, called.room) == (ana.id, "called", lee, "1")
    assert (called.called_at, called.called_by) == (TEN + 2 * MINUTE, "Rosa")
    last = trail("ticket", ana.id)[-1]
    assert (last.action, last.actor_name, last.before["status"], last.after["status"]) == (
        "ticket.call", "Rosa", "waiting", "called",
    )  # fmt: skip


def test_a_busy_doctor_gets_nobody_unless_the_visit_is_finished_by_the_same_step(clinic: Clinic, lee: Doctor) -> None:
    ana, ben = factory.walk_in(clinic, "Ana Ruiz", TEN), factory.walk_in(clinic, "Ben Cole", TEN)
    calls.call_next(clinic, lee, actor=ROSA, now=TEN)
    with pytest.raises(DoctorBusy) as refused:
        calls.call_next(clinic, lee, actor=ROSA, now=TEN)
    assert refused.value.facts["ticket"].id == ana.id
    called = calls.call_next(clinic, lee, room="7", finish_current=True, actor=ROSA, now=TEN + 9 * MINUTE)
    assert (called.id, called.room) == (ben.id, "7")
    seen = now_of(ana)
    assert (seen.status, seen.started_at, seen.finished_at) == ("completed", TEN, TEN + 9 * MINUTE)


def test_nobody_waiting_changes_nothing_even_the_visit_to_be_finished(clinic: Clinic, lee: Doctor) -> None:
    ana = factory.walk_in(clinic, "Ana Ruiz", TEN)
    calls.call_next(clinic, lee, actor=ROSA, now=TEN)
    with pytest.raises(NobodyWaiting):
        calls.call_next(clinic, lee, finish_current=True, actor=ROSA, now=TEN)
    assert now_of(ana).status == "called"


def test_a_closed_queue_is_emptied_and_then_says_that_it_is_closed(clinic: Clinic, lee: Doctor) -> None:
    ana = factory.walk_in(clinic, "Ana Ruiz", TEN)
    queue.set_open(clinic, False, ROSA, TEN)
    assert calls.call_next(clinic, lee, actor=ROSA, now=TEN).id == ana.id
    calls.complete(ana, ROSA, TEN)
    with pytest.raises(QueueClosed):
        calls.call_next(clinic, lee, actor=ROSA, now=TEN)


def test_who_asked_for_a_doctor_is_not_called_by_another(clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    ana = factory.walk_in(clinic, "Ana Ruiz", TEN, doctor=park)
    ben = factory.walk_in(clinic, "Ben Cole", TEN + MINUTE)
    assert calls.call_next(clinic, lee, actor=ROSA, now=TEN).id == ben.id
    assert calls.call_next(clinic, park, actor=ROSA, now=TEN).id == ana.id


def test_urgent_goes_first_where_the_clinic_says_so(clinic: Clinic, lee: Doctor) -> None:
    settings.put(clinic, {"walk_in_priority": "urgent_first"})
    factory.walk_in(clinic, "Ana Ruiz", TEN)
    ben = factory.walk_in(clinic, "Ben Cole", TEN + MINUTE, urgency="urgent")
    assert calls.call_next(clinic, lee, actor=ROSA, now=TEN + MINUTE).id == ben.id


def test_called_and_absent_is_passed_over_and_taken_back_at_the_old_place(clinic: Clinic, lee: Doctor) -> None:
    ana, ben, cy = (factory.walk_in(clinic, name, TEN) for name in ("Ana Ruiz", "Ben Cole", "Cy Dow"))
    calls.call_next(clinic, lee, actor=ROSA, now=TEN)
    assert calls.recall(ana, ROSA, TEN + 3 * MINUTE).recalled == 1
    passed = calls.skip(ana, ROSA, TEN + 5 * MINUTE)
    assert (passed.status, passed.passed_over, passed.serving_doctor, passed.recalled) == ("waiting", 1, None, 0)
    assert calls.call_next(clinic, lee, actor=ROSA, now=TEN + 5 * MINUTE).id == ben.id
    assert [one.id for one in queue.waiting(clinic, TEN)] == [cy.id, ana.id]
    queue.set_presence(ana, True, ROSA, TEN + 6 * MINUTE)
    assert [one.id for one in queue.waiting(clinic, TEN)] == [ana.id, cy.id]


def test_a_no_show_who_comes_after_all_is_put_back(clinic: Clinic, lee: Doctor) -> None:
    ana, ben = factory.walk_in(clinic, "Ana Ruiz", TEN), factory.walk_in(clinic, "Ben Cole", TEN + MINUTE)
    calls.call_next(clinic, lee, actor=ROSA, now=TEN)
    assert calls.no_show(ana, ROSA, TEN).status == "no-wait"
    back = calls.put_back(ana, OMAR, TEN + 20 * MINUTE)
    assert (back.status, back.present, back.finished_at) == ("waiting", True, None)
    assert [one.id for one in queue.waiting(clinic, TEN)] == [ana.id, ben.id]


def test_handing_over_keeps_the_place(clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    ana = factory.walk_in(clinic, "Ana Ruiz", TEN, doctor=lee)
    ben = factory.walk_in(clinic, "Ben Cole", TEN + MINUTE)
    calls.call_next(clinic, lee, actor=ROSA, now=TEN)
    handed = calls.hand_over(ana, park, ROSA, TEN)
    assert (handed.status, handed.doctor, handed.serving_doctor) == ("waiting", park, None)
    assert calls.call_next(clinic, park, actor=ROSA, now=TEN).id == ana.id
    assert calls.call_next(clinic, lee, actor=ROSA, now=TEN).id == ben.id


def test_a_stale_button_learns_who_did_it_and_when(clinic: Clinic, lee: Doctor) -> None:
    ana = factory.walk_in(clinic, "Ana Ruiz", TEN)
    calls.call_next(clinic, lee, actor=ROSA, now=TEN)
    calls.complete(ana, OMAR, TEN + MINUTE)
    with pytest.raises(WrongTransition) as refused:
        calls.complete(ana, ROSA, TEN + 2 * MINUTE)
    facts = refused.value.facts
    assert (facts["thing"], facts["before"], facts["by"], facts["at"]) == ("Q001", "completed", "Omar", TEN + MINUTE)


def test_the_table_itself_refuses_two_patients_to_one_doctor(clinic: Clinic, lee: Doctor) -> None:
    ana, ben = factory.walk_in(clinic, "Ana Ruiz", TEN), factory.walk_in(clinic, "Ben Cole", TEN)
    calls.call(ana, lee, actor=ROSA, now=TEN)
    with pytest.raises(IntegrityError):
        Ticket.update(status="called", serving_doctor=lee).where(Ticket.id == ben.id).execute()


# --- Booked visits in line -------------------------------------------------------------------------------------------


def test_a_checked_in_visit_stands_in_the_line_and_follows_its_ticket(clinic: Clinic, lee: Doctor) -> None:
    ana = factory.walk_in(clinic, "Ana Ruiz", TEN - 50 * MINUTE)
    visit = factory.visit_of(clinic, "Ben Cole", lee, TEN)
    ticket = queue.check_in(visit, contact=visit.contact, actor=ROSA, now=TEN - 10 * MINUTE)
    assert (ticket.reference, ticket.doctor, ticket.present) == (visit.reference, lee, True)
    assert [one.id for one in queue.waiting(clinic, TEN - MINUTE)] == [ana.id, ticket.id]
    assert calls.call_next(clinic, lee, actor=ROSA, now=TEN).id == ticket.id
    statuses = []
    for act in (calls.start, calls.complete):
        act(ticket, ROSA, TEN + MINUTE)
        statuses.append(Appointment.get_by_id(visit.id).status)
    assert statuses == ["in-progress", "completed"]
    calls.undo(clinic, ROSA, TEN + 61 * SECOND)
    again = Appointment.get_by_id(visit.id)
    assert (again.status, again.completed_at, now_of(ticket).status) == ("in-progress", None, "in-service")


def test_a_visit_finished_without_start_is_completed_too(clinic: Clinic, lee: Doctor) -> None:
    visit = factory.visit_of(clinic, "Ben Cole", lee, TEN)
    ticket = queue.check_in(visit, contact=None, actor=ROSA, now=TEN)
    calls.call(ticket, lee, actor=ROSA, now=TEN)
    calls.complete(ticket, ROSA, TEN + MINUTE)
    assert Appointment.get_by_id(visit.id).status == "completed"


def test_a_called_visit_that_does_not_come_is_missed_and_may_come_after_all(clinic: Clinic, lee: Doctor) -> None:
    visit = factory.visit_of(clinic, "Ben Cole", lee, TEN)
    ticket = queue.check_in(visit, contact=None, actor=ROSA, now=TEN)
    calls.call(ticket, lee, actor=ROSA, now=TEN)
    calls.no_show(ticket, ROSA, TEN + MINUTE)
    assert Appointment.get_by_id(visit.id).status == "no-show"
    calls.put_back(ticket, OMAR, TEN + 20 * MINUTE)
    assert Appointment.get_by_id(visit.id).status == "confirmed"


def test_leaving_the_line_takes_the_check_in_back(clinic: Clinic, lee: Doctor) -> None:
    visit = factory.visit_of(clinic, "Ben Cole", lee, TEN + 30 * MINUTE)
    ticket = queue.check_in(visit, contact=None, actor=ROSA, now=TEN)
    queue.leave(ticket, ROSA, TEN + MINUTE)
    left = Appointment.get_by_id(visit.id)
    assert (left.status, left.checked_in_at) == ("confirmed", None)
    again = queue.check_in(left, contact=None, actor=ROSA, now=TEN + 2 * MINUTE)
    calls.call(again, lee, actor=ROSA, now=TEN + 3 * MINUTE)
    calls.no_show(again, ROSA, TEN + 4 * MINUTE)  # before its time: not missed yet
    early = Appointment.get_by_id(visit.id)
    assert (early.status, early.checked_in_at) == ("confirmed", None)


def test_handing_a_visit_over_while_it_is_under_way_puts_it_back_to_come(
    clinic: Clinic, lee: Doctor, park: Doctor
) -> None:
    visit = factory.visit_of(clinic, "Ben Cole", lee, TEN)
    ticket = queue.check_in(visit, contact=None, actor=ROSA, now=TEN)
    calls.call(ticket, lee, actor=ROSA, now=TEN)
    calls.start(ticket, ROSA, TEN)
    calls.hand_over(ticket, park, ROSA, TEN + MINUTE)
    assert Appointment.get_by_id(visit.id).status == "confirmed"
    calls.call_next(clinic, park, actor=ROSA, now=TEN + 2 * MINUTE)
    calls.start(ticket, ROSA, TEN + 2 * MINUTE)
    assert Appointment.get_by_id(visit.id).status == "in-progress"


def test_checking_in_is_for_today_once_and_for_a_visit_to_come(clinic: Clinic, lee: Doctor) -> None:
    visit = factory.visit_of(clinic, "Ben Cole", lee, TEN)
    with pytest.raises(NotToday):
        queue.check_in(visit, contact=None, actor=ROSA, now=TEN - 24 * 60 * MINUTE)
    queue.check_in(visit, contact=None, actor=ROSA, now=TEN)
    with pytest.raises(AlreadyInQueue):
        queue.check_in(visit, contact=None, actor=ROSA, now=TEN)
    gone = factory.visit_of(clinic, "Cy Dow", lee, TEN, status="cancelled")
    with pytest.raises(WrongTransition):
        queue.check_in(gone, contact=None, actor=ROSA, now=TEN)


# --- Undo ------------------------------------------------------------------------------------------------------------


def test_undo_takes_the_last_act_back_for_a_minute(clinic: Clinic, lee: Doctor) -> None:
    ana = factory.walk_in(clinic, "Ana Ruiz", TEN - 5 * MINUTE)
    before = {name: value for name, value in now_of(ana).__data__.items() if name != "version"}
    calls.call_next(clinic, lee, actor=ROSA, now=TEN)
    [(back, act)] = calls.undo(clinic, ROSA, TEN + 60 * SECOND)
    assert act.action == "ticket.call"
    assert {name: value for name, value in back.__data__.items() if name != "version"} == before
    with pytest.raises(NothingToUndo):
        calls.undo(clinic, ROSA, TEN + 60 * SECOND)


def test_undo_is_the_askers_own_and_ends_after_a_minute(clinic: Clinic, lee: Doctor) -> None:
    factory.walk_in(clinic, "Ana Ruiz", TEN)
    calls.call_next(clinic, lee, actor=ROSA, now=TEN)
    with pytest.raises(NothingToUndo):
        calls.undo(clinic, OMAR, TEN)
    with pytest.raises(NothingToUndo):
        calls.undo(clinic, ROSA, TEN + 61 * SECOND)


def test_undo_of_a_call_that_finished_another_restores_both(clinic: Clinic, lee: Doctor) -> None:
    ana, ben = factory.walk_in(clinic, "Ana Ruiz", TEN), factory.walk_in(clinic, "Ben Cole", TEN)
    calls.call_next(clinic, lee, actor=ROSA, now=TEN)
    calls.start(ana, ROSA, TEN + MINUTE)
    calls.call_next(clinic, lee, finish_current=True, actor=ROSA, now=TEN + 9 * MINUTE)
    assert [one.id for one, _ in calls.undo(clinic, ROSA, TEN + 9 * MINUTE + SECOND)] == [ben.id, ana.id]
    assert [now_of(one).status for one in (ana, ben)] == ["in-service", "waiting"]


def test_undo_refuses_what_somebody_else_has_changed_since(clinic: Clinic, lee: Doctor) -> None:
    ana = factory.walk_in(clinic, "Ana Ruiz", TEN)
    calls.call_next(clinic, lee, actor=ROSA, now=TEN)
    calls.start(ana, OMAR, TEN + SECOND)
    with pytest.raises(AlreadyMovedOn):
        calls.undo(clinic, ROSA, TEN + 2 * SECOND)


def test_undo_does_not_give_a_doctor_two_patients(clinic: Clinic, lee: Doctor) -> None:
    ana, ben = factory.walk_in(clinic, "Ana Ruiz", TEN), factory.walk_in(clinic, "Ben Cole", TEN)
    calls.call_next(clinic, lee, actor=ROSA, now=TEN)
    calls.complete(ana, ROSA, TEN + SECOND)
    calls.call(ben, lee, actor=OMAR, now=TEN + 2 * SECOND)
    with pytest.raises(DoctorBusy):
        calls.undo(clinic, ROSA, TEN + 3 * SECOND)
    assert now_of(ana).status == "completed"


def test_a_walk_in_added_by_mistake_is_undone(clinic: Clinic) -> None:
    ana = factory.walk_in(clinic, "Ana Ruiz", TEN, actor=ROSA)
    calls.undo(clinic, ROSA, TEN + SECOND)
    assert now_of(ana).status == "cancelled"


# --- Whatever the desk does ------------------------------------------------------------------------------------------

ACTS = ("join", "next", "next+finish", "start", "complete", "no_show", "recall", "skip", "put_back", "hand_over",
        "remove", "leave", "here", "away", "later", "undo")  # fmt: skip


@pytest.mark.slow
@how(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 7), st.integers(0, 1)), max_size=40))
def test_never_two_to_one_doctor_never_one_patient_to_two(
    clinic: Clinic, lee: Doctor, park: Doctor, acts: list[tuple[str, int, int]]
) -> None:
    """Any acts in any order: every refusal is a typed one, and the tables add up after each."""
    Audit.delete().execute()
    Ticket.delete().execute()
    people = [factory.patient(clinic, f"Sample Person {number}") for number in range(4)]
    for step, (act, which, whose) in enumerate(acts):
        now = TEN + step * 20 * SECOND
        doctor, actor = (lee, park)[whose], (ROSA, OMAR)[whose]
        rows = list(Ticket.select().order_by(Ticket.id))
        ticket = rows[which % len(rows)] if rows else None
        try:
            if act == "join":
                queue.join(
                    clinic, people[which % 4], contact=None, actor=actor, now=now, doctor=(None, lee, park)[which % 3]
                )
            elif act.startswith("next"):
                room = ("", "1", " 2 ")[which % 3]
                calls.call_next(clinic, doctor, room=room, finish_current=act != "next", actor=actor, now=now)
            elif act == "undo":
                calls.undo(clinic, actor, now)
            elif ticket is not None:
                do(act, ticket, doctor, actor, now)
        except Refusal:
            pass
        live = list(Ticket.select().where(Ticket.status.in_(LIVE)))
        busy = [one.serving_doctor_id for one in live if one.status in WITH_DOCTOR]
        rooms = [one.room for one in live if one.status in WITH_DOCTOR]
        assert len(busy) == len(set(busy))
        assert len(rooms) == len(set(rooms)), rooms
        assert None not in busy
        assert len({one.patient_id for one in live}) == len(live)
        assert all(one.serving_doctor_id is None for one in live if one.status == "waiting"), label(live[0])


def do(act: str, ticket: Ticket, doctor: Doctor, actor: Actor, now: dt.datetime) -> None:
    if act == "hand_over":
        calls.hand_over(ticket, doctor, actor, now)
    elif act in ("here", "away"):
        queue.set_presence(ticket, act == "here", actor, now)
    elif act == "later":
        queue.later(ticket, 10, actor, now)
    elif act == "leave":
        queue.leave(ticket, actor, now)
    else:
        getattr(calls, act)(ticket, actor, now)
