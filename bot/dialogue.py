"""The dialogue machine: one message in, the replies out, inside the caller's transaction.

A message is offered to each of `ORDER` in turn: opting out, worrying words, the open question it answers, then what it
means by itself. What each question waits for stands in talk.py, which of them a message answers in binding.py, what it
means when it answers none in unasked.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from bot import handoff, unasked
from bot.binding import answers_a_question
from bot.flows import contact, facts, in_line, linking, mail, opting, supposing, waitlist
from bot.messages import Reply, Said
from bot.resuming import go_on, resume_ours
from bot.talk import ASKS
from bot.tapping import tapped
from bot.turn import Turn
from store import consent, handoffs
from store.models import Contact

NOT_ABOUT_TIME = frozenset({"contact.name", "notice.missed", "notice.cancelled", "notice.moved"})


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
    if not any(hears(turn) for hears in ORDER):
        unasked.answer(turn)


def _no_more_mail(turn: Turn) -> bool:
    """ "No more email" is no STOP."""
    heard = turn.said.question_id is None and not _with_a_person(turn) and mail.heard(turn)
    if heard:
        resume_ours(turn)
    return heard


def _stop(turn: Turn) -> bool:
    heard = turn.said.question_id is None and (opting.means_stop(turn) or opting.cancels_nothing(turn))
    if heard:
        opting.stop(turn)
    return heard


def _button(turn: Turn) -> bool:
    if turn.said.question_id is None:
        return False
    tapped(turn)
    return True


def _emergency(turn: Turn) -> bool:
    worrying = turn.reading.urgency == "emergency"
    if worrying:
        contact.emergency(turn)
    return worrying


def _to_a_person(turn: Turn) -> bool:
    if quiet := _with_a_person(turn):
        handoff.forward(turn)
    return quiet


def _with_a_person(turn: Turn) -> bool:
    """Staff are answering, so the bot is quiet (S3); START, HELP, a shared number, being forgotten are heard."""
    if turn.said.phone or turn.said.start_token:
        return False
    if not handoffs.is_quiet(turn.contact, turn.now) or turn.reading.intent in ("start", "help", "erase"):
        return False
    return not (turn.ours and turn.ours[0].kind == "contact.erase")


def _link(turn: Turn) -> bool:
    heard = linking.heard(turn)
    if heard and not turn.hides_keyboard:  # linked: what was asked before can wait
        resume_ours(turn)
    return heard


def _wordless(turn: Turn) -> bool:
    """A photo, a voice note, nothing at all."""
    if turn.said.text.strip():
        return False
    turn.tell("media.cannot_read" if turn.said.media else "unknown.empty")
    if turn.ours:
        turn.ask_again(turn.ours[0])
    return True


def _mute(turn: Turn) -> bool:
    if heard := opting.mutes(turn):
        resume_ours(turn)
    return heard


def _off_the_list(turn: Turn) -> bool:
    if heard := opting.leaves_the_list(turn):
        waitlist.leave(turn)
    return heard


def _besides(turn: Turn) -> bool:
    """ "What if I'm late?", "who is this?": answered, and what was asked stays open."""
    heard = supposing.heard(turn) or (facts.asked_besides(turn) and facts.answers(turn))
    if heard:
        go_on(turn)
    return heard


def _in_line(turn: Turn) -> bool:
    """Words of the line ("in half an hour", "coming"), where nothing waits for an answer that they could be."""
    return all(question.kind in NOT_ABOUT_TIME for question in turn.open_questions) and in_line.heard(turn)


def _answers_a_question(turn: Turn) -> bool:
    if heard := answers_a_question(turn):
        _and_tell(turn)
    return heard


def _and_tell(turn: Turn) -> None:
    """ "2, and where are you?": the answer is taken, and the fact told with what came of it."""
    done, turn.lines = turn.lines, []
    if turn.picked_value is None and turn.reading.intent not in ("yes", "no", "confirm"):
        turn.lines = done
        return
    if facts.is_known(turn.said.text):
        facts.answers(turn)
    turn.lines = [*turn.lines, *done]


# Each acts and says True where the message is its own.
ORDER: tuple[Callable[[Turn], bool], ...] = (
    _no_more_mail, _stop, _button, _emergency, _to_a_person, _link, _wordless, _mute, _off_the_list, _besides, _in_line,
    _answers_a_question,
)  # fmt: skip


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
