"""A doctor's private calendar address (P4): shown once, renewed, revoked; by the doctor, or an admin for any."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from bot import links
from handlers.board.base import board, signed_in
from handlers.staff.endpoint import Asker
from store import catalogue, feeds
from store.errors import NotFound
from store.models import Doctor


@board.get("/staff/doctors/<id:doctor_id>/calendar")
@signed_in("doctor_or_admin")
def calendar_address(asker: Asker, doctor_id: int) -> ResponseReturnValue:
    """Whether there is an address, and since when; itself it is kept nowhere."""
    return _page(asker, _theirs(asker, doctor_id))


@board.post("/staff/doctors/<id:doctor_id>/calendar/renew")
@signed_in("doctor_or_admin")
def renew_calendar(asker: Asker, doctor_id: int) -> ResponseReturnValue:
    """A new address, on the answer's own page and never again; the old one ends."""
    doctor = _theirs(asker, doctor_id)
    return _page(asker, doctor, links.feed(feeds.renew(doctor, actor=asker.actor, now=asker.now)))


@board.post("/staff/doctors/<id:doctor_id>/calendar/revoke")
@signed_in("doctor_or_admin")
def revoke_calendar(asker: Asker, doctor_id: int) -> ResponseReturnValue:
    """The address ends."""
    doctor = _theirs(asker, doctor_id)
    ended = feeds.revoke(doctor, actor=asker.actor, now=asker.now)
    flash("The address has ended." if ended else "There was no address.", "good")
    return redirect(url_for("board.calendar_address", doctor_id=doctor.id), 303)


def _theirs(asker: Asker, doctor_id: int) -> Doctor:
    """The doctor, if they work here and the asker may speak for them. Raises NotFound."""
    doctor = catalogue.doctor(asker.clinic, doctor_id)
    if not doctor.active or (asker.member.role != "admin" and doctor.id != asker.own_doctor):
        raise NotFound(thing="doctor")
    return doctor


def _page(asker: Asker, doctor: Doctor, address: str = "") -> str:
    made_at = feeds.made_at(doctor)
    return render_template("board/calendar.html", asker=asker, doctor=doctor, made_at=made_at, address=address)
