"""Signing in by one-time link, and out. Opening the link shows a button; only the button uses the link up.

Messengers and mail programs open links to preview them, so a GET must not spend it.
"""

from __future__ import annotations

from flask import abort, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from bot import links
from handlers.board.base import begin_session, board, current_member
from store import clock, sign_in
from store.errors import NotFound
from store.models import ROLES, StaffMember

MOST_OFFERED = 8


@board.get("/staff/sign-in")
def door() -> ResponseReturnValue:
    """How to get in. In development, straight in."""
    if current_member() is not None:
        return redirect(url_for("board.day"), 303)
    return render_template("board/door.html", offered=_offered(), gone=False)


@board.get("/staff/enter/<token>")
def enter_page(token: str) -> ResponseReturnValue:
    """What the link leads to: who signs in, and a button."""
    try:
        member = sign_in.bearer(token, _secret(), clock.now())
    except NotFound:
        return render_template("board/door.html", offered=_offered(), gone=True), 410
    return render_template("board/enter.html", who=member, token=token)


@board.post("/staff/enter/<token>")
def enter(token: str) -> ResponseReturnValue:
    """Uses the link up."""
    try:
        member = sign_in.redeem(token, _secret(), clock.now(), address=request.remote_addr or "")
    except NotFound:
        return render_template("board/door.html", offered=_offered(), gone=True), 410
    begin_session(member)
    return redirect(url_for("board.day"), 303)


@board.post("/staff/sign-out")
def leave() -> ResponseReturnValue:
    session.clear()
    return redirect(url_for("board.door"), 303)


@board.get("/staff/as/<id:member_id>")
def offered_link(member_id: int) -> ResponseReturnValue:
    """Development only: a fresh link for this member."""
    if current_app.config.get("FRONTDESK_ENV") != "development":
        abort(404)
    member = StaffMember.get_or_none(StaffMember.id == member_id, StaffMember.active)
    if member is None:
        abort(404)
    return redirect(url_for("board.enter_page", token=links.sign_in(member, clock.now()).rsplit("/", 1)[1]), 303)


def _offered() -> list[StaffMember]:
    """Development only: who may be played, the most powerful first."""
    if current_app.config.get("FRONTDESK_ENV") != "development":
        return []
    rows = list(StaffMember.select().where(StaffMember.active).order_by(StaffMember.name))
    return sorted(rows, key=lambda member: -ROLES.index(member.role))[:MOST_OFFERED]


def _secret() -> str:
    return str(current_app.secret_key)
