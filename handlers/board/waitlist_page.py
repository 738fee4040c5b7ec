"""The waitlist on the board (W4): who waits for an earlier time, an offer by hand, its answer, priority, on and off."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot import offers as acts
from bot import wording
from handlers.board import forms
from handlers.board.acting import act, doctor_of, number_of
from handlers.board.base import at, board, signed_in
from handlers.board.fragments import Notice
from handlers.staff import finding
from handlers.staff.endpoint import Asker
from store import contacts, leaving, waitlist
from store.errors import CannotOffer, Invalid, OfferGone
from store.models import Offer, WaitlistEntry
from store.tickets import today

PRIORITIES = range(1, 11)


@dataclass(frozen=True)
class Waiting:
    """An entry, and the offer it has to answer."""

    entry: WaitlistEntry
    offer: Offer | None


@board.get("/staff/waitlist")
@signed_in("receptionist")
def waitlist_page(asker: Asker) -> ResponseReturnValue:
    """Everybody who waits, whoever goes first first."""
    this = today(asker.clinic, asker.now)
    entries = [entry for entry in waitlist.listed(asker.clinic) if entry.date_to >= this]
    open_ones = Offer.select().where(Offer.entry.in_([entry.id for entry in entries]), Offer.status == "open")
    offered = {offer.entry_id: offer for offer in open_ones.order_by(Offer.id)}
    rows = [Waiting(entry, offered.get(entry.id)) for entry in entries]
    return render_template("board/waitlist.html", asker=asker, rows=rows, this=this, priorities=PRIORITIES)


@act("/staff/patients/<id:patient_id>/waitlist", "receptionist")
def put_on_waitlist(asker: Asker, patient_id: int) -> Notice:
    """Puts a patient on the list: for a doctor or any, for some days, for some hours of them or any."""
    patient = finding.patient(asker, str(patient_id))
    first, last = forms.day_of("date_from"), forms.day_of("date_to")
    if first < today(asker.clinic, asker.now):
        raise Invalid(field="date_from", problem="has passed")
    doctor = doctor_of(asker)
    waitlist.join(
        asker.clinic, patient, contact=contacts.of_patient(patient), doctor=doctor, service=None, swap_for=None,
        date_from=first, date_to=last, time_from=_time("time_from"), time_to=_time("time_to"),
        actor=asker.actor, now=asker.now,
    )  # fmt: skip
    whom = wording.doctor(doctor) if doctor is not None else "any doctor"
    told = f"{patient.name} is on the waitlist for {whom}, {_days(first, last)}."
    return Notice(told, go=url_for("board.waitlist_page"))


@act("/staff/waitlist/<id:entry_id>/offer", "receptionist")
def offer_by_hand(asker: Asker, entry_id: int) -> Notice:
    """Offers the first free time the patient waits for; they are texted, and it is held for them."""
    entry = _entry(asker, entry_id)
    if entry.status == "notified":
        raise CannotOffer(reason="entry_notified")
    made = acts.notify(entry, actor=asker.actor, now=asker.now)
    held, zone = made.appointment, asker.clinic.zone
    when = f"{wording.day(held.starts_at.astimezone(zone).date())}, {at(held.starts_at, zone)}"
    until = at(made.expires_at, zone)
    return Notice(f"Offered to {entry.patient.name}: {when}, {wording.doctor(held.doctor)}, held until {until}.")


@act("/staff/waitlist/<id:entry_id>/accept", "receptionist")
def accept_offer(asker: Asker, entry_id: int) -> Notice:
    """The patient said yes on the phone."""
    entry = _entry(asker, entry_id)
    visit, zone = acts.accept(_offer(entry), actor=asker.actor, now=asker.now).visit, asker.clinic.zone
    when = f"{wording.day(visit.starts_at.astimezone(zone).date())}, {at(visit.starts_at, zone)}"
    return Notice(f"{entry.patient.name} is booked with {visit.doctor.name}, {when}.")


@act("/staff/waitlist/<id:entry_id>/decline", "receptionist")
def decline_offer(asker: Asker, entry_id: int) -> Notice:
    """The patient said no on the phone; they stay on the list, and the time goes on to the next."""
    entry = _entry(asker, entry_id)
    acts.decline(_offer(entry), actor=asker.actor, now=asker.now)
    return Notice(f"{entry.patient.name} does not take it, and stays on the waitlist.")


@act("/staff/waitlist/<id:entry_id>/priority", "receptionist")
def set_priority(asker: Asker, entry_id: int) -> Notice:
    """1 is offered first, 10 last."""
    entry = waitlist.prioritise(
        _entry(asker, entry_id), number_of("priority", 1, 10), actor=asker.actor, now=asker.now
    )  # fmt: skip
    return Notice(f"{entry.patient.name} is at priority {entry.priority}.")


@act("/staff/waitlist/<id:entry_id>/remove", "receptionist")
def take_off_waitlist(asker: Asker, entry_id: int) -> Notice:
    """Off the list; what was offered to them goes on to the next."""
    entry = leaving.remove(_entry(asker, entry_id), actor=asker.actor, now=asker.now)
    return Notice(f"{entry.patient.name} is off the waitlist.")


def _entry(asker: Asker, entry_id: int) -> WaitlistEntry:
    return finding.entry(asker, str(entry_id))


def _offer(entry: WaitlistEntry) -> Offer:
    """The offer the patient has not answered. Raises OfferGone."""
    found: Offer | None = (
        Offer.select().where(Offer.entry == entry, Offer.status == "open").order_by(Offer.id.desc()).first()
    )
    if found is None:
        raise OfferGone(reason="expired")
    return found


def _time(name: str) -> dt.time | None:
    return forms.time_of(name) if request.form.get(name, "").strip() else None


def _days(first: dt.date, last: dt.date) -> str:
    return wording.day(first) if first == last else f"{wording.day(first)} to {wording.day(last)}"
