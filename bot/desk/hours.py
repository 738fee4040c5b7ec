"""What the desk does with hours, doctors and services, and with the booked visits that this touches (B16).

Every change goes the same way: it is made, the visits that no longer fit because of it are found under lock, and each
is kept, moved or cancelled as the desk said. Where the desk has not said, nothing is changed and VisitsHit tells which
they are. A preview does the same and takes it all back. The staff chat, the board and the endpoint act through these.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot import questions
from bot.notices import bulk as notices
from store import appointments, blocks, catalogue, misfits, public_holidays, schedules, week
from store.audit import Actor
from store.clinic_file.hours import Hours
from store.database import lock, retried, transaction
from store.errors import AlreadyMovedOn, Invalid, Refusal, VisitsHit
from store.misfits import Misfit
from store.models import Appointment, Clinic, Doctor, Patient, Schedule, ScheduleException, Service, Table
from store.schedules import Opening
from store.timetable import Period

ANSWERS = ("keep", "move", "cancel")
Act = Callable[[], Sequence[Table]]


@dataclass(frozen=True)
class Answers:
    """What becomes of touched visits: by reference (`each`), else `then`, both of ANSWERS. `preview`: only look."""

    each: Mapping[str, str] = field(default_factory=dict)
    then: str | None = None
    preview: bool = False

    def __post_init__(self) -> None:
        for answer in (*self.each.values(), *([self.then] if self.then else [])):
            if answer not in ANSWERS:
                raise Invalid(field="visits", problem=f"{answer!r} is not one of {', '.join(ANSWERS)}")

    def to(self, visit: Appointment) -> str | None:
        return self.each.get(visit.reference, self.then)


@dataclass
class Outcome:
    """`rows` are those made or changed, `touched` the visits that no longer fit (with why), then what became of them:
    moved (old, new), cancelled, kept, and whose patients no text reaches. `applied` is False for a preview."""

    rows: list[Table] = field(default_factory=list)
    touched: list[Misfit] = field(default_factory=list)
    moved: list[tuple[Appointment, Appointment]] = field(default_factory=list)
    cancelled: list[Appointment] = field(default_factory=list)
    kept: list[Appointment] = field(default_factory=list)
    to_call: list[Appointment] = field(default_factory=list)
    applied: bool = True


ASK = Answers()


class TakeBack(Exception):
    """Ends a preview: the transaction rolls back."""


@dataclass(frozen=True)
class Desk:
    """Who changes something, when, and what becomes of the visits it touches."""

    clinic: Clinic
    actor: Actor
    now: dt.datetime
    answers: Answers = ASK

    @property
    def by(self) -> dict[str, Any]:
        return {"actor": self.actor, "now": self.now}

    def do(self, act: Act, *, note: str = "", also: Callable[[], list[Appointment]] = list) -> Outcome:
        """Runs `act` and settles the visits that do not fit because of it, and those of `also`; all or nothing.

        Raises VisitsHit where the answers leave a visit open, and what `act` raises.
        """
        return _do(self, act, note, also)


@retried
def _do(desk: Desk, act: Act, note: str, also: Callable[[], list[Appointment]]) -> Outcome:
    outcome = Outcome(applied=not desk.answers.preview)
    try:
        with transaction():
            blocks.hold(desk.clinic)  # a visit may move to any doctor: all are locked first, in one order
            before = {misfit.mark for misfit in misfits.found(desk.clinic, desk.now)}
            outcome.rows = list(act())
            outcome.touched = _touched(desk, before, also())
            if desk.answers.preview:
                raise TakeBack
            _settle(desk, outcome, note)
    except TakeBack:
        pass
    return outcome


def _touched(desk: Desk, before: set[tuple[int, str, int]], also: list[Appointment]) -> list[Misfit]:
    """New misfits; a time that is only held for an offer dies by itself."""
    clinic = Clinic.get_by_id(desk.clinic.id)  # a clinic file may have changed its zone
    found = {one.visit.id: one for one in misfits.found(clinic, desk.now) if one.mark not in before}
    for visit in also:
        found.setdefault(visit.id, Misfit(visit, "hours"))
    booked = [misfit for misfit in found.values() if misfit.visit.status in blocks.LIVE]
    return sorted(booked, key=lambda misfit: (misfit.visit.starts_at, misfit.visit.id))


def _settle(desk: Desk, outcome: Outcome, note: str) -> None:
    visits = [misfit.visit for misfit in outcome.touched]
    open_ = [visit for visit in visits if desk.answers.to(visit) is None]
    if open_:
        raise VisitsHit(visits=visits, undecided=[visit.reference for visit in open_], touched=outcome.touched)
    lock(Patient, *(visit.patient_id for visit in visits))
    for visit in visits:
        answer = desk.answers.to(visit)
        if answer == "keep":
            outcome.kept.append(visit)
        else:
            _clear(outcome, visit, answer == "move", note, desk)
    _tell(outcome, desk.now)


def _clear(outcome: Outcome, visit: Appointment, move: bool, note: str, desk: Desk) -> None:
    """Where there is no other time within the advance limit, a visit that should move is cancelled."""
    other = _other_time(visit, desk.now) if move else None
    try:
        if other is None:
            outcome.cancelled.append(appointments.cancel(visit, reason=note, force=True, **desk.by))
        else:
            moved = appointments.reschedule(visit, other, check_limits=False, **desk.by)
            outcome.moved.append((visit, moved))
    except AlreadyMovedOn:  # the patient was faster
        return
    questions.close_about(visit, desk.now)


def _tell(outcome: Outcome, now: dt.datetime) -> None:
    """Each person hears once, of all of their visits that moved, and of all that are cancelled."""
    changed = [("move", old, new) for old, new in outcome.moved]
    changed += [("cancel", visit, visit) for visit in outcome.cancelled]
    people: dict[tuple[str, int], list[tuple[Appointment, Appointment]]] = {}
    for act, old, new in changed:
        contact = notices.reached(new)
        if contact is None:
            outcome.to_call.append(new)
        else:
            people.setdefault((act, contact.id), []).append((old, new))
    for (act, _), pairs in people.items():
        olds, news = zip(*pairs, strict=True)
        notices.tell(act, f"hours:{act}:{news[0].id}", olds, news, now)


def _other_time(visit: Appointment, now: dt.datetime) -> Opening | None:
    """With the same doctor on a day after if there is one, else with anybody, as near to the old time as can be."""
    try:
        near = schedules.nearest(
            visit.clinic, visit.starts_at, now=now, doctor=visit.doctor, service=visit.service, patient=visit.patient,
            visit_type=visit.visit_type, limit=6, ignoring=visit,
        )  # fmt: skip
    except Refusal:
        return None
    later = [opening for opening in near if opening.starts_at >= visit.starts_at]
    same = [opening for opening in later if opening.doctor.id == visit.doctor_id]
    return next(iter([*same, *later, *near]), None)


# --- Blocks and extra hours (B2) -------------------------------------------------------------------------------------


def block(
    desk: Desk, doctor: Doctor | None, starts_at: dt.datetime, ends_at: dt.datetime, *, kind: str, note: str = ""
) -> Outcome:
    """Nobody can be booked with the doctor (None: anybody) then. Every visit in it is touched, also one kept before."""
    return block_many(desk, [doctor], [(starts_at, ends_at)], kind=kind, note=note)


def block_many(
    desk: Desk, doctors: Sequence[Doctor | None], periods: Sequence[Period], *, kind: str, note: str = ""
) -> Outcome:
    """As `block`, for each doctor and period that has not passed, in one step."""
    coming = [period for period in periods if period[1] > desk.now] or list(periods)

    def act() -> list[ScheduleException]:
        return [
            blocks.block(desk.clinic, doctor, *period, kind=kind, note=note, **desk.by)
            for doctor in doctors
            for period in coming
        ]

    def inside() -> list[Appointment]:
        found = (visit for doctor in doctors for period in coming for visit in blocks.hit(desk.clinic, doctor, *period))
        return list({visit.id: visit for visit in found}.values())

    return desk.do(act, note=note, also=inside)


def close_for_holidays(desk: Desk, days: Iterable[dt.date]) -> Outcome:
    """Blocks the clinic on these public holidays of its country. Raises Invalid for a day that is none."""
    known = {one.day: one for one in public_holidays.coming(desk.clinic, desk.now.astimezone(desk.clinic.zone).date())}
    wanted = sorted(set(days))
    for day in wanted:
        if day not in known:
            raise Invalid(field="dates", problem=f"{day} is no public holiday in the coming year")
    wanted = [day for day in wanted if not known[day].closed]
    periods = [period for day in wanted for period in blocks.periods(desk.clinic, day, day, (), ())]

    def act() -> list[ScheduleException]:
        return [
            blocks.block(desk.clinic, None, *period, kind="holiday", note=known[day].name, **desk.by)
            for day, period in zip(wanted, periods, strict=True)
        ]

    return desk.do(act, also=lambda: [visit for one in periods for visit in blocks.hit(desk.clinic, None, *one)])


def open_many(desk: Desk, doctors: Sequence[Doctor], periods: Sequence[Period], **shape: Any) -> Outcome:
    """Extra hours of each doctor in each period that has not passed; `shape` as blocks.open_hours."""
    coming = [period for period in periods if period[1] > desk.now] or list(periods)
    return desk.do(
        lambda: [
            blocks.open_hours(doctor, start, end, **shape, **desk.by) for doctor in doctors for start, end in coming
        ]
    )


def lift(desk: Desk, row: ScheduleException) -> Outcome:
    """A block, or extra hours, are no more."""

    def act() -> list[Table]:
        blocks.lift(row, **desk.by)
        return [row]

    return desk.do(act)


def change_block(desk: Desk, row: ScheduleException, **facts: Any) -> Outcome:
    """Another period, doctor, kind, note or shape: the row is lifted and another made, in one step."""
    kind = facts.pop("kind", row.kind)
    doctor: Doctor | None = facts.pop("doctor", row.doctor)
    period = (facts.pop("starts_at", row.starts_at), facts.pop("ends_at", row.ends_at))
    note = facts.pop("note", row.note)

    def act() -> list[ScheduleException]:
        blocks.lift(row, **desk.by)
        if kind != "open":
            return [blocks.block(desk.clinic, doctor, *period, kind=kind, note=note, **desk.by)]
        if doctor is None:
            raise Invalid(field="doctor", problem="is missing")
        same = ("slot_minutes", "buffer_minutes", "capacity", "visit_type")
        shape = {name: getattr(row, name) for name in same} | facts
        return [blocks.open_hours(doctor, period[0], period[1], note=note, **shape, **desk.by)]

    def inside() -> list[Appointment]:
        return [] if kind == "open" else blocks.hit(desk.clinic, doctor, *period)

    return desk.do(act, note=note, also=inside)


# --- Weekly hours (B1) -----------------------------------------------------------------------------------------------


def add_hours(desk: Desk, doctor: Doctor, wanted: Sequence[Hours]) -> Outcome:
    return desk.do(lambda: week.add(doctor, wanted, **desk.by))


def change_hours(desk: Desk, row: Schedule, *, since: dt.date | None = None, **columns: Any) -> Outcome:
    return desk.do(lambda: [week.change(row, since=since, **columns, **desk.by)])


def end_hours(desk: Desk, row: Schedule, last: dt.date) -> Outcome:
    return desk.do(lambda: [week.end(row, last, **desk.by)])


def set_hours(
    desk: Desk, doctor: Doctor, wanted: Mapping[int, Sequence[tuple[dt.time, dt.time]]], since: dt.date,
    until: dt.date | None = None,
) -> Outcome:  # fmt: skip
    """From `since` on (to `until`), these weekdays have these hours and no others. `rows`: those that begin or end."""
    return desk.do(lambda: week.put(doctor, wanted, since, until, **desk.by))


def copy_week(desk: Desk, doctor: Doctor, to: Sequence[Doctor], since: dt.date) -> Outcome:
    return desk.do(lambda: [row for one in to for row in week.copy(doctor, one, since, **desk.by)])


# --- Doctors and services (B3) ---------------------------------------------------------------------------------------


def change_doctor(desk: Desk, row: Doctor, **fields: Any) -> Outcome:
    """`active=False` retires."""
    return desk.do(lambda: [catalogue.change_doctor(row, **fields, **desk.by)])


def change_service(desk: Desk, row: Service, *, doctors: Iterable[Doctor] | None = None, **fields: Any) -> Outcome:
    """A new length touches the visits booked with the old one; `active=False` retires: visits booked stay booked."""
    givers = None if doctors is None else list(doctors)
    return desk.do(lambda: [catalogue.change_service(row, doctors=givers, **fields, **desk.by)])
