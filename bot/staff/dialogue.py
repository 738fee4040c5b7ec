"""The staff chat's machine: who speaks, an answer to a patient, a button, an open question, a command; else honesty.

Every answer to a question runs the command that asked it again, with more known (StaffTurn.ask); so each command is
one function from "what is said" to "what is still missing, or done".
"""

from __future__ import annotations

import datetime as dt
import re

from bot import wording
from bot.messages import Choice, Reply, StaffSaid
from bot.phrases import say
from bot.staff import finding, handoffs, pins
from bot.staff.commands import BY_NAME, Command, Match, match, plain
from bot.staff.refusals import explain
from bot.staff.turn import StaffTurn
from store import contacts, outbox, staff
from store.database import transaction
from store.errors import Refusal
from store.models import Clinic, Question, StaffMember, Ticket
from store.tickets import last_act

YES = frozenset(["y", "yes", "yep", "ok", "okay", "sure", "do", "it", "go", "ahead"])
AWAY = frozenset({"sick", "ill"})  # "dr lee is sick today": said to colleagues, and something to do for the desk
SHORT = 7  # words of such a line
AFTER_A_NAME = frozenset({"late", "block", "open", "hours", "set hours", "today", "tomorrow", "queue"})
NO = frozenset(["n", "no", "nope", "stop", "leave", "it", "never", "mind"])


def staff_reply(clinic: Clinic, said: StaffSaid, now: dt.datetime) -> list[Reply]:
    """What staff hear; an empty list is silence. `now` is aware; the caller holds the row of the chat's contact.

    Somebody in the group whom nobody has entered as a member gets one polite line a day.
    """
    member = member_of(clinic, said)
    if member is None:
        _stranger(clinic, said, now)
        return []
    chat = contacts.find_or_create(clinic, said.channel, said.chat, now)
    turn = StaffTurn(clinic, member, chat, said, now)
    if said.question_id is not None:
        _tapped(turn)
    elif not handoffs.answered(turn):
        _heard(turn, plain(said.text))
    return turn.replies()


def member_of(clinic: Clinic, said: StaffSaid) -> StaffMember | None:
    """Who speaks: by Telegram's id of the sender, by SMS by the number."""
    if said.channel == "telegram":
        return staff.by_telegram(clinic, said.sender_id) if said.sender_id else None
    return staff.by_phone(clinic, said.phone)


def _stranger(clinic: Clinic, said: StaffSaid, now: dt.datetime) -> None:
    if said.group and said.text.strip():
        key = f"stranger:{said.chat}:{said.sender_id}:{now:%Y%m%d}"
        text = say("desk.stranger", clinic.locale, id=said.sender_id or "?")
        outbox.add_to(clinic.id, said.channel, said.chat, "staff", text, now, dedupe_key=key)


# --- words -----------------------------------------------------------------------------------------------------------


def _heard(turn: StaffTurn, text: str) -> None:
    if pins.given(turn, text):
        text = turn.rest
    found = match(text) or _doctor_first(turn, text)
    if _answers(turn, text, certain=found is None):
        return
    if found is not None and found.command.changes:  # a later yes is not for what was asked before this
        for question in turn.waiting():
            turn.close(question, "replaced")
    if found is None:
        _not_understood(turn, text)
    elif not found.sure:
        _meant(turn, found)
    else:
        run(turn, found.command, found.rest)


def _doctor_first(turn: StaffTurn, text: str) -> Match | None:
    """ "lee late 20", "dr lee today": of commands that change nothing at once; colleagues say "lee done?" too."""
    words = text.split()
    for size in (1, 2, 3):
        named, rest = finding.doctors_named(finding.spoken(" ".join(words[:size])), turn.doctors)
        found = match(" ".join(words[size:])) if named and not rest and len(words) > size else None
        if found is not None and found.sure and found.command.name in AFTER_A_NAME and not text.endswith("?"):
            return match(" ".join((*words[size:], *words[:size])))
    return None


def run(turn: StaffTurn, command: Command, rest: str) -> None:
    """Does what the command says, or tells why not; a refusal leaves nothing half done."""
    turn.command, turn.rest = command.name, rest
    if not staff.allowed(turn.member, command.role):
        turn.tell("desk.not_your_role", role=staff.named_roles(command.role))
    elif pins.missing(turn, command.changes):
        pins.ask(turn, f"{command.name} {rest}".strip())
    else:
        try:
            with transaction():
                command.act(turn)
        except Refusal as refusal:
            explain(turn, refusal)


def _not_understood(turn: StaffTurn, text: str) -> None:
    """In a group, what is not for the bot is between colleagues."""
    words = finding.spoken(text)
    named, _ = finding.doctors_named(words, turn.doctors)
    away = AWAY & {*words} or ("off" in words and {"today", "tomorrow"} & {*words})
    if named and len(words) <= SHORT and away and staff.allowed(turn.member, "receptionist"):
        turn.tell("desk.sick_how", doctor=wording.surname(named[0].name).upper())
    elif text and (turn.said.addressed or not turn.said.group):
        turn.tell("desk.unknown")


def _meant(turn: StaffTurn, found: Match) -> None:
    """Near to a word that cancels: asked, never guessed."""
    turn.command, turn.rest = found.command.name, found.rest
    yes = Choice(turn.word("desk.yes"), {"meant": True})
    turn.ask("desk.did_you_mean", [yes, _no(turn)], command=f"{found.command.name.upper()} {found.rest}".strip())


def _no(turn: StaffTurn) -> Choice:
    return Choice(turn.word("desk.no"), {"no": True})


# --- answers ---------------------------------------------------------------------------------------------------------


def _answers(turn: StaffTurn, text: str, *, certain: bool) -> bool:
    """Whether the words answer the question this member was asked last. A command in full goes before an answer."""
    waiting = turn.waiting()
    if not waiting or waiting[0].kind == pins.KIND:
        return False
    number = _chosen(waiting[0], text)
    if number is None and text.casefold().strip(" .!") in NO:
        turn.close(waiting[0], "answered")
        turn.tell("desk.left_alone")
        return True
    if number is None and certain and _is_answer(turn, text):
        turn.tell("desk.pick_one", count=len(waiting[0].choices))
        turn.lines += [f"{at} {choice['label']}" for at, choice in enumerate(waiting[0].choices, 1)]
        return True
    if number is None or (not certain and not _is_label(waiting[0], text)):
        return False
    _take(turn, waiting[0], number)
    return True


def _chosen(question: Question, text: str) -> int | None:
    """Which choice the words mean, counted from 1: its number, yes or no, or the beginning of its label."""
    said = text.casefold().strip(" .!")
    values = [choice["value"] for choice in question.choices]
    if re.fullmatch(r"\d{1,2}", said, re.ASCII):
        return int(said) if 1 <= int(said) <= len(values) else None
    for words, key in ((YES, "sure"), (YES, "meant"), (NO, "no")):
        if said in words:
            places = [at for at, value in enumerate(values, 1) if value.get(key)]
            if len(places) == 1:
                return places[0]
    labels = [choice["label"].casefold() for choice in question.choices]
    starts = [at for at, label in enumerate(labels, 1) if len(said) > 3 and label.startswith(said)]
    return starts[0] if len(starts) == 1 else None


def _is_answer(turn: StaffTurn, text: str) -> bool:
    """A number, or a bare yes, that none of the choices is; in a group "ok" is between colleagues."""
    said = text.casefold().strip(" .!")
    return said.isdecimal() or said in ("y", "yes") or (said in YES and not turn.said.group)


def _is_label(question: Question, text: str) -> bool:
    """ "cancel all" is an answer where it was offered, though it begins with a command."""
    said = text.casefold().strip(" .!")
    return any(choice["label"].casefold() == said for choice in question.choices)


def _take(turn: StaffTurn, question: Question, number: int) -> None:
    """Runs the question's command with the choice."""
    value, rest = question.choices[number - 1]["value"], question.context.get("rest", "")
    turn.close(question, "answered")
    if value.get("no"):
        turn.tell("desk.left_alone")
        return
    turn.picked = {**question.context.get("picked", {}), **{k: v for k, v in value.items() if k != "do"}}
    turn.unlocked = turn.unlocked or bool(question.context.get("unlocked"))
    name = value.get("do") or question.kind.removeprefix("staff:")
    run(turn, BY_NAME[name], rest)


# --- buttons ---------------------------------------------------------------------------------------------------------


def _tapped(turn: StaffTurn) -> None:
    """A button: it belongs to one question for certain. A stale one says who was faster, and changes nothing."""
    asked = (Question.id == turn.said.question_id) & (Question.contact == turn.chat)
    question = Question.get_or_none(asked & Question.kind.startswith("staff:"))
    number = turn.said.choice or 0
    turn.tapped = True
    if question is None or not 1 <= number <= len(question.choices):
        turn.toast = turn.word("desk.stale")
    elif question.closed_at is not None:
        by, at = question.context.get("by", ""), turn.clock(question.closed_at)
        turn.toast = turn.word("desk.stale_by", by=by, at=at) if by else turn.word("desk.stale")
    elif question.expires_at <= turn.now:
        turn.toast = turn.word("desk.stale")
    elif not (toast := _overtaken(turn, question)):
        _take(turn, question, number)
    else:
        turn.close(question, "expired")
        turn.toast = toast


def _overtaken(turn: StaffTurn, question: Question) -> str:
    """What has happened to the ticket since these buttons were shown; "" while they still say the truth."""
    shown = question.context.get("shown")
    if not shown:
        return ""
    ticket: Ticket = Ticket.get_by_id(shown["ticket"])
    if [ticket.status, _stamp(ticket)] == [shown["status"], shown["called_at"]]:
        return ""
    last = last_act(ticket)
    by, at = (last.actor_name or turn.word("desk.by_patient"), turn.clock(last.at)) if last else ("?", "?")
    return turn.word("desk.stale_ticket", ticket=turn.ticket(ticket), state=ticket.status, by=by, at=at)


def _stamp(ticket: Ticket) -> str | None:
    return ticket.called_at.isoformat() if ticket.called_at else None
