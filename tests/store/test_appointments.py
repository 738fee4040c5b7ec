"""Visits: booked, moved, cancelled, held for an offer."""

from __future__ import annotations

import datetime as dt
import random
import re
from typing import Any

import pytest
from peewee import OperationalError

from store import appointments, audit, claims, references, schedules, settings, transitions
from store.audit import CLOCK, Actor
from store.database import transaction
from store.errors import (
    AlreadyMovedOn,
    InThePast,
    Invalid,
    NotFound,
    NotOpen,
    OfferGone,
    PatientBusy,
    SlotTaken,
    TooFarAhead,
    TooLateToCancel,
    TooManyOpen,
    TooSoon,
    WrongTransition,
)
from store.models import APPOINTMENT_STATUSES, Appointment, Claim, Clinic, Contact, Doctor, Patient, Schedule
from store.schedules import Opening
from tests import factory

HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
NOON = dt.datetime(2026, 11, 23, 17, tzinfo=dt.UTC)  # Monday 12:00 in New York
TOMORROW = dt.date(2026, 11, 24)
TOMORROW_AT_9 = NOON + 21 * HOUR
STAFF = Actor("staff", 1, "Ana", "endpoint")


@pytest.fixture
def doctor(clinic: Clinic) -> Doctor:
    return factory.doctor(clinic)


@pytest.fixture
def contact(clinic: Clinic) -> Contact:
    return factory.contact(clinic)


@pytest.fixture
def patient(clinic: Clinic, contact: Contact) -> Patient:
    return factory.patient(clinic, contact=contact)


def at(doctor: Doctor, when: dt.datetime, now: dt.datetime = NOON, **asked: Any) -> Opening:
    return schedules.opening_at(doctor.clinic, doctor, when, now=now, **asked)


def book(patient: Patient, opening: Opening, now: dt.datetime = NOON, **asked: Any) -> Appointment:
    facts: dict[str, Any] = {"source": "sms", "actor": CLOCK, "now": now} | asked
    return appointments.book(opening.doctor.clinic, patient, opening, **facts)


def units_held(visit: Appointment) -> list[int]:
    """The visit's claims as minutes from its start."""
    rows = Claim.select(Claim.unit).where(Claim.appointment == visit).order_by(Claim.unit)
    return [(row.unit - claims.unit_of(visit.starts_at)) * 5 for row in rows]


# --- Booking ---------------------------------------------------------------------------------------------------------


def test_a_booking_holds_its_time_and_its_buffer(clinic: Clinic, contact: Contact, patient: Patient) -> None:
    doctor = factory.doctor(clinic, "Dr. Sam Holt", schedule={"buffer_minutes": 10})
    visit = book(patient, at(doctor, TOMORROW_AT_9), contact=contact, actor=Actor.patient(contact), reason="cough")
    assert (visit.status, visit.starts_at, visit.ends_at) == ("confirmed", TOMORROW_AT_9, TOMORROW_AT_9 + HOUR / 2)
    assert units_held(visit) == [0, 5, 10, 15, 20, 25, 30, 35]
    assert (visit.reference, visit.visit_type, visit.meeting_link) == ("APT-20261124-0001", "in_person", "")
    assert re.fullmatch("[BDFGHJKLPRTVW][2-9]", visit.code)
    [row] = audit.trail("appointment", visit.id)
    assert (row.action, row.actor_kind, row.actor_id, row.after["status"]) == (
        "appointment.book", "patient", contact.id, "confirmed",
    )  # fmt: skip


def test_references_run_by_the_day_of_the_visit(doctor: Doctor, patient: Patient) -> None:
    visits = [book(patient, at(doctor, TOMORROW_AT_9 + hours * HOUR)) for hours in (0, 24, 1)]
    assert [v.reference for v in visits] == ["APT-20261124-0001", "APT-20261125-0001", "APT-20261124-0002"]


def test_the_service_gives_length_and_fee(clinic: Clinic, doctor: Doctor, patient: Patient) -> None:
    check = factory.service(clinic, minutes=57, fee_cents=12000)
    visit = book(patient, at(doctor, TOMORROW_AT_9, service=check), service=check)
    assert (visit.ends_at - visit.starts_at, visit.fee_cents, visit.service) == (HOUR, 12000, check)
    assert len(units_held(visit)) == 12


def test_staff_confirm_where_a_setting_says_so(clinic: Clinic, doctor: Doctor, patient: Patient) -> None:
    settings.put(clinic, {"auto_confirm_appointments": False})
    visit = book(patient, at(doctor, TOMORROW_AT_9))
    assert visit.status == "pending"
    settings.put(clinic, {"auto_confirm_appointments": True}, doctor)
    assert book(patient, at(doctor, TOMORROW_AT_9 + HOUR)).status == "confirmed"


def test_an_online_visit_gets_a_room_of_its_own(clinic: Clinic, patient: Patient) -> None:
    doctor = factory.doctor(clinic, "Dr. Both", schedule={"visit_type": "both"})
    first, second = (at(doctor, TOMORROW_AT_9 + hours * HOUR) for hours in (0, 1))
    assert first.visit_type == "both"
    assert book(patient, first).visit_type == "in_person"
    online = book(patient, second, visit_type="online")
    assert book(patient, at(doctor, TOMORROW_AT_9 + 3 * HOUR, visit_type="online")).visit_type == "online"
    assert re.fullmatch(r"https://meet\.jit\.si/elm-[0-9a-f]{20}", online.meeting_link)
    ward = factory.doctor(clinic, "Dr. Ward")
    with pytest.raises(NotOpen):
        book(patient, at(ward, TOMORROW_AT_9 + 2 * HOUR), visit_type="online")


def test_a_taken_time_is_refused_with_the_nearest(doctor: Doctor, patient: Patient) -> None:
    opening = at(doctor, TOMORROW_AT_9)
    book(patient, opening)
    bo = factory.patient(doctor.clinic, "Bo Park")
    with pytest.raises(SlotTaken) as refusal:
        book(bo, opening)
    assert refusal.value.facts["nearest"][0].starts_at == TOMORROW_AT_9 + HOUR / 2
    assert Appointment.select().count() == 1


def test_the_schedule_is_asked_again(doctor: Doctor, patient: Patient) -> None:
    opening = at(doctor, TOMORROW_AT_9)
    Schedule.update(starts=dt.time(10)).execute()
    with pytest.raises(NotOpen):
        book(patient, opening)
    Schedule.update(starts=dt.time(9), slot_minutes=20).execute()
    assert book(patient, opening).ends_at == TOMORROW_AT_9 + 20 * MINUTE


def test_limits_of_a_patient(clinic: Clinic, doctor: Doctor, patient: Patient) -> None:
    settings.put(clinic, {"max_open_visits": 2, "advance_booking_days": 3})
    far = TOMORROW_AT_9 + 3 * DAY
    opening = at(doctor, TOMORROW_AT_9)
    for wanted, refusal in ((NOON - HOUR, InThePast), (NOON, TooSoon), (far, TooFarAhead)):
        with pytest.raises(refusal):
            book(patient, Opening(doctor, wanted, wanted + HOUR / 2, "in_person", 0, 1, 1))
        if refusal is not InThePast:
            staffed = book(patient, at(doctor, wanted, notice=False), check_limits=False, actor=STAFF)
            appointments.cancel(staffed, actor=STAFF, now=NOON)
    past = Opening(doctor, NOON - HOUR, NOON - HOUR / 2, "in_person", 0, 1, 1)
    with pytest.raises(InThePast):
        book(patient, past, check_limits=False)
    book(patient, opening)
    other = factory.doctor(clinic, "Dr. Other")
    with pytest.raises(PatientBusy) as busy:
        book(patient, at(other, TOMORROW_AT_9))
    assert busy.value.facts["other"].doctor_id == doctor.id
    book(patient, at(doctor, TOMORROW_AT_9 + HOUR))
    with pytest.raises(TooManyOpen) as many:
        book(patient, at(doctor, TOMORROW_AT_9 + 2 * HOUR))
    assert many.value.facts == {"limit": 2}
    book(patient, at(doctor, TOMORROW_AT_9 + 2 * HOUR), check_limits=False)
    book(patient, at(doctor, TOMORROW_AT_9 + 3 * HOUR, now=NOON), check_limits=False)
    after_both = TOMORROW_AT_9 + 5 * HOUR
    book(patient, at(doctor, after_both + DAY, now=after_both), now=after_both)  # what is over does not count


def test_another_clinics_rows_are_refused(doctor: Doctor, patient: Patient) -> None:
    oak = factory.clinic(slug="oak", sms_number=None, telegram_bot_id=None, staff_chat_id=None, display_token="oak")
    theirs = factory.patient(oak)
    with pytest.raises(NotFound) as refusal:
        book(theirs, at(doctor, TOMORROW_AT_9))
    assert refusal.value.facts == {"thing": "patient"}
    with pytest.raises(NotFound):
        book(patient, at(doctor, TOMORROW_AT_9), service=factory.service(oak))


def test_a_refusal_leaves_the_callers_transaction_alive(doctor: Doctor, patient: Patient, monkeypatch: Any) -> None:
    """On PostgreSQL an error inside a transaction spoils it, unless a savepoint catches it."""
    bo = factory.patient(doctor.clinic, "Bo Park")
    opening = at(doctor, TOMORROW_AT_9)
    with transaction():
        book(patient, opening)
        # As if the claim had slipped in unseen: only the index is left to refuse.
        monkeypatch.setattr(claims.Taken, "free", lambda *_: [0])
        with pytest.raises(SlotTaken):
            book(bo, opening)
        monkeypatch.undo()
        visit = book(bo, at(doctor, TOMORROW_AT_9 + HOUR))
    assert Appointment.select().count() == 2
    assert visit.reference == "APT-20261124-0002"  # the refused one took no number


# --- Codes -----------------------------------------------------------------------------------------------------------


def test_codes_grow_when_the_short_ones_are_used(clinic: Clinic, doctor: Doctor) -> None:
    rng = random.Random(7)
    patients = [factory.patient(clinic, f"Sample {number}") for number in range(105)]
    visits = []
    for patient in patients:
        code = references.code(clinic, patient, None, rng)
        visits.append(factory.visit(doctor, patient, TOMORROW_AT_9, code=code))
    codes = [visit.code for visit in visits]
    assert len(set(codes)) == 105
    assert [len(code) for code in codes] == [2] * 104 + [3]
    assert sorted(codes[:104]) != codes[:104]
    Appointment.update(status="cancelled").where(Appointment.id == visits[5].id).execute()
    assert references.code(clinic, patients[0], None, rng) == codes[5]  # free again, for another patient
    # never for the same one: "cancel K7" would mean two visits
    assert len(references.code(clinic, patients[5], None, rng)) == 3


def test_codes_and_rooms_come_out_the_same_for_the_same_seed(clinic: Clinic, patient: Patient) -> None:
    doctor = factory.doctor(clinic, "Dr. Web", schedule={"visit_type": "online"})
    seen = []
    for hour in (0, 1):
        visit = book(patient, at(doctor, TOMORROW_AT_9 + hour * HOUR), rng=random.Random(1))
        seen.append(visit.meeting_link)
        assert visit.code
    assert seen[0] == seen[1]


def test_a_code_finds_only_ones_own(clinic: Clinic, doctor: Doctor, contact: Contact, patient: Patient) -> None:
    stranger = factory.contact(clinic, "+15550100002")
    visit = book(patient, at(doctor, TOMORROW_AT_9), contact=contact)
    assert appointments.by_code(contact, f" {visit.code.lower()} ", NOON) == visit
    assert appointments.by_code(stranger, visit.code, NOON) is None
    assert appointments.by_code(contact, "Z9", NOON) is None
    assert appointments.by_code(contact, visit.code, NOON + 100 * DAY) is None
    oak = factory.clinic(slug="oak", sms_number=None, telegram_bot_id=None, staff_chat_id=None, display_token="oak")
    assert appointments.by_code(factory.contact(oak), visit.code, NOON) is None


# --- Moving (B7) -----------------------------------------------------------------------------------------------------


def test_a_move_links_the_two_and_the_old_code_finds_the_new(
    clinic: Clinic, doctor: Doctor, contact: Contact, patient: Patient
) -> None:
    actor = Actor.patient(contact)
    visit = book(patient, at(doctor, TOMORROW_AT_9), contact=contact, reason="cough")
    other = factory.doctor(clinic, "Dr. Other")
    first = appointments.reschedule(visit, at(other, TOMORROW_AT_9 + HOUR), actor=actor, now=NOON)
    second = appointments.reschedule(first, at(doctor, TOMORROW_AT_9 + 2 * HOUR), actor=actor, now=NOON)
    assert (visit.status, first.status, second.status) == ("rescheduled", "rescheduled", "confirmed")
    assert (first.rescheduled_from, second.rescheduled_from) == (visit, first)
    assert (second.reason, second.contact, second.patient) == ("cough", contact, patient)
    assert len({visit.code, first.code, second.code}) == len({visit.reference, first.reference, second.reference}) == 3
    for code in (visit.code, first.code, second.code):
        assert appointments.by_code(contact, code, NOON) == second
    assert appointments.moved_to(visit) == second
    assert appointments.moved_to(second) is None
    assert [units_held(v) for v in (visit, first)] == [[], []]
    assert [row.action for row in audit.trail("appointment", visit.id)] == ["appointment.book", "appointment.move"]


@pytest.mark.parametrize("minutes", [-30, 0, 30, 60])
def test_a_visit_can_move_onto_its_own_time(clinic: Clinic, patient: Patient, minutes: int) -> None:
    """The old visit's claims on the shared time pass over to the new one."""
    doctor = factory.doctor(clinic, "Dr. Sam Holt", schedule={"slot_minutes": 20, "buffer_minutes": 10})
    check = factory.service(clinic, minutes=60)
    ten = TOMORROW_AT_9 + HOUR
    visit = book(patient, at(doctor, ten, service=check), service=check)
    target = at(doctor, ten + minutes * MINUTE, service=check, ignoring=visit)
    moved = appointments.reschedule(visit, target, actor=STAFF, now=NOON)
    assert moved.starts_at == ten + minutes * MINUTE
    assert units_held(moved) == list(range(0, 70, 5))
    assert Claim.select().count() == 14


def test_a_move_to_a_taken_time_changes_nothing(clinic: Clinic, doctor: Doctor, patient: Patient) -> None:
    bo = factory.patient(clinic, "Bo Park")
    visit, theirs = book(patient, at(doctor, TOMORROW_AT_9)), at(doctor, TOMORROW_AT_9 + HOUR)
    book(bo, theirs)
    with pytest.raises(SlotTaken):
        appointments.reschedule(visit, theirs, actor=STAFF, now=NOON)
    same = Appointment.get_by_id(visit.id)
    assert (same.status, same.version, visit.status, visit.version) == ("confirmed", 1, "confirmed", 1)
    assert len(units_held(visit)) == 6


def test_a_move_keeps_type_and_room_where_it_can(clinic: Clinic, patient: Patient) -> None:
    both = factory.doctor(clinic, "Dr. Both", schedule={"visit_type": "both"})
    ward = factory.doctor(clinic, "Dr. Ward")
    visit = book(patient, at(both, TOMORROW_AT_9), visit_type="online")
    moved = appointments.reschedule(visit, at(both, TOMORROW_AT_9 + HOUR), actor=STAFF, now=NOON)
    assert (moved.visit_type, moved.meeting_link) == ("online", visit.meeting_link)
    moved = appointments.reschedule(moved, at(ward, TOMORROW_AT_9 + 2 * HOUR), actor=STAFF, now=NOON)
    assert (moved.visit_type, moved.meeting_link) == ("in_person", "")


def test_a_move_waits_for_staff_where_a_booking_does(clinic: Clinic, doctor: Doctor, patient: Patient) -> None:
    settings.put(clinic, {"auto_confirm_appointments": False})
    visit = appointments.confirm(book(patient, at(doctor, TOMORROW_AT_9)), actor=STAFF, now=NOON)
    by_staff = appointments.reschedule(visit, at(doctor, TOMORROW_AT_9 + HOUR), actor=STAFF, now=NOON)
    assert by_staff.status == "confirmed"
    by_patient = appointments.reschedule(by_staff, at(doctor, TOMORROW_AT_9), actor=Actor("patient", 1), now=NOON)
    assert by_patient.status == "pending"


# --- Cancelling (B8) -------------------------------------------------------------------------------------------------


def test_cancelling_keeps_who_when_and_why_and_frees_the_time(doctor: Doctor, patient: Patient) -> None:
    visit = book(patient, at(doctor, TOMORROW_AT_9 + DAY))
    appointments.cancel(visit, actor=STAFF, now=NOON + HOUR, reason="doctor ill")
    saved = Appointment.get_by_id(visit.id)
    assert (saved.status, saved.cancelled_at, saved.cancelled_by) == ("cancelled", NOON + HOUR, "staff")
    assert (saved.cancel_reason, saved.late_cancel, saved.version) == ("doctor ill", False, 2)
    assert units_held(visit) == []
    row = audit.trail("appointment", visit.id)[-1]
    assert (row.action, row.before["status"], row.after["status"], row.actor_name) == (
        "appointment.cancel", "confirmed", "cancelled", "Ana",
    )  # fmt: skip
    assert book(patient, at(doctor, TOMORROW_AT_9 + DAY)).status == "confirmed"


def test_a_late_cancellation_is_marked_or_refused(clinic: Clinic, doctor: Doctor, patient: Patient) -> None:
    deadline = TOMORROW_AT_9 + DAY - 24 * HOUR
    visit = book(patient, at(doctor, TOMORROW_AT_9 + DAY))
    settings.put(clinic, {"late_cancellation": "refuse"})
    with pytest.raises(TooLateToCancel) as refusal:
        appointments.cancel(visit, actor=CLOCK, now=deadline + MINUTE)
    assert refusal.value.facts["deadline_hours"] == 24
    assert visit.status == "confirmed"
    appointments.cancel(visit, actor=STAFF, now=deadline + MINUTE, force=True)
    assert visit.late_cancel
    in_time = book(patient, at(doctor, TOMORROW_AT_9 + DAY))
    assert not appointments.cancel(in_time, actor=CLOCK, now=deadline).late_cancel


def test_an_offer_taken_inside_the_deadline_is_declined_freely(
    clinic: Clinic, doctor: Doctor, patient: Patient
) -> None:
    settings.put(clinic, {"late_cancellation": "refuse"})
    held = offer(patient, at(doctor, TOMORROW_AT_9), source="offer")
    visit = appointments.accept(held, actor=CLOCK, now=NOON + MINUTE)
    assert not appointments.cancel(visit, actor=CLOCK, now=NOON + 2 * MINUTE).late_cancel


# --- Offers (decision 6) ---------------------------------------------------------------------------------------------


def offer(patient: Patient, opening: Opening, **asked: Any) -> Appointment:
    facts: dict[str, Any] = {"until": NOON + 15 * MINUTE, "source": "offer", "actor": CLOCK, "now": NOON} | asked
    return appointments.hold(opening.doctor.clinic, patient, opening, **facts)


def test_a_held_time_is_nobody_elses_until_it_is_let_go(clinic: Clinic, doctor: Doctor, patient: Patient) -> None:
    bo = factory.patient(clinic, "Bo Park")
    opening = at(doctor, TOMORROW_AT_9)
    held = offer(patient, opening)
    with pytest.raises(SlotTaken):
        book(bo, opening)
    appointments.release(held, actor=CLOCK, now=NOON)
    assert (held.status, units_held(held)) == ("released", [])
    book(bo, opening)
    with pytest.raises(WrongTransition):
        appointments.accept(held, actor=CLOCK, now=NOON)


def test_an_offer_becomes_a_visit_in_time_and_not_after(clinic: Clinic, doctor: Doctor, patient: Patient) -> None:
    first, second = (offer(patient, at(doctor, TOMORROW_AT_9 + hours * HOUR)) for hours in (0, 1))
    visit = appointments.accept(first, actor=CLOCK, now=NOON + 14 * MINUTE)
    assert (visit.status, visit.held_until, len(units_held(visit))) == ("confirmed", None, 6)
    with pytest.raises(OfferGone) as refusal:
        appointments.accept(second, actor=CLOCK, now=NOON + 15 * MINUTE)
    assert refusal.value.facts == {"reason": "expired"}
    assert appointments.release_expired(NOON + 14 * MINUTE) == 0
    assert appointments.release_expired(NOON + 15 * MINUTE) == 1
    assert appointments.release_expired(NOON + 15 * MINUTE) == 0
    assert Claim.select().count() == 6
    settings.put(clinic, {"auto_confirm_appointments": False})
    third = offer(patient, at(doctor, TOMORROW_AT_9 + 2 * HOUR))
    assert appointments.accept(third, actor=CLOCK, now=NOON).status == "pending"


def test_an_offer_needs_the_patient_free(clinic: Clinic, doctor: Doctor, patient: Patient) -> None:
    other = factory.doctor(clinic, "Dr. Other")
    held = offer(patient, at(doctor, TOMORROW_AT_9))
    book(patient, at(other, TOMORROW_AT_9))
    with pytest.raises(PatientBusy):
        appointments.accept(held, actor=CLOCK, now=NOON)
    assert held.status == "held"
    third = factory.doctor(clinic, "Dr. Third")
    with pytest.raises(PatientBusy):
        offer(patient, at(third, TOMORROW_AT_9))


def test_a_swap_keeps_the_old_time_until_the_new_one_is_theirs(clinic: Clinic, patient: Patient) -> None:
    settings.put(clinic, {"max_open_visits": 1})
    doctor, other = factory.doctor(clinic, "Dr. Lee", slot=60), factory.doctor(clinic, "Dr. Other")
    later = book(patient, at(doctor, TOMORROW_AT_9 + HOUR), reason="knee")
    with pytest.raises(TooManyOpen):
        offer(patient, at(other, TOMORROW_AT_9))
    earlier = offer(patient, at(other, TOMORROW_AT_9 + HOUR / 2), replacing=later)
    overlapping = offer(patient, at(other, TOMORROW_AT_9 + HOUR), replacing=later)
    assert (later.status, len(units_held(later))) == ("confirmed", 12)
    visit = appointments.accept(earlier, actor=CLOCK, now=NOON, replacing=later)
    assert (visit.status, visit.reason, visit.rescheduled_from) == ("confirmed", "knee", later)
    assert (later.status, units_held(later)) == ("rescheduled", [])
    assert appointments.moved_to(later) == visit
    with pytest.raises(WrongTransition):
        appointments.accept(overlapping, actor=CLOCK, now=NOON, replacing=later)
    assert overlapping.status == "held"


def test_a_swap_is_between_ones_own_visits(clinic: Clinic, doctor: Doctor, patient: Patient) -> None:
    theirs = book(factory.patient(clinic, "Bo Park"), at(doctor, TOMORROW_AT_9 + HOUR))
    held = offer(patient, at(doctor, TOMORROW_AT_9))
    with pytest.raises(NotFound):
        appointments.accept(held, actor=CLOCK, now=NOON, replacing=theirs)
    assert (Appointment.get_by_id(theirs.id).status, held.status) == ("confirmed", "held")


def test_a_swap_takes_the_payment_along_only_for_the_same_service(
    clinic: Clinic, doctor: Doctor, patient: Patient
) -> None:
    check, scan = factory.service(clinic, fee_cents=9000), factory.service(clinic, "Scan", fee_cents=20000)
    paid = book(patient, at(doctor, TOMORROW_AT_9 + HOUR), service=check)
    Appointment.update(payment_status="paid").execute()
    paid = Appointment.get_by_id(paid.id)
    same = offer(patient, at(doctor, TOMORROW_AT_9), service=check, replacing=paid)
    swapped = appointments.accept(same, actor=CLOCK, now=NOON, replacing=paid)
    assert (swapped.payment_status, swapped.fee_cents) == ("paid", 9000)
    dearer = offer(patient, at(doctor, TOMORROW_AT_9 + 2 * HOUR), service=scan, replacing=swapped)
    swapped = appointments.accept(dearer, actor=CLOCK, now=NOON, replacing=swapped)
    assert (swapped.payment_status, swapped.fee_cents) == ("pending", 20000)


# --- Freed seats -----------------------------------------------------------------------------------------------------


@pytest.fixture
def freed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    told: list[tuple[str, int]] = []
    monkeypatch.setattr(transitions, "_listeners", [])

    def listen(seat: appointments.Freed) -> None:
        free = schedules.openings(seat.appointment.clinic, now=seat.now, first=TOMORROW, last=TOMORROW)
        assert seat.appointment.starts_at in [opening.starts_at for opening in free]
        told.append((seat.event, seat.appointment.id))

    appointments.on_freed(listen)
    appointments.on_freed(listen)
    return told


def test_a_freed_seat_is_told_inside_the_transaction(
    doctor: Doctor, patient: Patient, freed: list[tuple[str, int]]
) -> None:
    visit = book(patient, at(doctor, TOMORROW_AT_9))
    moved = appointments.reschedule(visit, at(doctor, TOMORROW_AT_9 + HOUR), actor=STAFF, now=NOON)
    held = offer(patient, at(doctor, TOMORROW_AT_9 + 2 * HOUR))
    appointments.release(held, actor=CLOCK, now=NOON)
    appointments.cancel(moved, actor=STAFF, now=NOON)
    assert freed == [("move", visit.id), ("release", held.id), ("cancel", moved.id)]


def test_a_time_already_begun_is_no_news(doctor: Doctor, patient: Patient, freed: list[tuple[str, int]]) -> None:
    visit = book(patient, at(doctor, TOMORROW_AT_9))
    appointments.cancel(visit, actor=STAFF, now=TOMORROW_AT_9)
    assert freed == []


def test_a_listener_that_fails_does_not_undo_the_cancelling(
    doctor: Doctor, patient: Patient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(transitions, "_listeners", [])

    def listen(seat: appointments.Freed) -> None:
        appointments.hold(
            seat.appointment.clinic, seat.appointment.patient, at(doctor, seat.appointment.starts_at),
            until=NOON + HOUR, source="offer", actor=CLOCK, now=NOON,
        )  # fmt: skip
        raise ValueError("broken listener")

    appointments.on_freed(listen)
    visit = book(patient, at(doctor, TOMORROW_AT_9))
    appointments.cancel(visit, actor=STAFF, now=NOON)
    assert Appointment.get_by_id(visit.id).status == "cancelled"
    assert Claim.select().count() == 0  # the half-made offer is undone with its listener
    assert "nobody was told of the freed time" in caplog.text


def test_what_the_engine_broke_off_is_done_again_whole(
    doctor: Doctor, patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A deadlock after the row was changed: the second attempt must find the visit as it was."""
    monkeypatch.setattr(transitions, "_listeners", [])
    attempts: list[str] = []

    def listen(seat: appointments.Freed) -> None:
        attempts.append(seat.appointment.status)
        if len(attempts) == 1:
            raise OperationalError("deadlock detected")

    appointments.on_freed(listen)
    visit = book(patient, at(doctor, TOMORROW_AT_9))
    appointments.cancel(visit, actor=STAFF, now=NOON)
    assert attempts == ["cancelled", "cancelled"]
    saved = Appointment.get_by_id(visit.id)
    assert (saved.status, saved.version, visit.version) == ("cancelled", 2, 2)
    assert len(audit.trail("appointment", visit.id)) == 2


# --- The status machine (B5) -----------------------------------------------------------------------------------------

EVENTS: dict[str, Any] = {
    "confirm": appointments.confirm,
    "start": appointments.start,
    "complete": appointments.complete,
    "cancel": appointments.cancel,
    "miss": appointments.miss,
    "undo_miss": appointments.undo_miss,
    "undo_complete": appointments.undo_complete,
    "undo_cancel": lambda visit, **facts: appointments.undo_cancel(visit, pending=False, **facts),
    "undo_cancel_pending": lambda visit, **facts: appointments.undo_cancel(visit, pending=True, **facts),
    "accept": appointments.accept,
    "release": appointments.release,
    "move": lambda visit, **facts: appointments.reschedule(visit, at(visit.doctor, TOMORROW_AT_9 + HOUR), **facts),
}


@pytest.mark.parametrize("event", EVENTS)
def test_every_edge_and_no_other(doctor: Doctor, patient: Patient, event: str) -> None:
    now = TOMORROW_AT_9
    for number, before in enumerate(APPOINTMENT_STATUSES):
        visit = factory.visit(
            doctor, patient, now, code=f"B{number}", status=before, held_until=now + HOUR if before == "held" else None
        )
        expected = appointments.VISIT.get((before, event))
        if expected is None:
            with pytest.raises(WrongTransition) as refusal:
                EVENTS[event](visit, actor=STAFF, now=now)
            assert str(refusal.value) == f"{visit.reference} is {before}: cannot {event}"
        else:
            EVENTS[event](visit, actor=STAFF, now=now)
            assert audit.trail("appointment", visit.id)[-1].action == f"appointment.{event}"
        saved = Appointment.get_by_id(visit.id)
        assert saved.status == visit.status == (expected or before)
        assert saved.version == visit.version == (2 if expected else 1)
        Appointment.delete().where(Appointment.patient == patient).execute()


def test_who_read_an_old_row_is_told(doctor: Doctor, patient: Patient) -> None:
    visit = book(patient, at(doctor, TOMORROW_AT_9))
    stale = Appointment.get_by_id(visit.id)
    appointments.cancel(visit, actor=STAFF, now=NOON)
    with pytest.raises(AlreadyMovedOn) as refusal:
        appointments.confirm(stale, actor=Actor("patient", 1), now=NOON)
    assert (refusal.value.facts["before"], refusal.value.facts["now"]) == ("confirmed", "cancelled")
    assert (stale.status, stale.version) == ("confirmed", 1)


# --- The day ---------------------------------------------------------------------------------------------------------


def test_a_patient_says_they_will_come(clinic: Clinic, doctor: Doctor, contact: Contact, patient: Patient) -> None:
    settings.put(clinic, {"auto_confirm_appointments": False})
    visit = book(patient, at(doctor, TOMORROW_AT_9))
    appointments.confirm(visit, actor=Actor.patient(contact), now=NOON)
    appointments.confirm(visit, actor=Actor.patient(contact), now=NOON + HOUR)
    assert (visit.status, visit.patient_confirmed_at) == ("pending", NOON)
    appointments.confirm(visit, actor=STAFF, now=NOON)
    assert visit.status == "confirmed"
    assert [row.action for row in audit.trail("appointment", visit.id)] == [
        "appointment.book", "appointment.confirm", "appointment.confirm",
    ]  # fmt: skip
    appointments.cancel(visit, actor=STAFF, now=NOON)
    with pytest.raises(WrongTransition):
        appointments.confirm(visit, actor=Actor.patient(contact), now=NOON)


def test_the_day_of_a_visit(doctor: Doctor, patient: Patient) -> None:
    visit = book(patient, at(doctor, TOMORROW_AT_9))
    appointments.late(visit, 15, actor=CLOCK, now=TOMORROW_AT_9 - HOUR)
    appointments.check_in(visit, actor=CLOCK, now=TOMORROW_AT_9)
    appointments.check_in(visit, actor=CLOCK, now=TOMORROW_AT_9 + MINUTE)
    appointments.start(visit, actor=STAFF, now=TOMORROW_AT_9 + 2 * MINUTE)
    appointments.complete(visit, actor=STAFF, now=TOMORROW_AT_9 + 20 * MINUTE)
    saved = Appointment.get_by_id(visit.id)
    assert (saved.status, saved.late_minutes, saved.checked_in_at) == ("completed", 15, TOMORROW_AT_9)
    assert (saved.completed_at, saved.version, units_held(saved)) == (TOMORROW_AT_9 + 20 * MINUTE, 5, [])
    for act in (appointments.check_in, lambda v, **facts: appointments.late(v, 5, **facts)):
        with pytest.raises(WrongTransition):
            act(visit, actor=STAFF, now=TOMORROW_AT_9 + HOUR)
    with pytest.raises(Invalid):
        appointments.late(visit, 481, actor=STAFF, now=TOMORROW_AT_9)


def test_a_no_show_is_undone_with_its_time(clinic: Clinic, doctor: Doctor, patient: Patient) -> None:
    visit = book(patient, at(doctor, TOMORROW_AT_9))
    with pytest.raises(Invalid):
        appointments.miss(visit, actor=CLOCK, now=TOMORROW_AT_9 - MINUTE)
    appointments.miss(visit, actor=CLOCK, now=TOMORROW_AT_9 + 15 * MINUTE)
    bo = factory.patient(clinic, "Bo Park")
    theirs = book(bo, at(doctor, TOMORROW_AT_9 + HOUR))
    Appointment.update(code=visit.code).where(Appointment.id == theirs.id).execute()  # a no-show's code may be reused
    appointments.undo_miss(visit, actor=STAFF, now=TOMORROW_AT_9 + 20 * MINUTE)
    saved = Appointment.get_by_id(visit.id)
    assert (saved.status, saved.code) == ("confirmed", visit.code)
    assert saved.code != Appointment.get_by_id(theirs.id).code
    assert len(units_held(saved)) == 6


@pytest.mark.parametrize("act", ["complete", "cancel"])
def test_what_was_over_or_cancelled_by_mistake_has_its_time_again(
    clinic: Clinic, doctor: Doctor, patient: Patient, act: str
) -> None:
    visit = book(patient, at(doctor, TOMORROW_AT_9))
    held, before = units_held(visit), TOMORROW_AT_9 - HOUR
    EVENTS[act](visit, actor=STAFF, now=before)
    assert units_held(visit) == []
    EVENTS[f"undo_{act}"](visit, actor=STAFF, now=before + MINUTE)
    saved = Appointment.get_by_id(visit.id)
    assert (saved.status, saved.completed_at, saved.cancelled_at) == ("confirmed", None, None)
    assert (saved.cancelled_by, saved.late_cancel, units_held(visit)) == ("", False, held)
    EVENTS[act](visit, actor=STAFF, now=before + 2 * MINUTE)
    book(factory.patient(clinic, "Bo Park"), at(doctor, TOMORROW_AT_9))
    with pytest.raises(SlotTaken):
        EVENTS[f"undo_{act}"](visit, actor=STAFF, now=before + 3 * MINUTE)
    assert (visit.status, units_held(visit)) == (appointments.VISIT[("confirmed", act)], [])


def test_a_visit_of_last_week_comes_back_though_the_hours_have_changed(doctor: Doctor, patient: Patient) -> None:
    visit = factory.visit(doctor, patient, TOMORROW_AT_9 - 7 * DAY, status="completed")
    Schedule.delete().execute()
    appointments.undo_complete(visit, actor=STAFF, now=TOMORROW_AT_9)
    assert Appointment.get_by_id(visit.id).status == "confirmed"


def test_past_claims_are_swept(doctor: Doctor, patient: Patient) -> None:
    book(patient, at(doctor, TOMORROW_AT_9))
    book(patient, at(doctor, TOMORROW_AT_9 + DAY))
    assert appointments.sweep_past_claims(TOMORROW_AT_9 + 15 * MINUTE + DAY) == 3
    assert appointments.sweep_past_claims(TOMORROW_AT_9 + DAY + HOUR) == 3
    assert Claim.select().count() == 6


# --- Lists -----------------------------------------------------------------------------------------------------------


def test_upcoming_and_recent(clinic: Clinic, doctor: Doctor, patient: Patient) -> None:
    mia = factory.patient(clinic, "Mia Ruiz")
    settings.put(clinic, {"max_open_visits": 9})
    first, second, third, fourth = (
        book(p, at(doctor, TOMORROW_AT_9 + n * DAY)) for n, p in enumerate([mia, patient, patient, mia])
    )
    offer(patient, at(doctor, TOMORROW_AT_9 + HOUR))
    assert appointments.upcoming([patient, mia], NOON) == [first, second, third, fourth]
    assert appointments.upcoming([patient], NOON) == [second, third]
    assert appointments.upcoming([], NOON) == []
    appointments.cancel(second, actor=STAFF, now=NOON)
    moved = appointments.reschedule(third, at(doctor, TOMORROW_AT_9 + 2 * DAY + HOUR), actor=STAFF, now=NOON)
    assert appointments.upcoming([patient, mia], NOON) == [first, moved, fourth]
    assert appointments.recent([patient, mia], NOON) == [second]
    later = TOMORROW_AT_9 + 7 * DAY
    assert appointments.recent([patient, mia], later, limit=3) == [fourth, moved, second]
    assert appointments.recent([mia], later) == [fourth, first]


def test_the_staffs_list_pages_by_key(clinic: Clinic, doctor: Doctor, patient: Patient) -> None:
    other = factory.doctor(clinic, "Dr. Other")
    settings.put(clinic, {"max_open_visits": 20})
    bo = factory.patient(clinic, "Bo Park")
    every = [book(p, at(d, TOMORROW_AT_9 + n * DAY)) for n in range(3) for d, p in ((doctor, patient), (other, bo))]
    held = offer(patient, at(doctor, TOMORROW_AT_9 + HOUR))
    assert appointments.search(clinic) == every
    first = appointments.search(clinic, limit=3)
    book(bo, at(other, TOMORROW_AT_9 + HOUR))  # a visit before the page's end does not shift the next page
    assert first + appointments.search(clinic, after=first[-1].id) == every
    day = TOMORROW + DAY
    assert appointments.search(clinic, date_from=day, date_to=day) == every[2:4]
    assert appointments.search(clinic, date_from=day, doctor=other) == [every[3], every[5]]
    assert appointments.search(clinic, patient=patient, date_to=TOMORROW) == [every[0]]
    assert appointments.search(clinic, status="held") == [held]
    appointments.cancel(every[0], actor=STAFF, now=NOON)
    assert appointments.search(clinic, status=["cancelled", "held"]) == [every[0], held]
