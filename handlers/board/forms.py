"""Forms of the board's office pages: declared in Python, shown by one template, answered in one way.

A refusal shows the form again with what was typed. A change that touches booked visits shows them and asks what to do
with each (B16); the answer comes back with the form's own fields. Nothing here needs JavaScript.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.desk.hours import Answers, Desk, Outcome
from handlers.board import meanwhile, words
from handlers.board.base import View, at, board, signed_in
from handlers.board.meanwhile import ChangedMeanwhile
from handlers.staff.endpoint import Asker
from handlers.staff.problems import Problem
from store import audit, blocks
from store import values as readers
from store.database import lock, retried, transaction
from store.errors import Invalid, Refusal, VisitsHit
from store.models import Doctor, Table
from store.timetable import DAY, MIDNIGHT, edge

Values = Mapping[str, Sequence[str]]
Options = tuple[tuple[str, str], ...]

VISIT_TYPES: Options = (("in_person", "In person"), ("online", "Online"), ("both", "Either"))
KINDS: Options = (("leave", "Leave"), ("holiday", "Holiday"), ("emergency", "Emergency"), ("other", "Other"))
WEEKDAYS: Options = tuple((str(number), name.capitalize()) for number, name in enumerate(readers.DAY_NAMES))
BOOKKEEPING = ("csrf", "then", "preview", "seen")
VISIT = "visit."
CALLED_HERE = {"ends_at": "last_day", "starts_at": "first_day", "times": "starts", "fee_cents": "fee"}
MAY_GO = {"exception_id": "schedule", "schedule_id": "hours"}  # the part of the address, and what the audit calls it


@dataclass(frozen=True)
class Field:
    """`kind`: text, tel, number, time, date, select, checks (several of `options`), switch (one box), each (every one
    of `options` with a button called `hint` that sends it), said (`options` as lines)."""

    name: str
    label: str
    kind: str = "text"
    options: Options = ()
    hint: str = ""
    least: int | None = None
    most: int | None = None
    step: int | None = None
    needed: bool = False


@dataclass(frozen=True)
class Form:
    """`values` holds what stands in the fields; `more` are further forms below it, each with its own button.

    `press` is the name and value that its button sends; none and nothing to fill in: no button. `tone` colours a button
    of `more`. `of`: the row that it is about, which two people may change at once (meanwhile.py); the audit knows it as
    `subject`.
    """

    title: str
    action: str
    fields: tuple[Field, ...]
    values: Values
    button: str = "Save"
    preview: bool = False
    about: str = ""
    more: tuple[Form, ...] = ()
    back: str = ""
    press: tuple[str, str] | None = None
    tone: str = "bad"
    of: Table | None = None
    subject: str = ""

    @property
    def filled_in(self) -> bool:
        return any(field.kind not in ("each", "said") for field in self.fields)

    @property
    def state(self) -> Values:
        """What stands in its own fields."""
        return {field.name: self.values.get(field.name, ()) for field in self.fields}


@dataclass(frozen=True)
class Said:
    """What the next page says, and which page that is."""

    text: str
    back: str


Shown = Callable[..., Form]
Saved = Callable[..., Said | ResponseReturnValue]


def show(asker: Asker, form: Form, error: str = "", wrong: str = "", was: str | None = None) -> str:
    """The page of a form; `wrong` is the field the error is about, `was` what it showed at first (None: this)."""
    if was is None and form.of is not None:
        was = meanwhile.written(form.state)
    return render_template("board/form.html", asker=asker, form=form, error=error, wrong=wrong, was=was)


def page(path: str, shown: Shown, role: str) -> Callable[[Saved], View]:
    """The two routes of a form: GET shows it, POST does what the decorated view says with a Desk.

    `shown` gets the asker, the path's parts and `given` (what was typed, None at first) and returns the form.
    """

    def declare(view: Saved) -> View:
        @board.get(path, endpoint=f"{view.__name__}_form")
        @signed_in(role)
        def form_page(asker: Asker, **parts: object) -> ResponseReturnValue:
            try:
                return show(asker, shown(asker, **parts, given=None))
            except (Refusal, Problem):
                return _gone(asker, parts)

        return saving(path, shown, role)(view)

    return declare


def saving(path: str, shown: Shown, role: str) -> Callable[[Saved], View]:
    """As `page`, the POST route alone."""

    def declare(view: Saved) -> View:
        @board.post(path, endpoint=view.__name__)
        @signed_in(role)
        @functools.wraps(view)
        def served(asker: Asker, **parts: object) -> ResponseReturnValue:
            try:
                said = _heard(view, shown, asker, parts)
            except VisitsHit as hit:
                return ask(asker, hit)
            except ChangedMeanwhile as hit:
                return _changed(asker, shown, parts, hit)
            except (Refusal, Problem) as error:
                return _again(asker, shown, parts, error)
            if not isinstance(said, Said):
                return said
            flash(said.text, "good")
            return redirect(said.back, 303)

        return served

    return declare


@retried
def _heard(view: Saved, shown: Shown, asker: Asker, parts: dict[str, object]) -> Said | ResponseReturnValue:
    """What the view says; if the form is about a row, nobody changes that between the look at it and the act."""
    if meanwhile.shown() is None:
        return view(asker, desk_of(asker), **parts)
    with transaction():
        blocks.hold(asker.clinic)  # first, as the act itself does (bot/desk/hours.py)
        form = shown(asker, **parts, given=None)
        if form.of is not None:
            lock(type(form.of), form.of.id)
            form = shown(asker, **parts, given=None)
            meanwhile.check(form.state, typed() if form.action == request.path else {})
        return view(asker, desk_of(asker), **parts)


def _changed(asker: Asker, shown: Shown, parts: dict[str, object], hit: ChangedMeanwhile) -> ResponseReturnValue:
    """The form once more: theirs where this one typed nothing new, and a sentence that says so."""
    form = shown(asker, **parts, given={**typed(), **hit.values})
    named = {
        field.name: (field.label, _in_words(field, hit.theirs[field.name]), _own(field, hit))
        for field in form.fields if field.name in hit.theirs
    }  # fmt: skip
    by = audit.last(form.subject, form.of.id) if form.of is not None else None
    return show(asker, form, meanwhile.told(hit, named, by, asker), was=meanwhile.written(hit.now)), 409


def _own(field: Field, hit: ChangedMeanwhile) -> str:
    same = hit.values[field.name] == hit.theirs[field.name]
    return "" if same else _in_words(field, hit.values[field.name])


def _in_words(field: Field, values: Sequence[str]) -> str:
    if field.kind == "switch":
        return "on" if values else "off"
    return ", ".join(dict(field.options).get(one, one) for one in values) or "empty"


def _again(asker: Asker, shown: Shown, parts: dict[str, object], error: Refusal | Problem) -> ResponseReturnValue:
    wrong = str(error.facts.get("field", "")) if isinstance(error, Refusal) else ""
    wrong = CALLED_HERE.get(wrong, wrong)
    try:
        form = shown(asker, **parts, given=typed())
    except (Refusal, Problem):  # what the form is about has gone
        return _gone(asker, parts)
    label = next((field.label for each in (form, *form.more) for field in each.fields if field.name == wrong), "")
    text = words.refused(error, asker) if isinstance(error, Refusal) else error.detail
    if isinstance(error, Invalid) and label:
        text = f"{label}: {error.facts['problem']}."
    return show(asker, form, text, wrong, was=request.form.get(meanwhile.FIELD)), 422


def _gone(asker: Asker, parts: Mapping[str, object]) -> ResponseReturnValue:
    """Hours and blocks end, and a changed block is a new row: who did that, and when."""
    subject, number = next(((MAY_GO[name], part) for name, part in parts.items() if name in MAY_GO), ("", 0))
    row = audit.last(subject, int(str(number)))
    by = row if row is not None and row.clinic_id == asker.clinic.id else None
    who = f"{words.person(by)} changed it or took it away, {words.when(by, asker)}. " if by else ""
    facts = {"why": f"{who}Nothing of yours was saved.", "member": asker.member, "back": url_for("board.hours")}
    return render_template("board/refused.html", title="That is not here any more", **facts), 404


def desk_of(asker: Asker) -> Desk:
    """Who acts, with the form's answers about touched visits. An answer that is none raises Invalid.

    One answer for all is for those that were `seen`: who was booked meanwhile is asked about.
    """
    each = {name.removeprefix(VISIT): value for name, value in request.form.items() if name.startswith(VISIT)}
    then, seen = request.form.get("then") or None, request.form.getlist("seen")
    if then is not None and seen:
        each, then = dict.fromkeys(seen, then), None
    answers = Answers(each, then, bool(request.form.get("preview")))
    return Desk(asker.clinic, asker.actor, asker.now, answers)


def ask(asker: Asker, hit: VisitsHit) -> ResponseReturnValue:
    """The visits a change touches, and what shall become of each."""
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in BOOKKEEPING]
    kept = [(name, value) for name, value in kept if not name.startswith(VISIT)]
    facts = {"touched": hit.facts["touched"], "fields": kept, "action": request.path}
    return render_template("board/touched.html", asker=asker, **facts), 409


def preview(asker: Asker, outcome: Outcome, lines: Sequence[str], back: str, again: int = 0) -> str:
    """What would be made, and which visits it would touch; the same form with one button applies it. `again`: how many
    are there already."""
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in BOOKKEEPING]
    facts = {
        "lines": lines,
        "again": again,
        "touched": outcome.touched,
        "fields": kept,
        "action": request.path,
        "back": back,
    }
    return render_template("board/preview.html", asker=asker, **facts)


def outcome_of(outcome: Outcome) -> str:
    """ " 2 visits moved, 1 cancelled; call 1 patient, no text reaches them." as the end of a notice."""
    told = [
        f"{len(some)} {word}"
        for some, word in ((outcome.moved, "moved"), (outcome.cancelled, "cancelled"), (outcome.kept, "kept"))
        if some
    ]
    text = f" Visits: {', '.join(told)}." if told else ""
    if outcome.to_call:
        names = ", ".join(visit.patient.name or visit.reference for visit in outcome.to_call)
        text += f" No text reaches {names}: call them."
    return text


# --- What was typed --------------------------------------------------------------------------------------------------


def typed() -> Values:
    return {name: request.form.getlist(name) for name in request.form}


def asked(*names: str) -> dict[str, list[str]]:
    """What the address suggests for these fields."""
    return {name: [request.args[name][:60]] for name in names if request.args.get(name)}


def one(value: object) -> list[str]:
    """A value as a form's field has it."""
    if value is None:
        return []
    return [f"{value:%H:%M}" if isinstance(value, dt.time) else str(value)]


def day_of(name: str) -> dt.date:
    """A date of the form. Raises Invalid."""
    day = any_day_of(name)
    if day is None:
        raise Invalid(field=name, problem="is missing")
    return day


def any_day_of(name: str) -> dt.date | None:
    """A date of the form; None where it is empty. Raises Invalid."""
    given = request.form.get(name, "").strip()
    try:
        return readers.day(given) if given else None
    except ValueError as error:
        raise Invalid(field=name, problem=str(error)) from error


def time_of(name: str) -> dt.time:
    """A time of day of the form; "24:00" and midnight are 00:00. Raises Invalid."""
    given = request.form.get(name, "").strip()
    try:
        return dt.time(0) if given == "24:00" else readers.clock(given[:5] if re.match(r"\d\d:\d\d:", given) else given)
    except ValueError as error:
        raise Invalid(field=name, problem=str(error)) from error


def choice_of(name: str, options: Options) -> str:
    """One of the options. Raises Invalid."""
    given = request.form.get(name, "")
    if given not in dict(options):
        raise Invalid(field=name, problem="is not one of the choices")
    return given


def weekdays_of(name: str) -> list[int]:
    """Numbers of the days that are ticked, 0 = Monday. Raises Invalid."""
    given = request.form.getlist(name)
    if not set(given) <= set(dict(WEEKDAYS)):
        raise Invalid(field=name, problem="is not one of the choices")
    return sorted({int(one) for one in given})


def period_of(asker: Asker) -> tuple[dt.datetime, dt.datetime]:
    """From first_day and starts to last_day and ends; whole days where both times are empty. Raises Invalid."""
    first, last = day_of("first_day"), any_day_of("last_day") or day_of("first_day")
    whole = not request.form.get("starts", "").strip() and not request.form.get("ends", "").strip()
    starts, ends = (MIDNIGHT, MIDNIGHT) if whole else (time_of("starts"), time_of("ends"))
    until = last + DAY if ends == MIDNIGHT else last
    zone = asker.clinic.zone
    return edge(dt.datetime.combine(first, starts), zone), edge(dt.datetime.combine(until, ends), zone)


def doctor_options(doctors: Sequence[Doctor], anybody: str = "") -> Options:
    return (*((("", anybody),) if anybody else ()), *((str(one.id), one.name) for one in doctors))


def week_of(day: dt.date, doctor: int | None) -> str:
    """The calendar's address: one doctor's week, or everybody's day."""
    if doctor is None:
        return url_for("board.hours", day=day.isoformat())
    return url_for("board.hours", day=day.isoformat(), doctor=doctor)


def period_words(asker: Asker, starts_at: dt.datetime, ends_at: dt.datetime) -> str:
    """ "Tue 24 Nov" for a whole day, "Tue 24 Nov, 9:00am–12:00pm", or both ends in full."""
    zone = asker.clinic.zone
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    last = (end - dt.timedelta(seconds=1)).date()
    first = f"{start:%a} {start.day} {start:%b %Y}"
    until = f"{last:%a} {last.day} {last:%b %Y}"
    if start.time() == MIDNIGHT == end.time():
        return first if start.date() == last else f"{first} to {until}"
    if start.date() == last:
        return f"{first}, {at(start, zone)}–{at(end, zone)}"
    return f"{first}, {at(start, zone)} to {until}, {at(end, zone)}"
