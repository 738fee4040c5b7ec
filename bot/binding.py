"""Which open question a message answers, and how: the one just put, else the only one that fits (P12)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from bot.flows import afterthoughts, asking, family, hearing, lost, naming, offer, own, particulars, series, several
from bot.flows.cancelling import SURE
from bot.flows.wish import has_details
from bot.messages import Choice
from bot.talk import ASKS, TALK, settle
from bot.turn import Turn
from bot.understanding import Understanding, slips
from bot.understanding.normalise import fold
from bot.understanding.people import NO_NAME
from store import contacts
from store.models import Question


def answers_a_question(turn: Turn) -> bool:
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
    if turn.reading.intent == "unknown" and event in ("yes", "no"):  # with a slip
        turn.reading = Understanding(intent=event, confidence=SURE)
    value = choice_of(question, turn.reading.number) if event == "choice" else None
    settle(turn, question, TALK[question.kind][event], value["value"] if value else None)
    return True


def _without_idle_offers(turn: Turn, fitting: list[tuple[Question, str]]) -> list[tuple[Question, str]]:
    """An offer that has ended is answered only where the message can mean nothing newer and no step of a flow. "C" is
    what a reminder asks for, so beside one it is not meant for an offer.
    """
    over = {q.id for q, _ in fitting if q.offer is not None and offer.is_over(q.offer, turn.now)}
    if fitting and fitting[0][0].id in over and all(question.unprompted for question, _ in fitting):
        return fitting[:1]
    live = [(question, event) for question, event in fitting if question.id not in over] or fitting[:1]
    if any(event == "confirm" and question.offer is None for question, event in live):
        live = [(question, event) for question, event in live if question.offer is None]
    return _without_lists(live)


def _without_missed(fitting: list[tuple[Question, str]]) -> list[tuple[Question, str]]:
    """A missed visit is spoken of only where nothing else can be meant."""
    return [(q, event) for q, event in fitting if q.kind not in ("notice.missed", "notice.cancelled")] or fitting


def _without_lists(fitting: list[tuple[Question, str]]) -> list[tuple[Question, str]]:
    """A yes or a no to something newer is not about a list, which waits for a number."""
    if not fitting or not fitting[0][0].unprompted or fitting[0][1] == "choice":
        return fitting
    return [(q, event) for q, event in fitting if q.unprompted or ASKS[q.kind] == "yes_no"]


def _several_meant(fitting: list[tuple[Question, str]]) -> bool:
    """Whether the questions speak of more than one thing; two reminders of one visit, or of a day, do not."""
    newest, *others = [{visit.id for visit in own.asked_about(question)} or {-question.id} for question, _ in fitting]
    return any(not (newest <= other or other <= newest) for other in others)


def _event(turn: Turn, question: Question) -> str | None:
    """How the message answers this question, or None."""
    moves = TALK[question.kind]
    if question.kind == lost.KIND:
        return _of_the_lost(turn)
    if "all" in moves and several.ALL.search(turn.said.text):
        return "all"
    if question.kind.startswith("booking.") and afterthoughts.OLD_TIME.search(turn.said.text):
        return None
    if "choice" in moves and _chosen_in_words(turn, question):
        return "choice"
    reading = turn.reading
    if question.kind == "notice.moved" and (reading.intent == "book" or reading.person):
        return None  # one more visit, not that one
    if "details" in moves and reading.shift and not reading.minutes:
        return "details"  # "later" than what was offered, not late
    if question.kind == "contact.name" and particulars.SKIP.fullmatch(turn.said.text.strip()):
        return "no"
    if question.kind in BEFORE_A_BOOKING and series.is_wished(turn.said.text):
        return "details"
    if question.kind == "booking.person" and family.lists_names(turn):
        return "name"
    if question.kind == "contact.name" and has_details(reading) and not _sounds_like_a_service(reading):
        return None  # "no, friday" is about the visit just booked
    if question.kind == "contact.name" and reading.person and afterthoughts.ANOTHER.search(turn.said.text):
        return None  # "and one for Leo" is no name
    if question.kind == "notice.offer" and offer.asks(turn.said.text):
        return "asks"
    if "reschedule" in moves and question.unprompted and afterthoughts.does_not_suit(turn.said.text):
        return "reschedule"  # "at that time I can't": never a cancellation
    if "reschedule" in moves and question.unprompted and _wants_another_day(turn, question):
        return "reschedule"
    if question.kind == "notice.offer" and offer.takes(turn.said.text):
        return "yes"
    slip = slips.answer(turn.said.text) if reading.intent == "unknown" and ASKS[question.kind] == "yes_no" else None
    if slip in moves and question.kind not in FINAL and not (slip == "no" and question.unprompted):
        return slip
    if reading.intent == "back" and reading.date and "details" in moves:
        return "details"  # "go back to thursday"
    if reading.intent in moves and not _names_another_visit(turn, question):
        return reading.intent
    about = has_details(reading) or (question.kind in BEFORE_A_BOOKING and FOR_SOMEBODY.search(turn.said.text))
    if "details" in moves and about and reading.intent in DETAIL_INTENTS:
        return "details"
    if "minutes" in moves and (reading.minutes or reading.number):
        return "minutes"
    if "name" in moves and (_is_a_name(turn, question) if question.kind in BEFORE_A_BOOKING else _can_be_a_name(turn)):
        return "name"
    if "words" in moves and _is_no_command(turn):
        return "words"
    return None


def _of_the_lost(turn: Turn) -> str | None:
    """Yes, no, or what they know of the visit that was not found; a name is not asked for, but helps the desk."""
    named = turn.reading.intent == "unknown" and _can_be_a_name(turn)
    if turn.reading.intent != "yes" and (named or lost.speaks_of_it(turn)):
        return "words"
    return turn.reading.intent if turn.reading.intent in ("yes", "no") else None


FINAL = frozenset({"contact.erase", "visit.sure", "visit.sure_all"})  # a yes to these is spelt as it should be


def _wants_another_day(turn: Turn, question: Question) -> bool:
    """ "Not friday", "los viernes no puedo"; "no, tuesday" of a visit on another day: moved, and not cancelled."""
    reading, visit = turn.reading, question.appointment
    if reading.intent not in ("no", "unknown") or reading.date is None:
        return False
    if reading.excluded or visit is None:
        return bool(reading.excluded)
    own_day = visit.starts_at.astimezone(turn.clinic.zone).date()
    return reading.intent == "no" and not reading.date <= own_day <= (reading.date_end or reading.date)


# Nobody's name is asked there: a name is heard, but only what can be nothing else ("hmm let me think" is none).
BEFORE_A_BOOKING = frozenset(
    {"booking.doctor", "booking.time", "booking.summary", "booking.series", "booking.nothing", "waitlist.ask"}
)
FOR_SOMEBODY = re.compile(r"\b(for my|para mi)\b(?!.*\b(too|also|tambi[eé]n)\b)", re.IGNORECASE)


DETAIL_INTENTS = frozenset(
    {"unknown", "book", "slots", "no", "yes", "reschedule", "more", "name", "greet", "queue"}
) | {"thanks"}  # "eleven would be lovely, thank you"


def _chosen_in_words(turn: Turn, question: Question) -> bool:
    """A number of the list. "10" to a list of four is not a choice: it may be a time."""
    if not question.choices or turn.reading.number is None or turn.reading.code:
        return False
    if _day_of_the_list(turn, question):
        return False
    if choice_of(question, turn.reading.number) is not None:
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
    if asking.current(turn).moving and WHOLE.search(turn.said.text):
        return reading.intent == "cancel"  # the visit, and not only its move
    visits_named = reading.date or reading.doctor or OWN_VISITS.search(turn.said.text) or naming.names_somebody(turn)
    return question.kind.startswith("booking.") and reading.intent == "cancel" and bool(visits_named)


WHOLE = re.compile(r"\b(whole|entire|altogether|completely|por completo|del todo)\b", re.IGNORECASE)
OWN_VISITS = re.compile(r"\b(all|both|everything|my (appointments?|visits?)|mi cita|mis citas|todas?)\b", re.IGNORECASE)


def _sounds_like_a_service(reading: Understanding) -> bool:
    """Flo Gray where flu shots are given, Nora Blood where blood tests are: a name that is more than the service's."""
    if reading.service is None or not reading.person or has_details(replace(reading, service=None)):
        return False
    said, given = (set(re.findall(r"\w+", fold(words))) for words in (reading.person, str(reading.service.name)))
    return not said <= given


def _can_be_a_name(turn: Turn) -> bool:
    """Where a name was asked for: "Ana Ruiz", "it's Ana"; not "wait that was wrong", "same time", and not a C."""
    reading, text = turn.reading, turn.said.text.strip().strip(".!")
    if hearing.SAME.search(text):
        return False
    if reading.intent == "name":
        return True
    if reading.intent in FIRM and len(text.split()) > 2:
        return False  # "nvm cancel the whole thing"
    if reading.person:
        return len(reading.person) > 1 and not _mostly_plain(reading.person)
    fits = re.fullmatch(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+){0,4}", text) is not None
    fits = fits and len(text) > 1 and not _mostly_plain(text)
    return fits and reading.intent == "unknown" and len(text) <= contacts.NAME_LENGTH


def _mostly_plain(text: str) -> bool:
    words = fold(text).split()
    return 2 * sum(word in NO_NAME for word in words) > len(words)


NOT_NAMES = hearing.PLAIN_WORDS | hearing.RELATIONS | NO_NAME


def _is_a_name(turn: Turn, question: Question) -> bool:
    """A name and nothing else: "Ana Ruiz", "my name is Ana"; of plain words none. Beside a list it must be that of
    somebody spoken of ("for my son"), or first and last name where the doctor is known: a strange word may be meant
    for a doctor's.
    """
    if turn.reading.intent == "name":
        return bool(turn.reading.person)
    words = fold(turn.said.text.strip().strip(".!")).split()
    plain = [word for word in words if word in NOT_NAMES or len(word) < 2 or not set(word) & set("aeiouy")]
    plain += [turn.said.text] if slips.answer(turn.said.text) else []
    wish = asking.current(turn)
    if question.kind != "booking.summary" and wish.person.lower() not in hearing.RELATIONS:
        return is_full_name(turn) and wish.doctor is not None and not wish.person
    return _can_be_a_name(turn) and not turn.reading.person and len(words) <= 3 and not plain


def is_full_name(turn: Turn) -> bool:
    """First and last name in capitals, none of their words a plain one, nor a doctor's: "Harriet Voss"."""
    said = turn.said.text.strip()
    plain = [word for word in re.findall(r"\w+", fold(said)) if word in NOT_NAMES]
    return bool(FULL_NAME.fullmatch(said)) and not plain and turn.reading.doctor is None


FULL_NAME = re.compile(r"[A-ZÁÉÍÓÚÑ][^\W\d_]+(?:[ -][A-ZÁÉÍÓÚÑ][^\W\d_]+){1,2}[.!]?")


def _is_no_command(turn: Turn) -> bool:
    """Free words, which may sound like anything ("a follow up about my results"); a correction of the visit is none."""
    reading, text = turn.reading, turn.said.text.strip()
    if not text or reading.code or (has_details(reading) and CORRECTING.search(text)):
        return False
    if particulars.SKIP.fullmatch(text):
        return True
    return reading.intent in FREE_WORDS or (reading.intent not in FIRM and len(text.split()) > 2)


FREE_WORDS = frozenset({"unknown", "name", "yes", "greet", "no"})
FIRM = frozenset({"stop", "erase", "cancel", "reschedule", "agent", "help", "status", "start", "restart", "language"})
CORRECTING = re.compile(
    r"\b(actually|instead|rather|make it|change it|meant|wrong|sorry|oops|wait,? no|mistake|only come|come only|"
    r"can only|mejor|perd[oó]n|solo puedo)\b",
    re.IGNORECASE,
)


def _plain_command(turn: Turn, event: str) -> bool:
    """A new command outranks "details": "book dr lee friday" starts afresh unless it is what was being asked."""
    return event == "details" and turn.reading.intent in ("queue", "waitlist")


def _which_question(turn: Turn, fitting: list[tuple[Question, str]]) -> None:
    """Two things are open and the answer fits both: ask which, never guess with somebody's visit."""
    several = [question for question, _ in fitting]
    offered = any(question.offer is not None for question in several)
    step = next((q for q in several if q.appointment is None and not q.unprompted), None)
    if step is not None and not (offered and step.context["key"] in SUMMARIES):  # the older: once more
        turn.tell("which.first")
        turn.ask_again(step)
        return
    if offered:
        lines = [Choice(_answer_line(turn, *pair), {"question": pair[0].id, "event": pair[1]}) for pair in fitting]
        turn.ask("which.answer", "which.answer", lines)
        return
    visits_asked = {visit.id: visit for question in several for visit in own.asked_about(question)}
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
        return turn.word(key, visit=offer.offered(turn, question.offer))
    if not question.unprompted and event in ("no", "more"):
        return turn.word("line.other_times")
    if not question.unprompted:
        return turn.word(SUMMARIES[question.context["key"]], **question.context["facts"])
    visit = "; ".join(turn.visit(each) for each in own.asked_about(question))
    return turn.word(f"line.{LINES.get(event, 'late')}", visit=visit)


def choice_of(question: Question, number: int | None) -> dict[str, object] | None:
    if number == -1:  # "the last one" is not "other times"
        number = sum(1 for choice in question.choices if choice["value"] not in ({"more": True}, {"wait": True}))
    inside = number is not None and 1 <= number <= len(question.choices)
    return question.choices[number - 1] if inside and number else None
