"""The rules of seats and offers: what is taken, freed, offered to whom, and who gets it (see week_rules.py)."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator

from tests.system.week_log import DAY, GRACE, HOUR, MINUTE, UNPROMPTED, Log, Row

MORNING = dt.time(8)
LAST_OFFER = dt.time(20, 30)
A_WEEK = 3  # unprompted texts
TRAVEL = 45 * MINUTE
MOST = 4  # visits of one patient


# --- seats -----------------------------------------------------------------------------------------------------------


def no_seat_is_claimed_twice(log: Log) -> list[str]:
    """At every moment of the trail, a doctor has no more visits at one time than seats; nor do the claims overlap."""
    found, visits, live = [], log.by_id("appointment"), defaultdict[int, set[int]](set)
    for row in log.audit:
        if row["subject"] != "appointment":
            continue
        key, event = row["subject_id"], row["action"].split(".", 1)[1]
        if event in ("cancel", "move", "release", "complete"):
            live[visits[key]["doctor"]].discard(key)
        elif event in ("book", "hold"):
            mine = visits[key]
            others = [visits[k] for k in live[mine["doctor"]] if k != mine["rescheduled_from"]]
            beside = [o for o in others if o["starts_at"] < _clear(log, mine) and mine["starts_at"] < _clear(log, o)]
            if len(beside) >= _grid(log, mine)["capacity"]:
                found.append(f"{mine['reference']} was {event}ed into {[o['reference'] for o in beside]}")
            live[mine["doctor"]].add(key)
    seats = Counter((row["doctor"], row["unit"], row["seat"]) for row in log.claim)
    found += [f"seat {seat} claimed {count} times" for seat, count in seats.items() if count > 1]
    over = ("cancelled", "rescheduled", "released")
    return found + [f"{visits[r['appointment']]['reference']} is gone and holds a seat" for r in log.claim
                    if visits[r["appointment"]]["status"] in over]  # fmt: skip


def _grid(log: Log, visit: Row) -> Row:
    return next(row for row in log.schedule if row["doctor"] == visit["doctor"])


def _clear(log: Log, visit: Row) -> dt.datetime:
    end: dt.datetime = visit["ends_at"] + _grid(log, visit)["buffer_minutes"] * MINUTE
    return end


def every_freed_seat_is_offered(log: Log) -> list[str]:
    """A time let go and still free a while later had nobody left to be offered it: not at once, nor on a later day."""
    found, visits = [], log.by_id("appointment")
    for row in log.audit:
        if row["action"] not in ("appointment.cancel", "appointment.move"):
            continue
        seat = visits[row["subject_id"]]
        for moment in _looks(log, row["at"], seat["starts_at"]):
            since = moment - GRACE
            if not _is_free(log, seat, since, moment):
                continue
            found += [
                f"{seat['reference']} {seat['starts_at']}, let go {row['at']}, free at {moment}: entry {entry['id']}"
                for entry in log.waitlist_entry
                if _must_be_offered(log, entry, seat, row["at"], since, moment)
            ]
    return found


def _looks(log: Log, freed: dt.datetime, start: dt.datetime) -> Iterator[dt.datetime]:
    """A while after it was let go, and every later morning and afternoon, while an offer could still be made."""
    for moment in (freed + GRACE, *(_at(log, freed + days * DAY, hour) for days in range(8) for hour in (9, 15))):
        begun = log.local(moment - GRACE).time()
        if moment >= freed + GRACE and moment + TRAVEL + GRACE < start and MORNING <= begun < LAST_OFFER:
            yield moment


def _at(log: Log, day: dt.datetime, hour: int) -> dt.datetime:
    return dt.datetime.combine(log.local(day).date(), dt.time(hour), log.zone).astimezone(dt.UTC)


def _is_free(log: Log, seat: Row, since: dt.datetime, until: dt.datetime) -> bool:
    """Whether the time was open for a visit all the while."""
    if until > max(text.at for text in log.texts):
        return False  # the week was over
    clear = _clear(log, seat)
    if any(row["kind"] != "open" and row["starts_at"] < clear and seat["starts_at"] < row["ends_at"]
           for row in log.schedule_exception):  # fmt: skip
        return False
    beside = [
        visit for visit in log.appointment
        if visit["doctor"] == seat["doctor"] and visit["starts_at"] < clear and seat["starts_at"] < _clear(log, visit)
        and log.touches(log.seated[visit["id"]], since, until)
    ]  # fmt: skip
    return len(beside) < int(_grid(log, seat)["capacity"])


def _must_be_offered(
    log: Log, entry: Row, seat: Row, freed: dt.datetime, since: dt.datetime, until: dt.datetime
) -> bool:
    """Whether nothing at all speaks against offering this time to this entry, all the while."""
    contact, at = entry["contact"], log.local(seat["starts_at"])
    trail = log.audits("waitlist")[entry["id"]]
    changed = any(row["action"] in ("waitlist.rewrite", "waitlist.swap", "waitlist.prioritise") for row in trail)
    return bool(
        entry["created_at"] < freed
        and contact is not None
        and not changed
        and log.was(log.waiting[entry["id"]], since, until)
        and entry["doctor"] in (None, seat["doctor"])
        and entry["date_from"] <= at.date() <= entry["date_to"]
        and (entry["time_from"] is None or entry["time_from"] <= at.time())
        and (entry["time_to"] is None or at.time() < entry["time_to"])
        and entry["visit_type"] in (None, seat["visit_type"])
        and not log.silent(contact, since, until)
        and not _had_a_text(log, contact, until)
        and not _has_heard_of(log, entry, seat, until)
        and _could_come(log, entry, seat, since, until)
    )


def _had_a_text(log: Log, contact: int, moment: dt.datetime) -> bool:
    """Whether the budget of the day or the week may be used up, or today's text is kept for a reminder."""
    day, owner = log.local(moment).date(), log.persons[log.addresses[contact]]
    mine = {key for key, address in log.addresses.items() if log.persons[address] == owner}
    days = [log.local(row["send_after"]).date() for row in log.outbox_message
            if row["contact"] in mine and row["kind"] in UNPROMPTED and row["created_at"] <= moment]  # fmt: skip
    days += [log.local(t.at).date() for t in log.to_person(contact) if t.kind in UNPROMPTED and t.at <= moment]
    week = sum(day - 6 * DAY <= one <= day for one in days)
    tonight = dt.datetime.combine(day + DAY, dt.time(0), log.zone)
    coming = any(
        visit["contact"] in mine and moment < visit["starts_at"] <= tonight + 6 * HOUR
        and log.touches(log.standing[visit["id"]], moment - GRACE, moment)
        for visit in log.appointment
    )  # fmt: skip
    return day in days or week >= A_WEEK or coming


def _has_heard_of(log: Log, entry: Row, seat: Row, moment: dt.datetime) -> bool:
    """Whether this time was offered to them before, or they have given it up themselves."""
    visits = log.by_id("appointment")
    offered = [visits[o["appointment"]] for o in log.offer if o["entry"] == entry["id"] and o["created_at"] <= moment]
    own = [v for v in log.appointment if v["patient"] == entry["patient"] and v["created_at"] <= moment]
    return any(v["doctor"] == seat["doctor"] and v["starts_at"] == seat["starts_at"] for v in [*offered, *own])


def _could_come(log: Log, entry: Row, seat: Row, since: dt.datetime, until: dt.datetime) -> bool:
    """Whether the patient is nowhere else then, and it is earlier than the visit they would give for it."""
    own = [
        v for v in log.appointment
        if v["patient"] == entry["patient"] and log.touches(log.seated[v["id"]], since, until)
    ]  # fmt: skip
    if entry["swap_for"] is not None:
        later = [v for v in own if v["id"] == entry["swap_for"] and log.was(log.standing[v["id"]], since, until)]
        if not later or later[0]["starts_at"] <= seat["starts_at"]:
            return False
        own.remove(later[0])
    return len(own) < MOST and not any(
        v["starts_at"] < seat["ends_at"] and seat["starts_at"] < v["ends_at"] for v in own
    )  # fmt: skip


def the_best_match_is_offered_first(log: Log) -> list[str]:
    """By the clock, nobody is offered a time while one before them in the list could be: priority, then arrival."""
    found, visits, entries = [], log.by_id("appointment"), log.by_id("waitlist_entry")
    made: dict[tuple[int, dt.datetime], list[Row]] = defaultdict(list)
    by_clock = {row["subject_id"] for row in log.audit
                if row["action"] == "offer.make" and row["actor_kind"] == "clock"}  # fmt: skip
    for offer in log.offer:
        if offer["id"] in by_clock:
            made[visits[offer["appointment"]]["doctor"], offer["created_at"]].append(offer)
    for offers in made.values():
        asked = {entries[offer["entry"]]["contact"] for offer in offers}
        for offer in offers:
            seat, now = visits[offer["appointment"]], offer["created_at"]
            freed = [row["at"] for row in log.audit if row["action"] in ("appointment.cancel", "appointment.move")
                     and row["at"] <= now and _same_time(visits[row["subject_id"]], seat)]  # fmt: skip
            found += [
                f"offer {offer['id']} of {seat['starts_at']} went past entry {other['id']}"
                for other in log.waitlist_entry
                if freed and other["contact"] not in asked and _rank(other) < _rank(entries[offer["entry"]])
                and _must_be_offered(log, other, seat, freed[-1], now - MINUTE / 60, now)
            ]  # fmt: skip
    return found


def _same_time(one: Row, other: Row) -> bool:
    return (one["doctor"], one["starts_at"]) == (other["doctor"], other["starts_at"])


def _rank(entry: Row) -> tuple[int, dt.datetime, int]:
    return entry["priority"], entry["created_at"], entry["id"]


def a_swap_keeps_the_old_time_until_the_new_is_taken(log: Log) -> list[str]:
    """The old visit goes in the very moment the new one is theirs, not before; no offer takes it away."""
    found, visits, trails = [], log.by_id("appointment"), log.audits("appointment")
    for offer in log.offer:
        new = visits[offer["appointment"]]
        if offer["status"] != "accepted" or new["rescheduled_from"] is None:
            continue
        old = new["rescheduled_from"]
        taken = next(row["at"] for row in trails[new["id"]] if row["action"].startswith("appointment.accept"))
        gone = [row["at"] for row in trails[old] if row["action"] == "appointment.move"]
        if gone != [taken] or visits[old]["status"] != "rescheduled":
            found.append(f"{visits[old]['reference']} went {gone}, {new['reference']} was taken {taken}")
    for entry in log.waitlist_entry:
        found += [
            f"the clock took {visits[entry['swap_for']]['reference']}, kept for a swap"
            for row in trails.get(entry["swap_for"] or 0, [])
            if row["actor_kind"] == "clock" and row["action"] in ("appointment.cancel", "appointment.move")
        ]
    return found


def the_first_yes_wins(log: Log) -> list[str]:
    """Of those offered one time together, nobody who said a plain yes earlier than the winner goes without."""
    found, entries = [], log.by_id("waitlist_entry")
    together: dict[int, list[Row]] = defaultdict(list)
    for offer in log.offer:
        together[offer["appointment"]].append(offer)
    for offers in together.values():
        winners = [offer for offer in offers if offer["status"] == "accepted"]
        if len(winners) > 1:
            found.append(f"offers {[o['id'] for o in winners]} of one time were all accepted")
        for winner, other in ((w, o) for w in winners for o in offers if o is not w):
            yes = _plain_yes(log, other, log.addresses[entries[other["entry"]]["contact"]])
            if yes is not None and yes < min(winner["answered_at"], other["expires_at"]):
                found.append(f"offer {other['id']} had its yes at {yes}, {winner['id']} at {winner['answered_at']}")
    return found


def no_offer_is_made_in_vain(log: Log) -> list[str]:
    """A time is not held over and over for somebody whom no text may reach: nobody else can have it meanwhile."""
    texts = {row["dedupe_key"]: row for row in log.outbox_message}
    vain = Counter(
        (offer["entry"], log.local(offer["created_at"]).date())
        for offer in log.offer
        if (text := texts.get(f"offer:{offer['id']}")) is None or text["error"] == "budget"
    )
    return [
        f"entry {entry} was held a time {count} times on {day}, and never told"
        for (entry, day), count in vain.items()
        if count > 1
    ]


def _plain_yes(log: Log, offer: Row, address: str) -> dt.datetime | None:
    """When a yes came to the offer's own text, with no other text on that phone in between."""
    told = [t for t in log.by_address[address] if t.row and t.row["dedupe_key"] == f"offer:{offer['id']}"]
    if not told:
        return None
    after = [one for one in log.heard_from[address] if one.at > told[0].at]
    if not after or after[0].words.lower() not in ("y", "yes", "si"):
        return None
    between = [t for t in log.by_address[address] if told[0].at < t.at < after[0].at]
    earlier = [t for t in log.by_address[address] if told[0].at - DAY < t.at < told[0].at and t.kind == "reminder"]
    return None if between or earlier else after[0].at
