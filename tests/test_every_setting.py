"""Every setting changes behaviour: a scene for each, what it shows at each of two values. A setting without one fails.

A setting that a doctor may have of their own is tried so too: the doctor's value holds against the clinic's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from freezegun import freeze_time

import bot
from bot.desk import line as desk_line
from bot.desk import visits as desk_visits
from bot.messages import Said
from handlers.channels.text import numbered
from handlers.feeds import as_calendar
from jobs import digest, last_look, no_shows, pacing, turns, upkeep
from jobs import reminders as reminding
from store import (
    appointments,
    contacts,
    feeds,
    meetings,
    numbers,
    offers,
    outbox,
    public_holidays,
    queue,
    schedules,
    settings,
    spending,
)  # fmt: skip
from store.audit import CLOCK, OPERATOR
from store.database import transaction
from store.errors import Refusal
from store.models import (
    Appointment,
    Clinic,
    Contact,
    Doctor,
    DoctorService,
    InboundMessage,
    OutboxMessage,
    Patient,
    Schedule,
    StaffMember,
    Ticket,
)
from store.reports.messages import read as read_messages
from store.reports.period import Period, Scope
from tests import factory
from tests.dialogues.staffroom import Staffroom
from tests.waiting import MONDAY, Waiting

NINE = dt.datetime(2026, 11, 23, 14, tzinfo=dt.UTC)  # a Monday, nine in the morning in New York
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
SATURDAY = dt.date(2026, 11, 28)


class World:
    """A clinic at nine on a Monday; `now` moves."""

    def __init__(self, clinic: Clinic, lee: Doctor) -> None:
        self.clinic, self.lee, self.now = clinic, lee, NINE
        self.phones = 0

    def phone(self) -> tuple[Contact, Patient]:
        self.phones += 1
        contact = factory.contact(self.clinic, f"+1555010{self.phones:04}")
        return contact, factory.patient(self.clinic, f"Ana Sample {self.phones}", contact)

    def says(self, *texts: str) -> str:
        """What the bot answers to the last of these texts of a new patient."""
        contact, _ = self.phone()
        told = ""
        for text in texts:
            with transaction():
                fresh = contacts.find_or_create(self.clinic, "sms", contact.address, self.now)
                told = "\n".join(numbered(reply) for reply in bot.reply(fresh, Said(text), self.now))
        return told

    def staff(self, text: str) -> str:
        room = Staffroom(self.clinic) if not StaffMember.select().exists() else Staffroom.__new__(Staffroom)
        room.clinic, room.chat = self.clinic, str(self.clinic.staff_chat_id)
        return "\n".join(room.heard("S", text))

    def book(self, starts_at: dt.datetime, **facts: Any) -> Appointment:
        contact, patient = self.phone()
        opening = schedules.opening_at(self.clinic, self.lee, starts_at, now=self.now, notice=False)
        given: dict[str, Any] = {
            "contact": contact,
            "source": "sms",
            "actor": CLOCK,
            "now": self.now,
            "check_limits": False,
        }
        return appointments.book(self.clinic, patient, opening, **(given | facts))

    def visit(self, starts_at: dt.datetime, **columns: Any) -> Appointment:
        contact, patient = self.phone()
        return factory.visit(self.lee, patient, starts_at, contact=contact, **columns)

    def joins(self, **facts: Any) -> Ticket | str:
        contact, patient = self.phone()
        try:
            return queue.join(self.clinic, patient, contact=contact, actor=CLOCK, now=self.now, **facts)
        except Refusal as refusal:
            return refusal.code


# --- Booking ---------------------------------------------------------------------------------------------------------


def starts_on_saturday(world: World) -> list[str]:
    """Of a doctor without weekly hours, whose slots extra hours would be like."""
    Schedule.delete().where(Schedule.doctor == world.lee).execute()
    for said in ("open lee saturday 9am-11am", "yes"):
        world.staff(said)
    found = schedules.openings(world.clinic, now=world.now, first=SATURDAY, last=SATURDAY, doctors=[world.lee])
    return [f"{one.starts_at.astimezone(world.clinic.zone):%H:%M}" for one in found]


def suggested_in_march(world: World) -> list[str]:
    return [one.name for one in public_holidays.coming(world.clinic, NINE.date()) if one.day.month == 3]


def free_in_ten_days(world: World) -> bool:
    day = dt.date(2026, 12, 3)
    return bool(schedules.openings(world.clinic, now=world.now, first=day, last=day, doctors=[world.lee]))


def first_time_today(world: World) -> str:
    day = world.now.astimezone(world.clinic.zone).date()
    found = schedules.openings(world.clinic, now=world.now, first=day, last=day, doctors=[world.lee])
    return f"{found[0].starts_at.astimezone(world.clinic.zone):%H:%M}"


def second_visit(world: World) -> str:
    first = world.book(NINE + DAY)
    opening = schedules.opening_at(world.clinic, world.lee, NINE + 2 * DAY, now=world.now)
    try:
        made = appointments.book(
            world.clinic, first.patient, opening, contact=first.contact, source="sms", actor=CLOCK, now=world.now
        )
    except Refusal as refusal:
        return refusal.code
    return made.status


def status_of_a_booking(world: World) -> str:
    return world.book(NINE + DAY).status


def cancelled_in_three_hours(world: World) -> tuple[str, bool]:
    visit = world.book(NINE + 3 * HOUR)
    try:
        done = appointments.cancel(visit, actor=CLOCK, now=world.now)
    except Refusal as refusal:
        return refusal.code, False
    return done.status, done.late_cancel


def reminded_a_day_before(world: World) -> int:
    world.visit(NINE + 23 * HOUR)
    return reminding.sweep(world.now)


def twenty_minutes_after_the_start(world: World) -> str:
    visit = world.visit(NINE - 20 * MINUTE)
    no_shows.sweep(world.now)
    return str(Appointment.get_by_id(visit.id).status)


# --- Texts -----------------------------------------------------------------------------------------------------------


def when_a_cancellation_is_told(world: World) -> str:
    desk_visits.cancel(world.book(NINE + 3 * DAY), actor=OPERATOR, now=world.now)
    told = OutboxMessage.select().where(OutboxMessage.kind == "notice").get()
    return f"{told.send_after.astimezone(world.clinic.zone):%H:%M}"


def offered_a_freed_time(world: World) -> int:
    """Somebody who had a text this morning waits; how many more they get when a time comes free."""
    waiting = Waiting(world.clinic, NINE)
    visit = waiting.book(world.lee, NINE + DAY)
    phone = waiting.phone()
    waiting.wait(phone, world.lee)
    waiting.cancel(visit)
    waiting.later()
    return len(phone.texts())


def a_text_at_the_cap(world: World) -> str:
    visit = world.book(NINE + 3 * DAY)
    spending.spend(world.clinic, 2, world.now)
    desk_visits.cancel(visit, actor=OPERATOR, now=world.now)
    told = OutboxMessage.select().where(OutboxMessage.kind == "notice").get()
    held = last_look.not_before(told, world.now)
    return held[1] if held else "leaves"


def cost_of_ten_parts(world: World) -> int:
    contact, _ = world.phone()
    row = outbox.add(contact, "reply", "hello", world.now)
    assert row is not None
    OutboxMessage.update(segments=10, state="sent", sent_at=world.now, channel="sms").where(
        OutboxMessage.id == row.id
    ).execute()
    day = world.now.astimezone(world.clinic.zone).date()
    [sent] = read_messages(Scope(world.clinic, Period(day, day)))
    return sent.cost


def texts_a_second(world: World) -> float:
    contact, _ = world.phone()
    row = outbox.add(contact, "reply", "hello", world.now)
    assert row is not None
    [(_, apart)] = pacing.lines(row)
    return round(1 / apart.total_seconds())


def carrier_owns_cancel(world: World) -> bool:
    return numbers.carrier_owns_cancel(settings.of(world.clinic))


def kept_messages(world: World) -> int:
    contact, _ = world.phone()
    InboundMessage.create(
        provider="twilio",
        provider_id="SM1",
        clinic=world.clinic,
        contact=contact,
        text="hi",
        received_at=NINE - 60 * DAY,
    )
    upkeep.purge(world.now)
    return InboundMessage.select().count()


def whose_an_old_visit_was(world: World) -> str:
    visit = world.visit(NINE - 60 * DAY, status="completed")
    upkeep.purge(world.now)
    return str(Appointment.get_by_id(visit.id).patient.name)


def names_in_the_calendar(world: World) -> bool:
    visit = world.visit(NINE + HOUR)
    return visit.patient.name.encode() in as_calendar(world.lee, feeds.entries(world.lee, world.now))


def told_in_the_evening(world: World) -> int:
    world.visit(NINE + DAY)
    return digest.sweep(world.now)


def online_visit_in_twenty_minutes(world: World) -> tuple[int, int]:
    """How many links are sent now, and how many meetings are asked for."""
    world.visit(NINE + 20 * MINUTE, visit_type="online", meeting_link="https://meet.example/x")
    return len(meetings.starting(world.now)), meetings.want(world.now)


def names_in_the_staff_chat(world: World) -> bool:
    visit = world.visit(NINE + HOUR)
    return visit.patient.name in world.staff("today")


# --- The waitlist ----------------------------------------------------------------------------------------------------


def an_offer_lasts(world: World) -> int:
    waiting = Waiting(world.clinic, NINE)
    visit = waiting.book(world.lee, NINE + 3 * DAY)
    phone = waiting.phone()
    waiting.wait(phone, world.lee)
    waiting.cancel(visit)
    waiting.later()
    [offer] = phone.offers()
    held = offer.appointment.held_until
    left: dt.timedelta = held - offer.created_at
    return round(left / MINUTE)


def asked_at_once(world: World) -> int:
    """A time three hours away comes free, and six people wait for it."""
    opening = schedules.opening_at(world.clinic, world.lee, NINE + 3 * HOUR, now=world.now, notice=False)
    return offers.wave_size(world.clinic, opening, 6, world.now)


def offered_in_thirty_minutes(world: World) -> int:
    waiting = Waiting(world.clinic, NINE)
    visit = waiting.book(world.lee, NINE + HOUR / 2)
    phone = waiting.phone()
    waiting.wait(phone, world.lee, date_to=MONDAY, time_from=dt.time(9, 30), time_to=dt.time(9, 45))
    waiting.cancel(visit)
    waiting.later()
    return len(phone.offers())


# --- The queue -------------------------------------------------------------------------------------------------------


def joins_by_text(world: World) -> bool:
    return "Q001" in world.says("queue")


def second_walk_in(world: World) -> str:
    world.joins(doctor=world.lee)
    second = world.joins(doctor=world.lee)
    return second if isinstance(second, str) else second.status


def who_is_called_first(world: World) -> int:
    world.joins()
    world.now += MINUTE
    world.joins(urgency="urgent")
    return desk_line.call_next(world.clinic, world.lee, actor=CLOCK, now=world.now + MINUTE).number


def called_and_nobody_comes(world: World) -> tuple[str, bool]:
    world.joins()
    ticket = desk_line.call_next(world.clinic, world.lee, actor=CLOCK, now=world.now)
    asked = OutboxMessage.select().where(OutboxMessage.kind == "turn").count()
    turns.sweep(world.now + 6 * MINUTE)
    after = OutboxMessage.select().where(OutboxMessage.kind == "turn").count()
    return str(Ticket.get_by_id(ticket.id).status), after > asked


def told_the_wait(world: World) -> bool:
    for _ in range(4):
        world.joins(doctor=world.lee)
    return " h. " in world.says("queue")


def told_the_fee(world: World) -> bool:
    factory.service(world.clinic, fee_cents=8000)
    return "80.00 USD" in world.says("how much is a check-up?")


BOOKS = ("book dr lee friday 10am", "c")


def asks_what_about(world: World) -> bool:
    return "What is the visit about?" in world.says(*BOOKS)


def asks_the_insurer(world: World) -> bool:
    return "Who is your health insurance with?" in world.says(*BOOKS)


def where_to_pay(world: World) -> str:
    service = factory.service(world.clinic, fee_cents=8000)
    DoctorService.create(doctor=world.lee, service=service)
    settings.change(world.clinic, {"payment_enabled": "on"}, actor=OPERATOR, now=NINE)
    return next(line for line in world.says(*BOOKS).split("\n") if line.startswith("The fee"))


Scene = Callable[[World], Any]
SCENES: dict[str, tuple[Scene, dict[str, Any]]] = {
    "default_slot_duration": (starts_on_saturday, {"30": ["09:00", "09:40", "10:20"], "20": ["09:00", "09:30", "10:00", "10:30"]}),
    "buffer_time_minutes": (starts_on_saturday, {"10": ["09:00", "09:40", "10:20"], "0": ["09:00", "09:30", "10:00", "10:30"]}),
    "advance_booking_days": (free_in_ten_days, {"30": True, "3": False}),
    "minimum_notice_minutes": (first_time_today, {"30": "09:30", "200": "12:30"}),
    "max_open_visits": (second_visit, {"5": "confirmed", "1": "too_many_open"}),
    "auto_confirm_appointments": (status_of_a_booking, {"on": "confirmed", "off": "pending"}),
    "cancellation_deadline_hours": (cancelled_in_three_hours, {"24": ("cancelled", True), "2": ("cancelled", False)}),
    "late_cancellation": (cancelled_in_three_hours, {"accept": ("cancelled", True), "refuse": ("too_late_to_cancel", False)}),
    "reminder_offsets": (reminded_a_day_before, {"24h, 3h": 1, "3h": 0}),
    "no_show_after_minutes": (twenty_minutes_after_the_start, {"15": "no-show", "60": "confirmed"}),
    "quiet_hours": (when_a_cancellation_is_told, {"21:00-08:00": "09:00", "08:30-10:00": "10:00"}),
    "unprompted_per_day": (offered_a_freed_time, {"1": 1, "0": 0}),
    "unprompted_per_week": (offered_a_freed_time, {"3": 1, "0": 0}),
    "daily_segments_cap": (a_text_at_the_cap, {"0": "leaves", "2": "daily_segments_cap"}),
    "segment_price": (cost_of_ten_parts, {"79": 790, "100": 1000}),
    "sms_number_kind": (texts_a_second, {"long_code": 1, "toll_free": 3}),
    "advanced_opt_out": (carrier_owns_cancel, {"off": True, "on": False}),
    "offer_minutes": (an_offer_lasts, {"15": 15, "40": 40}),
    "short_notice_hours": (asked_at_once, {"4": 4, "2": 1}),
    "offer_wave": (asked_at_once, {"4": 4, "2": 2}),
    "travel_minutes": (offered_in_thirty_minutes, {"45": 0, "5": 1}),
    "walk_in_enabled": (joins_by_text, {"on": True, "off": False}),
    "max_walk_ins_per_doctor_per_day": (second_walk_in, {"20": "waiting", "1": "doctor_queue_full"}),
    "max_queue_length": (second_walk_in, {"50": "waiting", "1": "queue_full"}),
    "walk_in_priority": (who_is_called_first, {"fifo": 1, "urgent_first": 2}),
    "called_ask_minutes": (called_and_nobody_comes, {"5": ("called", True), "0": ("called", False)}),
    "called_pass_minutes": (called_and_nobody_comes, {"0": ("called", True), "3": ("waiting", True)}),
    "walk_in_wait_time_visible": (told_the_wait, {"on": True, "off": False}),
    "payment_enabled": (told_the_fee, {"off": False, "on": True}),
    "payment_link_template": (
        where_to_pay,
        {"": "The fee is 80.00 USD.", "https://pay.example/{reference}": "The fee is 80.00 USD. Pay here: https://pay.example/APT-20261127-0001"},
    ),
    "ask_reason": (asks_what_about, {"off": False, "on": True}),
    "insurance_verification_enabled": (asks_the_insurer, {"off": False, "on": True}),
    "message_retention_days": (kept_messages, {"365": 1, "30": 0}),
    "visit_retention_days": (whose_an_old_visit_was, {"0": "Ana Sample 1", "30": ""}),
    "calendar_full_names": (names_in_the_calendar, {"off": False, "on": True}),
    "digest_hour": (told_in_the_evening, {"17": 0, "8": 1}),
    "online_link_minutes": (online_visit_in_twenty_minutes, {"30": (1, 1), "10": (0, 1)}),
    "zoom_enabled": (online_visit_in_twenty_minutes, {"on": (1, 1), "off": (1, 0)}),
    "holiday_region": (suggested_in_march, {"": [], "CA": ["Cesar Chavez Day"]}),
    "staff_chat_full_names": (names_in_the_staff_chat, {"off": False, "on": True}),
}  # fmt: skip


@pytest.fixture
def engine() -> str:
    return "sqlite"


@pytest.fixture
def world(clinic: Clinic) -> Iterator[World]:
    with freeze_time(NINE):
        yield World(clinic, factory.doctor(clinic))


def test_every_setting_has_a_scene_with_its_default_in_it() -> None:
    assert set(SCENES) == set(settings.FACTS)
    for key, (_, shown) in SCENES.items():
        values = [settings.parse(key, raw) for raw in shown]
        assert getattr(settings.DEFAULTS, key) in values, f"{key}: one of the two is to be the default"
        assert len({repr(seen) for seen in shown.values()}) == len(values) == 2, f"{key}: shows the same"


CASES = [(key, raw) for key, (_, shown) in SCENES.items() for raw in shown]


@pytest.mark.parametrize(("key", "raw"), CASES)
def test_a_setting_changes_what_happens(world: World, key: str, raw: str) -> None:
    scene, shown = SCENES[key]
    settings.change(world.clinic, {key: raw}, actor=OPERATOR, now=NINE)
    assert scene(world) == shown[raw]


@pytest.mark.parametrize(("key", "raw"), [case for case in CASES if case[0] in settings.PER_DOCTOR])
def test_a_doctors_own_value_holds_against_the_clinics(world: World, key: str, raw: str) -> None:
    scene, shown = SCENES[key]
    [other] = [each for each in shown if each != raw]
    settings.change(world.clinic, {key: other}, actor=OPERATOR, now=NINE)
    settings.change(world.clinic, {key: raw}, world.lee, actor=OPERATOR, now=NINE)
    assert scene(world) == shown[raw]
