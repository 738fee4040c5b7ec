"""A clinic with a waitlist for tests: people with phones who wait, and what their phones have been told."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bot import offers as acts
from jobs import offers as sweeping
from store import appointments, outbox, schedules, waitlist
from store.audit import CLOCK, Actor
from store.models import Appointment, Clinic, Contact, Doctor, Offer, OutboxMessage, Patient, WaitlistEntry
from tests import factory

ZONE = "America/New_York"
MONDAY = dt.date(2026, 11, 23)
TUESDAY, WEDNESDAY, FRIDAY = (MONDAY + dt.timedelta(days=days) for days in (1, 2, 4))
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
NOON = dt.datetime(2026, 11, 23, 17, tzinfo=dt.UTC)  # of that Monday in New York


class Phone:
    """A person, their phone, and what was texted to it."""

    def __init__(self, clinic: Clinic, number: int, name: str) -> None:
        self.contact: Contact = factory.contact(clinic, f"+1555010{number:04}")
        self.patient: Patient = factory.patient(clinic, name, self.contact)
        self.actor = Actor.patient(self.contact)

    def offers(self) -> list[Offer]:
        """Every offer ever made to this phone, oldest first."""
        rows = Offer.select().join(WaitlistEntry).where(WaitlistEntry.contact == self.contact)
        return list(rows.order_by(Offer.id))

    def offer(self) -> Offer | None:
        """The one that is open."""
        return next((offer for offer in self.offers() if offer.status == "open"), None)

    def texts(self, kind: str = "offer") -> list[str]:
        rows = OutboxMessage.select().where(OutboxMessage.contact == self.contact, OutboxMessage.kind == kind)
        return [row.text for row in rows.order_by(OutboxMessage.id)]


class Waiting:
    """The clinic's day: `now` moves, seats are booked, freed and waited for."""

    def __init__(self, clinic: Clinic, now: dt.datetime = NOON) -> None:
        self.clinic, self.now = clinic, now
        self.phones = 0

    def phone(self, name: str = "") -> Phone:
        self.phones += 1
        return Phone(self.clinic, self.phones, name or f"Sample {self.phones}")

    def at(self, day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(hour, minute), self.clinic.zone).astimezone(dt.UTC)

    def later(self, minutes: float = 1) -> None:
        """The clock moves on, and what is due is done and sent."""
        self.now += minutes * MINUTE
        appointments.release_expired(self.now)
        sweeping.sweep(self.now)
        self.deliver()

    def deliver(self) -> None:
        for message in outbox.claim(self.now, limit=100):
            outbox.record(message, outbox.Sent(f"SM{message.id}"), self.now)

    def book(self, doctor: Doctor, starts_at: dt.datetime, phone: Phone | None = None) -> Appointment:
        phone = phone or self.phone()
        opening = schedules.opening_at(self.clinic, doctor, starts_at, now=self.now, notice=False)
        facts: dict[str, Any] = {"contact": phone.contact, "source": "sms", "actor": CLOCK, "now": self.now}
        return appointments.book(self.clinic, phone.patient, opening, check_limits=False, **facts)

    def cancel(self, visit: Appointment) -> None:
        appointments.cancel(Appointment.get_by_id(visit.id), actor=CLOCK, now=self.now, force=True)

    def wait(self, phone: Phone, doctor: Doctor | None = None, **wish: Any) -> WaitlistEntry:
        """Joins the list for this week, or as `wish` says; what is free now is news, unless it is noted."""
        facts: dict[str, Any] = {
            "doctor": doctor, "service": None, "swap_for": None, "date_from": MONDAY, "date_to": FRIDAY,
            "time_from": None, "time_to": None, "actor": phone.actor, "now": self.now,
        }  # fmt: skip
        return waitlist.join(self.clinic, phone.patient, contact=phone.contact, **(facts | wish))

    def yes(self, phone: Phone) -> Appointment:
        offer = phone.offer()
        assert offer is not None
        return acts.accept(offer, actor=phone.actor, now=self.now).visit

    def no(self, phone: Phone) -> None:
        offer = phone.offer()
        assert offer is not None
        assert acts.decline(offer, actor=phone.actor, now=self.now)
