"""Opting out and in (RULES 1-5): STOP in any wording, START, a bare CANCEL, the carrier's own words, one visit muted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import bot
from bot.messages import Said
from store import clock, consent, contacts
from store.models import Appointment, Clinic, Contact, OutboxMessage

Talk = Callable[[str], None]

BOOKED = """
    > book dr lee wednesday 3pm
    < Elm Street Clinic here. We text you about your visits; reply STOP to end.
    < Dr. Lee, Wed 25 Nov, 3pm. Reply C to book it, or send another time.
    > c
    < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
    < What name is the visit for?
    > Ana Ruiz
    < Thank you, Ana Ruiz. See you: Dr. Lee, Wed 25 Nov, 3pm.
""".strip()
STOPPED = "Elm Street Clinic: you will get no more texts from us. Visits you have booked stay. Text START to come back."


def carrier_says(clinic: Clinic, text: str, kind: str) -> list[str]:
    """What the phone of `talk` hears when the carrier has acted on `text` already."""
    contact = contacts.find_or_create(clinic, "sms", "+15550100001", clock.now())
    return [reply.text for reply in bot.reply(contact, Said(text, carrier_opt=kind), clock.now())]


def to_staff() -> list[str]:
    rows = OutboxMessage.select().where(OutboxMessage.kind == "staff").order_by(OutboxMessage.id)
    return [row.text for row in rows]


@pytest.mark.parametrize(
    "words",
    [
        "STOP", "Stop.", "stop!", "STOPALL", "unsubscribe", "END", "quit", "REVOKE", "optout", "opt out", "stop it",
        "please stop", "stop texting me", "leave me alone", "don't text me again", "take me off your list",
        "end these texts", "no more messages please", "stop reminding me", "lose my number", "no mas", "alto", "baja",
    ],
)  # fmt: skip
def test_any_reasonable_wording_ends_texts(talk: Talk, words: str) -> None:
    """FCC 24-24: the words listed there, and plain ones."""
    talk(f"""
        {BOOKED}
        > {words}
        < {STOPPED}
        > hello?
        -
        @ Tue 24 Nov 15:00
        -
    """)


@pytest.mark.parametrize(
    "words", ["stop by tomorrow", "my insurance has the wrong number", "can I stop at the desk first"]
)
def test_words_that_only_look_like_it_do_not(talk: Talk, words: str) -> None:
    talk(BOOKED)
    talk.heard("1", words)  # type: ignore[attr-defined]
    assert Contact.get().opted_out_at is None


def test_stop_in_the_middle_of_a_booking(talk: Talk) -> None:
    talk(f"""
        > book dr lee wednesday 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Wed 25 Nov, 3pm. Reply C to book it, or send another time.
        > stop
        < {STOPPED}
        > c
        -
        > START
        < Elm Street Clinic: welcome back. We text you about your visits again. Text HELP for what you can do.
        > c
        < I find no visit booked from this phone. ...
    """)


@pytest.mark.parametrize("words", ["START", "unstop", "Start please", "UNSTOP"])
def test_start_brings_back_and_reminders_come_again(talk: Talk, words: str) -> None:
    talk(f"""
        {BOOKED}
        > STOP
        < {STOPPED}
        > {words}
        < Elm Street Clinic: welcome back. We text you about your visits again. Text HELP for what you can do.
        @ Tue 24 Nov 15:00
        < Elm Street Clinic: Dr. Lee, Wed 25 Nov, 3pm. Reply C to confirm, M to move, X to cancel (<A>).
    """)


def test_help_is_answered_even_after_stop(talk: Talk) -> None:
    talk(f"""
        {BOOKED}
        > STOP
        < {STOPPED}
        > HELP
        < Elm Street Clinic: text BOOK for a visit. STATUS shows your visits. ...
    """)


def test_the_desk_hears_what_may_not_be_answered_once_a_day(talk: Talk) -> None:
    talk(f"""
        {BOOKED}
        > STOP
        < {STOPPED}
        > can you cancel my visit
        -
        > hello??
        -
    """)
    assert to_staff() == [
        "A.R. +15550100001 has stopped our texts, so I may not answer. Please call them. They wrote: can you cancel my visit"
    ]


def test_one_stop_is_for_the_whole_family(talk: Talk) -> None:
    talk(f"""
        {BOOKED}
        > book for my daughter Mia with dr osei thursday 2pm
        < Dr. Osei, Thu 26 Nov, 2pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Osei, Thu 26 Nov, 2pm (Mia). Code <B>. To move it text M <B>, to cancel X <B>.
        > STOP
        < {STOPPED}
        @ Tue 24 Nov 15:00
        -
        @ Wed 25 Nov 14:00
        -
    """)


def test_a_wrong_number_ends_texts_and_the_desk_checks_it(talk: Talk) -> None:
    talk(f"""
        {BOOKED}
        > Sorry, wrong number
        < {STOPPED}
    """)
    assert to_staff() == ["A.R. +15550100001 says this is the wrong number. It gets no more texts; please check it."]


# --- a bare CANCEL (RULES 2, 4) --------------------------------------------------------------------------------------


def test_a_bare_cancel_cancels_the_visit(talk: Talk) -> None:
    talk(f"""
        {BOOKED}
        > CANCEL
        < Cancelled: Dr. Lee, Wed 25 Nov, 3pm. To book again, text BOOK.
        > book dr lee wed 3pm
        < Dr. Lee, Wed 25 Nov, 3pm. Reply C to book it, or send another time.
        > CANCEL
        < All right, nothing was booked. Text BOOK any time.
    """)


def test_a_bare_cancel_with_nothing_to_cancel_is_stop(talk: Talk) -> None:
    talk(f"""
        {BOOKED}
        > x
        < Cancelled: Dr. Lee, Wed 25 Nov, 3pm. To book again, text BOOK.
        > CANCEL
        < {STOPPED}
    """)
    assert Contact.get().opted_out_how == "said"


def test_please_cancel_and_x_are_never_stop(talk: Talk) -> None:
    talk("""
        > please cancel
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < I find no visit booked from this phone. ...
        > X
        < I find no visit booked from this phone. ...
    """)


# --- the carrier's own list, with Advanced Opt-Out (RULES 3) ---------------------------------------------------------


def test_the_carrier_has_answered_stop_so_we_say_nothing(talk: Talk, clinic: Clinic) -> None:
    talk(BOOKED)
    assert carrier_says(clinic, "STOP", "STOP") == []
    assert Contact.get().opted_out_how == "carrier"
    assert carrier_says(clinic, "START", "START") == []
    assert Contact.get().opted_out_at is None
    assert carrier_says(clinic, "INFO", "HELP") == []


def test_cancel_that_the_carrier_took_for_stop_cancels_all_the_same_and_the_desk_is_told(
    talk: Talk, clinic: Clinic
) -> None:
    talk(BOOKED)
    assert carrier_says(clinic, "CANCEL", "STOP") == []
    assert Appointment.get().status == "cancelled"
    assert Contact.get().opted_out_at is not None
    assert to_staff()[-1] == (
        "A.R. +15550100001 texted CANCEL. What they meant is cancelled, but their carrier now stops our texts too. "
        "They can text START to get them again."
    )


def test_cancel_that_could_mean_two_visits_is_left_to_the_desk(talk: Talk, clinic: Clinic) -> None:
    talk(f"""
        {BOOKED}
        > book dr osei thursday 2pm
        < Dr. Osei, Thu 26 Nov, 2pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Osei, Thu 26 Nov, 2pm. Code <B>. To move it text M <B>, to cancel X <B>.
    """)
    assert carrier_says(clinic, "CANCEL", "STOP") == []
    assert {visit.status for visit in Appointment.select()} == {"confirmed"}
    assert "No visit was cancelled: please call them." in to_staff()[-1]


def test_yes_that_the_carrier_took_for_start_confirms_the_visit(talk: Talk, clinic: Clinic) -> None:
    talk(f"""
        {BOOKED}
        @ Tue 24 Nov 15:00
        < Elm Street Clinic: Dr. Lee, Wed 25 Nov, 3pm. Reply C to confirm, M to move, X to cancel (<A>).
    """)
    assert carrier_says(clinic, "YES", "START") == ["Thank you, confirmed: Dr. Lee, Wed 25 Nov, 3pm. See you then!"]


# --- one visit muted -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["MUTE <A>", "don't remind me about this one", "no reminders for <A>", "mute"])
def test_one_visit_is_muted_and_the_other_is_not(talk: Talk, words: str) -> None:
    talk(f"""
        {BOOKED}
        > {words}
        < All right, no reminders for Dr. Lee, Wed 25 Nov, 3pm. It stays booked. For reminders text UNMUTE <A>.
        > book dr osei thursday 2pm
        < Dr. Osei, Thu 26 Nov, 2pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Osei, Thu 26 Nov, 2pm. Code <B>. To move it text M <B>, to cancel X <B>.
        @ Tue 24 Nov 15:00
        -
        @ Wed 25 Nov 14:00
        < Elm Street Clinic: Dr. Osei, Thu 26 Nov, 2pm. Reply C to confirm, M to move, X to cancel (<B>).
    """)


def test_unmute(talk: Talk) -> None:
    talk(f"""
        {BOOKED}
        > mute <A>
        < All right, no reminders for Dr. Lee, Wed 25 Nov, 3pm. It stays booked. For reminders text UNMUTE <A>.
        > unmute <A>
        < All right, we remind you of Dr. Lee, Wed 25 Nov, 3pm again.
        > mute Z9
        < I find no visit of yours with code Z9. Text STATUS to see your visits.
        @ Tue 24 Nov 15:00
        < Elm Street Clinic: Dr. Lee, Wed 25 Nov, 3pm. Reply C to confirm, M to move, X to cancel (<A>).
    """)


# --- the consent ledger (RULES 5) ------------------------------------------------------------------------------------


def test_the_ledger_keeps_when_how_and_in_which_words(talk: Talk) -> None:
    talk(f"""
        {BOOKED}
        > leave me alone
        < {STOPPED}
        > start
        < Elm Street Clinic: welcome back. We text you about your visits again. Text HELP for what you can do.
    """)
    assert [(line.kind, line.how, line.wording) for line in consent.history(Contact.get())] == [
        ("given", "first message", "Elm Street Clinic here. We text you about your visits; reply STOP to end."),
        ("withdrawn", "said", "leave me alone"),
        ("given", "said", "start"),
    ]


def test_being_forgotten_keeps_that_they_agreed_and_no_word_of_theirs(talk: Talk) -> None:
    talk(f"""
        {BOOKED}
        > stop texting me
        < {STOPPED}
        > start
        < Elm Street Clinic: welcome back. We text you about your visits again. Text HELP for what you can do.
        > delete me
        < Erase your name, number and messages, and cancel your visits? This cannot be undone.
        < 1 Yes, erase it all
        < 2 No, keep it
        > 1
        < Elm Street Clinic: your details are erased and your visits cancelled. Goodbye.
    """)
    lines = consent.history(Contact.get())
    assert [(line.kind, line.how) for line in lines] == [
        ("given", "first message"), ("withdrawn", "said"), ("given", "said"), ("withdrawn", "erased"),
    ]  # fmt: skip
    assert [line.wording for line in lines[1:]] == ["", "", ""]
