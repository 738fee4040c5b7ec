"""One morning at a real clinic, whole (issue 4): six doctors, sixty visits, forty walk-ins, one doctor called in sick.

tests/system/morning/people.txt says who comes, story.txt what is said and what comes back;
MORNING_TRANSCRIPT=FILE writes down everything that anybody said and read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from handlers.phone.exchange import Sent
from store import clock
from store import database as db
from store.models import Appointment, Clinic, Ticket
from tests.handlers.conftest import Town
from tests.system.morning import checker
from tests.system.morning.play import Morning

pytestmark = pytest.mark.slow


@pytest.fixture
def morning(town: Town) -> Iterator[Morning]:
    yield Morning(town)
    clock.shift_by(None)


def test_a_morning_at_elm_street(morning: Morning) -> None:
    morning.play()
    clinic, now = morning.clinic, clock.now()
    log = morning.town.carrier.sent(via=None)
    assert not (wrong := checker.faults(clinic, log, now)), "\n".join(wrong)
    assert Appointment.select().where(Appointment.source == "staff").count() >= 60
    assert Ticket.select().where(Ticket.appointment.is_null()).count() >= 38
    counts = morning.desk.ask("GET /queue/counts")[1]
    states = [ticket.status for ticket in Ticket.select()]
    told = [counts[name] for name in ("waiting", "in_service", "completed", "no_wait", "cancelled")]
    assert sum(told) == len(states), counts
    the_checker_sees(clinic, log, now)


# --- the checker, checked --------------------------------------------------------------------------------------------


def the_checker_sees(clinic: Clinic, log: list[Sent], now: dt.datetime) -> None:
    """Each rule broken on purpose, in the log or in the rows, is seen; the rows are put back."""
    called = next(one for one in log if "It is your turn" in one.body)
    turned = {called.body}
    assert any("times" in fault for fault in checker.faults(clinic, [*log, replace(called, sid="SMagain")], now))
    assert any(
        "never told" in fault for fault in checker.faults(clinic, [one for one in log if one.body not in turned], now)
    )
    off = next(one for one in log if "sorry, your visit is cancelled" in one.body)
    without = [one for one in log if one is not off]
    assert any("does not know" in fault for fault in checker.faults(clinic, without, now))
    quiet = [one for one in log if "please come now" not in one.body]
    assert any("told that it is near" in fault for fault in checker.faults(clinic, quiet, now))
    for broken, seen in BROKEN.items():
        with db.database.atomic() as undo:
            db.database.execute_sql(broken)
            assert any(seen in fault for fault in checker.faults(clinic, log, now)), broken
            undo.rollback()
    assert checker.faults(clinic, log, now) == []


BROKEN = {
    "UPDATE outbox_message SET state = 'due', send_after = created_at WHERE id = "
    "(SELECT MAX(id) FROM outbox_message WHERE kind = 'turn')": "due and not sent",
    "UPDATE audit SET at = (SELECT at FROM audit WHERE action = 'ticket.join' ORDER BY id LIMIT 1) WHERE id = "
    "(SELECT MAX(id) FROM audit WHERE action = 'ticket.call')": "together",
    "UPDATE ticket SET status = 'no-wait' WHERE number = 1": "its trail ends",
    "UPDATE ticket SET number = 999 WHERE number = 2": "a gap",
    "DELETE FROM audit WHERE id = (SELECT MIN(id) FROM audit WHERE action = 'ticket.join')": "joined",
}
