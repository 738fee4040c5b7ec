"""The rules a week must keep, one function each; a function returns a line for every breach it finds.

They are worked out from the carrier's log and the rows alone (week_log.py). Where the product may choose (who is out of
budget, whose number is dead, what the night delays), a rule claims only what must hold on any choice.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise

from tests.system.week_log import DAY, EVER, GRACE, HOUR, MINUTE, STARTS, STOPS, UNPROMPTED, Log, Row, Text
from tests.system.week_seats import (
    a_swap_keeps_the_old_time_until_the_new_is_taken,
    every_freed_seat_is_offered,
    no_offer_is_made_in_vain,
    no_seat_is_claimed_twice,
    the_best_match_is_offered_first,
    the_first_yes_wins,
)

Rule = Callable[[Log], list[str]]
MORNING, NIGHT = dt.time(8), dt.time(21)
AT_ANY_HOUR = ("reply", "staff_answer", "carrier_check", "turn", "staff")
A_DAY, A_WEEK = 1, 3  # unprompted texts
SHORTEST = 30 * MINUTE
TOGETHER = 16 * HOUR  # so much before its own time a visit may be named in a text about the day's first
OFFSETS = (24 * HOUR, 3 * HOUR)
RETRIED = {30003: (3, 15 * MINUTE), 30008: (2, 5 * MINUTE)}  # attempts in all, and the pause between two
DEAD = (30005, 30006)


# --- texts -----------------------------------------------------------------------------------------------------------


def nothing_in_quiet_hours(log: Log) -> list[str]:
    """No unprompted text from nine at night to eight, the patient's time, unless the visit would be too soon after."""
    found = []
    for text in log.to_patients:
        if text.row is None or text.kind in AT_ANY_HOUR:
            continue
        at = log.local(text.at, text.to)
        if MORNING <= at.time() < NIGHT:
            continue
        day = at.date() + (DAY if at.time() >= NIGHT else 0 * DAY)
        morning = dt.datetime.combine(day, MORNING, at.tzinfo)
        soonest = min(filter(None, (text.row["visit_starts_at"], text.row["expires_at"])), default=EVER)
        if morning + SHORTEST <= soonest:
            found.append(f"{text.kind} at {at:%a %H:%M} to {text.to}: {text.body}")
    return found


def nothing_over_the_budget(log: Log) -> list[str]:
    """A reminder or an offer is the day's only unprompted text; an offer is at most the third of seven days."""
    found = []
    for address, texts in log.by_person.items():
        had: list[Text] = []
        for text in texts:
            if text.row is None or text.kind not in UNPROMPTED:
                continue
            day, row = log.local(text.at).date(), text.row
            before = [log.local(t.at).date() for t in had if t.row and t.row["id"] != row["id"] and t.error is None]
            gives_way = text.kind in ("reminder", "offer") or str(row["dedupe_key"]).startswith("offer.lost:")
            if gives_way and before.count(day) >= A_DAY:
                found.append(f"{text.kind} is number {before.count(day) + 1} of {day} to {address}: {text.body}")
            week = sum(day - 6 * DAY <= one <= day for one in before)
            if text.kind == "offer" and week >= A_WEEK:
                found.append(f"offer is number {week + 1} of the week to {day}, to {address}")
            had.append(text)
    return found


def nothing_after_stop(log: Log) -> list[str]:
    """From STOP, in any wording, to START: at most the one confirmation, and an answer to HELP."""
    found = []
    for address, said in log.heard_from.items():
        events = [(one.at, "stop") for one in said if STOPS.fullmatch(one.words)]
        events += [(one.at, "start") for one in said if STARTS.fullmatch(one.words)]
        helped = {one.at for one in said if one.words.lower() == "help"}
        for (at, what), (end, _) in pairwise([*sorted(events), (EVER, "end")]):
            after = [t for t in log.by_address[address] if at <= t.at < end and t.at not in helped]
            if what == "stop" and (len(after) > 1 or any(t.at > at + 5 * MINUTE / 60 for t in after)):
                found.append(f"{address} said stop at {at} and got {[(str(t.at), t.kind, t.body) for t in after]}")
    return found


def no_reminder_of_a_visit_that_is_gone(log: Log) -> list[str]:
    """When a reminder leaves, every visit it names stands, at the time it names."""
    found, visits, questions = [], log.by_id("appointment"), log.by_id("question")
    for text in log.to_patients:
        if text.row is None or text.kind not in ("reminder", "on_the_way"):
            continue
        for key, start in _named(text.row, questions).items():
            if not log.was(log.standing[key], text.at) or visits[key]["starts_at"] != start:
                found.append(f"{text.kind} at {text.at} of {visits[key]['reference']} {visits[key]['status']}")
            elif text.kind == "reminder" and text.at >= start:
                found.append(f"reminder at {text.at} of {visits[key]['reference']}, which began {start}")
    return found


def _named(row: Row, questions: dict[int, Row]) -> dict[int, dt.datetime]:
    """The visits a text speaks of, each with the start it speaks of."""
    several = (questions.get(row["question"]) or {}).get("context", {}).get("visits", {})
    named = {int(key): dt.datetime.fromisoformat(start) for key, start in several.items()}
    return named or {row["appointment"]: row["visit_starts_at"]}


def no_reminder_is_missing(log: Log) -> list[str]:
    """A visit that stands when its reminder is due, booked well before, is reminded of, in good time.

    Not claimed where its phone was silent or had another text that day, nor where the night leaves no time.
    """
    questions = log.by_id("question")
    told: dict[int, list[dt.datetime]] = defaultdict(list)
    for text in log.to_patients:
        for key in _named(text.row, questions) if text.row and text.kind == "reminder" else ():
            told[key].append(text.at)
    return [
        f"{visit['reference']} at {visit['starts_at']} (contact {visit['contact']}): nothing {offset} ahead, by {by}"
        for visit in log.appointment
        for offset in OFFSETS
        if (by := _owed(log, visit, offset)) is not None
        and not any(visit["starts_at"] - offset - TOGETHER < at <= by for at in told[visit["id"]])
    ]


def _owed(log: Log, visit: Row, offset: dt.timedelta) -> dt.datetime | None:
    """By when the reminder must have left; None where there are reasons for none."""
    due, contact = visit["starts_at"] - offset, visit["contact"]
    early = min(2 * HOUR, offset / 4)
    if contact is None or visit["muted"] or visit["created_at"] > due - early:
        return None
    at = log.local(due, log.addresses[contact])
    leaves = due
    if not MORNING <= at.time() < NIGHT:
        day = at.date() + (DAY if at.time() >= NIGHT else 0 * DAY)
        leaves = dt.datetime.combine(day, MORNING, at.tzinfo).astimezone(dt.UTC)
        if leaves + SHORTEST > visit["starts_at"]:
            return None
    by: dt.datetime = leaves + GRACE
    if due < log.texts[0].at:
        return None  # before the week
    here = visit["checked_in_at"] is not None and visit["checked_in_at"] <= by
    if here or by >= visit["starts_at"] or by > max(t.at for t in log.texts):
        return None
    if not log.was(log.standing[visit["id"]], due - early, by) or log.silent(contact, due - early, by):
        return None
    day = log.local(by).date()
    others = [t for t in log.to_person(contact)
              if t.kind in UNPROMPTED and log.local(t.at).date() == day
              and not (t.row and t.kind == "reminder" and t.row["appointment"] == visit["id"])]  # fmt: skip
    return None if others else by


def no_text_goes_twice(log: Log) -> list[str]:
    """A row leaves once, unless the carrier lost it on the way; nobody reads the same unprompted words twice a day."""
    found = []
    for address, texts in log.by_address.items():
        last: dict[int, Text] = {}
        words: dict[tuple[dt.date, str], int] = {}
        for text in texts:
            if text.row is None or text.kind == "reply":
                continue
            key = text.row["id"]
            if key in last and last[key].error not in RETRIED:
                found.append(f"{text.kind} {key} went again at {text.at} to {address}: {text.body}")
            last[key] = text
            same = (log.local(text.at).date(), text.body)
            if text.kind in UNPROMPTED and words.setdefault(same, key) != key:
                found.append(f"rows {words[same]} and {key} both told {address}: {text.body}")
    return found


# --- the carrier -----------------------------------------------------------------------------------------------------


def every_error_has_its_consequence(log: Log) -> list[str]:
    """RULES 13: what is unreachable is tried again, later and not for ever; what is dead or filtered is not."""
    found = []
    marked = log.audits("contact")
    for address, texts in log.by_address.items():
        contact = log.contacts[address]
        tries: dict[int, list[Text]] = defaultdict(list)
        for text in texts:
            if text.row is not None:
                tries[text.row["id"]].append(text)
        for key, attempts in tries.items():
            for one, after in pairwise(attempts):
                most, pause = RETRIED.get(one.error or 0, (1, 0 * MINUTE))
                if len(attempts) > most or after.at - one.at < pause:
                    found.append(f"row {key} to {address}: {len(attempts)} attempts after {one.error}")
        found += [
            f"{address} answered {text.error} at {text.at} and is not known as dead"
            for text in texts
            if text.error in DEAD and not _marked(marked[contact], text, log)
        ]
    for row in log.outbox_message:
        if row["error"] == "21610" and row["state"] == "failed" and not log.silenced[row["contact"]]:
            found.append(f"{row['to']} was refused with 21610 and is not known as opted out")
        if row["error"] == "20429" and row["state"] == "failed" and row["attempts"] < 3:
            found.append(f"row {row['id']} was told to slow down and given up")
    return found


def _marked(trail: list[Row], text: Text, log: Log) -> bool:
    """Marked unreachable then, and no further text until they wrote."""
    at = [row["at"] for row in trail if row["action"] == "contact.unreachable" and row["at"] <= text.at + MINUTE]
    wrote = min((one.at for one in log.heard_from[text.to] if one.at > text.at), default=EVER)
    later = [t for t in log.by_address[text.to] if text.at + MINUTE < t.at < wrote and t.row is not None]
    return bool(at) and not later


def the_pace_of_the_number_is_kept(log: Log) -> list[str]:
    """A long code sends one text a second; answers and calls of the line need not wait."""
    waiting = [t for t in log.texts if t.channel == "sms" and t.row is not None and t.kind not in AT_ANY_HOUR]
    return [
        f"{(after.at - one.at).total_seconds():.2f} s between two texts at {after.at}"
        for one, after in pairwise(waiting)
        if after.at - one.at < dt.timedelta(seconds=0.999)
    ]


RULES: tuple[Rule, ...] = (
    no_offer_is_made_in_vain,
    no_seat_is_claimed_twice, every_freed_seat_is_offered, the_best_match_is_offered_first,
    a_swap_keeps_the_old_time_until_the_new_is_taken, the_first_yes_wins, nothing_in_quiet_hours,
    nothing_over_the_budget, nothing_after_stop, no_reminder_of_a_visit_that_is_gone, no_reminder_is_missing,
    no_text_goes_twice, every_error_has_its_consequence, the_pace_of_the_number_is_kept,
)  # fmt: skip


def broken(log: Log) -> list[str]:
    """Every breach of every rule, named."""
    return [f"{rule.__name__}: {line}" for rule in RULES for line in rule(log)]
