"""What every page of the board shares: who is signed in, CSRF, headers, and how an act is answered.

The session is Flask's signed cookie. It ends 12 hours after the last thing its owner did (a page that refreshes by
itself does not count), with the member's token, and when the member leaves.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import hmac
import secrets
from collections.abc import Callable
from pathlib import Path

from flask import Blueprint, Response, current_app, redirect, render_template, request, session, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, Map

from bot import wording
from bot.notices.turns import reachable
from handlers.staff.endpoint import Asker
from store import clock, sign_in, staff
from store.audit import Actor
from store.errors import NotFound
from store.models import StaffMember
from store.tickets import label

IDLE = dt.timedelta(hours=12)
WITHOUT_CSRF = ("board.enter",)  # there the one-time link is the proof
STATIC = Path(__file__).with_name("static")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}

board = Blueprint(
    "board", __name__, static_folder="static", static_url_path="/staff/static", template_folder="templates"
)
View = Callable[..., ResponseReturnValue]


class Id(IntegerConverter):
    """A row's number in an address: no larger than a column holds, which PostgreSQL would call an error."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, min=1, max=2**31 - 1)


@board.record
def _converter(state: BlueprintSetupState) -> None:
    state.app.url_map.converters["id"] = Id


@board.record
def _configure(state: BlueprintSetupState) -> None:
    state.app.config.update(
        SESSION_COOKIE_NAME="frontdesk",
        SESSION_COOKIE_PATH="/staff",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=state.app.config.get("FRONTDESK_ENV") == "production",
        PERMANENT_SESSION_LIFETIME=IDLE,
        SESSION_REFRESH_EACH_REQUEST=False,
    )


# --- Who is signed in ------------------------------------------------------------------------------------------------


def signed_in(role: str = "doctor", *, counts_as_use: bool = True) -> Callable[[View], View]:
    """Gives the view an Asker, or sends who is nobody to sign in; 403 for less than `role`.

    `counts_as_use=False` is for what the page asks by itself: it keeps nobody signed in.
    """

    def declare(view: View) -> View:
        @functools.wraps(view)
        def served(**parts: object) -> ResponseReturnValue:
            member = current_member()
            if member is None:
                return _to_the_door()
            if not staff.allowed(member, role):
                return render_template("board/refused.html", title="Not for your role", member=member), 403
            if counts_as_use:
                session.modified = True  # a new date on the cookie
            now = clock.now_in(member.clinic.zone)
            asker = Asker(member, member.clinic, Actor.staff(member, "board", request.remote_addr or ""), now)
            return view(asker, **parts)

        served.role = role  # type: ignore[attr-defined]  # declared for the table of roles (handlers/roles.py)
        return served

    return declare


def current_member() -> StaffMember | None:
    """Whose session this is, if they still work here and their token is the one it began with."""
    member: StaffMember | None = StaffMember.get_or_none(StaffMember.id == session.get("member"), StaffMember.active)
    if member is None or not hmac.compare_digest(sign_in.mark(member), session.get("mark", "")):
        return None
    return member


def begin_session(member: StaffMember) -> None:
    session.clear()
    session.permanent = True
    session.update(member=member.id, mark=sign_in.mark(member), csrf=secrets.token_urlsafe(24))


def _to_the_door() -> ResponseReturnValue:
    door = url_for("board.door")
    if by_htmx():
        return Response("", 401, {"HX-Redirect": door})
    return redirect(door, 303)


def by_htmx() -> bool:
    return request.headers.get("HX-Request") == "true"


# --- Every request ---------------------------------------------------------------------------------------------------


@board.before_request
def check_csrf() -> ResponseReturnValue | None:
    """Nothing that changes anything passes without the session's own token, in a header or in the form."""
    if request.method in ("GET", "HEAD", "OPTIONS") or request.endpoint in WITHOUT_CSRF:
        return None
    if by_htmx() and "csrf" not in session:
        return _to_the_door()  # signed out meanwhile, in another tab
    given = request.headers.get("X-CSRF-Token") or request.form.get("csrf", "")
    wanted = session.get("csrf", "")
    if wanted and hmac.compare_digest(given.encode(), wanted.encode()):
        return None
    return render_template("board/refused.html", title="This page is too old", member=None), 403


@board.app_errorhandler(404)
def no_such_page(error: HTTPException) -> ResponseReturnValue:
    """A mistyped address under /staff/ leads back to the board; elsewhere the error stays as it is."""
    if not request.path.startswith("/staff/"):
        return error
    facts = {"title": "There is no such page", "member": current_member(), "lost": True}
    page = render_template("board/refused.html", **facts, **helpers())  # no route of the board's: no helpers by itself
    return page, 404, HEADERS


@board.errorhandler(NotFound)
def not_here(refusal: NotFound) -> ResponseReturnValue:
    """The answer to an address whose thing is not, or no longer, the asker's to see."""
    title = f"No such {refusal.facts['thing']} here"
    return render_template("board/refused.html", title=title, member=current_member()), 404


@board.after_request
def add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint == "board.static":
        response.cache_control.max_age = 365 * 86400 if "v" in request.args else 0
    else:
        response.headers["Cache-Control"] = "no-store"
    return response


# --- In the templates ------------------------------------------------------------------------------------------------


@functools.cache
def _fingerprint(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]


def asset(name: str) -> str:
    """The address of one of our files, which changes when the file does."""
    return url_for("board.static", filename=name, v=_fingerprint(name))


@board.context_processor
def helpers() -> dict[str, object]:
    return {
        "asset": asset,
        "csrf": session.get("csrf", ""),
        "label": label,
        "short": wording.doctor,
        "day_of": wording.day,
        "reachable": reachable,
        "development": current_app.config.get("FRONTDESK_ENV") == "development",
    }


@board.app_template_filter("clock")
def clock_time(moment: dt.datetime, asker: Asker) -> str:
    """A moment as the clinic's clock shows it: "10:05am"."""
    return at(moment, asker.clinic.zone)


def at(moment: dt.datetime, zone: dt.tzinfo) -> str:
    local = moment.astimezone(zone)
    return f"{local.hour % 12 or 12}:{local.minute:02}{'am' if local.hour < 12 else 'pm'}"
