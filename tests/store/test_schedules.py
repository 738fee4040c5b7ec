"""What can be booked, and when the clinic is open."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from store import appointments, schedules, settings
from store import database as db
from store.audit import CLOCK
from store.errors import InThePast, NotOpen, PatientBusy, SlotTaken, TooFarAhead, TooSoon
from store.models import Clinic, Doctor, DoctorService, Patient, Schedule, ScheduleException, local
from store.schedules import Opening
from tests import factory

NOON = dt.datetime(2026, 11, 23, 17, tzinfo=dt.UTC)  # Monday 12:00 in New York
MONDAY, TUESDAY, SUNDAY = dt.date(2026, 11, 23), dt.date(2026, 11, 24), dt.date(2026, 11, 29)
HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)


def moment(clinic: Clinic, day: dt.date, time: str) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.fromisoformat(time), clinic.zone).astimezone(dt.UTC)


def said(opening: Opening) -> str:
    """ "09:00-09:30" on the clinic's wall clock."""
    start, end = (local(opening.doctor.clinic, when) for when in (opening.starts_at, opening.ends_at))
    return f"{start:%H:%M}-{end:%H:%M}"


def on(clinic: Clinic, day: dt.date, now: dt.datetime = NOON, **asked: Any) -> list[str]:
    return [said(o) for o in schedules.openings(clinic, now=now, first=day, last=day, **asked)]


def starts(clinic: Clinic, day: dt.date, now: dt.datetime = NOON, **asked: Any) -> list[str]:
    return [time[:5] for time in on(clinic, day, now, **asked)]


def take(opening: Opening, patient: Patient | None = None, now: dt.datetime = NOON, **asked: Any) -> None:
    clinic = opening.doctor.clinic
    patient = patient or factory.patient(clinic, "Bo Park")
    appointments.book(clinic, patient, opening, source="sms", actor=CLOCK, now=now, **asked)


def block(clinic: Clinic, day: dt.date, start: str, end: str, doctor: Doctor | None = None, **columns: Any) -> None:
    columns = {"kind": "leave"} | columns
    ScheduleException.create(
        clinic=clinic, doctor=doctor, starts_at=moment(clinic, day, start), ends_at=moment(clinic, day, end), **columns
    )


def morning(clinic: Clinic, name: str = "Dr. Maya Lee", **schedule: Any) -> Doctor:
    """A doctor who works 9 to 11."""
    return factory.doctor(clinic, name, ends=dt.time(11), schedule=schedule)


# --- The grid (B1, B3) -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        ({}, ["09:00-09:30", "09:30-10:00", "10:00-10:30", "10:30-11:00"]),
        ({"slot_minutes": 25}, ["09:00-09:25", "09:25-09:50", "09:50-10:15", "10:15-10:40"]),
        ({"break_minutes": 15}, ["09:00-09:30", "09:45-10:15", "10:30-11:00"]),
        ({"buffer_minutes": 30}, ["09:00-09:30", "10:00-10:30"]),
        ({"buffer_minutes": 45}, ["09:00-09:30", "10:15-10:45"]),  # the buffer may hang over the end
        ({"break_minutes": 15, "buffer_minutes": 10}, ["09:00-09:30", "09:45-10:15", "10:30-11:00"]),
        ({"starts": dt.time(9, 2), "slot_minutes": 55}, ["09:05-10:00", "10:00-10:55"]),
    ],
)
def test_the_grid_steps_by_slot_and_pause(clinic: Clinic, schedule: dict[str, Any], expected: list[str]) -> None:
    morning(clinic, **schedule)
    assert on(clinic, TUESDAY) == expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (20, ["09:00-09:20", "09:30-09:50", "10:00-10:20", "10:30-10:50"]),
        (60, ["09:00-10:00", "09:30-10:30", "10:00-11:00"]),
        (33, ["09:00-09:35", "09:30-10:05", "10:00-10:35"]),
        (121, []),
    ],
)
def test_a_service_has_its_own_length(clinic: Clinic, minutes: int, expected: list[str]) -> None:
    morning(clinic)
    assert on(clinic, TUESDAY, service=factory.service(clinic, minutes=minutes)) == expected


def test_an_hour_takes_two_slots_and_a_slot_inside_it_is_gone(clinic: Clinic) -> None:
    doctor = morning(clinic)
    check = factory.service(clinic, minutes=60)
    at_half_past = moment(clinic, TUESDAY, "09:30")
    take(schedules.opening_at(clinic, doctor, at_half_past, now=NOON, service=check), service=check)
    assert on(clinic, TUESDAY) == ["09:00-09:30", "10:30-11:00"]
    assert on(clinic, TUESDAY, service=check) == []


def test_a_visit_needs_its_buffer_free_too(clinic: Clinic) -> None:
    doctor = morning(clinic, buffer_minutes=10)
    assert on(clinic, TUESDAY) == ["09:00-09:30", "09:40-10:10", "10:20-10:50"]
    take(schedules.opening_at(clinic, doctor, moment(clinic, TUESDAY, "09:40"), now=NOON))
    short = factory.service(clinic, minutes=35)
    assert on(clinic, TUESDAY, service=short) == ["10:20-10:55"]  # 9:00 would end at 9:35, clear at 9:45


def test_openings_come_by_time_then_by_the_doctors_place(clinic: Clinic) -> None:
    lee, holt = factory.doctor(clinic, "Dr. Lee"), factory.doctor(clinic, "Dr. Holt")
    Doctor.update(position=5).where(Doctor.id == lee.id).execute()
    found = schedules.openings(clinic, now=NOON, first=TUESDAY, last=TUESDAY, limit=4)
    assert [(said(o)[:5], o.doctor) for o in found] == [
        ("09:00", holt), ("09:00", lee), ("09:30", holt), ("09:30", lee),
    ]  # fmt: skip


def test_capacity_counts_down(clinic: Clinic) -> None:
    doctor = morning(clinic, capacity=3)
    for seats in (3, 2, 1):
        opening = schedules.opening_at(clinic, doctor, moment(clinic, TUESDAY, "09:00"), now=NOON)
        assert (opening.seats, opening.capacity) == (seats, 3)
        take(opening)
    assert starts(clinic, TUESDAY) == ["09:30", "10:00", "10:30"]


def test_less_capacity_than_there_was_counts_the_seats_already_taken(clinic: Clinic) -> None:
    doctor = morning(clinic, capacity=3)
    visits = []
    for _ in range(3):
        take(schedules.opening_at(clinic, doctor, moment(clinic, TUESDAY, "09:00"), now=NOON))
    visits = appointments.search(clinic)
    appointments.cancel(visits[0], actor=CLOCK, now=NOON)  # seat 0 is free, 1 and 2 are taken
    Schedule.update(capacity=2).execute()
    assert starts(clinic, TUESDAY) == ["09:30", "10:00", "10:30"]
    appointments.cancel(visits[1], actor=CLOCK, now=NOON)
    assert starts(clinic, TUESDAY)[0] == "09:00"


# --- Whose hours, when -----------------------------------------------------------------------------------------------


def test_hours_hold_from_until_and_while_active(clinic: Clinic) -> None:
    doctor = morning(clinic)
    Schedule.update(valid_from=TUESDAY, valid_until=TUESDAY + DAY).execute()
    days = {local(clinic, o.starts_at).day for o in schedules.openings(clinic, now=NOON, first=MONDAY, last=SUNDAY)}
    assert days == {24, 25}
    Schedule.update(active=False).where(Schedule.weekday == 1).execute()
    assert starts(clinic, TUESDAY) == []
    Doctor.update(active=False).where(Doctor.id == doctor.id).execute()
    assert starts(clinic, TUESDAY + DAY) == []
    with pytest.raises(NotOpen):
        schedules.opening_at(clinic, doctor, moment(clinic, TUESDAY + DAY, "09:00"), now=NOON)


def test_two_stretches_a_day_and_one_over_the_other(clinic: Clinic) -> None:
    doctor = morning(clinic)
    afternoon = {"weekday": 1, "starts": dt.time(14), "ends": dt.time(15), "slot_minutes": 30}
    Schedule.create(doctor=doctor, **afternoon)
    Schedule.create(doctor=doctor, **(afternoon | {"starts": dt.time(14, 15)}))
    assert starts(clinic, TUESDAY)[4:] == ["14:00", "14:15", "14:30"]
    take(schedules.opening_at(clinic, doctor, moment(clinic, TUESDAY, "14:15"), now=NOON))
    assert starts(clinic, TUESDAY)[4:] == []


def test_a_stretch_until_the_last_minute_lasts_until_midnight(clinic: Clinic) -> None:
    factory.doctor(clinic, starts=dt.time(23), ends=dt.time(23, 59))
    assert on(clinic, TUESDAY) == ["23:00-23:30", "23:30-00:00"]
    assert schedules.hours(clinic, TUESDAY) == (dt.time(23), dt.time(23, 59))


def test_blocks_take_away_and_extra_openings_add(clinic: Clinic) -> None:
    lee, holt = morning(clinic, "Dr. Lee"), morning(clinic, "Dr. Holt")
    block(clinic, TUESDAY, "09:45", "10:05", lee)
    assert starts(clinic, TUESDAY, doctors=[lee]) == ["09:00", "10:30"]
    assert starts(clinic, TUESDAY, doctors=[holt]) == ["09:00", "09:30", "10:00", "10:30"]
    block(clinic, TUESDAY, "10:30", "18:00", kind="holiday")
    assert starts(clinic, TUESDAY) == ["09:00", "09:00", "09:30", "10:00"]
    block(clinic, SUNDAY, "13:00", "15:00", lee, kind="open", slot_minutes=45, buffer_minutes=5, visit_type="online")
    [first, second] = schedules.openings(clinic, now=NOON, first=SUNDAY, last=SUNDAY)
    assert [said(first), said(second)] == ["13:00-13:45", "13:50-14:35"]
    assert (first.visit_type, first.buffer_minutes, first.doctor) == ("online", 5, lee)


def test_an_extra_opening_that_names_no_slot_takes_the_settings(clinic: Clinic) -> None:
    lee = morning(clinic)
    settings.put(clinic, {"default_slot_duration": 60})
    block(clinic, SUNDAY, "13:00", "15:00", lee, kind="open")
    assert on(clinic, SUNDAY) == ["13:00-14:00", "14:00-15:00"]
    settings.put(clinic, {"default_slot_duration": 40}, lee)
    assert on(clinic, SUNDAY) == ["13:00-13:40", "13:40-14:20", "14:20-15:00"]


def test_an_extra_opening_over_midnight_belongs_to_both_days(clinic: Clinic) -> None:
    lee = morning(clinic)
    start, end = moment(clinic, SUNDAY - DAY, "23:00"), moment(clinic, SUNDAY, "00:40")
    ScheduleException.create(clinic=clinic, doctor=lee, kind="open", starts_at=start, ends_at=end, slot_minutes=20)
    assert starts(clinic, SUNDAY - DAY) == ["23:00", "23:20", "23:40"]
    assert starts(clinic, SUNDAY) == ["00:00", "00:20"]


def test_an_emergency_closes_the_rest_of_today(clinic: Clinic) -> None:
    factory.doctor(clinic)
    assert starts(clinic, MONDAY)[:2] == ["12:30", "13:00"]
    block(clinic, MONDAY, "12:00", "23:00", kind="emergency")
    assert starts(clinic, MONDAY) == []
    assert not schedules.is_open(clinic, NOON)


# --- What is asked for -----------------------------------------------------------------------------------------------


def test_only_those_who_give_a_service(clinic: Clinic) -> None:
    lee, holt, gone = morning(clinic, "Dr. Lee"), morning(clinic, "Dr. Holt"), morning(clinic, "Dr. Gone")
    Doctor.update(active=False).where(Doctor.id == gone.id).execute()
    check, scan, lost = (factory.service(clinic, name) for name in ("Check-up", "Scan", "Lost art"))
    DoctorService.create(doctor=holt, service=scan)
    DoctorService.create(doctor=gone, service=lost)
    assert schedules.doctors_for(clinic, None) == schedules.doctors_for(clinic, check) == [lee, holt]
    assert schedules.doctors_for(clinic, scan) == [holt]
    assert schedules.doctors_for(clinic, lost) == []
    assert starts(clinic, TUESDAY, service=scan, doctors=[lee]) == []
    with pytest.raises(NotOpen):
        schedules.opening_at(clinic, lee, moment(clinic, TUESDAY, "09:00"), now=NOON, service=scan)


@pytest.mark.parametrize(
    ("schedule", "service", "asked", "offered"),
    [
        ("in_person", "both", None, "in_person"),
        ("both", "both", None, "both"),
        ("both", "both", "online", "online"),
        ("both", "online", None, "online"),
        ("in_person", "online", None, None),
        ("online", "both", "in_person", None),
        ("both", "in_person", "online", None),
    ],
)
def test_visit_types_meet(clinic: Clinic, schedule: str, service: str, asked: str | None, offered: str | None) -> None:
    morning(clinic, visit_type=schedule)
    wanted = factory.service(clinic, visit_type=service)
    found = schedules.openings(clinic, now=NOON, first=TUESDAY, last=TUESDAY, service=wanted, visit_type=asked)
    assert {o.visit_type for o in found} == ({offered} if offered else set())


def test_times_of_day(clinic: Clinic) -> None:
    factory.doctor(clinic, starts=dt.time(7), ends=dt.time(22), slot=60)
    two, four, nine = dt.time(14), dt.time(16), dt.time(21)
    assert starts(clinic, TUESDAY, time_from=two, time_to=four) == ["14:00", "15:00"]
    assert starts(clinic, TUESDAY, time_from=nine) == ["21:00"]
    assert starts(clinic, TUESDAY, time_to=dt.time(8, 30)) == ["07:00", "08:00"]
    assert starts(clinic, TUESDAY, time_from=nine, time_to=dt.time(8)) == ["07:00", "21:00"]


def test_a_patient_is_not_offered_what_overlaps_their_own_visit(clinic: Clinic) -> None:
    lee, holt = morning(clinic, "Dr. Lee"), morning(clinic, "Dr. Holt")
    ana = factory.patient(clinic)
    take(schedules.opening_at(clinic, lee, moment(clinic, TUESDAY, "09:30"), now=NOON), ana)
    [visit] = appointments.upcoming([ana], NOON)
    assert starts(clinic, TUESDAY, doctors=[holt], patient=ana) == ["09:00", "10:00", "10:30"]
    assert starts(clinic, TUESDAY, doctors=[holt]) == ["09:00", "09:30", "10:00", "10:30"]
    assert starts(clinic, TUESDAY, patient=ana, ignoring=visit, doctors=[lee]) == ["09:00", "09:30", "10:00", "10:30"]
    with pytest.raises(PatientBusy) as refusal:
        schedules.opening_at(clinic, holt, moment(clinic, TUESDAY, "09:30"), now=NOON, patient=ana)
    assert refusal.value.facts["other"] == visit


# --- Limits (B9) -----------------------------------------------------------------------------------------------------


def test_notice_and_advance_limit(clinic: Clinic) -> None:
    factory.doctor(clinic, days=range(7))
    settings.put(clinic, {"minimum_notice_minutes": 60, "advance_booking_days": 2})
    assert starts(clinic, MONDAY)[0] == "13:00"
    assert starts(clinic, MONDAY, now=NOON + MINUTE)[0] == "13:30"
    assert starts(clinic, MONDAY, notice=False)[0] == "12:00"
    last = TUESDAY + DAY
    found = schedules.openings(clinic, now=NOON, first=MONDAY - DAY, last=SUNDAY)
    assert {local(clinic, o.starts_at).date() for o in found} == {MONDAY, TUESDAY, last}
    assert starts(clinic, last + DAY, notice=False)[0] == "09:00"


def test_each_doctor_has_their_own_limits(clinic: Clinic) -> None:
    lee, holt = morning(clinic, "Dr. Lee"), morning(clinic, "Dr. Holt")
    settings.put(clinic, {"advance_booking_days": 1}, lee)
    settings.put(clinic, {"minimum_notice_minutes": 24 * 60}, holt)
    found = schedules.openings(clinic, now=NOON, first=MONDAY, last=MONDAY + 2 * DAY)
    assert {(o.doctor, local(clinic, o.starts_at).day) for o in found} == {(lee, 24), (holt, 25)}


def test_why_a_time_cannot_be_had(clinic: Clinic) -> None:
    doctor = morning(clinic)
    settings.put(clinic, {"minimum_notice_minutes": 45})

    def refused(day: dt.date, time: str, now: dt.datetime = NOON) -> Any:
        with pytest.raises((InThePast, TooSoon, TooFarAhead, NotOpen, SlotTaken)) as refusal:
            schedules.opening_at(clinic, doctor, moment(clinic, day, time), now=now)
        return refusal.value

    assert refused(MONDAY, "09:00").code == "in_the_past"
    assert schedules.opening_at(clinic, doctor, moment(clinic, TUESDAY, "09:00"), now=moment(clinic, TUESDAY, "08:19"))
    too_soon = refused(TUESDAY, "09:00", moment(clinic, TUESDAY, "08:21"))
    assert (too_soon.code, too_soon.facts["notice_minutes"]) == ("too_soon", 45)
    far = refused(MONDAY + 31 * DAY, "09:00")
    assert (far.code, far.facts["last_day"]) == ("too_far_ahead", MONDAY + 30 * DAY)
    off_grid, closed = refused(TUESDAY, "09:10"), refused(TUESDAY, "15:00")
    assert (off_grid.code, off_grid.facts["works"]) == ("not_open", True)
    assert (closed.code, closed.facts["works"], closed.facts["doctor"]) == ("not_open", False, doctor)
    assert [said(o)[:5] for o in off_grid.facts["nearest"]][:2] == ["09:00", "09:30"]
    take(schedules.opening_at(clinic, doctor, moment(clinic, TUESDAY, "09:00"), now=NOON))
    taken = refused(TUESDAY, "09:00")
    assert (taken.code, said(taken.facts["opening"])) == ("slot_taken", "09:00-09:30")
    assert [said(o)[:5] for o in taken.facts["nearest"]] == ["09:30", "10:00", "09:00"]
    block(clinic, TUESDAY, "09:30", "10:00", doctor)
    assert refused(TUESDAY, "09:30").code == "not_open"


# --- Alternatives (P2) -----------------------------------------------------------------------------------------------


def test_nearest_is_a_mix(clinic: Clinic) -> None:
    lee, holt = factory.doctor(clinic, "Dr. Lee"), factory.doctor(clinic, "Dr. Holt")
    ten = moment(clinic, TUESDAY, "10:00")
    take(schedules.opening_at(clinic, lee, ten, now=NOON))
    found = schedules.nearest(clinic, ten, now=NOON, doctor=lee)
    assert [(o.doctor.name, local(clinic, o.starts_at).day, said(o)[:5]) for o in found] == [
        ("Dr. Lee", 24, "09:30"), ("Dr. Holt", 24, "10:00"), ("Dr. Lee", 25, "10:00"),
    ]  # fmt: skip
    more = schedules.nearest(clinic, ten, now=NOON, doctor=lee, limit=7)
    assert len({(o.doctor, o.starts_at) for o in more}) == 7
    assert more == sorted(more, key=lambda o: (o.starts_at, o.doctor.position))
    assert [o.doctor for o in schedules.nearest(clinic, ten, now=NOON, doctor=holt, limit=1)] == [holt]


def test_nearest_with_no_doctor_named_gives_different_times(clinic: Clinic) -> None:
    for name in ("Dr. Lee", "Dr. Holt", "Dr. Kim"):
        morning(clinic, name)
    found = schedules.nearest(clinic, moment(clinic, TUESDAY, "10:10"), now=NOON, doctor=None)
    assert [(local(clinic, o.starts_at).day, said(o)[:5]) for o in found] == [
        (24, "10:00"),
        (24, "10:30"),
        (25, "10:00"),
    ]


def test_nearest_looks_further_when_it_must(clinic: Clinic) -> None:
    lee, holt = morning(clinic, "Dr. Lee"), morning(clinic, "Dr. Holt")
    block(clinic, MONDAY, "08:00", "23:00", lee)
    ScheduleException.create(
        clinic=clinic, doctor=lee, kind="leave", starts_at=NOON, ends_at=NOON + 40 * DAY,
    )  # fmt: skip
    found = schedules.nearest(clinic, moment(clinic, TUESDAY, "15:00"), now=NOON, doctor=lee)
    assert [(o.doctor, local(clinic, o.starts_at).day) for o in found] == [(holt, 24)] * 3
    beyond = schedules.nearest(clinic, NOON + 90 * DAY, now=NOON, doctor=lee)
    assert [o.doctor for o in beyond] == [holt] * 3
    past = schedules.nearest(clinic, NOON - 90 * DAY, now=NOON, doctor=holt)
    assert [local(clinic, o.starts_at).day for o in past] == [24, 25, 26]


def test_nearest_to_a_time_of_day_keeps_it_over_a_clock_change(clinic: Clinic) -> None:
    factory.doctor(clinic, days=range(7), slot=60)
    saturday = dt.date(2026, 10, 31)
    found = schedules.nearest(
        clinic, moment(clinic, saturday, "20:00"), now=moment(clinic, saturday, "17:00"), doctor=None, limit=1
    )
    assert [(local(clinic, o.starts_at).day, said(o)[:5]) for o in found] == [(1, "16:00")]
    found = schedules.nearest(
        clinic, moment(clinic, saturday, "10:00"), now=moment(clinic, saturday, "09:30"), doctor=None, limit=9
    )
    assert (1, "10:00") in [(local(clinic, o.starts_at).day, said(o)[:5]) for o in found]


# --- Open and closed -------------------------------------------------------------------------------------------------


def test_hours_of_the_clinic_are_everybodys(clinic: Clinic) -> None:
    lee = morning(clinic)
    late = factory.doctor(clinic, "Dr. Late", days=[1], starts=dt.time(13), ends=dt.time(19))
    assert schedules.hours(clinic, TUESDAY) == (dt.time(9), dt.time(19))
    assert schedules.hours(clinic, SUNDAY) is None
    block(clinic, TUESDAY, "08:00", "10:00")
    block(clinic, TUESDAY, "18:00", "20:00", late)
    assert schedules.hours(clinic, TUESDAY) == (dt.time(10), dt.time(18))
    assert [(f"{a:%H:%M}", f"{b:%H:%M}") for a, b in schedules.working(lee, TUESDAY)] == [("10:00", "11:00")]
    assert schedules.is_open(clinic, moment(clinic, TUESDAY, "10:59"))
    assert not schedules.is_open(clinic, moment(clinic, TUESDAY, "11:00"))
    assert schedules.is_open(clinic, moment(clinic, TUESDAY, "13:00"))


def test_the_next_day_open(clinic: Clinic) -> None:
    doctor = morning(clinic)
    friday = MONDAY + 4 * DAY
    assert schedules.next_day_open(clinic, MONDAY) == TUESDAY
    assert schedules.next_day_open(clinic, friday) == friday + 3 * DAY
    ScheduleException.create(
        clinic=clinic, kind="holiday", starts_at=moment(clinic, SUNDAY, "00:00"),
        ends_at=moment(clinic, SUNDAY + 2 * DAY, "00:00"),
    )  # fmt: skip
    assert schedules.next_day_open(clinic, friday) == friday + 4 * DAY
    Doctor.update(active=False).where(Doctor.id == doctor.id).execute()
    assert schedules.next_day_open(clinic, MONDAY) is None


def test_a_block_in_the_middle_splits_the_day(clinic: Clinic) -> None:
    doctor = factory.doctor(clinic)
    Schedule.create(doctor=doctor, weekday=1, starts=dt.time(16), ends=dt.time(18), slot_minutes=30)
    block(clinic, TUESDAY, "12:00", "13:00", doctor)
    periods = [(f"{a:%H:%M}", f"{b:%H:%M}") for a, b in schedules.working(doctor, TUESDAY)]
    assert periods == [("09:00", "12:00"), ("13:00", "18:00")]


def test_another_clinics_rows_are_not_seen(clinic: Clinic) -> None:
    other = factory.clinic(slug="oak", sms_number=None, telegram_bot_id=None, staff_chat_id=None, display_token="oak")
    theirs = factory.doctor(other)
    assert schedules.openings(clinic, now=NOON, first=MONDAY, last=SUNDAY) == []
    assert schedules.openings(clinic, now=NOON, first=MONDAY, last=SUNDAY, doctors=[theirs]) == []
    assert schedules.hours(clinic, TUESDAY) is None
    block(clinic, TUESDAY, "00:00", "23:00", kind="holiday")
    assert schedules.hours(other, TUESDAY) == (dt.time(9), dt.time(17))


# --- Cost ------------------------------------------------------------------------------------------------------------


def test_queries_do_not_grow_with_doctors_days_or_visits(clinic: Clinic) -> None:
    def asked(**limits: Any) -> int:
        count = 0

        def see(_: Any) -> None:
            nonlocal count
            count += 1

        db.database.obj.query_hooks.append(see)
        schedules.openings(clinic, now=NOON, first=MONDAY, last=MONDAY + 30 * DAY, **limits)
        db.database.obj.query_hooks.remove(see)
        return count

    morning(clinic)
    few, all_days = asked(limit=3), asked()
    assert few <= 5
    assert all_days == few + 4  # windows of 2, 4, 8 and 16 days, and what is left: the claims of each at once
    for number in range(5):
        doctor = morning(clinic, f"Dr. Sample {number}")
        for day in range(1, 4):
            take(schedules.opening_at(clinic, doctor, moment(clinic, MONDAY + day * DAY, "09:30"), now=NOON))
    assert (asked(limit=3), asked()) == (few, all_days)
