"""A patient in the hands of a person (S3): the thread to the staff chat, the answer back, the bot quiet meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from store import contacts, erasure
from store.audit import Actor
from store.clock import now
from store.models import Audit, Clinic, Handoff, OutboxMessage, Setting

Talk = Callable[[str], None]

BOOKED = """
    > book dr lee tomorrow 10am
    < Elm Street Clinic here. We text you about your visits; reply STOP to end.
    < Dr. Lee, Tue 24 Nov, 10am. Reply C to book it, or send another time.
    > c
    < Booked: Dr. Lee, Tue 24 Nov, 10am. Code <A>. To move it text M <A>, to cancel X <A>.
    < What name is the visit for?
    > Ana Ruiz
    < Thank you, Ana Ruiz. See you: Dr. Lee, Tue 24 Nov, 10am.
"""


def test_a_plea_goes_to_the_staff_chat_and_a_reply_there_comes_back(talk: Talk) -> None:
    talk(BOOKED)
    talk("""
        > can I talk to someone please
        < I have told the desk. Someone will get back to you here as soon as they can.
        S< A.R. +15550100001 would like a person:
        S< > can I talk to someone please
        S< Reply to this message to answer them. DONE as a reply ends it.
        S> re 1: Hello Ana, what is it?
        S< Sent to A.R. +15550100001.
        < Hello Ana, what is it?
        > do you take my insurance
        S< A.R. +15550100001: do you take my insurance
        SANA> re 1: Yes we do.
        S< Sent to A.R. +15550100001.
        < Yes we do.
        > book
        S< A.R. +15550100001: book
        SANA> re 1: done
        S< A.R. +15550100001 is with the bot again.
        > status
        < Dr. Lee, Tue 24 Nov, 10am. Code <A>. Text M <A> to move it, X <A> to cancel.
        < At 12 Elm Street.
        < For your calendar: ...
        S> re 1: done
        S< A.R. +15550100001 is with the bot already: Ana.
    """)
    done = [row.action for row in Audit.select().where(Audit.subject == "handoff").order_by(Audit.id)]
    assert done == ["handoff.open", "handoff.answer", "handoff.answer", "handoff.close"]


def test_two_messages_nobody_could_read_are_shown_to_staff_and_the_bot_goes_on(talk: Talk) -> None:
    talk("""
        2> asdf qwer
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< Sorry, I did not get that. Try "book Dr. Lee today 9:30am", or text HELP.
        2> qwer asdf
        2< Sorry, I still do not get it. Text AGENT and a person will help you.
        S< I do not understand +15550100002:
        S< > qwer asdf
        S< Reply to this message to answer them. DONE as a reply ends it.
        2> zxcv
        2< Sorry, I still do not get it. Text AGENT and a person will help you.
        2> book dr lee tomorrow 11am
        2< Dr. Lee, Tue 24 Nov, 11am. Reply C to book it, or send another time.
        S> re 2: Can I help?
        S< Sent to +15550100002.
        2< Can I help?
        2> yes please
        S< +15550100002: yes please
    """)


def test_worrying_words_and_stop_are_heard_while_a_person_speaks(talk: Talk) -> None:
    talk("""
        3> I have chest pain
        3< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        3< If this is an emergency, call 911 now. I have told the desk as well.
        S< URGENT: +15550100003 wrote:
        S< > I have chest pain
        S< Reply to this message to answer them. DONE as a reply ends it.
        3> what now
        S< +15550100003: what now
        3> now I cannot breathe
        3< If this is an emergency, call 911 now. I have told the desk as well.
        S< URGENT: +15550100003 wrote:
        S< > now I cannot breathe
        S< Reply to this message to answer them. DONE as a reply ends it.
        3> stop
        3< Elm Street Clinic: you will get no more texts from us. Visits you have booked stay. Text START to come back.
        S> re 3: are you ok?
        S< No text reaches +15550100003: they have stopped texts, or the number is dead. Please call.
    """)


def test_two_hours_of_silence_end_it_and_an_unanswered_one_is_told(talk: Talk) -> None:
    talk("""
        2> agent
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< I have told the desk. Someone will get back to you here as soon as they can.
        S< +15550100002 would like a person:
        S< > agent
        S< Reply to this message to answer them. DONE as a reply ends it.
        @ Mon 23 Nov 10:00
        2> anybody there?
        S< +15550100002: anybody there?
        @ Mon 23 Nov 11:59
        -
        @ Mon 23 Nov 12:00
        S< +15550100002 wrote 2 hours ago and nobody has answered. The bot answers again; please call them.
        @ Mon 23 Nov 12:01
        -
        2> thanks
        2< You are welcome.
        S> re 2: sorry, it was busy here
        S< Sent to +15550100002.
        2< sorry, it was busy here
        2> never mind
        S< +15550100002: never mind
    """)
    assert Handoff.select().where(Handoff.closed_at.is_null()).count() == 1


def test_close_without_a_reply_asks_which_conversation(talk: Talk) -> None:
    talk("""
        1> agent
        1< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        1< I have told the desk. Someone will get back to you here as soon as they can.
        S< +15550100001 would like a person:
        S< > agent
        S< Reply to this message to answer them. DONE as a reply ends it.
        2> agent
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< I have told the desk. Someone will get back to you here as soon as they can.
        S< +15550100002 would like a person:
        S< > agent
        S< Reply to this message to answer them. DONE as a reply ends it.
        S> close
        S< Which of these patients?
        S< [+15550100001] [+15550100002]
        S> 2
        S< +15550100002 is with the bot again.
        SANA> close
        S< +15550100001 is with the bot again.
        SANA> close
        S< No talk with a patient is open.
    """)


def test_full_names_only_where_the_clinic_has_allowed_them(talk: Talk, clinic: Clinic) -> None:
    Setting.create(clinic=clinic, key="staff_chat_full_names", value=True)
    talk(BOOKED)
    talk("""
        > agent
        < I have told the desk. Someone will get back to you here as soon as they can.
        S< Ana Ruiz +15550100001 would like a person:
        S< > agent
        S< Reply to this message to answer them. DONE as a reply ends it.
        S> find ana
        S< Ana Ruiz ..0001: Dr. Lee, Tue 24 Nov, 10am (<A>)
    """)


def test_without_a_staff_chat_the_bot_goes_on_until_the_board_answers(talk: Talk, clinic: Clinic) -> None:
    clinic.staff_chat_id = None
    clinic.save()
    talk("""
        > agent
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < I have told the desk. Someone will get back to you here as soon as they can.
        > thanks
        < You are welcome.
    """)
    assert Handoff.get().closed_at is None


def test_being_forgotten_empties_what_the_staff_chat_was_told(talk: Talk, clinic: Clinic) -> None:
    talk("""
        > agent
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < I have told the desk. Someone will get back to you here as soon as they can.
        S< +15550100001 would like a person:
        S< > agent
        S< Reply to this message to answer them. DONE as a reply ends it.
        > delete me
        < Erase your name, number and messages, and cancel your visits? This cannot be undone.
        < 1 Yes, erase it all
        < 2 No, keep it
        S> stats
        S< ...
        S< ...
    """)
    contact = contacts.find_or_create(clinic, "sms", "+15550100001", now())
    erasure.forget(contact, Actor.patient(contact), now())
    assert [row.text for row in OutboxMessage.select().where(OutboxMessage.handoff.is_null(False))] == [""]
    assert Handoff.get().closed_at is not None
