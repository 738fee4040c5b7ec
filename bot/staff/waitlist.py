"""WAITLIST, OFFER, PRIORITY, UNLIST (W4): who waits for an earlier time, and what the desk does about it by hand.

> offer ana lee fri 3pm
< Offer A.R. this: Fri 27 Nov, 3pm, Dr. Lee?   [Yes] [No]
> yes
< Offered to A.R.: Fri 27 Nov, 3pm, Dr. Lee, until 9:15am.
"""

from __future__ import annotations

import re

from bot import offers, wording
from bot.messages import Choice
from bot.notices.offers import until
from bot.staff import finding, people, times
from bot.staff.turn import StaffTurn
from store import leaving, waitlist
from store.errors import CannotOffer
from store.models import WaitlistEntry

NUMBERED = re.compile(r"(#?\d{1,2})\.?(?:\s+(.*))?")
USUAL = WaitlistEntry.priority.default  # a priority that needs no words


def show(turn: StaffTurn) -> None:
    entries = [entry for entry in waitlist.listed(turn.clinic) if entry.date_to >= turn.today]
    if not entries:
        turn.tell("desk.waitlist_empty")
        return
    turn.tell("desk.waitlist", count=len(entries))
    turn.show([f"{number}. {_line(turn, entry)}" for number, entry in enumerate(entries, 1)])


def _line(turn: StaffTurn, entry: WaitlistEntry) -> str:
    doctor = turn.doctor_name(entry.doctor) if entry.doctor else turn.word("desk.any_doctor")
    first = wording.day(max(entry.date_from, turn.today), turn.locale)
    last = wording.day(entry.date_to, turn.locale)
    days = first if first == last else turn.word("desk.days", first=first, last=last)
    if entry.priority != USUAL:
        days = turn.word("desk.with_priority", days=days, priority=entry.priority)
    state = "" if entry.status == "waiting" else turn.word("desk.has_an_offer")
    return f"{turn.who(entry.patient)}, {doctor}, {days}{state}"


def offer(turn: StaffTurn) -> None:
    """OFFER name [doctor day time]: without a time, the first they wait for. Read back first: it texts somebody."""
    numbered = NUMBERED.fullmatch(turn.rest.strip())
    name, when = (numbered[1], numbered[2] or "") if numbered else finding.name_first(turn, turn.rest)
    entry = _entry(turn, name)
    if entry is None:
        return
    if entry.status == "notified":
        turn.tell("desk.offer_entry_notified", who=turn.who(entry.patient))
        return
    turn.picked["entry"] = entry.id
    opening = None
    if when or "opening" in turn.picked:
        doctor, go_on = times.with_whom(turn, when)
        wanted = times.Wanted(entry.patient, doctor or entry.doctor, turn.read(when))
        opening = times.opening(turn, wanted) if go_on else None
        if opening is None:
            return
        turn.picked["opening"] = [opening.doctor.id, opening.starts_at.isoformat()]
    who = turn.who(entry.patient)
    time = f"{turn.when(opening.starts_at)}, {turn.doctor_name(opening.doctor)}" if opening else ""
    if not people.sure(turn, "desk.sure_offer" if opening else "desk.sure_offer_first", who=who, time=time):
        return
    try:
        made = offers.notify(entry, actor=turn.actor, now=turn.now, opening=opening)
    except CannotOffer as refusal:
        turn.tell(f"desk.offer_{refusal.facts['reason']}", who=who)
        return
    held = made.appointment
    time = f"{turn.when(held.starts_at)}, {turn.doctor_name(held.doctor)}"
    turn.tell("desk.offered", who=who, time=time, until=until(made, turn.locale))


def prioritise(turn: StaffTurn) -> None:
    """PRIORITY name number: 1 is offered first, 10 last (W4)."""
    found = re.fullmatch(r"(.*?)[\s,:]*\b(\d{1,3})", turn.rest.strip())
    if found is None or not 1 <= int(found[2]) <= 10:
        turn.puzzled("desk.priority_how")
        return
    entry = _entry(turn, found[1])
    if entry is not None:
        waitlist.prioritise(entry, int(found[2]), actor=turn.actor, now=turn.now)
        turn.tell("desk.prioritised", who=turn.who(entry.patient), priority=int(found[2]))


def off(turn: StaffTurn) -> None:
    """UNLIST name: nothing more is offered to them; what was goes on to the next. Asked first."""
    entry = _entry(turn, turn.rest)
    if entry is None:
        return
    turn.picked["entry"] = entry.id
    who = turn.who(entry.patient)
    if people.sure(turn, "desk.sure_unlist", who=who):
        leaving.remove(entry, actor=turn.actor, now=turn.now)
        turn.tell("desk.offer_entry_cancelled", who=who)


def _entry(turn: StaffTurn, name: str) -> WaitlistEntry | None:
    """The entry meant by the patient's letters; asks which where several fit, or nobody is named."""
    listed = [entry for entry in waitlist.listed(turn.clinic) if entry.date_to >= turn.today]
    if "entry" in turn.picked:
        return next((entry for entry in listed if entry.id == turn.picked["entry"]), None)
    if name.strip("#. ").isdecimal():  # as WAITLIST numbers them
        place = int(name.strip("#. "))
        found = listed[place - 1 : place] if place else []
        if not found:
            turn.tell("desk.not_on_waitlist", name=name)
        return found[0] if found else None
    meant = {patient.id for patient in finding.patients(turn, name)} if name else None
    found = [entry for entry in listed if meant is None or entry.patient_id in meant]
    if len(found) == 1 and name:
        return found[0]
    if found:
        turn.ask("desk.which_entry", [Choice(_line(turn, one), {"entry": one.id}) for one in found[: finding.SHOWN]])
    elif listed:
        turn.puzzled("desk.not_on_waitlist", name=name[:40])
    else:
        turn.tell("desk.waitlist_empty")
    return None
