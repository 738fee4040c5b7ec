"""The decorator of everything the board does: who may, what a refusal becomes, which button was too old."""

from __future__ import annotations

import functools
from collections.abc import Callable

from flask import request
from flask.typing import ResponseReturnValue

from handlers.board import fragments, words
from handlers.board.base import View, board, signed_in
from handlers.board.fragments import Notice
from handlers.staff import finding
from handlers.staff.endpoint import Asker
from handlers.staff.problems import Problem
from store.errors import Invalid, NotFound, Refusal
from store.models import Appointment, Doctor, Ticket
from store.tickets import label, last_act

Act = Callable[..., Notice]


class TooOld(Exception):
    """The button was drawn before somebody else acted; the message says who did what, and when."""


def act(path: str, role: str = "doctor") -> Callable[[Act], View]:
    """A POST route of the board. The view gets an Asker and the path's parts, does it, and returns the notice."""

    def declare(view: Act) -> View:
        @board.post(path, endpoint=view.__name__)
        @signed_in(role)
        @functools.wraps(view)
        def served(asker: Asker, **parts: object) -> ResponseReturnValue:
            try:
                notice = view(asker, **parts)
            except (Refusal, Problem) as error:
                return fragments.refusal(asker, error)
            except TooOld as error:
                return fragments.after_act(asker, Notice(str(error), bad=True), 409)
            return fragments.after_act(asker, notice)

        return served

    return declare


# --- What the form names ---------------------------------------------------------------------------------------------


def text_of(name: str, longest: int = 200) -> str:
    """A field of the form, trimmed, without control characters."""
    given = "".join(letter if letter.isprintable() else " " for letter in request.form.get(name, ""))
    return given.strip()[:longest]


def number_of(name: str, least: int, most: int) -> int:
    """A whole number of the form. Raises Invalid."""
    given = request.form.get(name, "").strip()
    if not (given.isascii() and given.isdigit() and len(given) < 11 and least <= int(given) <= most):
        raise Invalid(field=name, problem=f"must be a number from {least} to {most}")
    return int(given)


def doctor_of(asker: Asker, name: str = "doctor") -> Doctor | None:
    """The doctor the form names by id; None for "anyone"."""
    given = text_of(name, 80)
    return finding.doctor(asker, given) if given else None


def own_doctor(asker: Asker, doctor_id: int) -> Doctor:
    """The doctor an act is for; a doctor acts for themselves only."""
    return finding.own_doctor(asker, doctor_id)


def ticket_of(asker: Asker, ticket_id: int) -> Ticket:
    """The ticket, if it is still as the button showed it. Raises NotFound, TooOld."""
    one: Ticket | None = Ticket.get_or_none(Ticket.id == ticket_id, Ticket.clinic == asker.clinic)
    if one is None or not finding.concerns(asker, one):
        raise NotFound(thing="ticket")
    if request.form.get("as", as_shown(one)) != as_shown(one):
        raise TooOld(words.overtaken(last_act(one), label(one), asker))
    return one


def visit_of(asker: Asker, visit_id: int) -> Appointment:
    """The visit, if it is still as the button or the form showed it. Raises NotFound, TooOld."""
    one = readable_visit(asker, visit_id)
    if request.form.get("as", one.status) != one.status:
        raise TooOld(words.overtaken(words.last_of(one), words.visit_name(one, asker.clinic.zone), asker))
    if request.form.get("version", str(one.version)) != str(one.version):
        raise TooOld(words.changed_meanwhile(one, asker))
    return one


def readable_visit(asker: Asker, visit_id: int) -> Appointment:
    """A visit of the asker's clinic; a doctor's own. Raises NotFound."""
    one: Appointment | None = Appointment.get_or_none(Appointment.id == visit_id, Appointment.clinic == asker.clinic)
    if one is None or asker.own_doctor not in (None, one.doctor_id) or one.status in ("held", "released"):
        raise NotFound(thing="appointment")
    if asker.member.role == "doctor" and asker.own_doctor is None:
        raise NotFound(thing="appointment")
    return one


@board.app_template_filter("as_shown")
def as_shown(ticket: Ticket) -> str:
    """What a button about this ticket takes for granted: its state, and which call of it."""
    return f"{ticket.status}@{ticket.called_at.timestamp():.3f}" if ticket.called_at else ticket.status
