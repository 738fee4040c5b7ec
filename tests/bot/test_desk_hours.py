"""A change of hours, people or services shows the visits it touches, and does with each what it is told (B16)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.desk import hours as desk_hours
from bot.desk.hours import Answers, Desk, Outcome
from store import appointments, blocks, catalogue, schedules, week
from store.audit import OPERATOR, Actor
from store.clinic_file.hours import Hours
from store.errors import Invalid, VisitsHit
from store.models import Appointment, Audit, Claim, Clinic, Doctor, OutboxMessage, Schedule, Service
from tests import factory

NOW = dt.datetime(2026, 11, 23, 14, tzinfo=dt.UTC)  # Monday, 9:00 in New York
NINE, NOON, FIVE = dt.time(9), dt.time(12), dt.time(17)
DAY = dt.timedelta(days=1)
TUESDAY = dt.date(2026, 11, 24)


def at(hour: int, day: dt.date = TUESDAY) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, hour + 5, tzinfo=dt.UTC)


@pytest.fixture
def lee(clinic: Clinic) -> Doctor:
    return factory.doctor(clinic)


@pytest.fixture
def park(clinic: Clinic, lee: Doctor) -> Doctor:
    return factory.doctor(clinic, "Dr. Tom Park")


@pytest.fixture
def checkup(clinic: Clinic) -> Service:
    return factory.service(clinic)


def book(doctor: Doctor, starts_at: dt.datetime, name: str, service: Service | None = None) -> Appointment:
    clinic = doctor.clinic
    phone = factory.contact(clinic, f"+1555010{sum(map(ord, name)):04}")
    patient = factory.patient(clinic, name, phone)
    opening = schedules.opening_at(clinic, doctor, starts_at, now=NOW, service=service)
    return appointments.book(
        clinic, patient, opening, contact=phone, service=service, source="sms", actor=OPERATOR, now=NOW
    )


def desk(clinic: Clinic, then: str | None = None, *, preview: bool = False, each: dict[str, str] | None = None) -> Desk:
    return Desk(clinic, Actor("staff", 1, "Sam"), NOW, Answers(each or {}, then, preview))


def texts() -> list[tuple[str, str]]:
    return [(row.to, row.text) for row in OutboxMessage.select().order_by(OutboxMessage.id) if row.kind != "staff"]


def tuesday_of(doctor: Doctor) -> Schedule:
    found: Schedule = Schedule.get(Schedule.doctor == doctor, Schedule.weekday == 1)
    return found


Change = Callable[[Desk, Doctor, Service], Outcome]
CHANGES: dict[str, tuple[str, Change]] = {
    "hours end": ("hours", lambda desk, lee, _: desk_hours.end_hours(desk, tuesday_of(lee), TUESDAY - DAY)),
    "hours are shortened": ("hours", lambda desk, lee, _: desk_hours.change_hours(desk, tuesday_of(lee), ends=NOON)),
    "hours change kind": ("kind", lambda desk, lee, _: desk_hours.change_hours(desk, tuesday_of(lee), visit_type="online")),
    "leave": ("hours", lambda desk, lee, _: desk_hours.block(desk, lee, at(13), at(17), kind="leave")),
    "a holiday": ("hours", lambda desk, lee, _: desk_hours.block(desk, None, at(0), at(18), kind="holiday")),
    "the doctor retires": ("doctor", lambda desk, lee, _: desk_hours.change_doctor(desk, lee, active=False)),
    "the service is longer": ("length", lambda desk, lee, service: desk_hours.change_service(desk, service, minutes=60)),
    "the service is another's": (
        "giver", lambda desk, lee, service: desk_hours.change_service(desk, service, doctors=[Doctor.get(Doctor.name == "Dr. Tom Park")]),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_no_change_orphans_a_visit_silently(
    clinic: Clinic, lee: Doctor, park: Doctor, checkup: Service, name: str
) -> None:
    why, change = CHANGES[name]
    visit = book(lee, at(14), "Ana Ruiz", checkup)
    texted, audits = len(texts()), Audit.select().count()
    with pytest.raises(VisitsHit) as hit:
        change(desk(clinic), lee, checkup)
    assert (hit.value.facts["visits"], hit.value.facts["undecided"]) == ([visit], [visit.reference])
    seen = change(desk(clinic, preview=True), lee, checkup)
    assert [(one.visit, one.why) for one in seen.touched] == [(visit, why)]
    assert (len(texts()), Audit.select().count()) == (texted, audits)  # neither left a trace

    done = change(desk(clinic, "move"), lee, checkup)
    [(old, new)] = done.moved
    assert (old.reference, new.status) == (visit.reference, "confirmed")
    assert Appointment.get_by_id(visit.id).status == "rescheduled"
    assert schedules.opening_at(clinic, new.doctor, new.starts_at, now=NOW, service=checkup, ignoring=new)
    [(_, text)] = texts()[texted:]
    assert "we moved your visit to" in text
    assert "M " in text  # other times are one word away
    assert change(desk(clinic), Doctor.get_by_id(lee.id), Service.get_by_id(checkup.id)).touched == []


def test_each_visit_has_an_answer_of_its_own(clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    keep, move, cancel = (
        book(lee, at(hour), name) for hour, name in ((9, "Ana Ruiz"), (10, "Ben Cole"), (11, "Cy Dean"))
    )
    texted = len(texts())
    answers = {keep.reference: "keep", move.reference: "move"}
    with pytest.raises(VisitsHit) as hit:
        desk_hours.block(desk(clinic, each=answers), lee, at(9), at(12), kind="emergency")
    assert hit.value.facts["undecided"] == [cancel.reference]
    answers[cancel.reference] = "cancel"
    done = desk_hours.block(desk(clinic, each=answers), lee, at(9), at(12), kind="emergency", note="burst pipe")
    assert ([v.id for v in done.kept], [v.id for v, _ in done.moved], [v.id for v in done.cancelled]) == (
        [keep.id], [move.id], [cancel.id],
    )  # fmt: skip
    told = texts()[texted:]
    assert len(told) == 2
    assert "moved" in told[0][1]
    assert "sorry, your visit Tue 24 Nov, 11am is cancelled. Free: 1 Tue 24 Nov, 12:30pm" in told[1][1]
    assert Appointment.get_by_id(keep.id).status == "confirmed"
    assert Appointment.get_by_id(cancel.id).cancel_reason == "burst pipe"


def test_a_block_asks_again_about_a_visit_that_was_kept(clinic: Clinic, lee: Doctor) -> None:
    book(lee, at(9), "Ana Ruiz")
    desk_hours.block(desk(clinic, "keep"), lee, at(9), at(10), kind="other")
    with pytest.raises(VisitsHit):
        desk_hours.block(desk(clinic), lee, at(9), at(12), kind="leave")
    assert len(desk_hours.end_hours(desk(clinic), tuesday_of(lee), TUESDAY).touched) == 0  # still its day


def test_fewer_seats_touch_those_on_the_seats_that_go(clinic: Clinic) -> None:
    group = factory.doctor(clinic, "Dr. Ina Group", days=[1], slot=60, schedule={"capacity": 3})
    visits = [book(group, at(9), name) for name in ("Ana Ruiz", "Ben Cole", "Cy Dean")]
    seen = desk_hours.change_hours(desk(clinic, preview=True), tuesday_of(group), capacity=1)
    assert [(one.visit, one.why) for one in seen.touched] == [(visit, "seats") for visit in visits[1:]]


def test_lifting_extra_hours_touches_who_booked_them(clinic: Clinic, lee: Doctor) -> None:
    saturday = dt.date(2026, 11, 28)
    opened = desk_hours.open_many(desk(clinic), [lee], [(at(9, saturday), at(12, saturday))], slot_minutes=30)
    visit = book(lee, at(9, saturday), "Ana Ruiz")
    [row] = blocks.listed(clinic, saturday, saturday, opening=True)
    assert opened.rows == [row]
    later = desk_hours.change_block(desk(clinic, preview=True), row, starts_at=at(10, saturday))
    assert [one.visit for one in later.touched] == [visit]
    with pytest.raises(VisitsHit):
        desk_hours.lift(desk(clinic), row)
    desk_hours.lift(desk(clinic, "cancel"), row)
    assert blocks.listed(clinic, saturday, saturday) == []
    assert not Claim.select().exists()


def test_hours_from_a_day_on_leave_those_before_as_they_were(clinic: Clinic, lee: Doctor) -> None:
    row, since = tuesday_of(lee), TUESDAY + 7 * DAY
    desk_hours.change_hours(desk(clinic), row, since=since, ends=NOON)
    before, after = (one for one in week.of(lee, TUESDAY) if one.weekday == 1)
    assert (before.ends, before.valid_until) == (FIVE, since - DAY)
    assert (after.ends, after.valid_from) == (NOON, since)
    assert week.of(lee, since)[1] == after


def test_a_week_is_copied(clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    Schedule.update(starts=dt.time(13)).where(Schedule.doctor == park).execute()
    visit = book(park, at(15), "Ana Ruiz")
    desk_hours.change_hours(desk(clinic), tuesday_of(lee), ends=NOON)
    with pytest.raises(VisitsHit) as hit:
        desk_hours.copy_week(desk(clinic), lee, [park], TUESDAY)
    assert hit.value.facts["visits"] == [visit]
    desk_hours.copy_week(desk(clinic, "move"), lee, [park], TUESDAY)
    mine, theirs = (
        [replace(week.hours_of(row), valid_from=None) for row in week.of(one, TUESDAY)] for one in (lee, park)
    )
    assert mine == theirs
    desk_hours.copy_week(desk(clinic), lee, [park], TUESDAY)
    assert len(week.of(park, TUESDAY)) == 5  # once more changes nothing


MONDAY_9_TO_12 = Hours(0, NINE, NOON, 30, 0, 10, 1, "in_person", None, None)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({}, "starts"),  # overlaps what Dr. Lee has
        ({"weekday": 5, "ends": NINE}, "ends"),
        ({"weekday": 5, "slot_minutes": 33}, "slot_minutes"),
        ({"weekday": 5, "slot_minutes": 240}, "slot_minutes"),
        ({"weekday": 5, "buffer_minutes": 7}, "buffer_minutes"),
        ({"weekday": 5, "capacity": 0}, "capacity"),
        ({"weekday": 5, "visit_type": "tele"}, "visit_type"),
        ({"weekday": 7}, "weekday"),
        ({"weekday": 5, "starts": dt.time(9, 2)}, "starts"),
        ({"weekday": 5, "valid_from": TUESDAY, "valid_until": TUESDAY - DAY}, "valid_until"),
    ],
)
def test_hours_that_cannot_be_are_refused(clinic: Clinic, lee: Doctor, change: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        desk_hours.add_hours(desk(clinic), lee, [replace(MONDAY_9_TO_12, **change)])  # type: ignore[arg-type]
    assert refusal.value.facts["field"] == field
    assert Schedule.select().count() == 5


def test_the_same_again_is_no_second_one(clinic: Clinic, lee: Doctor) -> None:
    saturday = replace(MONDAY_9_TO_12, weekday=5)
    first, again = (desk_hours.add_hours(desk(clinic), lee, [saturday]).rows for _ in range(2))
    assert first == again
    one, two = (desk_hours.block(desk(clinic), lee, at(9), at(10), kind="leave", note="x").rows for _ in range(2))
    assert one == two


def test_bulk_periods_follow_the_weekdays_and_the_clinics_clock(clinic: Clinic) -> None:
    first, last = dt.date(2027, 3, 1), dt.date(2027, 3, 21)  # clocks go forward on Sunday the 14th
    found = blocks.periods(clinic, first, last, [0, 6], [(NINE, NOON)])
    assert [f"{start.astimezone(clinic.zone):%a %d %H:%M}" for start, _ in found] == [
        "Mon 01 09:00", "Sun 07 09:00", "Mon 08 09:00", "Sun 14 09:00", "Mon 15 09:00", "Sun 21 09:00",
    ]  # fmt: skip
    assert {start.hour for start, _ in found} == {13, 14}
    [whole] = blocks.periods(clinic, first, first, [], [])
    assert whole[1] - whole[0] == DAY
    with pytest.raises(Invalid, match="400"):
        blocks.periods(clinic, first, first + 365 * DAY, [], [(NINE, NOON), (NOON, FIVE)])


def test_a_doctor_and_a_service_come_go_and_come_back(clinic: Clinic, lee: Doctor, checkup: Service) -> None:
    by: dict[str, Any] = {"actor": OPERATOR, "now": NOW}
    osei = catalogue.add_doctor(clinic, name="Dr. Ama Osei", room="9", **by)
    assert (osei.key, osei.position) == ("dr-ama-osei", 1)
    for name, field in (("dr. ama OSEI", "name"), ("", "name")):
        with pytest.raises(Invalid) as refusal:
            catalogue.add_doctor(clinic, name=name, **by)
        assert refusal.value.facts["field"] == field
    desk_hours.change_doctor(desk(clinic), osei, active=False)
    assert catalogue.doctors(clinic) == [lee]
    assert catalogue.add_doctor(clinic, name="Dr. Ama Osei", **by) == osei
    video = catalogue.add_service(
        clinic, name="Video", minutes=15, fee_cents=4000, visit_type="online", doctors=[lee], **by
    )
    assert schedules.doctors_for(clinic, video) == [lee]
    catalogue.change_service(video, doctors=[lee, osei], **by)
    assert catalogue.givers(video) == []  # all give it, and who comes later too
