"""Reports against a computation of their own: plain Python over the raw rows of the demo clinic, on every engine."""

from __future__ import annotations

import datetime as dt
import random
import statistics
from collections import Counter, defaultdict
from dataclasses import fields
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from store import database as db
from store import demo, reports, settings
from store.errors import Invalid
from store.models import Appointment, Audit, Clinic, Doctor, Offer, OutboxMessage, Ticket, WaitlistEntry
from store.reports.visits import NAMES, Tally, added
from tests import factory

NEW_YORK = ZoneInfo("America/New_York")
NOW = dt.datetime(2026, 11, 23, 10, 10, tzinfo=NEW_YORK)  # a Monday; the clocks went back on 1 November
MINUTE = dt.timedelta(minutes=1)
Row = dict[str, Any]


def raw(table: Any) -> list[Row]:
    """Every row as its columns, with no code of the project's but the table's name and the reading of moments."""
    return list(table.select().dicts())


def busy_demo() -> Clinic:
    """The demo clinic with what it has none of: reminders, check-ins, taken offers, texts of every kind."""
    with db.transaction():
        clinic = demo.load("+15555550100", 1000000001, -1000000000001, now=NOW).clinic
        rng = random.Random(4)
        for visit in Appointment.select().where(Appointment.starts_at < NOW, Appointment.status != "released"):
            _remind(visit, rng)
            if visit.status == "completed" and visit.starts_at > NOW - dt.timedelta(days=30):
                _check_in(visit, rng)
        _offers(clinic, rng)
        for number in range(60):
            _text(clinic, rng, number)
    return clinic


def _remind(visit: Appointment, rng: random.Random) -> None:
    sent: list[OutboxMessage] = []
    for offset in (1440, 180):
        at = visit.starts_at - offset * MINUTE
        if visit.status == "cancelled" and (visit.cancelled_at is None or visit.cancelled_at < at):
            continue
        if rng.random() < 0.7:
            state = rng.choice(["delivered", "delivered", "sent", "failed"])
            facts: Row = {"state": state, "sent_at": at if state != "failed" else None}
            if sent and rng.random() < 0.2:
                facts = {"state": "dropped", "error": f"said in {sent[0].id}"}
            message = OutboxMessage.create(
                clinic=visit.clinic_id, contact=visit.contact_id, channel="sms", to="x", kind="reminder", text="soon",
                appointment=visit, created_at=at, send_after=at, segments=1, dedupe_key=f"reminder:{visit.id}:{offset}",
                **facts,
            )  # fmt: skip
            sent.append(message)
    if rng.random() < 0.5 and visit.status in ("completed", "no-show"):
        visit.patient_confirmed_at = visit.starts_at - rng.randrange(60, 3000) * MINUTE
        visit.save()


def _check_in(visit: Appointment, rng: random.Random) -> None:
    number = 500 + visit.id
    joined = visit.starts_at - rng.randrange(-10, 30) * MINUTE
    called = visit.starts_at + rng.randrange(-10, 45) * MINUTE + dt.timedelta(seconds=rng.randrange(60))
    factory.ticket(
        visit.clinic, visit.patient, number, day=visit.starts_at.astimezone(NEW_YORK).date(), appointment=visit,
        doctor=visit.doctor, serving_doctor=visit.doctor, joined_at=joined, called_at=max(joined, called),
        status="completed",
    )  # fmt: skip


def _offers(clinic: Clinic, rng: random.Random) -> None:
    entry = WaitlistEntry.select().where(WaitlistEntry.clinic == clinic).first()
    visits = list(Appointment.select().where(Appointment.clinic == clinic, Appointment.status == "completed").limit(40))
    for number, visit in enumerate(visits):
        at = NOW - rng.randrange(1, 40) * dt.timedelta(days=1)
        rounds = rng.choice([1, 1, 2])
        for turn in range(rounds):
            held = visit if turn == rounds - 1 else factory.visit(
                visit.doctor, visit.patient, visit.starts_at, status="released", code=f"Z{number}"
            )  # fmt: skip
            last = turn == rounds - 1
            made = at + turn * 16 * MINUTE
            status = rng.choice(["accepted", "accepted", "declined", "expired", "lost"]) if last else "expired"
            Offer.create(
                entry=entry, appointment=held, status=status, created_at=made, expires_at=made + 15 * MINUTE,
                answered_at=made + rng.randrange(1, 15) * MINUTE if status in ("accepted", "declined") else None,
            )  # fmt: skip


def _text(clinic: Clinic, rng: random.Random, number: int) -> None:
    at = NOW - rng.randrange(1, 60 * 24) * dt.timedelta(hours=1)
    OutboxMessage.create(
        clinic=clinic, channel=rng.choice(["sms", "whatsapp", "telegram"]), to="x", text="hello", created_at=at,
        kind=rng.choice(["reply", "offer", "confirmation"]), send_after=at, segments=rng.randrange(0, 4),
        state=rng.choice(["sent", "delivered", "failed", "dropped"]), dedupe_key=f"text:{number}",
    )  # fmt: skip


@pytest.fixture
def clinic(store: str) -> Clinic:
    return busy_demo()


# --- the other computation -------------------------------------------------------------------------------------------


def day_of(row: Row, column: str = "starts_at") -> dt.date:
    found: dt.date = row[column].astimezone(NEW_YORK).date()
    return found


def tally(rows: list[Row]) -> dict[str, int]:
    count = Counter(row["status"] for row in rows)
    live = [row for row in rows if row["status"] != "rescheduled"]
    done: Counter[str] = Counter()
    for row in rows:
        if row["status"] == "completed":
            done[row["payment_status"]] += row["fee_cents"]
    ahead = [r for r in rows if r["status"] in ("pending", "confirmed", "in-progress")]
    return {
        "visits": len(live), "pending": count["pending"], "confirmed": count["confirmed"],
        "in_progress": count["in-progress"], "completed": count["completed"], "cancelled": count["cancelled"],
        "late_cancelled": sum(row["late_cancel"] for row in rows if row["status"] == "cancelled"),
        "no_show": count["no-show"], "moved": count["rescheduled"],
        "online": sum(row["visit_type"] == "online" for row in live), "paid_cents": done["paid"],
        "partial_cents": done["partial"], "unpaid_cents": done["pending"], "waived_cents": done["waived"],
        "expected_cents": sum(row["fee_cents"] for row in ahead if row["payment_status"] != "waived"),
    }  # fmt: skip


def as_dict(found: Tally) -> dict[str, int]:
    return {name: getattr(found, name) for name in NAMES}


def visits_in(period: reports.Period, doctor: int | None = None) -> list[Row]:
    return [
        row for row in raw(Appointment)
        if row["status"] not in ("held", "released") and period.first <= day_of(row) <= period.last
        and doctor in (None, row["doctor"])
    ]  # fmt: skip


def said(row: Row, messages: dict[int, Row]) -> bool:
    if row["state"] in ("sent", "delivered"):
        return True
    carrier = messages.get(int(row["error"].removeprefix("said in "))) if row["error"].startswith("said in ") else None
    return carrier is not None and carrier["state"] in ("sent", "delivered")


def effects(period: reports.Period) -> dict[int | None, list[int]]:
    messages = {row["id"]: row for row in raw(OutboxMessage)}
    moves = {row["subject_id"]: row["at"] for row in raw(Audit) if row["action"] == "appointment.move"}
    told: dict[int, dict[int, dt.datetime]] = defaultdict(dict)
    for row in list(messages.values()):
        if row["kind"] == "reminder" and said(row, messages):
            at = row["sent_at"] or messages[int(row["error"].removeprefix("said in "))]["sent_at"]
            told[row["appointment"]][int(row["dedupe_key"].split(":")[2])] = at
    found: dict[int | None, list[int]] = {1440: [0] * 6, 180: [0] * 6, 0: [0] * 6, None: [0] * 6}
    for visit in visits_in(period):
        if visit["starts_at"] >= NOW:
            continue
        groups = dict[int | None, dt.datetime](told[visit["id"]].items())
        if groups:
            groups[0] = min(groups.values())
        else:
            gone = {"cancelled": visit["cancelled_at"], "rescheduled": moves.get(visit["id"])}.get(visit["status"])
            if gone is not None and visit["starts_at"] - gone.replace(microsecond=0) > dt.timedelta(days=1):
                continue
            groups[None] = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
        for which, at in groups.items():
            confirmed = visit["patient_confirmed_at"]
            outcome = ("rescheduled", "cancelled", "no-show", "completed")
            counts = [1, int(confirmed is not None and confirmed >= at), *(int(visit["status"] == s) for s in outcome)]
            found[which] = [a + b for a, b in zip(found[which], counts, strict=True)]
    return found


# --- the tests -------------------------------------------------------------------------------------------------------

PERIODS = [
    reports.Period(dt.date(2026, 10, 25), dt.date(2026, 11, 23)),  # over the night the clocks go back
    reports.Period(dt.date(2026, 5, 1), dt.date(2026, 12, 31)),
    reports.Period(dt.date(2026, 11, 1), dt.date(2026, 11, 1)),
    reports.Period(dt.date(2020, 1, 1), dt.date(2020, 1, 2)),
]


@pytest.mark.slow
def test_every_figure_is_what_the_raw_rows_say(clinic: Clinic) -> None:
    for period in PERIODS:
        found, rows = reports.read(reports.Scope(clinic, period), NOW), visits_in(period)
        assert as_dict(found.total) == tally(rows)
        for doctor in Doctor.select():
            assert as_dict(found.by_doctor.get(doctor.id, Tally())) == tally(visits_in(period, doctor.id))
        for day, each in found.by_day.items():
            assert as_dict(each) == tally([row for row in rows if day_of(row) == day])
        for month, each in found.by_month.items():
            assert as_dict(each) == tally([row for row in rows if day_of(row).replace(day=1) == month])
        hours: dict[tuple[int, int], list[Row]] = defaultdict(list)
        for row in rows:
            at = row["starts_at"].astimezone(NEW_YORK)
            hours[at.weekday(), at.hour].append(row)
        assert {key: as_dict(one) for key, one in found.by_hour.items()} == {k: tally(v) for k, v in hours.items()}
        longest: dict[tuple[int, dt.datetime], int] = defaultdict(int)  # of those that begin together
        for row in rows:
            if row["status"] not in ("cancelled", "rescheduled"):
                begins = (row["doctor"], row["starts_at"])
                longest[begins] = max(longest[begins], int((row["ends_at"] - row["starts_at"]) / MINUTE))
        kept: Counter[int] = Counter()
        for (doctor_id, _), minutes in longest.items():
            kept[doctor_id] += minutes
        assert {key: count for key, count in found.booked_minutes.items() if count} == dict(kept)
        check_line(found, period)
        assert {e.reminder: [getattr(e, f.name) for f in fields(e)][1:] for e in found.reminders} | dict.fromkeys(
            {1440, 180} - {e.reminder for e in found.reminders}, [0] * 6
        ) == effects(period)
        check_waitlist(found, period)
        check_messages(found, period)
    whole = reports.read(reports.Scope(clinic, PERIODS[0]), NOW)
    assert whole.total.completed > 100
    assert whole.total.late_cancelled
    assert whole.waitlist.taken > 3
    assert whole.line.waits.count > 100
    assert all(effect.visits > 10 and effect.confirmed for effect in whole.reminders)


def check_line(found: reports.Report, period: reports.Period) -> None:
    starts = {row["id"]: row["starts_at"] for row in raw(Appointment)}
    tickets = [row for row in raw(Ticket) if period.first <= row["day"] <= period.last]
    walk_ins = [row for row in tickets if row["appointment"] is None]
    status = Counter(row["status"] for row in walk_ins)
    line = found.line
    assert (line.walk_ins, line.checked_in) == (len(walk_ins), len(tickets) - len(walk_ins))
    assert (line.seen, line.left, line.cancelled) == (status["completed"], status["no-wait"], status["cancelled"])
    assert sum(found.line_of_doctor(doctor).walk_ins for doctor in found.doctors) <= line.walk_ins
    assert sum(day.walk_ins for day in found.walk_ins_by_day.values()) == line.walk_ins
    waits = []
    for row in tickets:
        if row["called_at"] is not None and row["status"] != "waiting":
            since = (
                row["joined_at"] if row["appointment"] is None else max(row["joined_at"], starts[row["appointment"]])
            )
            seconds = int(row["called_at"].timestamp()) - int(since.timestamp())
            waits.append(max(0, seconds) // 60)
    assert line.waits.count == len(waits)
    if waits:
        assert line.waits.average == pytest.approx(statistics.mean(waits))
        assert (line.waits.median, line.waits.longest) == (statistics.median_low(waits), max(waits))
        assert sum(wait <= (line.waits.most or 0) for wait in waits) >= 0.9 * len(waits)
        assert sum(wait < (line.waits.most or 0) for wait in waits) < 0.9 * len(waits)


def check_waitlist(found: reports.Report, period: reports.Period) -> None:
    held = {row["id"]: (row["doctor"], row["starts_at"]) for row in raw(Appointment)}
    entries = [row for row in raw(WaitlistEntry) if period.first <= day_of(row, "created_at") <= period.last]
    offers = [row for row in raw(Offer) if period.first <= day_of(row, "created_at") <= period.last]
    assert {k: n for k, n in found.waitlist.wishes.items() if n} == Counter(row["status"] for row in entries)
    assert {k: n for k, n in found.waitlist.offers.items() if n} == Counter(row["status"] for row in offers)
    assert found.waitlist.offered == len(offers)
    minutes = []
    for row in offers:
        if row["status"] == "accepted":
            first = min(o["created_at"] for o in raw(Offer) if held[o["appointment"]] == held[row["appointment"]])
            minutes.append((int(row["answered_at"].timestamp()) - int(first.timestamp())) // 60)
    assert sorted(found.waitlist.minutes) == sorted(minutes)


def check_messages(found: reports.Report, period: reports.Period) -> None:
    sent: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in raw(OutboxMessage):
        if row["state"] in ("sent", "delivered", "failed") and period.first <= day_of(row, "created_at") <= period.last:
            sent[row["kind"], row["channel"]].append(row)
    assert {(one.kind, one.channel): (one.messages, one.segments, one.failed, one.cost) for one in found.messages} == {
        key: (
            len(rows), sum(row["segments"] for row in rows), sum(row["state"] == "failed" for row in rows),
            79 * sum(row["segments"] for row in rows),
        )
        for key, rows in sent.items()
    }  # fmt: skip


@pytest.mark.slow
def test_parts_add_up_to_totals_whatever_the_period(clinic: Clinic) -> None:
    @examples(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.integers(-200, 60), st.integers(0, 120))
    def add_up(first: int, length: int) -> None:
        begin = NOW.date() + dt.timedelta(days=first)
        found = reports.read(reports.Scope(clinic, reports.Period(begin, begin + dt.timedelta(days=length))), NOW)
        parts: list[dict[Any, Tally]] = [found.by_doctor, found.by_day, found.by_month, found.by_hour]
        assert [added(part.values()) for part in parts] == [found.total] * 4
        total = found.total
        assert total.visits == total.to_come + total.in_progress + total.over
        assert total.late_cancelled <= total.cancelled
        alone = [reports.read(reports.Scope(clinic, found.scope.period, d.id), NOW) for d in Doctor.select()]
        assert added(each.total for each in alone) == total
        assert sum(each.line.waits.count for each in alone) == found.line.waits.count
        assert sum(each.waitlist.offered for each in alone) == found.waitlist.offered
        for which in range(2):
            assert sum(each.reminders[-1 - which].visits for each in alone) == found.reminders[-1 - which].visits

    add_up()


def test_a_doctors_report_and_another_clinics_rows(store: str) -> None:
    clinic = factory.clinic()
    lee, park = factory.doctor(clinic, "Dr. Maya Lee"), factory.doctor(clinic, "Dr. Tom Park")
    other = factory.clinic(slug="oak", display_token="oak", sms_number="+15550100999", telegram_bot_id=2)
    for doctor in (lee, lee, park, factory.doctor(other)):
        factory.visit(doctor, factory.patient(doctor.clinic), NOW, status="completed", fee_cents=5000)
    period = reports.Period(NOW.date(), NOW.date())
    assert reports.read(reports.Scope(clinic, period), NOW).total.unpaid_cents == 15000
    own = reports.read(reports.Scope(clinic, period, lee.id), NOW)
    assert (own.total.visits, own.doctors) == (2, [lee])


def test_the_clock_is_the_clinics_even_with_half_hours_and_on_the_night_the_clocks_change(store: str) -> None:
    india = factory.clinic(zone_name="Asia/Kolkata")
    lee = factory.doctor(india)
    for hour, minute in ((0, 10), (9, 50), (23, 50)):
        factory.visit(lee, factory.patient(india), dt.datetime(2026, 11, 2, hour, minute, tzinfo=india.zone))
    period = reports.Period(dt.date(2026, 11, 2), dt.date(2026, 11, 2))
    assert set(reports.read(reports.Scope(india, period), NOW).by_hour) == {(0, 0), (0, 9), (0, 23)}
    clinic = factory.clinic(slug="oak", display_token="oak", sms_number="+15550100999", telegram_bot_id=2)
    doctor = factory.doctor(clinic)
    for fold in (0, 1):
        at = dt.datetime(2026, 11, 1, 1, 30, fold=fold, tzinfo=NEW_YORK)
        factory.visit(doctor, factory.patient(clinic), at)
    factory.visit(doctor, factory.patient(clinic), dt.datetime(2026, 11, 1, 23, 30, tzinfo=NEW_YORK))
    day = reports.Period(dt.date(2026, 11, 1), dt.date(2026, 11, 1))
    hours = reports.read(reports.Scope(clinic, day), NOW).by_hour
    assert {key: one.visits for key, one in hours.items()} == {(6, 1): 2, (6, 23): 1}


def test_the_price_of_a_part_is_the_clinics(store: str) -> None:
    clinic = factory.clinic()
    settings.put(clinic, {"segment_price": 109})
    OutboxMessage.create(
        clinic=clinic,
        channel="sms",
        to="x",
        kind="reply",
        text="",
        created_at=NOW,
        send_after=NOW,
        segments=3,
        state="sent",
    )
    [sent] = reports.read(reports.Scope(clinic, reports.Period(NOW.date(), NOW.date())), NOW).messages
    assert sent.cost == 327


def test_which_days_are_meant() -> None:
    today = dt.date(2026, 11, 23)
    assert reports.period(None, None, today) == reports.Period(dt.date(2026, 10, 25), today)
    assert reports.period(dt.date(2026, 11, 1), None, today).last == today
    assert reports.period(dt.date(2026, 12, 1), None, today).length == 1
    assert reports.period(dt.date(2001, 1, 1), None, today).length == reports.LONGEST
    assert reports.period(None, dt.date(2026, 1, 30), today).first == dt.date(2026, 1, 1)
    for first, last in ((today, today - dt.timedelta(days=1)), (dt.date(2020, 1, 1), today)):
        with pytest.raises(Invalid):
            reports.period(first, last, today)
