"""The dialogue machine: one message in, the replies out, inside the caller's transaction.

A message is taken in this order: opting out, worrying words, the open question it answers, a command, else honesty.
What each question waits for stands in talk.py, which of them a message answers in binding.py. `COMMANDS` is what a
message means when no question claims it.
"""

from __future__ import annotations

import datetime as dt
import re

from bot import handoff, hints, questions, wording
from bot.binding import CORRECTING, answers_a_question, choice_of, is_full_name
from bot.flows import (
    afterthoughts,
    booking,
    contact,
    excuses,
    facts,
    in_line,
    linking,
    mail,
    offer,
    opting,
    own,
    queue,
    supposing,
    visits,
    waitlist,
)
from bot.flows.wish import FLOW, has_details
from bot.messages import Reply, Said
from bot.talk import ASKS, TALK, Move, about, settle
from bot.turn import Turn
from store import appointments, consent, handoffs, schedules
from store.models import Contact, Question

A_WEEK = dt.timedelta(days=7)  # so long "yes" is an answer to what was read back: it is read back afresh

COMMANDS: dict[str, Move] = {
    "book": booking.begin,
    "slots": booking.slots,
    "confirm": about("confirm"),
    "cancel": about("cancel"),
    "reschedule": about("move"),
    "status": visits.status,
    "late": queue.late,
    "queue": queue.join,
    "position": queue.position,
    "leave": queue.leave,
    "here": queue.here,
    "away": queue.away,
    "waitlist": waitlist.join,
    "name": contact.name,
    "language": contact.language,
    "help": contact.help_,
    "stop": opting.stop,
    "start": contact.start,
    "erase": contact.erase,
    "agent": contact.agent,
    "greet": contact.greet,
    "thanks": contact.thanks,
    "bye": contact.thanks,
    "restart": contact.restart,
}

SORRY = re.compile(
    r"(oh |ah )?(i ?'?a?m )?(so |very )?sorry( (about|for) (that|it|this|the (trouble|bother|mess|confusion)))?[.! ]*|"
    r"(perd[oó]n|disculp[ae]n?|lo siento)( (por )?(la|las|el) (molestias?|l[ií]o))?[.! ]*",
    re.IGNORECASE,
)
NOT_ABOUT_TIME = frozenset({"contact.name", "notice.missed", "notice.cancelled", "notice.moved"})
# These answer and leave a half-done flow where it was; the open question is put again.
INTERRUPTIONS = frozenset({"status", "position", "help", "thanks", "language", "here", "away", "agent", "name"})


def reply(who: Contact, said: Said, now: dt.datetime) -> list[Reply]:
    """What the contact hears: an empty list is silence. `now` is aware; the contact's row is locked by the caller."""
    turn = Turn.begin(who, said, now)
    if who.greeted_at is None:
        linking.meet(turn)
    if said.carrier_opt:
        turn.reading = turn.read(said.text, _asked(turn))
        opting.carrier_acted(turn, lambda: _answer(turn))
    elif not _out_of_bounds(turn):
        contact.notice_language(turn, _asked(turn))
        _answer(turn)
    _introduce(turn)
    turn.finish()
    return turn.replies()


def means_stop(who: Contact, said: Said, now: dt.datetime) -> bool:
    """Whether the message, in whatever wording, ends texts. Changes nothing."""
    turn = Turn.begin(who, said, now)
    turn.reading = turn.read(said.text, None)
    return opting.means_stop(turn)


def _out_of_bounds(turn: Turn) -> bool:
    """Opted out: only START and HELP are answered. True when nothing more is to be done."""
    turn.reading = turn.read(turn.said.text, _asked(turn))
    if turn.contact.opted_out_at is None:
        return False
    if opting.means_start(turn):
        contact.start(turn)
        if turn.said.start_token:
            linking.heard(turn)
    elif turn.reading.intent == "help":
        contact.help_(turn)
    elif not opting.means_stop(turn):
        opting.unheard(turn)
    return True


def _asked(turn: Turn) -> str | None:
    return ASKS.get(turn.ours[0].kind) if turn.ours else None


def _answer(turn: Turn) -> None:
    if turn.said.question_id is None and not _with_a_person(turn) and mail.heard(turn):
        _resume_ours(turn)  # "no more email" is no STOP
    elif turn.said.question_id is None and (opting.means_stop(turn) or opting.cancels_nothing(turn)):
        opting.stop(turn)
    elif turn.said.question_id is not None:
        _tapped(turn)
    elif turn.reading.urgency == "emergency":
        contact.emergency(turn)
    elif _with_a_person(turn):
        handoff.forward(turn)
    elif linking.heard(turn):
        if not turn.hides_keyboard:  # linked: what was asked before can wait
            _resume_ours(turn)
    elif not turn.said.text.strip():
        _wordless(turn)
    elif opting.mutes(turn):
        _resume_ours(turn)
    elif opting.leaves_the_list(turn):
        waitlist.leave(turn)
    elif supposing.heard(turn) or (facts.asked_besides(turn) and facts.answers(turn)):
        _go_on(turn)
    elif _only_a_name_asked(turn) and in_line.heard(turn):
        return
    elif answers_a_question(turn):
        _and_tell(turn)
    else:
        _command(turn)


def _only_a_name_asked(turn: Turn) -> bool:
    """Nothing waits for an answer that words of the line ("in half an hour", "coming") could be."""
    return all(question.kind in NOT_ABOUT_TIME for question in turn.open_questions)


def _and_tell(turn: Turn) -> None:
    """ "2, and where are you?": the answer is taken, and the fact told with what came of it."""
    done, turn.lines = turn.lines, []
    if turn.picked_value is None and turn.reading.intent not in ("yes", "no", "confirm"):
        turn.lines = done
        return
    if facts.is_known(turn.said.text):
        facts.answers(turn)
    turn.lines = [*turn.lines, *done]


def _with_a_person(turn: Turn) -> bool:
    """Staff are answering, so the bot is quiet (S3); START, HELP, a shared number, being forgotten are heard."""
    if turn.said.phone or turn.said.start_token:
        return False
    if not handoffs.is_quiet(turn.contact, turn.now) or turn.reading.intent in ("start", "help", "erase"):
        return False
    return not (turn.ours and turn.ours[0].kind == "contact.erase")


# --- buttons ---------------------------------------------------------------------------------------------------------


def _tapped(turn: Turn) -> None:
    """A button: it belongs to one question for certain; a stale one is answered and changes nothing."""
    asked = (Question.id == turn.said.question_id) & (Question.contact == turn.contact)
    question = Question.get_or_none(asked & ~Question.kind.startswith("staff:"))
    picked = choice_of(question, turn.said.choice) if question else None
    if question is None or picked is None:
        turn.toast = turn.word("tap.stale")
        turn.tell("tap.stale")
    elif question.closed_at is not None or question.expires_at <= turn.now:
        _stale(turn, question)
    else:
        settle(turn, question, TALK[question.kind][_tap_event(question, picked)], picked["value"])


def _tap_event(question: Question, picked: dict[str, object]) -> str:
    """A button for what could also be typed ("C") leads where the word would."""
    value = picked["value"]
    return value if isinstance(value, str) and value in TALK[question.kind] else "choice"


def _stale(turn: Turn, question: Question) -> None:
    turn.toast = turn.word("tap.stale")
    turn.closes.append(question.id)
    if question.offer is not None:
        offer.stale(turn, question.offer)
        return
    if question.appointment is not None and question.appointment.status not in ("pending", "confirmed"):
        own.gone(turn, question.appointment)
        return
    turn.tell("tap.stale")
    if turn.ours:
        turn.ask_again(turn.ours[0])


# --- commands, and honesty -------------------------------------------------------------------------------------------


def _command(turn: Turn) -> None:
    ours, intent = turn.ours, turn.reading.intent
    shifted = turn.reading.shift and not turn.reading.minutes and intent != "waitlist"
    if in_line.heard(turn):
        return
    if facts.answers(turn):
        _go_on(turn)
    elif afterthoughts.heard(turn):
        return
    elif (turn.reading.minutes or (intent == "more" and turn.reading.shift == "later")) and queue.later(turn):
        return
    elif excuses.heard(turn):
        return
    elif SORRY.fullmatch(turn.said.text.strip()):
        _nothing_open(turn)
    elif CORRECTING.search(turn.said.text) and has_details(turn.reading) and visits.correct_last(turn):
        return
    elif shifted and not ours and own.has_any(turn):
        visits.about(turn, "move")  # "can I come earlier?": the visit they have
    elif hints.at_the_same_time(turn):
        visits.about(turn, "move")
    elif intent == "reschedule" and hints.another_day(turn) and own.has_none(turn):
        turn.tell("visit.none_yet")  # "can i come monday instead", and nothing is booked
        booking.begin(turn)
    elif opting.gives_up_place(turn):
        queue.leave(turn)
    elif intent in COMMANDS:
        _obey(turn)
    elif intent == "no" and has_details(turn.reading) and visits.correct_last(turn):
        return
    elif hints.wants_a_visit(turn):
        booking.begin(turn)
    elif intent in ("yes", "no", "more", "back") or turn.reading.number:
        _nothing_open(turn)
    elif has_details(turn.reading):
        if not (hints.says_only_when(turn) and visits.correct_last(turn)):
            booking.begin(turn)
    else:
        _not_understood(turn, ours)


def _obey(turn: Turn) -> None:
    """Does what the command says. What interrupts leaves a half-done flow where it was: its question is put again."""
    ours, intent = turn.ours, turn.reading.intent
    turn.conversation.misses = 0
    interrupts = intent in INTERRUPTIONS or (intent == "waitlist" and waitlist.asks_where(turn.said.text))
    if not interrupts:
        questions.close_all(ours, "replaced", turn.now)
    COMMANDS[intent](turn)
    enough = turn.asked is not None or intent == "thanks" or handoffs.is_quiet(turn.contact, turn.now)
    if interrupts and not enough and ours and ours[0].closed_at is None:
        _resume(turn, ours[0])


def _go_on(turn: Turn) -> None:
    """After a question of theirs: ours once more. A list stands above already, and is only pointed at."""
    listed = turn.ours and len(turn.ours[0].choices) > 1 and not any(each.get("typed") for each in turn.ours[0].choices)
    if listed:
        turn.tell("list.above")
    else:
        _resume_ours(turn)


def _resume_ours(turn: Turn) -> None:
    if turn.ours:
        _resume(turn, turn.ours[0])


def _resume(turn: Turn, question: Question) -> None:
    """After an interruption, the open question once more; a name is not asked for twice."""
    if question.kind != "contact.name":
        turn.ask_again(question)


def _nothing_open(turn: Turn) -> None:
    """ "Yes" or "2" out of nowhere; hours late, the list it was meant for is put afresh and nothing is guessed.
    "Yes" to "which visit?" is no answer: the list once more.
    """
    if turn.ours and turn.ours[0].kind == "visit.which":
        turn.ask_again(turn.ours[0])
        return
    if turn.conversation.flow == FLOW and turn.conversation.updated_at + A_WEEK > turn.now:
        booking.afresh(turn)
        return
    nearest = appointments.upcoming(turn.patients, turn.now)
    if nearest:
        turn.tell("nothing_open.visit", visit=turn.visit(nearest[0]), code=nearest[0].code)
    else:
        turn.tell("nothing_open.plain")


def _wordless(turn: Turn) -> None:
    turn.tell("media.cannot_read" if turn.said.media else "unknown.empty")
    if turn.ours:
        turn.ask_again(turn.ours[0])


def _not_understood(turn: Turn, ours: list[Question]) -> None:
    """Honest, with one example that would work now; the second time in a row a person is offered (P13)."""
    if facts.is_question(turn.said.text):
        turn.tell("facts.ask_desk")
        _go_on(turn)
        return
    if not ours and (turn.owner is None or not turn.owner.name) and is_full_name(turn):
        contact.called(turn)  # "Kaylee Munn", before anybody asked
        return
    turn.conversation.misses += 1
    if turn.conversation.misses >= 2:
        turn.tell("unknown.again")
        handoff.begin(turn, "misunderstood")
    elif ours or not queue.not_understood(turn):
        turn.tell("unknown.here" if ours else "unknown.first", example=_example(turn))
    if ours:
        turn.ask_again(ours[0])


def _example(turn: Turn) -> str:
    """A message that would work now: a doctor who works here and the next free time."""
    free = schedules.openings(
        turn.clinic, now=turn.now, first=turn.today, last=turn.today + dt.timedelta(days=14), limit=1
    )  # fmt: skip
    if not free:
        return turn.word("unknown.book")
    at = free[0].starts_at.astimezone(turn.clinic.zone)
    day = turn.word("unknown.today") if at.date() == turn.today else wording.weekday(at.date(), turn.locale)
    time = wording.clock(at.time(), turn.locale)
    return turn.word("unknown.example", doctor=turn.doctor_name(free[0].doctor), day=day, time=time)


def _introduce(turn: Turn) -> None:
    """The very first reply names the clinic and says how to stop; that wording is the consent on record (RULES 5)."""
    if turn.contact.greeted_at is not None or not turn.lines:
        return
    first = turn.word("first.who", clinic=turn.clinic.name)
    if turn.contact.opted_out_at is None:
        first = f"{first} {turn.word('first.consent')}"
        consent.given(turn.contact, "first message", first, turn.now)
    turn.lines.insert(0, first)
    turn.contact.greeted_at = turn.now
    turn.contact.save()
