"""Many visits at once from the list (S7): look first, one word, a bar that moves; and the list as a file."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import urlencode

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.desk import bulk as desk_bulk
from handlers.board import words
from handlers.board.acting import doctor_of, text_of
from handlers.board.base import board, by_htmx, signed_in
from handlers.board.visit_list import doctors, read
from handlers.staff import files, visit_files
from handlers.staff.endpoint import Asker
from handlers.staff.problems import Problem
from store import bulk, visit_search
from store.errors import Invalid, Refusal
from store.models import BULK_ACTS, BulkJob
from store.timetable import DAY
from store.visit_search import Filter

WHY = {
    "in_the_past": "its time has come", "not_begun": "its time has not come", "nothing_free": "nothing is free",
    "slot_taken": "the time has gone meanwhile",
    "already_moved_on": "somebody changed it meanwhile", "wrong_transition": "somebody changed it meanwhile",
    "patient_busy": "the patient has another visit then", "not_open": "the doctor is off then",
}  # fmt: skip


@board.post("/staff/visits/with-many")
@signed_in("admin")
def prepare_bulk(asker: Asker) -> ResponseReturnValue:
    """What was ticked, or all that was found: as a file at once, or shown first."""
    asked = read(asker, request.form)
    wanted = asked.wanted
    if request.form.get("which") != "all":
        ids = tuple(int(each) for each in request.form.getlist("visit") if re.fullmatch(r"[0-9]{1,9}", each))
        wanted = Filter(only=ids[: bulk.MOST + 1])
    if request.form.get("act") == "export":
        return files.response(visit_files.export(asker, wanted, "csv"))
    try:
        job = _prepare(asker, wanted)
    except (Refusal, Problem) as error:
        flash(words.refused(error, asker) if isinstance(error, Refusal) else error.detail, "bad")
        return redirect(f"{url_for('board.visits')}?{urlencode(asked.words)}", 303)
    return redirect(url_for("board.bulk_page", job_id=job.id), 303)


def _prepare(asker: Asker, wanted: Filter) -> BulkJob:
    act = request.form.get("act", "")
    if act not in BULK_ACTS:
        raise Invalid(field="act", problem=f"choose one of {', '.join(BULK_ACTS)}")
    visits = visit_search.page(asker.clinic, wanted, limit=bulk.MOST + 1)
    return bulk.prepare(asker.clinic, act, visits, actor=asker.actor, now=asker.now)


@board.get("/staff/many/<id:job_id>")
@signed_in("admin")
def bulk_page(asker: Asker, job_id: int) -> ResponseReturnValue:
    """Before: each visit, its text, and which cannot and why. After the word: how far it is."""
    try:
        job = bulk.of(asker.clinic, job_id)
    except Refusal:
        return render_template("board/refused.html", title="No such thing here", member=asker.member), 404
    facts = {"job": job, "counts": bulk.progress(job), "why": why, "doctors": doctors(asker), "tomorrow": _later(job)}
    return render_template("board/many.html", asker=asker, shown=desk_bulk.shown(job, asker.now), **facts)


@board.post("/staff/many/<id:job_id>/again")
@signed_in("admin")
def prepare_again(asker: Asker, job_id: int) -> ResponseReturnValue:
    """The same visits with another reason, doctor or day, shown anew."""
    shown_at = job_id
    try:
        job = bulk.of(asker.clinic, job_id)
        visits = [item.appointment for item in bulk.items(job)]
        shown_at = bulk.prepare(
            asker.clinic, job.act, visits, reason=text_of("reason"), doctor=doctor_of(asker, "to_doctor"), day=_day(),
            actor=asker.actor, now=asker.now,
        ).id  # fmt: skip
    except (Refusal, Problem) as error:
        flash(words.refused(error, asker) if isinstance(error, Refusal) else error.detail, "bad")
    return redirect(url_for("board.bulk_page", job_id=shown_at), 303)


@board.post("/staff/many/<id:job_id>/begin")
@signed_in("admin")
def begin_bulk(asker: Asker, job_id: int) -> ResponseReturnValue:
    """The one word."""
    try:
        bulk.begin(bulk.of(asker.clinic, job_id), asker.actor, asker.now)
    except Refusal as refusal:
        flash(words.refused(refusal, asker), "bad")
    return redirect(url_for("board.bulk_page", job_id=job_id), 303)


@board.post("/staff/many/<id:job_id>/on")
@signed_in("admin", counts_as_use=False)
def go_on(asker: Asker, job_id: int) -> ResponseReturnValue:
    """The next few people; the page asks for it by itself, and the clock where the page has gone."""
    try:
        job = bulk.of(asker.clinic, job_id)
    except Refusal:
        return Response("", 404)
    desk_bulk.work(job, asker.now)
    if not by_htmx():
        return redirect(url_for("board.bulk_page", job_id=job_id), 303)
    return render_template("board/_progress.html", asker=asker, job=job, counts=bulk.progress(job))


def why(code: str) -> str:
    """Why a visit cannot be changed so."""
    return WHY.get(code, code.replace("is_", "it is ").replace("_", "-"))


def _day() -> dt.date | None:
    try:
        return dt.date.fromisoformat(text_of("day", 10))
    except ValueError:
        return None


def _later(job: BulkJob) -> dt.date:
    """The day after the last of its visits, from which a move looks for times unless told otherwise."""
    last: dt.datetime = max((item.appointment.starts_at for item in bulk.items(job)), default=job.created_at)
    return last.astimezone(job.clinic.zone).date() + DAY
