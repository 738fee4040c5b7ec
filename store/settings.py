"""Every setting of a clinic: one line each, with its type, default, bounds and meaning (S9).

A clinic, or one doctor where the line says `each`, overrides a default with a row of the table
setting. Adding a setting is adding a line to `Settings`: the clinic file, the chat's SET, the board's form, the endpoint
and the documentation read this class.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, get_type_hints

from store import audit, regions
from store.audit import Actor
from store.database import lock, transaction
from store.errors import Invalid
from store.models import Clinic, Doctor, Setting

Minutes = tuple[int, ...]
Hours = tuple[dt.time, dt.time]


class LinkTemplate(str):
    """An address with {reference} in it, and {amount} where the payment page takes it: https, short enough to text."""

    LONGEST = 80  # characters once filled in: with the words around it that is one SMS

    @classmethod
    def read(cls, raw: Any) -> LinkTemplate:
        """Raises ValueError for anything that could not be filled in and opened; "" is no template."""
        text = raw.strip()
        filled = text.replace("{reference}", "APT-20260930-0001").replace("{amount}", "1000.00")
        address = re.fullmatch(r"https://[A-Za-z0-9.-]+\.[A-Za-z]{2,}(:\d+)?/[!#$%&'()*+,./:;=?@_A-Za-z0-9-]*", filled)
        if text and (not address or "{reference}" not in text or len(filled) > cls.LONGEST):
            raise ValueError(raw)
        return cls(text)


class Region(str):
    """A part of the clinic's country, by its code; which there are depends on the country (store/regions.py)."""

    LONGEST = 40

    @classmethod
    def read(cls, raw: Any) -> Region:
        """Raises ValueError for what is no word; "" is none."""
        text = " ".join(str(raw).split())
        if not isinstance(raw, str | int) or isinstance(raw, bool) or len(text) > cls.LONGEST:
            raise ValueError(raw)
        return cls(text)


def line(
    default: Any,
    help: str,  # noqa: A002
    *,
    least: int | None = None,
    most: int | None = None,
    step: int = 1,
    one_of: tuple[str, ...] = (),
    each: bool = False,
) -> Any:
    """`each`: a doctor may have a value of their own. `step`: a number is a multiple of it."""
    facts = {"help": help, "least": least, "most": most, "step": step, "one_of": one_of, "each": each}
    return field(default=default, metadata=facts)


@dataclass(frozen=True)
class Settings:
    """The values in force, each typed. Times of day are the clinic's own."""

    # fmt: off
    default_slot_duration: int = line(30, "Minutes of a slot where a schedule names none", least=5, most=480, step=5, each=True)
    buffer_time_minutes: int = line(10, "Minutes kept free after a visit where a schedule names none", least=0, most=240, step=5, each=True)
    advance_booking_days: int = line(30, "How many days ahead a patient may book", least=1, most=730, each=True)
    minimum_notice_minutes: int = line(30, "Minutes before its start until which a patient may book a time", least=0, most=10080, each=True)
    max_open_visits: int = line(5, "Upcoming visits one patient may hold", least=1, most=100)
    auto_confirm_appointments: bool = line(True, "Booked visits are confirmed at once; otherwise staff confirm them", each=True)
    cancellation_deadline_hours: int = line(24, "Hours before the visit; a cancellation later than that is marked late", least=0, most=720, each=True)
    late_cancellation: str = line("accept", "What becomes of a late cancellation: accept takes it, refuse sends the patient to the desk", one_of=("accept", "refuse"), each=True)
    reminder_offsets: Minutes = line((1440, 180), "How long before the visit reminders go out, such as 24h, 3h")
    no_show_after_minutes: int = line(15, "Minutes after the start; a booked patient not checked in by then has missed the visit", least=1, most=240)
    quiet_hours: Hours = line((dt.time(21), dt.time(8)), "No unprompted text between these two times, the patient's day")
    unprompted_per_day: int = line(1, "Unprompted texts one contact may get a day, queue turns aside", least=0, most=50)
    unprompted_per_week: int = line(3, "Unprompted texts one contact may get in seven days", least=0, most=200)
    daily_segments_cap: int = line(0, "SMS parts a day after which only answers and queue turns leave; 0: no limit", least=0, most=1_000_000)
    segment_price: int = line(79, "What one SMS part costs, in ten-thousandths of the clinic's currency (79 is 0.0079)", least=0, most=100_000)
    sms_number_kind: str = line("long_code", "What the clinic's SMS number is: long_code is a usual phone number", one_of=("long_code", "toll_free", "short_code"))
    advanced_opt_out: bool = line(False, "The number's Messaging Service has Advanced Opt-Out, which tells when a carrier word was used")
    offer_minutes: int = line(15, "Minutes for which an offered time is held for a patient", least=1, most=1440, each=True)
    short_notice_hours: int = line(4, "Hours before it; a time freed later than that is offered to several at once", least=0, most=72, each=True)
    offer_wave: int = line(4, "How many are offered a short-notice time at once", least=1, most=50, each=True)
    travel_minutes: int = line(45, "Minutes a patient needs to come; an earlier time is offered no closer than that", least=0, most=1440)
    walk_in_enabled: bool = line(True, "Patients may join today's queue")
    max_walk_ins_per_doctor_per_day: int = line(20, "Walk-ins one doctor takes a day", least=0, most=500, each=True)
    max_queue_length: int = line(50, "People waiting at once", least=1, most=1000)
    walk_in_priority: str = line("fifo", "Who of the walk-ins goes first: fifo is who came first, urgent_first is who is worse", one_of=("fifo", "urgent_first"))
    called_ask_minutes: int = line(5, "Minutes after which somebody called and not seen here is asked whether they are coming; 0: never", least=0, most=60)
    called_pass_minutes: int = line(0, "Minutes after which somebody called and not seen here is passed over; 0: the desk decides", least=0, most=120)
    walk_in_wait_time_visible: bool = line(True, "Patients are told the estimated wait")
    payment_enabled: bool = line(False, "Fees are shown and payment links sent")
    payment_link_template: LinkTemplate = line(LinkTemplate(), "Where patients pay, such as https://pay.example/{reference}?amount={amount}; empty: no link")
    insurance_verification_enabled: bool = line(False, "Insurance is asked for at the first booking")
    ask_reason: bool = line(False, "The reason for the visit is asked for at booking")
    message_retention_days: int = line(365, "Days after which messages, in and out, are deleted", least=30, most=3650)
    calendar_full_names: bool = line(False, "A doctor's calendar feed shows patients' full names, not initials", each=True)
    digest_hour: int = line(17, "The hour, on the clinic's clock, from which the evening's message goes to staff", least=0, most=23)
    visit_retention_days: int = line(0, "Days after which a past visit no longer says whose it was; 0: never", least=0, most=36500)
    staff_chat_full_names: bool = line(False, "The staff chat shows patients' full names, not initials (Telegram signs no health agreement)")
    online_link_minutes: int = line(30, "Minutes before an online visit at which its link goes to patient and doctor; 0: not", least=0, most=1440)
    zoom_enabled: bool = line(True, "Online visits use Zoom once it is configured, else a Jitsi room", each=True)
    holiday_region: Region = line(Region(), "The part of the country whose public holidays are suggested too, such as MD or Madrid; empty: none")
    # fmt: on


DEFAULTS = Settings()
TYPES = get_type_hints(Settings)
FACTS: Mapping[str, Mapping[str, Any]] = {one.name: one.metadata for one in fields(Settings)}
PER_DOCTOR = frozenset(key for key, facts in FACTS.items() if facts["each"])


def of(clinic: Clinic | int, doctor: Doctor | int | None = None) -> Settings:
    """The settings in force for the clinic, or for one doctor (whose own values win)."""
    wanted = Setting.doctor.is_null() if doctor is None else (Setting.doctor.is_null()) | (Setting.doctor == doctor)
    rows = Setting.select().where(Setting.clinic == clinic, wanted)
    values = {
        row.key: _from_json(row.key, row.value) for row in sorted(rows, key=lambda row: row.doctor_id is not None)
    }
    return replace(DEFAULTS, **{key: value for key, value in values.items() if key in TYPES})


def each(clinic: Clinic | int, doctors: Iterable[Doctor]) -> dict[int, Settings]:
    """The settings in force for each of these doctors, by the doctor's id, in one query."""
    own: dict[int | None, dict[str, Any]] = {}
    for row in Setting.select().where(Setting.clinic == clinic):
        if row.key in TYPES:
            own.setdefault(row.doctor_id, {})[row.key] = _from_json(row.key, row.value)
    shared = replace(DEFAULTS, **own.get(None, {}))
    return {doctor.id: replace(shared, **own[doctor.id]) if doctor.id in own else shared for doctor in doctors}


def put(clinic: Clinic, values: Mapping[str, Any], doctor: Doctor | None = None) -> list[str]:
    """Stores these values (as a clinic file or a command gives them), deleting rows equal to the default of the clinic.

    Returns the keys that changed. Raises Invalid, naming the field, for an unknown key, a value out of bounds, or a
    doctor's value of what is the whole clinic's.
    """
    checked = {key: _of_clinic(clinic, key, parse(key, raw, own=doctor is not None)) for key, raw in values.items()}
    changed = []
    whose = Setting.doctor.is_null() if doctor is None else Setting.doctor == doctor
    for key, value in checked.items():
        row = Setting.get_or_none(Setting.clinic == clinic, Setting.key == key, whose)
        if row is not None and _from_json(key, row.value) == value:
            continue
        if row is None and doctor is None and value == getattr(DEFAULTS, key):
            continue
        if row is None:
            Setting.create(clinic=clinic, doctor=doctor, key=key, value=_to_json(value))
        else:
            row.value = _to_json(value)
            row.save()
        changed.append(key)
    return changed


def _of_clinic(clinic: Clinic, key: str, value: Any) -> Any:
    """The value as this clinic's country has it. Raises Invalid."""
    if TYPES[key] is not Region:
        return value
    try:
        return Region(regions.code(clinic.country, value))
    except ValueError as error:
        raise Invalid(field=key, problem=str(error)) from error


def stored(clinic: Clinic, doctor: Doctor | None = None) -> dict[str, Any]:
    """The values somebody has set, for the clinic or for this doctor alone, typed."""
    whose = Setting.doctor.is_null() if doctor is None else Setting.doctor == doctor
    rows = Setting.select().where(Setting.clinic == clinic, whose)
    return {row.key: _from_json(row.key, row.value) for row in rows if row.key in TYPES}


def change(
    clinic: Clinic, values: Mapping[str, Any], doctor: Doctor | None = None, *, actor: Actor, now: dt.datetime
) -> list[str]:
    """As `put`, audited, all or nothing; None puts a setting back: a doctor's to the clinic's, the clinic's to the default.

    Returns the keys whose value in force is another now. Raises Invalid.
    """
    with transaction():
        lock(Clinic, clinic.id)
        before = of(clinic, doctor)
        put(clinic, {key: value for key, value in values.items() if value is not None}, doctor)
        _reset(clinic, [key for key, value in values.items() if value is None], doctor)
        after = of(clinic, doctor)
        changed = [key for key in values if getattr(before, key) != getattr(after, key)]
        whose = {"doctor": doctor.id} if doctor is not None else {}
        for key in changed:
            told = ({key: written(getattr(side, key)), **whose} for side in (before, after))
            audit.record(clinic, actor, "setting.put", clinic, now, *told)
    return changed


def _reset(clinic: Clinic, keys: list[str], doctor: Doctor | None) -> None:
    for key in keys:
        if key not in TYPES:
            raise Invalid(field=key, problem="no such setting")
    whose = Setting.doctor.is_null() if doctor is None else Setting.doctor == doctor
    Setting.delete().where(Setting.clinic == clinic, whose, Setting.key.in_(keys or [""])).execute()


def parse(key: str, raw: Any, *, own: bool = False) -> Any:
    """`raw`, from a file or a command, as the setting's own type; `own`: for one doctor. Raises Invalid(field, problem)."""
    if key not in TYPES:
        raise Invalid(field=key, problem="no such setting")
    if own and key not in PER_DOCTOR:
        raise Invalid(field=key, problem="is for the whole clinic, not for one doctor")
    wanted, facts = TYPES[key], FACTS[key]
    try:
        value = READERS[wanted](raw)
    except (ValueError, TypeError, AttributeError) as error:
        raise Invalid(field=key, problem=f"{raw!r} is not {EXPECTED[wanted]}") from error
    if facts["one_of"] and value not in facts["one_of"]:
        raise Invalid(field=key, problem=f"{raw!r} is not one of {', '.join(facts['one_of'])}")
    if facts["least"] is not None and not facts["least"] <= value <= facts["most"]:
        raise Invalid(field=key, problem=f"{value} is not between {facts['least']} and {facts['most']}")
    if facts["least"] is not None and value % facts["step"]:
        raise Invalid(field=key, problem=f"{value} is not a multiple of {facts['step']}")
    return value


def written(value: Any) -> str:
    """A setting's value as the clinic file, the chat and the board write it, and as `parse` reads it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        times = bool(value) and all(isinstance(part, dt.time) for part in value)
        return "-".join(f"{part:%H:%M}" for part in value) if times else ", ".join(map(_in_short, value)) or "none"
    return str(value)


def limits(key: str) -> str:
    """What a value may be, in words: "5 to 480", "accept or refuse"."""
    facts = FACTS[key]
    if facts["one_of"]:
        return " or ".join(facts["one_of"])
    if facts["least"] is None:
        return EXPECTED[TYPES[key]]
    steps = f" in steps of {facts['step']}" if facts["step"] > 1 else ""
    return f"{facts['least']} to {facts['most']}{steps}"


def _in_short(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{minutes}m" if rest else f"{hours}h"


def _whole(raw: Any) -> int:
    if isinstance(raw, bool) or (isinstance(raw, float) and not raw.is_integer()):
        raise ValueError(raw)
    return int(raw)


def _switch(raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    words = {"on": True, "yes": True, "true": True, "off": False, "no": False, "false": False}
    if str(raw).lower() not in words:
        raise ValueError(raw)
    return words[str(raw).lower()]


def _word(raw: Any) -> str:
    return str(raw).strip().lower()


def _lengths(raw: Any) -> Minutes:
    """("24h, 3h" or a list of such, or of minutes) as minutes, longest first."""
    if str(raw).strip().lower() in ("none", "never"):
        return ()
    parts = raw.split(",") if isinstance(raw, str) else list(raw)
    lengths = {_length(part) for part in parts if str(part).strip()}
    return tuple(sorted(lengths, reverse=True))


def _length(raw: Any) -> int:
    match = re.fullmatch(r"(\d{1,4})\s*(m|min|h|d)?", str(raw).strip().lower())
    if not match:
        raise ValueError(raw)
    minutes = int(match[1]) * {"h": 60, "d": 1440}.get(match[2] or "", 1)
    if not 5 <= minutes <= 14 * 1440:
        raise ValueError(raw)
    return minutes


def _hours(raw: Any) -> Hours:
    first, last = (raw.replace("–", "-").split("-")) if isinstance(raw, str) else raw
    return dt.time.fromisoformat(first.strip().zfill(5)), dt.time.fromisoformat(last.strip().zfill(5))


READERS = {
    int: _whole, bool: _switch, str: _word, Minutes: _lengths, Hours: _hours, LinkTemplate: LinkTemplate.read,
    Region: Region.read,
}  # fmt: skip
EXPECTED = {
    int: "a whole number",
    bool: "on or off",
    str: "a word",
    Minutes: "a list such as 24h, 3h",
    Hours: "two times such as 21:00-08:00",
    LinkTemplate: "a short https address with {reference} in it, such as https://pay.example/{reference}?amount={amount}",
    Region: "a region's code or name",
}


def _to_json(value: Any) -> Any:
    if isinstance(value, tuple):
        return [part.isoformat("minutes") if isinstance(part, dt.time) else part for part in value]
    return value


def _from_json(key: str, value: Any) -> Any:
    wanted = TYPES.get(key)
    if wanted == Hours:
        return tuple(dt.time.fromisoformat(part) for part in value)
    return tuple(value) if wanted == Minutes else value
