"""Each rule of the week notices when it is broken: the app is mended back wrong, a short day is played, the rule speaks.

The day is written out, not drawn: everything a rule speaks of happens in it once.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import jobs
from jobs import last_look, pacing
from store import appointments, claims, contacts, offers, outbox, quiet, settings, transitions, waitlist
from store.audit import CLOCK
from store.budget import Budget
from store.errors import OfferGone
from store.models import Appointment, Offer, StaffMember
from tests import factory
from tests.system import week_log, week_rules, week_seats
from tests.system.conftest import running_town
from tests.system.week import BEGIN, HOUR, MINUTE, SAM, Week
from tests.system.week_log import Log
from tests.system.week_people import Person

pytestmark = pytest.mark.slow

Patch = pytest.MonkeyPatch
NAMES = ("Ana", "Ben", "Cleo", "Dov", "Eve", "Fay", "Gus", "Hal", "Ike", "Jo", "Kim", "Lia")
LANDLINE = "+15550200008"  # Ike's

# (hours and minutes after Thursday, eight in the morning), who, what they text.
STORY = """
0:01 Ana book dr lee friday 1pm / C / Ana Abbott
0:03 Ben book dr lee monday 10am / C / Ben Bell
0:06 Dov book dr lee friday 9:30am / C / Dov Diaz
0:09 Gus book dr lee friday 11:30am / C / Gus Gray
0:12 Hal book dr lee friday 2:30pm / C / Hal Hill
0:15 Ike book dr lee friday 2pm / C / Ike Ito
0:18 Jo book dr lee friday 10am / C / Jo Jones
0:21 Kim book dr lee friday 10:30am / C / Kim Kim
0:24 Lia book dr lee friday 9am / C / Lia Lopez
1:00 Ben waitlist dr lee friday / N
1:02 Cleo waitlist dr lee friday / N
1:04 Eve waitlist dr lee friday / N
1:06 Fay waitlist dr lee friday / N
2:00 Ana X
2:04 Ben Y
2:30 Hal stop texting me
6:00 Kim thanks
23:35 Jo X
25:30 Gus X
24:04 Cleo Y
24:06 Eve Y
"""


@pytest.fixture
def engine() -> str:
    return "sqlite"


@pytest.fixture
def week(store: str, monkeypatch: Patch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Week]:
    with running_town(store, tmp_path_factory.mktemp("story")) as town:
        week = Week(town.carrier, town.clinic, random.Random(1))
        week.moved(monkeypatch)
        StaffMember.create(clinic=town.clinic, name="Sam", role="admin", telegram_id=SAM.id, created_at=BEGIN)
        factory.doctor(town.clinic, days=range(6), starts=dt.time(9), ends=dt.time(15))
        settings.put(town.clinic, {"advance_booking_days": 9})
        town.carrier.fail(LANDLINE, 30006)
        yield week
        week.over()


def play(week: Week) -> Log:
    """The story, to Friday afternoon."""
    people = {name: Person(f"+1555020{number:04}", name) for number, name in enumerate(NAMES)}
    for line in STORY.strip().splitlines():
        when, name, words = line.split(" ", 2)
        hours, minutes = map(int, when.split(":"))
        for step, text in enumerate(words.split(" / ")):
            moment = BEGIN + hours * HOUR + (minutes + step / 2) * MINUTE
            week.at(moment, lambda p=people[name], t=text: week.text(p, t))  # type: ignore[misc]
    week.run(BEGIN + 30 * HOUR)
    return week_log.read(week.carrier, week.clinic.zone, week.heard, week.troubles)


def test_the_story_keeps_every_rule_and_touches_each(week: Week) -> None:
    log = play(week)
    assert week.faults.found == []
    assert week_rules.broken(log) == []
    statuses = [offer["status"] for offer in log.offer]
    assert {"accepted", "lost"} <= set(statuses), statuses
    assert any(v["rescheduled_from"] for v in log.appointment), "no swap"
    assert any(text.error == 30006 for text in log.texts)


# --- the app, mended back wrong --------------------------------------------------------------------------------------


def nobody_claims(patch: Patch) -> None:
    patch.setattr(claims, "take", lambda *_, **__: None)


def nobody_offers(patch: Patch) -> None:
    patch.setattr(transitions, "_listeners", [])
    patch.setattr(jobs, "SWEEPS", tuple(sweep for sweep in jobs.SWEEPS if sweep[0] != "offers"))


def the_last_goes_first(patch: Patch) -> None:
    rank = waitlist.rank
    patch.setattr(waitlist, "rank", lambda entry: (-rank(entry)[0], -rank(entry)[1].timestamp(), -rank(entry)[2]))


def the_old_time_goes_with_the_offer(patch: Patch) -> None:
    make = offers._make

    def wrongly(pool: Any, together: Any, *more: Any) -> list[Offer]:
        made = make(pool, together, *more)
        for swap in (candidate.wait.swap for candidate in together if candidate.wait.swap):
            appointments.cancel(Appointment.get_by_id(swap.id), actor=CLOCK, now=pool.now)
        return made

    patch.setattr(offers, "_make", wrongly)


def the_second_yes_wins(patch: Patch) -> None:
    accept, refused = offers.accept, set[int]()

    def wrongly(offer: Offer, **facts: Any) -> offers.Taken:
        if offer.appointment_id not in refused and len(offers.open_ones(offer.appointment)) > 1:
            refused.add(offer.appointment_id)
            raise OfferGone(reason="taken")
        return accept(offer, **facts)

    patch.setattr(offers, "accept", wrongly)


def the_night_is_day(patch: Patch) -> None:
    patch.setattr(quiet, "_within", lambda *_: False)


def there_is_no_budget(patch: Patch) -> None:
    patch.setattr(Budget, "allows", lambda *_: True)
    patch.setattr(Budget, "allows_reminder", lambda *_: True)
    patch.setattr(last_look, "_over_budget", lambda *_: "")
    patch.setattr("store.budget.used_up_today", lambda *_: set())


def stop_is_not_heard(patch: Patch) -> None:
    patch.setattr(contacts, "opt_out", lambda *_, **__: True)


def the_visit_is_not_read_again(patch: Patch) -> None:
    patch.setattr(last_look, "out_of_date", lambda *_: "")


def nobody_is_reminded(patch: Patch) -> None:
    patch.setattr(jobs, "SWEEPS", tuple(sweep for sweep in jobs.SWEEPS if sweep[0] != "reminders"))


def what_was_sent_is_forgotten(patch: Patch) -> None:
    record = outbox.record
    patch.setattr(outbox, "record", lambda m, *more: None if m.kind == "reminder" else record(m, *more))
    patch.setattr(outbox, "follow", lambda *_, **__: None)


def the_dead_are_not_marked(patch: Patch) -> None:
    patch.setattr(contacts, "mark_unreachable", lambda *_: None)


def offers_ask_no_budget(patch: Patch) -> None:
    patch.setattr(Budget, "allows", lambda *_: True)


def nobody_waits_for_the_line(patch: Patch) -> None:
    patch.setattr(pacing, "_on", False)


BROKEN: tuple[tuple[week_rules.Rule, Callable[[Patch], None]], ...] = (
    (week_seats.no_seat_is_claimed_twice, nobody_claims),
    (week_seats.every_freed_seat_is_offered, nobody_offers),
    (week_seats.the_best_match_is_offered_first, the_last_goes_first),
    (week_seats.a_swap_keeps_the_old_time_until_the_new_is_taken, the_old_time_goes_with_the_offer),
    (week_seats.the_first_yes_wins, the_second_yes_wins),
    (week_seats.no_offer_is_made_in_vain, offers_ask_no_budget),
    (week_rules.nothing_in_quiet_hours, the_night_is_day),
    (week_rules.nothing_over_the_budget, there_is_no_budget),
    (week_rules.nothing_after_stop, stop_is_not_heard),
    (week_rules.no_reminder_of_a_visit_that_is_gone, the_visit_is_not_read_again),
    (week_rules.no_reminder_is_missing, nobody_is_reminded),
    (week_rules.no_text_goes_twice, what_was_sent_is_forgotten),
    (week_rules.every_error_has_its_consequence, the_dead_are_not_marked),
    (week_rules.the_pace_of_the_number_is_kept, nobody_waits_for_the_line),
)


@pytest.mark.parametrize(("rule", "wrong"), BROKEN, ids=[rule.__name__ for rule, _ in BROKEN])
def test_a_broken_rule_is_seen(
    week: Week, monkeypatch: Patch, rule: week_rules.Rule, wrong: Callable[[Patch], None]
) -> None:
    wrong(monkeypatch)
    assert rule(play(week))


def test_every_rule_is_shown_to_fail() -> None:
    assert {rule for rule, _ in BROKEN} == set(week_rules.RULES)
