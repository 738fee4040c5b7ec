"""Today's visits, worked from the board."""

from __future__ import annotations

import datetime as dt

import pytest
from freezegun.api import FrozenDateTimeFactory

from store import appointments, queue
from store.audit import CLOCK
from store.models import Appointment, Clinic, Doctor, OutboxMessage, Ticket
from tests import factory
from tests.board.conftest import TEN, Browser, Enter, notice

HOUR = dt.timedelta(hours=1)


def fresh(visit: Appointment) -> Appointment:
    found: Appointment = Appointment.get_by_id(visit.id)
    return found


@pytest.fixture
def visit(clinic: Clinic, lee: Doctor) -> Appointment:
    """Mia's, in half an hour."""
    return factory.visit_of(clinic, "Mia Sample", lee, TEN + HOUR / 2)


@pytest.fixture
def begun(clinic: Clinic, lee: Doctor) -> Appointment:
    """Tom's, ten minutes ago."""
    return factory.visit_of(clinic, "Tom Sample", lee, TEN - HOUR / 6)


def test_arrived_puts_the_visit_in_line(ana: Browser, visit: Appointment) -> None:
    answer = ana.press(f"/staff/visits/{visit.id}/arrived", shown="confirmed")
    assert notice(answer) == "Mia Sample is here, Q001."
    assert fresh(visit).checked_in_at == TEN
    ticket: Ticket = Ticket.get()
    assert (ticket.status, ticket.appointment_id) == ("waiting", visit.id)
    assert "Q001 here" in ana.get("/staff/").text
    assert ana.press("/staff/undo").status_code == 200
    assert fresh(visit).checked_in_at is None


def test_start_takes_the_patient_straight_to_the_doctor_without_a_text(
    ana: Browser, visit: Appointment, lee: Doctor
) -> None:
    assert notice(ana.press(f"/staff/visits/{visit.id}/start")) == "Mia Sample, 10:30am, is with the doctor."
    ticket: Ticket = Ticket.get()
    assert (ticket.status, ticket.serving_doctor_id, fresh(visit).status) == ("in-service", lee.id, "in-progress")
    assert not OutboxMessage.select().where(OutboxMessage.state != "dropped").exists()
    busy = ana.press(f"/staff/doctors/{lee.id}/next")
    assert notice(busy) == "Dr. Lee already has Q001, called by Ana Front 10:00am."
    ana.press(f"/staff/visits/{visit.id}/complete")
    assert (fresh(visit).status, Ticket.get().status) == ("completed", "completed")


def test_a_visit_to_come_cannot_be_completed_by_a_slip(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    later = factory.visit_of(clinic, "Ben Cole", lee, TEN + 24 * HOUR)
    assert "/complete" not in ana.get(f"/staff/visits/{later.id}").text
    assert notice(ana.press(f"/staff/visits/{later.id}/complete")) == "That visit is on another day."
    assert fresh(later).status == "confirmed"


def test_complete_without_having_been_started(ana: Browser, begun: Appointment) -> None:
    assert notice(ana.press(f"/staff/visits/{begun.id}/complete")) == "Tom Sample, 9:50am, is done."
    assert fresh(begun).status == "completed"
    assert not Ticket.select().exists()


def test_what_is_over_can_be_taken_back_at_once_and_later(
    ana: Browser, begun: Appointment, time: FrozenDateTimeFactory
) -> None:
    assert 'id="undo"' in ana.press(f"/staff/visits/{begun.id}/complete").text
    time.tick(30)
    assert notice(ana.press("/staff/undo")) == "Undone: Tom Sample, 9:50am: confirmed again."
    assert (fresh(begun).status, fresh(begun).completed_at) == ("confirmed", None)
    ana.press(f"/staff/visits/{begun.id}/complete")
    time.tick(3600)
    assert notice(ana.press("/staff/undo")) == "Nothing of yours to undo in the last 60 seconds."
    assert "Not over after all" in ana.get(f"/staff/visits/{begun.id}").text
    taken = ana.press(f"/staff/visits/{begun.id}/undo-complete", shown="completed")
    assert notice(taken) == "Tom Sample, 9:50am, is not over after all."
    assert fresh(begun).status == "confirmed"
    assert "taken back from completed" in ana.get(f"/staff/visits/{begun.id}").text


def test_a_cancelling_taken_back_is_told_only_where_it_was(
    ana: Browser, visit: Appointment, time: FrozenDateTimeFactory
) -> None:
    ana.press(f"/staff/visits/{visit.id}/cancel", reason="Wrong line")
    time.tick(5)
    assert notice(ana.press("/staff/undo")) == "Undone: Mia Sample, 10:30am: confirmed again."
    [dropped] = OutboxMessage.select().where(OutboxMessage.contact == visit.contact)
    assert dropped.state == "dropped"
    time.tick(5)
    ana.press(f"/staff/visits/{visit.id}/cancel", reason="Wrong line again")
    OutboxMessage.update(state="sent").where(OutboxMessage.state == "due").execute()
    time.tick(5)
    assert notice(ana.press("/staff/undo")).endswith(": confirmed again; they are told by text.")
    due = OutboxMessage.get(OutboxMessage.state == "due", OutboxMessage.contact == visit.contact)
    assert due.text.startswith("Elm Street Clinic: sorry, our mistake: your visit is on: Dr. Lee, Mon 23 Nov, 10:30am.")
    assert (fresh(visit).status, fresh(visit).cancel_reason) == ("confirmed", "")
    time.tick(5)
    assert notice(ana.press("/staff/undo")) == "Nothing of yours to undo in the last 60 seconds."


def test_undo_is_not_of_somebody_elses_act(ana: Browser, enter: Enter, visit: Appointment) -> None:
    ana.press(f"/staff/visits/{visit.id}/cancel", reason="Wrong line")
    rita = enter("Rita Desk", "receptionist")
    assert notice(rita.press("/staff/undo")).startswith("Nothing of yours to undo")
    assert fresh(visit).status == "cancelled"


def test_no_show_and_back(ana: Browser, begun: Appointment, visit: Appointment) -> None:
    assert notice(ana.press(f"/staff/visits/{visit.id}/no-show")) == "No-show: the visit has not begun."
    missed = ana.press(f"/staff/visits/{begun.id}/no-show")
    assert notice(missed) == "Tom Sample, 9:50am, did not come; they are told by text."
    assert fresh(begun).status == "no-show"
    [told] = OutboxMessage.select().where(OutboxMessage.contact == begun.contact)
    assert "we missed you" in told.text
    assert "They came" in ana.get("/staff/").text
    assert notice(ana.press(f"/staff/visits/{begun.id}/undo-no-show")) == "Tom Sample, 9:50am, is expected again."
    assert fresh(begun).status == "confirmed"


def test_no_show_of_somebody_who_had_checked_in_and_left(ana: Browser, begun: Appointment) -> None:
    ana.press(f"/staff/visits/{begun.id}/arrived")
    ana.press(f"/staff/visits/{begun.id}/no-show")
    assert (fresh(begun).status, Ticket.get().status) == ("no-show", "cancelled")


def test_confirm_a_requested_visit(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    asked = factory.visit_of(clinic, "Mia Sample", lee, TEN + HOUR, status="pending")
    answer = ana.press(f"/staff/visits/{asked.id}/confirm", shown="pending")
    assert notice(answer) == "Mia Sample, 11:00am, is confirmed; they are told by text."
    assert fresh(asked).status == "confirmed"
    [told] = OutboxMessage.select()
    assert told.kind == "confirmation"


def test_cancel_keeps_the_reason_and_tells_the_patient_not_why(ana: Browser, visit: Appointment) -> None:
    answer = ana.press(f"/staff/visits/{visit.id}/cancel", reason="Doctor called away")
    assert notice(answer) == "Mia Sample, 10:30am, is cancelled; they are told by text."
    assert (fresh(visit).status, fresh(visit).cancel_reason, fresh(visit).cancelled_by) == (
        "cancelled", "Doctor called away", "staff",
    )  # fmt: skip
    [told] = OutboxMessage.select().where(OutboxMessage.contact == visit.contact)
    assert "Doctor called away" not in told.text


def test_late(ana: Browser, visit: Appointment) -> None:
    assert notice(ana.press(f"/staff/visits/{visit.id}/late", minutes="20")) == (
        "Mia Sample, 10:30am, comes about 20 minutes late."
    )
    assert fresh(visit).late_minutes == 20
    assert "comes on time" in notice(ana.press(f"/staff/visits/{visit.id}/late", minutes="0"))
    for wrong in ("", "x", "-5", "999", "١٥"):
        answer = ana.press(f"/staff/visits/{visit.id}/late", minutes=wrong)
        assert (answer.status_code, notice(answer)) == (409, "Minutes: must be a number from 0 to 240.")


def test_a_stale_button_says_who_was_faster(
    ana: Browser, enter: Enter, visit: Appointment, time: FrozenDateTimeFactory
) -> None:
    ben = enter("Ben Front", "receptionist")
    time.move_to(TEN + dt.timedelta(minutes=3))
    ana.press(f"/staff/visits/{visit.id}/cancel", reason="Ill", shown="confirmed")
    answer = ben.press(f"/staff/visits/{visit.id}/arrived", shown="confirmed")
    assert (answer.status_code, notice(answer)) == (
        409, "Mia Sample, 10:30am was already cancelled by Ana Front, 10:03am.",
    )  # fmt: skip
    assert fresh(visit).status == "cancelled"


def test_the_clock_too_is_named(ana: Browser, begun: Appointment) -> None:
    appointments.miss(begun, actor=CLOCK, now=TEN)
    answer = ana.press(f"/staff/visits/{begun.id}/complete", shown="confirmed")
    assert notice(answer) == "Tom Sample, 9:50am was already marked as no-show by the clock, 10:00am."


def test_a_doctor_works_on_their_own_visits_only(
    enter: Enter, clinic: Clinic, visit: Appointment, lee: Doctor, park: Doctor
) -> None:
    other = factory.visit_of(clinic, "Gil Sample", park, TEN + HOUR)
    doctor = enter("Maya Lee", "doctor", lee)
    assert doctor.press(f"/staff/visits/{visit.id}/arrived").status_code == 200
    for act in ("arrived", "start", "complete", "no-show", "undo-no-show", "late", "cancel", "confirm", "move-to"):
        assert notice(doctor.press(f"/staff/visits/{other.id}/{act}", minutes="5")) == "That is not here any more."
    assert fresh(other).checked_in_at is None


def test_arrived_of_somebody_who_stands_in_line_without_their_visit_says_what_to_do(
    ana: Browser, clinic: Clinic, visit: Appointment
) -> None:
    ticket = queue.join(clinic, visit.patient, contact=visit.contact, actor=CLOCK, now=TEN)
    answer = ana.press(f"/staff/visits/{visit.id}/arrived", shown="confirmed")
    assert (answer.status_code, notice(answer)) == (
        409,
        "They stand in line as Q001 already, without this visit: take that place out of the line, "
        "then press Arrived again.",
    )
    ana.press(f"/staff/tickets/{ticket.id}/remove")
    assert notice(ana.press(f"/staff/visits/{visit.id}/arrived")) == "Mia Sample is here, Q002."
