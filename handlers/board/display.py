"""The waiting-room page (Q9): numbers and rooms, never a name. Whoever knows its address may see it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from bot import wording
from handlers.board.base import asset, at, board
from handlers.board.fragments import fingerprint
from store import clock, line, queue
from store.models import Clinic, Ticket
from store.tickets import WITH_DOCTOR, label, of_day

NEXT = 6  # numbers shown as next


@dataclass(frozen=True)
class Call:
    """A number and where it is to go. `key` changes with every call of it, so that a recall chimes again."""

    number: str
    place: str
    key: str
    new: bool  # called, and not yet with the doctor


@dataclass(frozen=True)
class Screen:
    """What the waiting room sees; calls newest first."""

    clinic: str
    time: str
    day: str
    calls: list[Call]
    next: list[str]
    open: bool


@board.get("/display/<token>")
def display(token: str) -> ResponseReturnValue:
    """The page. 404 for an unknown token."""
    screen = read(_clinic(token), clock.now())
    return render_template("board/display.html", screen=screen, token=token, seen=_seen(screen))


@board.get("/display/<token>/now")
def display_now(token: str) -> ResponseReturnValue:
    """What has changed: 204 for nothing. A page of an earlier release loads itself anew."""
    screen = read(_clinic(token), clock.now())
    seen = _seen(screen)
    if request.args.get("seen") == seen:
        return Response(status=204)
    if request.args.get("seen", "").partition(".")[0] != seen.partition(".")[0]:
        return Response("", headers={"HX-Refresh": "true"})
    return render_template("board/_display.html", screen=screen, token=token, seen=seen)


def read(clinic: Clinic, now: dt.datetime) -> Screen:
    """Who is called where, and the numbers that follow: those who are here or on their way, not who let others pass."""
    local = now.astimezone(clinic.zone)
    called = sorted(of_day(clinic, now, *WITH_DOCTOR), key=lambda one: one.called_at or one.joined_at, reverse=True)
    places = {place.key: place for place in queue.standings(of_day(clinic, now, "waiting"))}
    waiting = [
        one for one in queue.waiting(clinic, now) if line.ready(places[one.id], now) and not places[one.id].aside
    ]
    return Screen(
        clinic=clinic.name,
        time=at(now, clinic.zone),
        day=wording.day(local.date()),
        calls=[_call(one) for one in called],
        next=[label(one) for one in waiting[:NEXT]],
        open=clinic.queue_open,
    )


def _call(one: Ticket) -> Call:
    stamp = one.called_at.timestamp() if one.called_at else 0
    doctor = wording.doctor(one.serving_doctor) if one.serving_doctor else ""
    place = f"Room {one.room}" if one.room.isdecimal() else one.room or doctor
    return Call(label(one), place, f"{one.id}-{stamp:.0f}-{one.recalled}", one.status == "called")


def _clinic(token: str) -> Clinic:
    clinic: Clinic | None = Clinic.get_or_none(Clinic.display_token == token) if token.isprintable() else None
    if clinic is None:
        abort(404)
    return clinic


def _seen(screen: Screen) -> str:
    release = fingerprint(asset("display.js") + asset("display.css"))
    return f"{release}.{fingerprint(repr(screen))}"
