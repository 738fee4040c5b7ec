"""A clinic file is loaded again and again, and changes only what changed."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from store import clinic_file, database, settings, staff
from store.clinic_file import BadClinicFile
from store.models import (
    Appointment,
    Audit,
    Clinic,
    Doctor,
    DoctorService,
    Schedule,
    ScheduleException,
    Service,
    Setting,
    StaffMember,
)
from tests import factory
from tests.store.test_clinic_file_check import EXAMPLE

NOW = dt.datetime(2026, 11, 23, 14, tzinfo=dt.UTC)  # a Monday, 9:00 in New York
TEXT = EXAMPLE.read_text(encoding="utf-8")


def load(text: str = TEXT, now: dt.datetime = NOW) -> list[str]:
    return [str(change) for change in clinic_file.load(text, now=now).made]


@pytest.fixture
def loaded(store: str) -> Clinic:
    load()
    return Clinic.get()


def test_the_example_becomes_rows(loaded: Clinic) -> None:
    assert (loaded.slug, loaded.zone_name, loaded.sms_number) == ("elm", "America/New_York", "+15550100000")
    lee, haddad, prado = Doctor.select().order_by(Doctor.position)
    assert [doctor.key for doctor in (lee, haddad, prado)] == ["lee", "haddad", "prado"]
    assert Schedule.select().where(Schedule.doctor == lee).count() == 10
    thursday = Schedule.get(Schedule.doctor == haddad, Schedule.weekday == 3)
    assert (thursday.starts, thursday.ends, thursday.slot_minutes) == (dt.time(14), dt.time(18), 30)
    assert (thursday.break_minutes, thursday.buffer_minutes) == (10, 5)  # its own break, the doctor's buffer
    assert (thursday.valid_from, thursday.valid_until) == (dt.date(2026, 9, 1), dt.date(2027, 6, 30))
    group, online = Schedule.select().where(Schedule.doctor == prado).order_by(Schedule.weekday)
    assert (group.capacity, group.buffer_minutes, group.visit_type) == (6, 10, "in_person")
    assert (online.capacity, online.buffer_minutes, online.visit_type) == (1, 0, "online")
    assert [(s.name, s.minutes, s.fee_cents) for s in Service.select().order_by(Service.position)] == [
        ("Check-up", 30, 8000),
        ("First visit", 60, 12000),
        ("Video visit", 15, 4550),
    ]
    assert settings.of(loaded).advance_booking_days == 60
    assert settings.of(loaded, haddad).max_walk_ins_per_doctor_per_day == 8
    assert {member.name: member.doctor and member.doctor.key for member in StaffMember.select()} == {
        "Ana Sample": None,
        "Maya Lee": "lee",
    }


def test_who_gives_what(loaded: Clinic) -> None:
    """A service that every doctor gives has no rows, so that a doctor added later gives it too."""
    rows: Any = DoctorService.select(Doctor.key, Service.key).join(Doctor).switch(DoctorService).join(Service)
    assert sorted(rows.tuples()) == [
        ("haddad", "first-visit"),
        ("lee", "first-visit"),
        ("lee", "video-visit"),
        ("prado", "video-visit"),
    ]


def test_closures_leave_and_extra_openings_are_moments_in_the_clinics_zone(loaded: Clinic) -> None:
    rows = ScheduleException.select().order_by(ScheduleException.starts_at)
    assert [(row.kind, row.doctor and row.doctor.key, str(row.starts_at), str(row.ends_at)) for row in rows] == [
        ("open", "lee", "2026-12-19 14:00:00+00:00", "2026-12-19 17:00:00+00:00"),
        ("holiday", None, "2026-12-25 05:00:00+00:00", "2026-12-26 05:00:00+00:00"),
        ("holiday", None, "2026-12-31 18:00:00+00:00", "2026-12-31 22:00:00+00:00"),
        ("leave", "lee", "2027-02-15 05:00:00+00:00", "2027-02-20 05:00:00+00:00"),
        ("other", None, "2027-07-05 04:00:00+00:00", "2027-07-10 04:00:00+00:00"),
    ]


def test_weekdays_between_two_dates_and_a_week_that_is_copied(loaded: Clinic) -> None:
    quarter = "dates: 2027-01-01 to 2027-01-31\n    days: Sat, Sun"
    text = TEXT.replace("closures:", f"closures:\n  - {quarter.replace('Sat, Sun', 'Wed')}\n    kind: other")
    text = text.replace("leave:", f"leave:\n  - doctor: Dr. Omar Haddad\n    {quarter}\n    times: 9-10, 11-12", 1)
    text = text.replace("hours: Mon-Fri 9:00-12:00", "hours: &week Mon-Fri 9:00-12:00")
    text = text.replace(
        "  - name: Dr. Ines Prado", "  - name: Dr. Ada Free\n    hours: *week\n\n  - name: Dr. Ines Prado"
    )
    made = load(text)
    assert "added closure 2027-01-06" in made
    assert (
        sum(line.startswith("added leave") for line in made) == 5 * 2 * 2
    )  # five Saturdays, five Sundays, twice a day
    assert "added leave 2027-01-02 09:00 to 10:00 (haddad)" in made
    assert load(text) == []
    hours = {
        key: [(row.weekday, row.starts, row.ends) for row in Schedule.select().join(Doctor).where(Doctor.key == key)]
        for key in ("lee", "dr-ada-free")
    }
    assert hours["lee"] == hours["dr-ada-free"]
    assert load(clinic_file.written(loaded)) == []


def test_the_second_load_changes_nothing(loaded: Clinic) -> None:
    before = everything()
    assert load(now=NOW + dt.timedelta(days=1)) == []
    assert everything() == before


@pytest.mark.parametrize(
    ("old", "new", "made"),
    [
        ("room: \"1\"", "room: \"9\"", ["changed doctor Dr. Maya Lee: room"]),
        ("Dr. Maya Lee", "Dr. Maya Lee-Park", ["changed doctor Dr. Maya Lee-Park: name"]),
        ("hours: Mon-Fri 9:00-12:00, 13:00-17:00", "hours: Mon-Thu 9:00-12:00, 13:00-17:00", ["changed doctor Dr. Maya Lee: hours"]),
        ("hours: Mon-Fri 9:00-12:00, 13:00-17:00", "hours: Mon, Tue, Wed, Thu, Fri 9-12, 1pm-5pm", []),
        ("slot: 20\n    buffer: 5", "slot: 20", ["changed doctor Dr. Omar Haddad: hours"]),
        ("fee: 80 ", "fee: 90 ", ["changed service Check-up: fee_cents"]),
        ("services: [Check-up, First visit]", "services: [Check-up]", ["changed service First visit: doctors"]),
        ("note: Christmas Day", "note: Christmas", ["changed closure 2026-12-25: note"]),
        ("dates: 2027-02-15 to 2027-02-19", "dates: 2027-02-15 to 2027-02-18",
         ["added leave 2027-02-15 to 2027-02-18 (lee)", "removed leave 2027-02-15 to 2027-02-19 (lee)"]),
        ("  - doctor: Dr. Maya Lee\n    dates: 2026-12-19\n    times: 9:00-12:00\n    slot: 30\n", "",
         ["removed extra opening 2026-12-19 09:00 to 12:00 (lee)"]),
        ("role: receptionist\n", "role: admin\n", ["changed staff Ana Sample: role"]),
        ("advance_booking_days: 60", "advance_booking_days: 45", ["changed clinic Elm Street Clinic: advance_booking_days"]),
        ("advance_booking_days: 60", "offer_minutes: 15", []),  # what is not named stays; a default is no change
        ("per_day: 8", "per_day: 9", ["changed doctor Dr. Omar Haddad: max_walk_ins_per_doctor_per_day"]),
        ("emergency: 911", "emergency: 112", ["changed clinic Elm Street Clinic: emergency_number"]),
    ],
)  # fmt: skip
def test_only_what_changed_is_changed(loaded: Clinic, old: str, new: str, made: list[str]) -> None:
    assert old in TEXT
    rows, audits = everything(), Audit.select().count()
    assert sorted(load(TEXT.replace(old, new))) == sorted(made)
    assert Audit.select().count() - audits == len(made)
    assert (everything() == rows) == (not made)
    assert load(TEXT.replace(old, new)) == []


def test_a_doctor_who_left_is_inactive_and_may_come_back(loaded: Clinic) -> None:
    start, end = TEXT.index("  - name: Dr. Ines Prado"), TEXT.index("# When the whole clinic")
    prado = Doctor.get(Doctor.key == "prado")
    without = TEXT[:start] + TEXT[end:]
    assert "retired doctor Dr. Ines Prado" in load(without)
    assert not Doctor.get_by_id(prado.id).active
    assert load(without) == []
    assert "changed doctor Dr. Ines Prado: active" in load()
    assert Doctor.get_by_id(prado.id).active


def test_a_service_that_is_gone_is_inactive(loaded: Clinic) -> None:
    gone = TEXT.replace("  - name: First visit\n    minutes: 60\n    fee: 120\n    visit_type: in_person", "  #")
    gone = gone.replace("services: [Check-up, First visit]", "services: [Check-up]")
    assert "retired service First visit" in load(gone)
    assert not Service.get(Service.key == "first-visit").active


def test_what_staff_blocked_by_hand_stays(loaded: Clinic) -> None:
    ScheduleException.create(
        clinic=loaded, kind="emergency", starts_at=NOW, ends_at=NOW + dt.timedelta(hours=2), note="burst pipe"
    )
    assert load() == []
    assert ScheduleException.select().where(ScheduleException.note == "burst pipe").exists()


def test_a_closure_that_has_passed_may_leave_the_file(loaded: Clinic) -> None:
    later = NOW + dt.timedelta(days=40)
    assert load(TEXT.replace("  - dates: 2026-12-25\n    note: Christmas Day\n", ""), later) == []
    assert ScheduleException.select().where(ScheduleException.note == "Christmas Day").exists()


def test_visits_are_never_touched_and_those_that_no_longer_fit_are_listed(loaded: Clinic) -> None:
    lee = Doctor.get(Doctor.key == "lee")
    friday, thursday = (dt.datetime(2026, 11, day, 15, tzinfo=dt.UTC) for day in (27, 26))
    kept, lost = visit(lee, thursday, 1), visit(lee, friday, 2)
    visit(lee, friday + dt.timedelta(hours=1), 3, status="cancelled")
    visit(lee, NOW - dt.timedelta(days=3), 4, status="completed")
    before = list(Appointment.select().order_by(Appointment.id).dicts())
    assert clinic_file.load(TEXT, now=NOW).misfits == []
    changes = clinic_file.load(TEXT.replace("hours: Mon-Fri 9:00", "hours: Mon-Thu 9:00"), now=NOW)
    assert [(one.visit, one.why) for one in changes.misfits] == [(lost, "hours")]
    closed = TEXT.replace("closures:", "closures:\n  - dates: 2026-11-26\n    times: 10:15-10:45")
    assert [one.visit for one in clinic_file.load(closed, now=NOW).misfits] == [kept]
    start, end = TEXT.index("  - name: Dr. Maya Lee"), TEXT.index("  - name: Dr. Omar Haddad")
    gone = TEXT[:start] + TEXT[end:]
    for section in ("leave:", "extra_openings:"):
        at = gone.index(section)
        gone = gone[:at] + "#" + gone[gone.index("\n\n", at) :]
    gone = gone.replace("    doctor: Dr. Maya Lee\n", "    doctor: Dr. Ines Prado\n")
    assert [(one.visit, one.why) for one in clinic_file.load(gone, now=NOW).misfits] == [
        (kept, "doctor"), (lost, "doctor"),
    ]  # fmt: skip
    assert list(Appointment.select().order_by(Appointment.id).dicts()) == before


def test_a_file_with_an_error_changes_nothing(loaded: Clinic) -> None:
    before = everything()
    with pytest.raises(BadClinicFile) as refusal:
        load(TEXT.replace('room: "1"', 'room: "9"').replace("minutes: 60", "minutes: 62"))
    line = TEXT.split("\n").index("    minutes: 60") + 1
    assert str(refusal.value) == f"{line}: services[2].minutes: 62 is not a multiple of 5"
    assert everything() == before


def test_a_number_of_another_clinic_is_refused(store: str) -> None:
    factory.clinic(slug="oak", name="Oak Clinic", telegram_bot_id=None)
    with pytest.raises(BadClinicFile) as refusal:
        load()
    line = next(number for number, words in enumerate(TEXT.split("\n"), 1) if words.startswith("  sms:"))
    assert str(refusal.value) == (
        f"{line}: clinic.sms: +15550100000 already belongs to Oak Clinic (to change that clinic, write id: oak)"
    )
    assert Clinic.select().count() == 1


def test_the_file_of_a_clinic_already_there_changes_that_clinic(store: str) -> None:
    elm = factory.clinic()
    load()
    assert Clinic.get() == elm
    assert Clinic.get().telegram_bot_id is None  # the file says none


def test_a_clinic_in_yen_has_fees_in_yen(store: str) -> None:
    load(TEXT.replace("currency: USD", "currency: JPY").replace("fee: 45.50", "fee: 4550"))
    assert Service.get(Service.key == "video-visit").fee_cents == 4550


def test_staff_who_left_and_staff_without_a_token_are_named(loaded: Clinic) -> None:
    staff.add(loaded, "Bo Sample", "admin", now=NOW)
    staff.add(loaded, "Ana Sample", "receptionist", now=NOW)
    assert clinic_file.load(TEXT, now=NOW).notes == [
        "Maya Lee has no token yet: use staff add",
        "Bo Sample is not in the file and still works here: staff revoke ends that",
    ]
    staff.revoke(staff.named(loaded, "Ana Sample"), now=NOW)
    notes = clinic_file.load(TEXT, now=NOW).notes
    assert "Ana Sample was revoked and stays so: take the entry out, or use staff add" in notes
    assert not StaffMember.get(StaffMember.name == "Ana Sample").active


def test_every_change_is_in_the_audit_trail(loaded: Clinic) -> None:
    lee = Doctor.get(Doctor.key == "lee")
    load(TEXT.replace("hours: Mon-Fri 9:00-12:00, 13:00-17:00", "hours: Mon 9:00-12:00").replace('"1"', '"9"'))
    *_, change, hours = (
        Audit.select().where(Audit.subject_id == lee.id, Audit.action == "doctor.change").order_by(Audit.id)
    )
    assert (change.actor_kind, change.before, change.after) == ("operator", {"room": "1"}, {"room": "9"})
    assert hours.after == {"hours": ["Mon 9:00-12:00 slot 30 break 0 buffer 10 capacity 1 in_person"]}
    assert len(hours.before["hours"]) == 10


VARIED = ["Mon-Fri 9-12", "Tue 9:00-12:00, 13:00-16:30", "daily 8am-6pm", "Sat 9-23:59; Sun 10-11"]


@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_clean_file_loaded_twice_changes_nothing_the_second_time(store: str, data: st.DataObject) -> None:
    with database.database.atomic() as undone:
        text = data.draw(files())
        assert [str(problem) for problem in clinic_file.check(text) if not problem.warning] == []
        first = clinic_file.load(text, now=NOW)
        before = everything()
        again = clinic_file.load(text, now=NOW)
        assert (again.made, again.misfits, again.notes) == ([], first.misfits, first.notes)
        assert everything() == before
        undone.rollback()


@st.composite
def files(draw: st.DrawFn) -> str:
    """A clinic file in JSON, which is YAML too, with no errors."""
    names = draw(st.lists(st.from_regex(r"[A-Z][a-z]{2,8}", fullmatch=True), min_size=1, max_size=4, unique=True))
    zone = draw(
        st.sampled_from(["America/New_York", "Asia/Kolkata", "Africa/Cairo", "America/Santiago", "Pacific/Apia"])
    )
    minutes = st.integers(1, 6).map(lambda fives: fives * 5)
    doctors: list[dict[str, Any]] = [
        {
            "name": name,
            "hours": draw(st.sampled_from(VARIED)),
            "slot": draw(minutes),
            "buffer": draw(minutes),
            "position": None,
        }
        for name in names
    ]
    for doctor in doctors:
        del doctor["position"]
        doctor["settings"] = {"offer_minutes": draw(st.integers(1, 60))}
    days = st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31)).map(str)
    times = st.sampled_from(["0:00-3:00", "9:00-12:00, 13:00-15:00", "20:00-23:59"])
    dated = st.fixed_dictionaries({"dates": days}, optional={"times": times, "note": st.sampled_from(["", "x", "é"])})
    away = st.builds(lambda entry, name: {**entry, "doctor": name}, dated, st.sampled_from(names))
    extra = away.map(lambda entry: {**entry, "times": "9:00-12:00"})
    file: dict[str, Any] = {
        "clinic": {
            "name": draw(st.sampled_from(["Elm", "Oak"])),
            "zone": zone,
            "currency": draw(st.sampled_from(["USD", "JPY", "KWD"])),
        },
        "services": [
            {"name": f"Service {n}", "minutes": draw(minutes), "fee": draw(st.integers(0, 500))} for n in range(3)
        ],
        "doctors": doctors,
        "closures": draw(st.lists(dated, max_size=3)),
        "leave": draw(st.lists(away, max_size=3)),
        "extra_openings": draw(st.lists(extra, max_size=3)),
        "staff": [{"name": f"Staff {name}", "role": "doctor", "doctor": name} for name in names],
        "settings": {"buffer_time_minutes": draw(minutes), "default_slot_duration": draw(minutes)},
    }
    return json.dumps(file, indent=1)


def visit(doctor: Doctor, starts_at: dt.datetime, number: int, status: str = "confirmed") -> Appointment:
    return Appointment.create(
        clinic=doctor.clinic_id, patient=factory.patient(doctor.clinic), doctor=doctor, reference=f"APT-20261101-{number:04}",
        code=f"K{number}", starts_at=starts_at, ends_at=starts_at + dt.timedelta(minutes=30), status=status, source="sms",
        created_at=NOW,
    )  # fmt: skip


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row the file can change, and the audit rows."""
    tables = (Clinic, Doctor, Service, DoctorService, Schedule, ScheduleException, StaffMember, Setting, Audit)
    kept: dict[str, list[dict[str, Any]]] = {}
    for table in tables:
        rows: Any = table.select().order_by(table.id).dicts()
        kept[table.__name__] = list(rows)
    return kept
