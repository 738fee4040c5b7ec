"""A clinic goes into its file and comes back the same; and a load changes only what the file says anew."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.desk import hours as desk_hours
from bot.desk.hours import Answers, Desk
from store import blocks, catalogue, clinic_file, database, schedules, settings, week
from store.audit import OPERATOR
from store.clinic_file.hours import Hours
from store.errors import Invalid
from store.models import Clinic, Doctor, Schedule, ScheduleException, Service, StaffMember
from tests import factory
from tests.store.test_clinic_file_load import NOW, TEXT, load

BY: dict[str, Any] = {"actor": OPERATOR, "now": NOW}
DAY = dt.timedelta(days=1)
CLINIC = (
    "name",
    "zone_name",
    "country",
    "locale",
    "currency",
    "address",
    "emergency_number",
    "staff_chat_id",
    "whatsapp_templates",
)
NUMBERS = ("sms_number", "whatsapp_number", "telegram_bot_id")


def state(clinic: Clinic) -> dict[str, Any]:
    """Everything a file can say of a clinic, by names and keys instead of ids."""
    doctors, services = catalogue.doctors(clinic), catalogue.services(clinic)
    names = {doctor.id: doctor.key for doctor in doctors}
    dated = ScheduleException.select().where(ScheduleException.clinic == clinic)
    return {
        "clinic": [getattr(clinic, column) for column in (*CLINIC, *NUMBERS)],
        "doctors": [[getattr(one, name) for name in ("key", "name", "specialty", "room", "phone", "telegram_id")] for one in doctors],
        "hours": sorted(
            (one.key, str(week.hours_of(row))) for one in doctors
            for row in Schedule.select().where(Schedule.doctor == one, Schedule.active)
        ),
        "services": [
            [one.key, one.name, one.minutes, one.fee_cents, one.visit_type, sorted(names[doctor.id] for doctor in schedules.doctors_for(clinic, one))]
            for one in services if schedules.doctors_for(clinic, one) or not doctors
        ],
        "dated": sorted(
            (str(row.starts_at), str(row.ends_at), row.kind, names.get(row.doctor_id or 0, ""), row.note, row.slot_minutes or 0, row.buffer_minutes, row.capacity, row.visit_type)
            for row in dated if row.doctor_id is None or row.doctor_id in names
        ),
        "settings": [settings.stored(clinic), *(settings.stored(clinic, one) for one in doctors)],
        "staff": sorted(
            (row.name, row.role, names.get(row.doctor_id or 0, ""), row.telegram_id or 0, row.phone or "", row.email or "")
            for row in StaffMember.select().where(StaffMember.clinic == clinic, StaffMember.active)
        ),
    }  # fmt: skip


def come_back(clinic: Clinic) -> tuple[dict[str, Any], dict[str, Any]]:
    """The state of the clinic, and of the one that its file makes where there is none."""
    before, text = state(clinic), clinic_file.written(clinic)
    assert [str(problem) for problem in clinic_file.check(text) if not problem.warning] == []
    Clinic.update(slug="before", sms_number=None, whatsapp_number=None, telegram_bot_id=None).where(
        Clinic.id == clinic.id
    ).execute()
    made = clinic_file.load(text, now=NOW).clinic
    assert made.id != clinic.id
    return before, state(Clinic.get_by_id(made.id))


@pytest.fixture
def loaded(store: str) -> Clinic:
    load()
    return Clinic.get()


def doctor(key: str) -> Doctor:
    found: Doctor = Doctor.get(Doctor.key == key)
    return found


def test_the_example_comes_back(loaded: Clinic) -> None:
    assert load(clinic_file.written(loaded)) == []
    before, after = come_back(loaded)
    assert after == before


def test_a_clinic_without_anything_comes_back(clinic: Clinic) -> None:
    before, after = come_back(clinic)
    assert after == before


def test_what_was_made_on_the_board_stays_through_a_load(loaded: Clinic) -> None:
    desk = Desk(loaded, **BY)
    lee = doctor("lee")
    osei = catalogue.add_doctor(loaded, name="Dr. Ama Osei", **BY)
    catalogue.add_service(loaded, name="Flu shot", minutes=10, doctors=[osei], **BY)
    desk_hours.add_hours(desk, osei, [Hours(5, dt.time(9), dt.time(12), 30, 0, 0, 1, "both", None, None)])
    desk_hours.end_hours(desk, week.of(lee, NOW.date())[0], NOW.date())
    desk_hours.change_doctor(desk, doctor("prado"), active=False, room="Attic")
    catalogue.change_service(Service.get(Service.key == "first-visit"), doctors=[osei], fee_cents=100, **BY)
    settings.change(loaded, {"advance_booking_days": 90, "offer_minutes": 20}, **BY)
    [christmas] = blocks.listed(loaded, dt.date(2026, 12, 25), dt.date(2026, 12, 25))
    desk_hours.lift(desk, christmas)
    [repairs] = blocks.listed(loaded, dt.date(2027, 7, 5), dt.date(2027, 7, 9))
    desk_hours.change_block(desk, repairs, note="Paint")
    before = state(loaded)
    assert load() == []
    assert state(loaded) == before

    other = TEXT.replace('room: "1"', 'room: "9"').replace("advance_booking_days: 60", "advance_booking_days: 45")
    assert sorted(load(other)) == [
        "changed clinic Elm Street Clinic: advance_booking_days", "changed doctor Dr. Maya Lee: room",
    ]  # fmt: skip
    fewer = other.replace("hours: Mon-Fri 9:00-12:00, 13:00-17:00", "hours: Tue 9:00-12:00")
    assert load(fewer) == ["changed doctor Dr. Maya Lee: hours"]
    assert [str(week.hours_of(row))[:14] for row in week.of(lee, NOW.date())] == ["Tue 9:00-12:00"]
    assert load(clinic_file.written(loaded)) == []  # the board's, now the file's too
    assert ScheduleException.select().where(ScheduleException.note == "Paint").count() == 1
    assert Doctor.get_by_id(osei.id).active


def test_what_the_board_has_and_the_file_then_says_is_there_once(loaded: Clinic) -> None:
    start, end = (dt.datetime(2027, 1, day, 5, tzinfo=dt.UTC) for day in (1, 2))
    [row] = desk_hours.block(Desk(loaded, **BY), None, start, end, kind="holiday", note="New Year").rows
    assert load(TEXT.replace("closures:", "closures:\n  - dates: 2027-01-01\n    note: New Year")) == []
    assert load() == ["removed closure 2027-01-01"]  # it was the file's from then on
    assert not ScheduleException.select().where(ScheduleException.id == row.id).exists()


def test_a_stretch_over_nights_is_one_entry(loaded: Clinic) -> None:
    start, end = dt.datetime(2026, 12, 4, 20, tzinfo=dt.UTC), dt.datetime(2026, 12, 7, 15, tzinfo=dt.UTC)
    desk_hours.block(Desk(loaded, **BY), doctor("lee"), start, end, kind="leave")
    text = clinic_file.written(loaded)
    assert "- doctor: Dr. Maya Lee\n  starts: 2026-12-04 15:00\n  ends: 2026-12-07 10:00\n  kind: leave\n" in text
    assert load(text) == []
    wrong = text.replace("ends: 2026-12-07 10:00", "ends: 2026-12-04 10:00")
    assert [problem.problem for problem in clinic_file.check(wrong) if not problem.warning] == [
        "is not after the start"
    ]


def test_staff_without_their_doctor_are_a_remark(loaded: Clinic) -> None:
    desk_hours.change_doctor(Desk(loaded, **BY), doctor("lee"), active=False)
    assert "# Maya Lee (staff, role doctor) is none of the doctors here and is left out\n" in clinic_file.written(
        loaded
    )


WORD = st.text("aZé ñ:#-'\"0 9,&*?|{}[]%@!", min_size=1, max_size=12).map(lambda text: " ".join(f"x{text}".split()))
FIVES = st.integers(1, 12).map(lambda number: number * 5)
DATES = st.dates(dt.date(2026, 12, 1), dt.date(2028, 12, 31))
TIMES = st.tuples(st.integers(0, 11), st.integers(1, 11)).map(
    lambda pair: (dt.time(pair[0]), dt.time(min(23, pair[0] + pair[1]), 59 if pair[0] + pair[1] > 23 else 0))
)


@hypothesis_settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_whatever_is_made_on_the_board_comes_back(store: str, data: st.DataObject) -> None:
    with database.database.atomic() as undone:
        zone = data.draw(st.sampled_from(["America/New_York", "Asia/Kolkata", "Pacific/Apia", "UTC"]))
        clinic = factory.clinic(
            zone_name=zone, currency=data.draw(st.sampled_from(["USD", "JPY", "KWD"])), name=data.draw(WORD)
        )
        build(clinic, data)
        assert clinic_file.load(clinic_file.written(clinic), now=NOW).made == []
        before, after = come_back(Clinic.get_by_id(clinic.id))
        assert after == before
        undone.rollback()


def build(clinic: Clinic, data: st.DataObject) -> None:
    """Doctors, services, hours, blocks, openings and settings, as the board makes them; some retired again."""
    desk = Desk(clinic, **BY, answers=Answers(then="keep"))
    doctors = [
        catalogue.add_doctor(clinic, name=f"{data.draw(WORD)} {n}", room=data.draw(WORD), **BY) for n in range(3)
    ]
    for one in doctors:
        for _ in range(data.draw(st.integers(0, 3))):
            starts, ends = data.draw(TIMES)
            first = data.draw(st.none() | DATES)
            shape = Hours(data.draw(st.integers(0, 6)), starts, ends, data.draw(FIVES), data.draw(FIVES), 0,
                          data.draw(st.integers(1, 4)), data.draw(st.sampled_from(["in_person", "online", "both"])),
                          first, first and first + 9 * DAY)  # fmt: skip
            try:
                desk_hours.add_hours(desk, one, [shape, replace(shape, weekday=(shape.weekday + 1) % 7)])
            except Invalid:  # overlaps what is there
                continue
    for number in range(2):
        givers = data.draw(st.lists(st.sampled_from(doctors), unique=True))
        fields: dict[str, Any] = {"minutes": data.draw(FIVES), "fee_cents": data.draw(st.integers(0, 99_999))}
        catalogue.add_service(clinic, name=f"{data.draw(WORD)} {number}", doctors=givers, **fields, **BY)
    for _ in range(data.draw(st.integers(0, 3))):
        first, (starts, ends) = data.draw(DATES), data.draw(TIMES)
        days = data.draw(st.sampled_from([0, 1, 500]))
        begin, until = (
            dt.datetime.combine(first, starts, clinic.zone),
            dt.datetime.combine(first + days * DAY, ends, clinic.zone),
        )
        whom, note = data.draw(st.sampled_from([None, *doctors])), data.draw(WORD)
        desk_hours.block(desk, whom, begin, until, kind=data.draw(st.sampled_from(blocks.KINDS)), note=note)
        [whole] = blocks.periods(clinic, first, first, (), ())
        desk_hours.block(desk, whom, *whole, kind="other")
        desk_hours.open_many(
            desk, [doctors[0]], [(begin, begin + dt.timedelta(hours=2))], slot_minutes=20, capacity=3, note=note
        )
    settings.change(
        clinic,
        {
            "offer_minutes": data.draw(st.integers(1, 60)),
            "reminder_offsets": data.draw(st.sampled_from(["none", "2h, 90m"])),
        },
        **BY,
    )
    settings.change(clinic, {"advance_booking_days": data.draw(st.integers(1, 90))}, doctors[0], **BY)
    if data.draw(st.booleans()):
        desk_hours.change_doctor(desk, doctors[2], active=False)
