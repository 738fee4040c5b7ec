"""Routes of the waitlist: who waits, joining, an offer by hand, its answer, priority, leaving (W1, W4)."""

from __future__ import annotations

from typing import Any

from bot import offers as acts
from handlers.staff import finding, pages, telling
from handlers.staff.endpoint import Asker, endpoint
from handlers.staff.shapes import AppointmentOut
from handlers.staff.waiting_shapes import EntriesOut, EntryOut, NotifyIn, PriorityIn, WaitlistQuery, WishIn
from store import contacts, leaving, schedules, waitlist
from store.database import lock, transaction
from store.errors import NotFound, OfferGone
from store.models import Offer, WaitlistEntry
from store.schedules import Opening
from store.waitlist import OPEN

CLOSED = ("wrong_transition",)


@endpoint("GET", "/waitlist", role="receptionist", query=WaitlistQuery, answer=EntriesOut)
def waiting_list(asker: Asker, query: WaitlistQuery) -> EntriesOut:
    """Who waits for an earlier or a freed time, who goes first first."""
    found = [WaitlistEntry.clinic == asker.clinic]
    found.append(WaitlistEntry.status == query.status if query.status else WaitlistEntry.status.in_(OPEN))
    if query.doctor is not None:
        found.append(WaitlistEntry.doctor == finding.doctor(asker, query.doctor))
    if query.patient is not None:
        found.append(WaitlistEntry.patient.in_(finding.patients(asker, query.patient)))
    rows = sorted(WaitlistEntry.select().where(*found), key=waitlist.rank)
    page, after = pages.of_list(rows, query)
    return EntriesOut(items=[_told(asker, one) for one in page], next=after)


@endpoint("POST", "/waitlist", role="receptionist", body=WishIn, answer=EntryOut, status=201,
          refusals=("already_waiting",))  # fmt: skip
def wait(asker: Asker, body: WishIn) -> EntryOut:
    """Put a patient on the waitlist."""
    patient = finding.patient(asker, str(body.patient))
    doctor = finding.doctor(asker, body.doctor) if body.doctor is not None else None
    entry = waitlist.join(
        asker.clinic, patient, contact=contacts.of_patient(patient), doctor=doctor, service=None, swap_for=None,
        date_from=body.date_from, date_to=body.date_to, time_from=body.time_from, time_to=body.time_to,
        visit_type=body.visit_type, priority=body.priority, actor=asker.actor, now=asker.now,
    )  # fmt: skip
    return _told(asker, entry)


@endpoint("GET", "/waitlist/<entry>", role="receptionist", answer=EntryOut, versioned=True)
def one_entry(asker: Asker, entry: str) -> EntryOut:
    """One entry, with what is offered to it."""
    return _told(asker, finding.entry(asker, entry))


@endpoint("PATCH", "/waitlist/<entry>", role="receptionist", body=PriorityIn, answer=EntryOut, versioned=True)
def prioritise(asker: Asker, entry: str, body: PriorityIn) -> EntryOut:
    """Move an entry up or down: 1 goes first, 10 last."""
    with transaction():
        lock(WaitlistEntry, finding.entry(asker, entry).id)
        one = finding.entry(asker, entry)
        asker.check_unchanged(_told(asker, one))
        return _told(asker, waitlist.prioritise(one, body.priority, actor=asker.actor, now=asker.now))


@endpoint("POST", "/waitlist/<entry>/notify", role="receptionist", body=NotifyIn, answer=EntryOut,
          refusals=("cannot_offer", "slot_taken", "patient_busy", "too_many_open"))  # fmt: skip
def notify(asker: Asker, entry: str, body: NotifyIn) -> EntryOut:
    """Offer a time by hand; the patient is texted, and the time is held for them."""
    one = finding.entry(asker, entry)
    acts.notify(one, actor=asker.actor, now=asker.now, opening=_opening(asker, one, body))
    return _told(asker, finding.entry(asker, entry))


@endpoint("POST", "/waitlist/<entry>/confirm", role="receptionist", answer=AppointmentOut,
          refusals=("offer_gone", "patient_busy", "too_many_open", "wrong_transition", "already_moved_on"))  # fmt: skip
def confirm_offer(asker: Asker, entry: str) -> AppointmentOut:
    """Take the offered time for the patient, as their YES does."""
    offer = _offer(finding.entry(asker, entry))
    if offer is None:
        raise OfferGone(reason="expired")
    return telling.appointment(acts.accept(offer, actor=asker.actor, now=asker.now).visit, asker.clinic)


@endpoint("DELETE", "/waitlist/<entry>", role="receptionist", answer=EntryOut, refusals=CLOSED)
def off_the_list(asker: Asker, entry: str) -> EntryOut:
    """Take an entry off the list; what was offered to it goes on to the next."""
    return _told(asker, leaving.remove(finding.entry(asker, entry), actor=asker.actor, now=asker.now))


def _opening(asker: Asker, entry: WaitlistEntry, body: NotifyIn) -> Opening | None:
    if body.starts_at is None:
        return None
    doctor = finding.doctor(asker, body.doctor) if body.doctor is not None else entry.doctor
    if doctor is None:
        raise NotFound(thing="doctor")
    return schedules.opening_at(
        asker.clinic, doctor, body.starts_at, now=asker.now, service=entry.service, patient=entry.patient,
        visit_type=entry.visit_type, notice=False,
    )  # fmt: skip


def _offer(entry: WaitlistEntry) -> Offer | None:
    found: Offer | None = (
        Offer.select().where(Offer.entry == entry, Offer.status == "open").order_by(Offer.id.desc()).first()
    )
    return found


def _told(asker: Asker, entry: WaitlistEntry) -> EntryOut:
    offer = _offer(entry)
    names = ("id", "patient_id", "doctor_id", "date_from", "date_to", "time_from", "time_to", "visit_type", "priority")
    facts: dict[str, Any] = {name: getattr(entry, name) for name in (*names, "status")}
    return EntryOut.model_validate(
        facts
        | {
            "patient": entry.patient.name,
            "doctor": entry.doctor.name if entry.doctor is not None else None,
            "position": waitlist.position(entry) if entry.status in OPEN else None,
            "offered": offer.appointment.reference if offer is not None else None,
            "offered_until": telling.at(offer.expires_at, asker.clinic) if offer is not None else None,
            "created_at": telling.at(entry.created_at, asker.clinic),
        }
    )
