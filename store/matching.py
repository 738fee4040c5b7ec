"""Who on the waitlist would take which free time: doctor, dates, times, visit type, and what they were told before.

A time is offered as news: not what was free when somebody joined (they were told then), unless it was taken and let go
since; not a second time to who declined it or did not answer; to who lost it, again only if it came free again.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from peewee import JOIN

from store import schedules, settings, waitlist
from store.availability import visits_of
from store.budget import Budget
from store.claims import unit_of
from store.models import (
    Appointment,
    Audit,
    Clinic,
    Contact,
    Doctor,
    Offer,
    Patient,
    SeenTimes,
    Service,
    WaitlistEntry,
    local,
)
from store.schedules import Opening
from store.timetable import MINUTE

Time = tuple[int, dt.datetime]  # a doctor's id and a start
TOLD = ("open", "accepted", "declined", "expired")
LetGo = tuple[dt.datetime, dt.datetime, dt.datetime]  # a visit's start and end, and when it was given up
Kind = tuple[int | None, str | None]  # a service's id and a visit type: what an opening depends on


def time_of(opening: Opening) -> Time:
    return opening.doctor.id, opening.starts_at


@dataclass
class Wait:
    """One entry with all that decides what it may be offered."""

    entry: WaitlistEntry
    swap: Appointment | None
    visits: list[Appointment] = field(default_factory=list)
    seen: set[tuple[int, int]] = field(default_factory=set)
    told: set[Time] = field(default_factory=set)
    lost: dict[Time, dt.datetime] = field(default_factory=dict)
    gave_up: set[Time] = field(default_factory=set)

    @property
    def visit_type(self) -> str | None:
        return self.entry.visit_type or (self.swap.visit_type if self.swap else None)

    @property
    def contact_id(self) -> int:
        return int(self.entry.contact_id or 0)

    @property
    def patient(self) -> Patient:
        return self.entry.patient

    def overlaps(self, opening: Opening) -> bool:
        """Whether the patient is elsewhere then; the visit to be swapped does not count."""
        others = (visit for visit in self.visits if self.swap is None or visit.id != self.swap.id)
        return any(visit.starts_at < opening.ends_at and opening.starts_at < visit.ends_at for visit in others)


@dataclass
class Free:
    """An opening with all that every wait is measured against; `at` is its start on the clinic's clock."""

    opening: Opening
    at: dt.datetime
    closed: dict[int, list[LetGo]] = field(repr=False)

    @cached_property
    def time(self) -> Time:
        return time_of(self.opening)

    @cached_property
    def unit(self) -> tuple[int, int]:
        return self.opening.doctor.id, unit_of(self.opening.starts_at)

    @cached_property
    def let_go(self) -> dt.datetime | None:
        """When the last visit that stood in its way was cancelled or moved."""
        one, buffer = self.opening, self.opening.buffer_minutes * MINUTE
        stood = self.closed.get(one.doctor.id, ())
        return max(
            (at for start, end, at in stood if start < one.clear_at and one.starts_at < end + buffer), default=None
        )

    def is_news_to(self, wait: Wait) -> bool:
        """Not what was free when they joined, nor what they lost, unless it was let go since."""
        since = wait.lost.get(self.time)
        if since is None and self.unit in wait.seen:
            since = wait.entry.created_at
        return since is None or (self.let_go is not None and self.let_go > since)


class Pool:
    """Everybody of a clinic who may be offered something at `now` (aware), who goes first first."""

    def __init__(self, clinic: Clinic, now: dt.datetime, waits: list[Wait]) -> None:
        self.clinic, self.now, self.waits = clinic, now, waits
        self.rules = settings.of(clinic)
        self._earliest = now + self.rules.travel_minutes * MINUTE

    @classmethod
    def of(
        cls, clinic: Clinic, now: dt.datetime, *, doctor: Doctor | None = None, but_not: Patient | None = None,
        only: WaitlistEntry | None = None, budget: Budget | None = None,
    ) -> Pool:  # fmt: skip
        """Entries that wait, whose contact can be texted and (with a `budget`) may be today; for `doctor`, if named."""
        today = local(clinic, now).date()
        wanted = (WaitlistEntry.clinic == clinic) & (WaitlistEntry.status == "waiting")
        wanted &= (WaitlistEntry.date_to >= today) & Contact.opted_out_at.is_null() & Contact.unreachable_at.is_null()
        wanted &= Contact.quiet_until.is_null() | (Contact.quiet_until <= now)
        if doctor is not None:
            wanted &= WaitlistEntry.doctor.is_null() | (WaitlistEntry.doctor == doctor)
        if but_not is not None:
            wanted &= WaitlistEntry.patient != but_not
        if only is not None:
            wanted &= WaitlistEntry.id == only.id
        rows = WaitlistEntry.select(WaitlistEntry, Contact, Patient, Appointment).join(Contact)
        rows = rows.switch(WaitlistEntry).join(Patient).switch(WaitlistEntry).join(Appointment, JOIN.LEFT_OUTER)
        rows = rows.where(wanted)
        allowed = [entry for entry in rows if budget is None or budget.allows(entry.contact_id or 0)]
        return cls(clinic, now, _loaded(sorted(allowed, key=waitlist.rank), now))

    # --- what is free for them ---

    def openings(self, around: Opening | Appointment | None = None) -> Iterator[tuple[Time, list[Candidate]]]:
        """Every free time somebody here waits for, earliest first, with those who do, best first.

        `around` is a time let go: only what overlaps it is looked at.
        """
        found: dict[Time, list[Candidate]] = defaultdict(list)
        for kind, waits in self._kinds().items():
            for opening in self._free(kind, waits, around):
                free = Free(opening, local(self.clinic, opening.starts_at), self._closed)
                fitting = [wait for wait in waits if self.wants(wait, free, kind[0])]
                found[time_of(opening)] += [Candidate(wait, opening, self._service(kind)) for wait in fitting]
        order = sorted(found, key=lambda time: (time[1], self._positions[time[0]], time[0]))
        for time in order:
            if found[time]:
                yield time, sorted(found[time], key=lambda candidate: waitlist.rank(candidate.wait.entry))

    def to_offer(self, around: Opening | Appointment | None = None) -> Iterator[list[Candidate]]:
        """As `openings`, but who waits for about 3pm is a candidate for one time only: the free one nearest to 3pm."""
        found = [candidates for _, candidates in self.openings(around)]
        chosen = self._aimed(one for candidates in found for one in candidates if self._off(one) is not None)
        for candidates in found:
            left = [one for one in candidates if chosen.get(one.wait.entry.id, one) is one]
            if left:
                yield left

    def _aimed(self, candidates: Iterable[Candidate]) -> dict[int, Candidate]:
        """For each entry that aims at a time the opening it is offered: on the first day, the nearest that has a seat
        left by those who go first; where none has, the nearest all the same."""
        options: dict[int, list[Candidate]] = defaultdict(list)
        for one in candidates:
            options[one.wait.entry.id].append(one)
        seats: dict[Time, int] = {}
        chosen = {}
        for theirs in sorted(options.values(), key=lambda each: waitlist.rank(each[0].wait.entry)):
            day = local(self.clinic, theirs[0].opening.starts_at).date()
            same_day = [one for one in theirs if local(self.clinic, one.opening.starts_at).date() == day]
            nearest = sorted(same_day, key=lambda one: self._off(one) or dt.timedelta(0))
            left = [one for one in nearest if seats.get(time_of(one.opening), one.opening.seats) > 0]
            best = (left or nearest)[0]
            chosen[best.wait.entry.id] = best
            seats[time_of(best.opening)] = seats.get(time_of(best.opening), best.opening.seats) - 1
        return chosen

    def _off(self, candidate: Candidate) -> dt.timedelta | None:
        """How far the opening is from the time aimed at; None where none is."""
        aim, at = waitlist.aim(candidate.wait.entry), local(self.clinic, candidate.opening.starts_at)
        return None if aim is None else abs(at.replace(tzinfo=None) - dt.datetime.combine(at.date(), aim))

    def _free(self, kind: Kind, waits: Sequence[Wait], around: Opening | Appointment | None) -> list[Opening]:
        wanted = {wait.entry.doctor_id for wait in waits}
        doctors = [doctor for doctor in self._doctors if None in wanted or doctor.id in wanted]
        first = min(wait.entry.date_from for wait in waits)
        last = max(wait.entry.date_to for wait in waits)
        if around is not None:
            doctors = [doctor for doctor in doctors if doctor.id == around.doctor.id]
            first = max(first, local(self.clinic, around.starts_at).date())
            last = min(last, local(self.clinic, around.ends_at).date())
        doctors = [doctor for doctor in doctors if self._kind_with(kind, doctor)]
        free = schedules.openings(
            self.clinic, now=self.now, first=first, last=last, doctors=doctors, service=self._service(kind),
            visit_type=kind[1], notice=False,
        )  # fmt: skip
        if around is None:
            return free
        margin = max((opening.buffer_minutes for opening in free), default=0) * MINUTE
        return [o for o in free if o.starts_at < around.ends_at + margin and around.starts_at - margin < o.ends_at]

    def wants(self, wait: Wait, free: Free, service_id: int | None) -> bool:
        """Whether this opening would be good news, and could be taken. The cheap questions come first."""
        opening, time = free.opening, free.time
        if not waitlist.suits(wait.entry, opening.doctor.id, free.at) or not free.is_news_to(wait):
            return False
        if opening.starts_at < self._earliest or self._service_id(wait, opening.doctor) != service_id:
            return False
        if wait.swap is None and len(wait.visits) >= self.rules.max_open_visits:
            return False
        if wait.swap is not None and opening.starts_at >= wait.swap.starts_at:
            return False
        return time not in wait.told and time not in wait.gave_up and not wait.overlaps(opening)

    @cached_property
    def _closed(self) -> dict[int, list[LetGo]]:
        """What was cancelled or moved of the time to come, by doctor."""
        rows = Appointment.select(Appointment.doctor, Appointment.starts_at, Appointment.ends_at, Audit.at).join(
            Audit, on=(Audit.subject_id == Appointment.id) & (Audit.subject == "appointment")
        )
        closed = Appointment.status.in_(("cancelled", "rescheduled")) & (Appointment.starts_at > self.now)
        acts = Audit.action.in_(("appointment.cancel", "appointment.move"))
        found: dict[int, list[LetGo]] = defaultdict(list)
        told = rows.where(Appointment.clinic == self.clinic, closed, acts).tuples()
        for doctor_id, start, end, at in cast("Iterable[tuple[int, dt.datetime, dt.datetime, dt.datetime]]", told):
            found[doctor_id].append((start, end, at))
        return found

    # --- service and visit type ---

    def _kinds(self) -> dict[Kind, list[Wait]]:
        """The waits by each (service, visit type) they may be offered under."""
        kinds: dict[Kind, list[Wait]] = defaultdict(list)
        for wait in self.waits:
            doctors = [d for d in self._doctors if wait.entry.doctor_id in (None, d.id)]
            for service_id in {self._service_id(wait, doctor) for doctor in doctors}:
                kinds[service_id, wait.visit_type].append(wait)
        return kinds

    def _service_id(self, wait: Wait, doctor: Doctor) -> int | None:
        """The service asked for; else that of the visit to be swapped; else what the doctor gives first."""
        if wait.entry.service_id is not None:
            return wait.entry.service_id
        if wait.swap is not None:
            return wait.swap.service_id
        return self._given_first.get(doctor.id)

    def _kind_with(self, kind: Kind, doctor: Doctor) -> bool:
        return kind[0] is None or doctor.id in self._givers[kind[0]]

    def _service(self, kind: Kind) -> Service | None:
        return self._services.get(kind[0]) if kind[0] is not None else None

    @cached_property
    def _doctors(self) -> list[Doctor]:
        return schedules.doctors_for(self.clinic, None)

    @cached_property
    def _positions(self) -> dict[int, int]:
        return {doctor.id: doctor.position for doctor in self._doctors}

    @cached_property
    def _services(self) -> dict[int, Service]:
        rows = Service.select().where(Service.clinic == self.clinic).order_by(Service.position, Service.id)
        return {service.id: service for service in rows}

    @cached_property
    def _givers(self) -> dict[int, set[int]]:
        return {s.id: {d.id for d in schedules.doctors_for(self.clinic, s)} for s in self._services.values()}

    @cached_property
    def _given_first(self) -> dict[int, int]:
        first: dict[int, int] = {}
        for service in self._services.values():
            for doctor_id in self._givers[service.id] if service.active else ():
                first.setdefault(doctor_id, service.id)
        return first


@dataclass(frozen=True)
class Candidate:
    """An entry and the opening it could be offered; the length depends on the entry's service."""

    wait: Wait
    opening: Opening
    service: Service | None

    @property
    def kind(self) -> tuple[object, ...]:
        """What the held visit depends on beside the time itself."""
        return self.service and self.service.id, self.opening.ends_at, self.opening.visit_type


def _loaded(entries: Sequence[WaitlistEntry], now: dt.datetime) -> list[Wait]:
    ids, patients = [entry.id for entry in entries], [entry.patient_id for entry in entries]
    visits = visits_of(patients, now)
    waits = {e.id: Wait(e, waitlist.later_visit(e, now), visits[e.patient_id]) for e in entries}
    for seen in SeenTimes.select().where(SeenTimes.entry.in_(ids)):
        waits[seen.entry_id].seen = {(int(doctor), unit) for doctor, units in seen.starts.items() for unit in units}
    offers = Offer.select(Offer, Appointment).join(Appointment).where(Offer.entry.in_(ids), Appointment.starts_at > now)
    for offer in offers:
        time = (offer.appointment.doctor_id, offer.appointment.starts_at)
        if offer.status in TOLD:
            waits[offer.entry_id].told.add(time)
        elif offer.status == "lost":
            waits[offer.entry_id].lost[time] = offer.answered_at or offer.created_at
    given_up = Appointment.select().where(
        Appointment.patient.in_(patients), Appointment.status.in_(("cancelled", "rescheduled")),
        Appointment.starts_at > now,
    )  # fmt: skip
    by_patient: dict[int, set[Time]] = defaultdict(set)
    for visit in given_up:
        by_patient[visit.patient_id].add((visit.doctor_id, visit.starts_at))
    for wait in waits.values():
        wait.gave_up = by_patient[wait.entry.patient_id]
    return list(waits.values())


def note_free(entry: WaitlistEntry, now: dt.datetime) -> list[Opening]:
    """What the entry could have at once, earliest first; it is remembered as known, so that it is no news later.

    Called where an entry is made or changed; the caller tells the patient of these times.
    """
    clinic = entry.clinic
    SeenTimes.delete().where(SeenTimes.entry == entry).execute()
    pool = Pool(clinic, now, _loaded([entry], now))
    free = [candidate.opening for _, candidates in pool.openings() for candidate in candidates]
    starts: dict[str, list[int]] = defaultdict(list)
    for opening in free:
        starts[str(opening.doctor.id)].append(unit_of(opening.starts_at))
    if starts:
        SeenTimes.create(entry=entry, starts=dict(starts))
    return free


def alike(candidates: Iterable[Candidate], first: Candidate) -> list[Candidate]:
    """Those who would have the very visit `first` would, itself included: one for each contact."""
    chosen: dict[int, Candidate] = {}
    for candidate in candidates:
        if candidate.kind == first.kind:
            chosen.setdefault(candidate.wait.contact_id, candidate)
    return list(chosen.values())
