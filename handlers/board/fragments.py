"""The parts of the day's page that refresh by themselves, and the answer to every act.

The page asks every two seconds and says what it has seen: a state of the clinic, which a few index look-ups tell, and
a fingerprint of each part. The same state gets an empty 204; otherwise the parts that differ are sent, and htmx morphs
them in place, so that focus and half-typed words stay.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from peewee import fn

from handlers.board import day, handoffs, words
from handlers.board.base import by_htmx
from handlers.staff.endpoint import Asker
from handlers.staff.problems import Problem
from store import handoffs as store_handoffs
from store.errors import Refusal
from store.models import Audit, Clinic, InboundMessage, OutboxMessage
from store.timetable import MIDNIGHT, edge

PANELS = ("head", "rooms", "line", "visits", "handoffs")


@dataclass(frozen=True)
class Notice:
    """What the page says after an act. `undo`: it can be taken back for a minute. `bad`: it was refused.

    `go`: the page that comes next where there is no script, if not the one the button stood on.
    """

    text: str
    undo: bool = False
    bad: bool = False
    go: str = ""


def state(asker: Asker) -> str:
    """Changes whenever the day's page would: anything was done, somebody handed over wrote or was written to, a minute
    has passed.

    The number of today's acts stands beside the latest one's id, because acts do not commit in the order of their ids.
    """
    clinic, now = asker.clinic, asker.now
    midnight = edge(dt.datetime.combine(now.date(), MIDNIGHT), clinic.zone)
    acts: Any = Audit.select(fn.COUNT(Audit.id), fn.MAX(Audit.id)).where(Audit.clinic == clinic, Audit.at >= midnight)
    facts = [asker.member.id, asker.member.role, f"{now:%Y%m%d%H%M}", *acts.tuples().get()]
    facts.append(Clinic.get_by_id(clinic.id).queue_open)
    talking = [one.contact_id for one in store_handoffs.waiting(clinic, now)]
    if talking:
        heard = InboundMessage.select(fn.MAX(InboundMessage.id)).where(InboundMessage.contact.in_(talking))
        said = OutboxMessage.select(fn.MAX(OutboxMessage.id)).where(OutboxMessage.contact.in_(talking))
        facts += [talking, heard.scalar(), said.scalar()]
    return fingerprint(repr(facts))


def panels(asker: Asker) -> dict[str, str]:
    """Each part's HTML, in the order of PANELS."""
    facts: dict[str, Any] = {"asker": asker, "day": day.read(asker), "handoffs": handoffs.open_now(asker)}
    return {name: render_template(f"board/_{name}.html", **facts) for name in PANELS}


def seen(now_state: str, parts: dict[str, str]) -> str:
    """What the page will say it has seen."""
    return ".".join([now_state, *(fingerprint(html) for html in parts.values())])


def changes(asker: Asker, before: str) -> Response:
    """What differs from `before` (as `seen` gave it): 204 for nothing at all."""
    now_state = state(asker)
    if before.partition(".")[0] == now_state:
        return Response(status=204)
    parts = panels(asker)
    facts = {"panels": _unseen(parts, before), "seen": seen(now_state, parts), "notice": None}
    return Response(render_template("board/changes.html", **facts))


def after_act(asker: Asker, notice: Notice, status: int = 200) -> ResponseReturnValue:
    """Answers an act with a notice and what it changed (the header X-Seen says what the page has).

    Without JavaScript: back to the page, with the notice on it.
    """
    if not by_htmx():
        flash(notice.text, "bad" if notice.bad else "undo" if notice.undo else "good")
        return redirect(notice.go or _stood_on(), 303)
    now_state, parts = state(asker), panels(asker)
    changed = _unseen(parts, request.headers.get("X-Seen", ""))
    facts = {"panels": changed, "seen": seen(now_state, parts), "notice": notice, "asker": asker}
    return Response(render_template("board/changes.html", **facts), status)


def _stood_on() -> str:
    """The page of the button: one visit's, the waitlist, or the day."""
    if request.form.get("page") == "waitlist":
        return url_for("board.waitlist_page")
    visit_id = (request.view_args or {}).get("visit_id")
    page = {"visit": "board.visit", "clinical": "board.clinical_page"}.get(request.form.get("page", ""))
    return url_for(page, visit_id=visit_id) if page and visit_id else url_for("board.day")


def refusal(asker: Asker, error: Refusal | Problem) -> ResponseReturnValue:
    """Answers an act that was refused: a quiet notice, and the day as it is now."""
    text = words.refused(error, asker) if isinstance(error, Refusal) else error.detail
    return after_act(asker, Notice(text, bad=True), 409)


def _unseen(parts: dict[str, str], before: str) -> dict[str, str]:
    known = dict(zip(PANELS, before.split(".")[1:], strict=False))
    return {name: html for name, html in parts.items() if known.get(name) != fingerprint(html)}


def fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
