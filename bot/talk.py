"""The machine as a table: what each question waits for, where each answer leads, and what it asks for."""

from __future__ import annotations

from collections.abc import Callable

from bot import questions
from bot.flows import (
    again,
    booking,
    cancelling,
    contact,
    in_line,
    lost,
    offer,
    particulars,
    queue,
    several,
    visits,
    waitlist,
)
from bot.turn import Turn
from store.models import Question

Move = Callable[[Turn], None]


def about(what: str) -> Move:
    """The move that does `what` to a visit, once it is known which."""
    return lambda turn: several.about(turn, what)


# Events, the most telling first: "all" ("both of them"), "choice" (a number or a tap), the intents, "details" (a
# doctor, a day, a time), "minutes", "name" (words that can be a name), "words" (whatever else).
BOOKING: dict[str, Move] = {
    "more": booking.more,
    "back": booking.back,
    "cancel": booking.drop,
    "details": booking.details,
    "name": booking.called,
}
TALK: dict[str, dict[str, Move]] = {
    "booking.doctor": {
        **BOOKING, "choice": booking.doctor_chosen, "yes": booking.any_doctor, "confirm": booking.any_doctor,
        "more": booking.any_doctor, "no": booking.drop,
    },
    "booking.who": {**BOOKING, "choice": booking.who_chosen, "no": booking.drop, "name": booking.who_named},
    "booking.person": {**BOOKING, "no": booking.drop, "name": booking.who_named},
    "booking.time": {
        **BOOKING, "choice": waitlist.time_chosen, "yes": booking.which_time, "confirm": booking.which_time,
        "no": booking.another,
    },
    "booking.summary": {
        **BOOKING, "choice": booking.agreed, "yes": booking.agreed, "confirm": booking.agreed, "book": booking.agreed,
        "more": booking.another, "no": booking.another,
    },
    "booking.series": {
        **BOOKING, "choice": booking.all_agreed, "yes": booking.all_agreed, "confirm": booking.all_agreed,
        "book": booking.all_agreed, "more": booking.another, "no": booking.another,
    },
    "booking.nothing": {**BOOKING, "choice": waitlist.nothing_chosen, "yes": booking.any_doctor, "no": booking.drop},
    "contact.name": {"name": contact.named, "no": contact.unnamed, "back": contact.unnamed},
    "particulars.reason": {"words": particulars.told, "no": particulars.skipped},
    "particulars.insurer": {"words": particulars.told, "no": particulars.skipped},
    "particulars.policy": {"words": particulars.told, "no": particulars.skipped},
    "contact.language": {"choice": contact.language_chosen},
    "contact.erase": {"choice": contact.erase_chosen, "yes": contact.erased, "no": contact.not_erased},
    "queue.doctor": {"choice": queue.doctor_chosen, "doctor": queue.doctor_named, "details": queue.doctor_named},
    "queue.leaving": {"yes": queue.leave, "leave": queue.leave, "cancel": queue.leave, "no": in_line.stays},
    "waitlist.ask": {**BOOKING, "choice": waitlist.join_wish, "yes": waitlist.join_wish, "no": booking.drop},
    "waitlist.doctor": {"choice": waitlist.doctor_chosen, "details": waitlist.doctor_named, "no": booking.drop},
    "waitlist.who": {"choice": waitlist.who_chosen, "name": waitlist.who_named, "no": booking.drop},
    "which.answer": {"choice": lambda turn: which_answered(turn), "no": visits.let_be},
    "visit.which": {
        "all": several.which_all, "choice": visits.which_chosen, "details": visits.which_named, "no": visits.let_be,
    },
    lost.KIND: {"yes": contact.agent, "words": lost.noted, "no": lost.let_be},
    "visit.sure_all": {
        "choice": several.sure_chosen, "yes": several.sure, "cancel": several.sure, "no": several.kept,
    },
    "visit.sure": {
        "choice": cancelling.sure_chosen, "yes": cancelling.sure, "cancel": cancelling.sure, "no": cancelling.kept,
    },
    "visit.how_late": {"minutes": visits.how_late, "choice": visits.how_late},
    "notice.reminder": {
        "yes": about("confirm"), "confirm": about("confirm"), "no": about("cancel"), "cancel": about("cancel"),
        "reschedule": about("move"), "late": about("late"),
    },
    "notice.reminders": {
        "yes": several.confirm_all, "confirm": several.confirm_all, "no": several.one_of("cancel"),
        "cancel": several.one_of("cancel"), "reschedule": several.one_of("move"), "late": several.one_of("late"),
    },
    "notice.cancelled": {
        "choice": again.retake, "yes": again.rebook, "book": again.rebook, "details": again.rebook,
    },
    "notice.moved": {
        "yes": about("confirm"), "confirm": about("confirm"), "no": about("move"), "cancel": about("cancel"),
        "reschedule": about("move"), "details": about("move"), "more": about("move"),
    },
    "notice.missed": {"yes": again.rebook, "book": again.rebook, "details": again.rebook},
    "notice.offer": {
        "asks": offer.again, "yes": offer.take, "confirm": offer.take, "no": offer.decline, "cancel": offer.cancel,
    },
    "notice.on_the_way": {
        "yes": visits.coming, "late": about("late"), "no": about("cancel"), "cancel": about("cancel"),
        "reschedule": about("move"), "minutes": about("late"),
    },
}  # fmt: skip

# What each question asks for, so that "3" is a choice, a time or a number of minutes.
ASKS = {
    "booking.doctor": "doctor", "booking.who": "choice", "booking.person": "name", "booking.time": "choice",
    "booking.summary": "yes_no", "booking.series": "yes_no", "booking.nothing": "yes_no",
    "contact.name": "name", "contact.language": "choice",
    "contact.erase": "yes_no", "queue.doctor": "doctor", "queue.leaving": "yes_no",
    "visit.which": "choice", "visit.sure": "yes_no", "visit.sure_all": "yes_no", lost.KIND: "yes_no",
    "visit.how_late": "choice", "notice.reminder": "yes_no", "notice.on_the_way": "yes_no",
    "notice.reminders": "yes_no", "notice.missed": "yes_no", "notice.moved": "yes_no",
    "notice.cancelled": "choice", "notice.offer": "yes_no",
    "particulars.reason": "words", "particulars.insurer": "words", "particulars.policy": "words",
    "waitlist.ask": "yes_no", "waitlist.doctor": "doctor", "waitlist.who": "choice",
    "which.answer": "choice",
}  # fmt: skip


def settle(turn: Turn, question: Question, move: Move, value: object = None) -> None:
    """Takes the message as the answer to `question`."""
    turn.question, turn.picked_value = question, value
    turn.conversation.misses = 0
    if not question.unprompted:
        questions.close(question, "answered", turn.now)
    turn.closes.append(question.id)
    move(turn)


def which_answered(turn: Turn) -> None:
    """The line that was picked, as the answer to its own question."""
    question = Question.get_or_none(Question.id == turn.picked["question"], Question.contact == turn.contact)
    if question is None or question.closed_at is not None or question.expires_at <= turn.now:
        turn.tell("refused.already_moved_on")
    else:
        settle(turn, question, TALK[question.kind][turn.picked["event"]])
