"""The pages that are read: the day and its refreshing parts, the trail of a day."""

from __future__ import annotations

import datetime as dt
import re

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect

from handlers.board import fragments, trail
from handlers.board.base import board, signed_in
from handlers.staff.endpoint import Asker
from store.schedules import doctors_for
from store.tickets import today
from store.timetable import DAY


@board.get("/staff")
def home() -> ResponseReturnValue:
    return redirect(url_for("board.day"), 308)


@board.get("/staff/")
@signed_in()
def day(asker: Asker) -> ResponseReturnValue:
    """The day."""
    state, parts = fragments.state(asker), fragments.panels(asker)
    return render_template(
        "board/day.html",
        asker=asker,
        panels=parts,
        seen=fragments.seen(state, parts),
        doctors=doctors_for(asker.clinic, None),
    )


@board.get("/staff/live")
@signed_in(counts_as_use=False)
def live(asker: Asker) -> ResponseReturnValue:
    """What has changed since the page last looked."""
    return fragments.changes(asker, request.args.get("seen", ""))


@board.get("/staff/audit")
@signed_in()
def audit(asker: Asker) -> ResponseReturnValue:
    """The trail of a day."""
    this = today(asker.clinic, asker.now)
    try:
        wanted = dt.date.fromisoformat(request.args.get("day") or this.isoformat())
        wanted = min(max(wanted, dt.date(2000, 1, 1)), dt.date(2100, 1, 1))
    except ValueError:
        wanted = this
    after = request.args.get("after", "")
    entries, more = trail.of_day(asker, wanted, int(after) if re.fullmatch(r"[0-9]{1,7}", after) else 0)
    facts = {"before": wanted - DAY, "after": wanted + DAY if wanted < this else None, "more": more}
    return render_template("board/audit.html", asker=asker, entries=entries, wanted=wanted, **facts)
