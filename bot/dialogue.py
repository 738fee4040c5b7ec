"""The dialogue machine: one message in, the replies out, inside the caller's transaction.

A message is taken in this order: opting out, worrying words, the open question it answers, a command, else honesty.
`TALK` is the machine: what each question waits for and where each answer leads. `COMMANDS` is what a message means
when no question claims it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from bot import handoff, questions, wording
from bot.flows import booking, contact, facts, linking, opting, queue, visits, waitlist
from bot.flows.wish import has_details
from bot.messages import Choice, Reply, Said
from bot.turn import Turn
from store import appointments, consent, contacts, handoffs, schedules
from store.models import Contact, Question

A_DAY = dt.timedelta(days=1)
Move = Callable[[Turn], None]


def about(what: str) -> Move:
    """The move that does `what` to a visit, once it is known which."""
    return lambda turn: visits.about(turn, what)


# Events, the most telling first: "choice" (a number or a tap), the intents, "details" (a doctor, a day, a time),
# "minutes", "name" (words that can be a name).
BOOKING: dict[str, Move] = {
    "more": booking.more,
    "back": booking.back,
    "cancel": booking.drop,
    "details": booking.details,
}
TALK: dict[str, dict[str, Move]] = {
    "booking.doctor": {
        **BOOKING, "choice": booking.doctor_chosen, "yes": booking.any_doctor, "more": booking.any_doctor,
        "no": booking.drop,
    },
    "booking.who": {**BOOKING, "choice": booking.who_chosen, "no": booking.drop, "name": booking.who_named},
    "booking.person": {**BOOKING, "no": booking.drop, "name": booking.who_named},
    "booking.time": {
        **BOOKING, "choice": waitlist.time_chosen, "yes": booking.which_time, "confirm": booking.which_time,
        "no": booking.another,
    },
    "booking.summary": {
        **BOOKING, "choice": booking.agreed, "yes": booking.agreed, "confirm": booking.agreed, "book": booking.agreed,
        "more": booking.another, "no": booking.another, "name": booking.named_in_summary,
    },
    "booking.nothing": {**BOOKING, "choice": waitlist.nothing_chosen, "yes": booking.any_doctor, "no": booking.drop},
    "contact.name": {"name": contact.named, "no": contact.unnamed, "back": contact.unnamed},
    "contact.language": {"choice": contact.language_chosen},
    "contact.erase": {"choice": contact.erase_chosen, "yes": contact.erased, "no": contact.not_erased},
    "queue.doctor": {"choice": queue.doctor_chosen, "doctor": queue.doctor_named, "details": queue.doctor_named},
    "waitlist.ask": {**BOOKING, "choice": waitlist.join_wish, "yes": waitlist.join_wish, "no": booking.drop},
    "waitlist.doctor": {"choice": waitlist.doctor_chosen, "details": waitlist.doctor_named, "no": booking.drop},
    "waitlist.who": {"choice": waitlist.who_chosen, "name": waitlist.who_named, "no": booking.drop},
    "which.answer": {"choice": lambda turn: _which_answered(turn), "no": visits.let_be},
    "visit.which": {"choice": visits.which_chosen, "details": visits.which_named, "no": visits.let_be},
    "visit.sure": {"choice": visits.sure_chosen, "yes": visits.sure, "cancel": visits.sure, "no": visits.kept},
    "visit.how_late": {"minutes": visits.how_late, "choice": visits.how_late},
    "notice.reminder": {
        "yes": about("confirm"), "confirm": about("confirm"), "no": about("cancel"), "cancel": about("cancel"),
        "reschedule": about("move"), "late": about("late"),
    },
    "notice.reminders": {
        "yes": visits.confirm_all, "confirm": visits.confirm_all, "no": visits.one_of("cancel"),
        "cancel": visits.one_of("cancel"), "reschedule": visits.one_of("move"), "late": visits.one_of("late"),
    },
    "notice.missed": {"yes": visits.rebook, "book": visits.rebook, "details": visits.rebook},
    "notice.offer": {
        "yes": waitlist.take, "confirm": waitlist.take, "no": waitlist.decline, "cancel": waitlist.cancel,
    },
    "notice.on_the_way": {
        "yes": visits.coming, "late": about("late"), "no": about("cancel"), "cancel": about("cancel"),
        "reschedule": about("move"), "minutes": about("late"),
    },
}  # fmt: skip

# What each question asks for, so that "3" is a choice, a time or a number of minutes.
ASKS = {
    "booking.doctor": "doctor", "booking.who": "choice", "booking.person": "name", "booking.time": "choice",
    "booking.summary": "yes_no", "booking.nothing": "yes_no", "contact.name": "name", "contact.language": "choice",
    "contact.erase": "yes_no", "queue.doctor": "doctor", "visit.which": "choice", "visit.sure": "yes_no",
    "visit.how_late": "choice", "notice.reminder": "yes_no", "notice.on_the_way": "yes_no",
    "notice.reminders": "yes_no", "notice.missed": "yes_no", "notice.offer": "yes_no",
    "waitlist.ask": "yes_no", "waitlist.doctor": "doctor", "waitlist.who": "choice",
    "which.answer": "choice",
}  # fmt: skip

COMMANDS: dict[str, Move] = {
    "book": booking.begin,
    "slots": visits.slots,
    "confirm": about("confirm"),
    "cancel": about("cancel"),
    "reschedule": about("move"),
    "status": visits.status,
    "late": about("late"),
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

# These answer and leave a half-done flow where it was; the open question is put again.
SORRY = re.compile(r"(oh |ah )?(i ?'?a?m )?(so |very )?sorry( about (that|it))?[.! ]*|perd[oó]n[.! ]*", re.IGNORECASE)
CORRECTING = re.compile(r"\b(actually|instead|rather|sorry|oops|mejor|perd[oó]n)\b", re.IGNORECASE)
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
    if turn.said.question_id is None and (opting.means_stop(turn) or opting.cancels_nothing(turn)):
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
    elif not _answers_a_question(turn):
        _command(turn)


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
    picked = _choice(question, turn.said.choice) if question else None
    if question is None or picked is None:
        turn.toast = turn.word("tap.stale")
        turn.tell("tap.stale")
    elif question.closed_at is not None or question.expires_at <= turn.now:
        _stale(turn, question)
    else:
        _settle(turn, question, TALK[question.kind][_tap_event(question, picked)], picked["value"])


def _tap_event(question: Question, picked: dict[str, object]) -> str:
    """A button for what could also be typed ("C") leads where the word would."""
    value = picked["value"]
    return value if isinstance(value, str) and value in TALK[question.kind] else "choice"


def _stale(turn: Turn, question: Question) -> None:
    turn.toast = turn.word("tap.stale")
    turn.closes.append(question.id)
    if question.offer is not None:
        waitlist.stale(turn, question.offer)
        return
    if question.appointment is not None and question.appointment.status not in ("pending", "confirmed"):
        visits.gone(turn, question.appointment)
        return
    turn.tell("tap.stale")
    if turn.ours:
        turn.ask_again(turn.ours[0])


def _choice(question: Question, number: int | None) -> dict[str, object] | None:
    if number == -1:  # "the last one" is not "other times"
        number = sum(1 for choice in question.choices if choice["value"] not in ({"more": True}, {"wait": True}))
    inside = number is not None and 1 <= number <= len(question.choices)
    return question.choices[number - 1] if inside and number else None


def _settle(turn: Turn, question: Question, move: Move, value: object = None) -> None:
    """Takes the message as the answer to `question`."""
    turn.question, turn.picked_value = question, value
    turn.conversation.misses = 0
    if not question.unprompted:
        questions.close(question, "answered", turn.now)
    turn.closes.append(question.id)
    move(turn)


# --- which question --------------------------------------------------------------------------------------------------


def _answers_a_question(turn: Turn) -> bool:
    """Binds the message to the question it answers: the one just put, else the only one that fits (P12)."""
    fitting = [(question, event) for question in turn.open_questions if (event := _event(turn, question))]
    fitting = _without_missed(_without_idle_offers(turn, fitting))
    if not fitting or _plain_command(turn, fitting[0][1]):
        turn.reading = turn.read(turn.said.text, None)  # it answers nothing: heard as if nothing had been asked
        return False
    newest = fitting[0][0]
    if newest.unprompted and _several_meant(fitting) and not turn.reading.code:
        _which_question(turn, fitting)
        return True
    question, event = fitting[0]
    value = _choice(question, turn.reading.number) if event == "choice" else None
    _settle(turn, question, TALK[question.kind][event], value["value"] if value else None)
    return True


def _without_idle_offers(turn: Turn, fitting: list[tuple[Question, str]]) -> list[tuple[Question, str]]:
    """An offer that has ended is answered only where the message can mean nothing newer and no step of a flow. "C" is
    what a reminder asks for, so beside one it is not meant for an offer.
    """
    over = {q.id for q, _ in fitting if q.offer is not None and waitlist.is_over(q.offer, turn.now)}
    if fitting and fitting[0][0].id in over and all(question.unprompted for question, _ in fitting):
        return fitting[:1]
    live = [(question, event) for question, event in fitting if question.id not in over] or fitting[:1]
    if any(event == "confirm" and question.offer is None for question, event in live):
        live = [(question, event) for question, event in live if question.offer is None]
    return _without_lists(live)


def _without_missed(fitting: list[tuple[Question, str]]) -> list[tuple[Question, str]]:
    """A missed visit is spoken of only where nothing else can be meant."""
    return [(q, event) for q, event in fitting if q.kind != "notice.missed"] or fitting


def _without_lists(fitting: list[tuple[Question, str]]) -> list[tuple[Question, str]]:
    """A yes or a no to something newer is not about a list, which waits for a number."""
    if not fitting or not fitting[0][0].unprompted or fitting[0][1] == "choice":
        return fitting
    return [(q, event) for q, event in fitting if q.unprompted or ASKS[q.kind] == "yes_no"]


def _several_meant(fitting: list[tuple[Question, str]]) -> bool:
    """Whether the questions speak of more than one thing; two reminders of one visit, or of a day, do not."""
    newest, *others = [
        {visit.id for visit in visits.asked_about(question)} or {-question.id} for question, _ in fitting
    ]
    return any(not (newest <= other or other <= newest) for other in others)


def _event(turn: Turn, question: Question) -> str | None:
    """How the message answers this question, or None."""
    moves = TALK[question.kind]
    if "choice" in moves and _chosen_in_words(turn, question):
        return "choice"
    reading = turn.reading
    if "details" in moves and reading.shift and not reading.minutes:
        return "details"  # "later" than what was offered, not late
    if question.kind == "contact.name" and has_details(reading):
        return None  # "no, friday" is about the visit just booked
    if question.kind == "notice.offer" and waitlist.takes(turn.said.text):
        return "yes"
    if reading.intent in moves and not _names_another_visit(turn, question):
        return reading.intent
    if "details" in moves and has_details(reading) and reading.intent in DETAIL_INTENTS:
        return "details"
    if "minutes" in moves and (reading.minutes or reading.number):
        return "minutes"
    if "name" in moves and _can_be_a_name(turn):
        return "name"
    return None


DETAIL_INTENTS = frozenset({"unknown", "book", "slots", "no", "yes", "reschedule", "more", "name", "greet", "queue"})


def _chosen_in_words(turn: Turn, question: Question) -> bool:
    """A number of the list. "10" to a list of four is not a choice: it may be a time."""
    if not question.choices or turn.reading.number is None or turn.reading.code:
        return False
    if _day_of_the_list(turn, question):
        return False
    if _choice(question, turn.reading.number) is not None:
        return True
    again = turn.read(turn.said.text, "time")
    if again.time is not None:
        turn.reading = again
    return False


def _day_of_the_list(turn: Turn, question: Question) -> bool:
    """ "The 2nd" to a list of times that has one on the 2nd, but not in its second line, is that day."""
    if question.kind != "booking.time" or not DAY_OF_MONTH.fullmatch(turn.said.text.strip()):
        return False
    again = turn.read(turn.said.text, "date")
    days = {}
    for number, choice in enumerate(question.choices, 1):
        value = choice["value"]
        if isinstance(value, dict) and "opening" in value:
            days[number] = dt.datetime.fromisoformat(value["opening"][1]).astimezone(turn.clinic.zone).date()
    if again.date is None or again.date not in days.values() or days.get(turn.reading.number or 0) == again.date:
        return False
    turn.reading = again
    return True


DAY_OF_MONTH = re.compile(r"(on )?(the )?\d{1,2}(st|nd|rd|th)[.!]?", re.IGNORECASE)


def _names_another_visit(turn: Turn, question: Question) -> bool:
    """ "Cancel K7" or "cancel friday" in the middle of a booking speaks of a visit, not of the booking."""
    reading = turn.reading
    if reading.intent not in ("cancel", "confirm", "reschedule", "late"):
        return False
    if reading.code:
        return question.appointment is None or question.appointment.code != reading.code
    visits_named = reading.date or reading.doctor or OWN_VISITS.search(turn.said.text)
    return question.kind.startswith("booking.") and reading.intent == "cancel" and bool(visits_named)


OWN_VISITS = re.compile(r"\b(all|both|everything|my (appointments?|visits?)|mi cita|mis citas|todas?)\b", re.IGNORECASE)


def _can_be_a_name(turn: Turn) -> bool:
    text = turn.said.text.strip().strip(".!")
    if turn.reading.intent == "name" or turn.reading.person:
        return True
    fits = re.fullmatch(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+){0,4}", text) is not None
    return fits and turn.reading.intent == "unknown" and len(text) <= contacts.NAME_LENGTH


def _plain_command(turn: Turn, event: str) -> bool:
    """A new command outranks "details": "book dr lee friday" starts afresh unless it is what was being asked."""
    return event == "details" and turn.reading.intent in ("queue", "waitlist")


def _which_question(turn: Turn, fitting: list[tuple[Question, str]]) -> None:
    """Two things are open and the answer fits both: ask which, never guess with somebody's visit."""
    several = [question for question, _ in fitting]
    offered = any(question.offer is not None for question in several)
    own = next((q for q in several if q.appointment is None and not q.unprompted), None)
    if own is not None and not (offered and own.context["key"] in SUMMARIES):  # the older: once more
        turn.tell("which.first")
        turn.ask_again(own)
        return
    if offered:
        lines = [Choice(_answer_line(turn, *pair), {"question": pair[0].id, "event": pair[1]}) for pair in fitting]
        turn.ask("which.answer", "which.answer", lines)
        return
    visits_asked = {visit.id: visit for question in several for visit in visits.asked_about(question)}
    what = {"yes": "confirm", "confirm": "confirm", "no": "cancel", "cancel": "cancel", "reschedule": "move"}
    act = what.get(turn.reading.intent, "late" if turn.reading.minutes else "confirm")
    in_order = sorted(visits_asked.values(), key=lambda visit: visit.starts_at)
    lines = [Choice(turn.visit(visit), {"visit": visit.id}) for visit in in_order]
    turn.ask("visit.which", f"which.{act}", lines, context={"what": act})


SUMMARIES = {"booking.summary": "line.book", "move.summary": "line.move_to"}
LINES = {"yes": "confirm", "confirm": "confirm", "no": "cancel", "cancel": "cancel", "reschedule": "move"}


def _answer_line(turn: Turn, question: Question, event: str) -> str:
    """What this answer to this question would do, in a line of its own."""
    if question.offer is not None:
        key = "line.take" if event in ("yes", "confirm") else "line.pass"
        return turn.word(key, visit=waitlist.offered(turn, question.offer))
    if not question.unprompted and event in ("no", "more"):
        return turn.word("line.other_times")
    if not question.unprompted:
        return turn.word(SUMMARIES[question.context["key"]], **question.context["facts"])
    visit = "; ".join(turn.visit(each) for each in visits.asked_about(question))
    return turn.word(f"line.{LINES.get(event, 'late')}", visit=visit)


def _which_answered(turn: Turn) -> None:
    """The line that was picked, as the answer to its own question."""
    question = Question.get_or_none(Question.id == turn.picked["question"], Question.contact == turn.contact)
    if question is None or question.closed_at is not None or question.expires_at <= turn.now:
        turn.tell("refused.already_moved_on")
    else:
        _settle(turn, question, TALK[question.kind][turn.picked["event"]])


# --- commands, and honesty -------------------------------------------------------------------------------------------


def _command(turn: Turn) -> None:
    ours, intent = turn.ours, turn.reading.intent
    shifted = turn.reading.shift and not turn.reading.minutes and intent != "waitlist"
    if facts.answers(turn):
        _resume_ours(turn)
    elif (turn.reading.minutes or (intent == "more" and turn.reading.shift == "later")) and queue.later(turn):
        return
    elif SORRY.fullmatch(turn.said.text.strip()):
        _nothing_open(turn)
    elif CORRECTING.search(turn.said.text) and has_details(turn.reading) and visits.correct_last(turn):
        return
    elif shifted and not ours and visits.has_any(turn):
        visits.about(turn, "move")  # "can I come earlier?": the visit they have
    elif opting.gives_up_place(turn):
        queue.leave(turn)
    elif intent in COMMANDS:
        turn.conversation.misses = 0
        interrupts = intent in INTERRUPTIONS or (intent == "waitlist" and waitlist.asks_where(turn.said.text))
        if not interrupts:
            questions.close_all(ours, "replaced", turn.now)
        COMMANDS[intent](turn)
        quiet = handoffs.is_quiet(turn.contact, turn.now)
        if ours and turn.asked is None and interrupts and ours[0].closed_at is None and not quiet:
            _resume(turn, ours[0])
    elif intent == "no" and has_details(turn.reading) and visits.correct_last(turn):
        return
    elif intent in ("yes", "no", "more", "back") or turn.reading.number:
        _nothing_open(turn)
    elif has_details(turn.reading):
        booking.begin(turn)
    else:
        _not_understood(turn, ours)


def _resume_ours(turn: Turn) -> None:
    if turn.ours:
        _resume(turn, turn.ours[0])


def _resume(turn: Turn, question: Question) -> None:
    """After an interruption, the open question once more; a name is not asked for twice."""
    if question.kind != "contact.name":
        turn.ask_again(question)


def _nothing_open(turn: Turn) -> None:
    """ "Yes" or "2" out of nowhere; hours late, the list it was meant for is put afresh and nothing is guessed."""
    if turn.conversation.flow == booking.FLOW and turn.conversation.updated_at + A_DAY > turn.now:
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
    turn.conversation.misses += 1
    if turn.conversation.misses >= 2:
        turn.tell("unknown.again")
        handoff.begin(turn, "misunderstood")
    else:
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
