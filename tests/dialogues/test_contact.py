"""The person: first contact, names, family, opting out, languages, help, being forgotten, and what is not understood."""

from __future__ import annotations

from collections.abc import Callable

Talk = Callable[[str], None]


def test_stop_silences_and_start_brings_back(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 3pm.
        > STOP
        < Elm Street Clinic: you will get no more texts from us. Visits you have booked stay. Text START to come back.
        > book
        -
        > cancel
        -
        > START
        < Elm Street Clinic: welcome back. We text you about your visits again. Text HELP for what you can do.
        > status
        < Dr. Lee, Tue 24 Nov, 3pm. Code <A>. Text M <A> to move it, X <A> to cancel.
        < At 12 Elm Street.
        < For your calendar: https://desk.example.com/c/...
    """)


def test_the_family_on_one_phone(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana Ruiz
        < Thank you, Ana Ruiz. See you: Dr. Lee, Tue 24 Nov, 3pm.
        > book for my daughter Mia with dr osei friday 2pm
        < Dr. Osei, Fri 27 Nov, 2pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Osei, Fri 27 Nov, 2pm (Mia). Code <B>. To move it text M <B>, to cancel X <B>.
        > book
        < Who is the visit for?
        < 1 Ana Ruiz
        < 2 Mia
        < 3 Someone else
        > 2
        < Which doctor would you like to see?
        < 1 Dr. Lee
        < 2 Dr. Patel
        < 3 Dr. Osei
        < 4 Any doctor
        > 1
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 23 Nov, 9:30am
        < 2 Mon 23 Nov, 1pm
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 12:30pm
        < 5 Other times
        > 1
        < Booked: Dr. Lee, Mon 23 Nov, 9:30am (Mia). Code <C>. To move it text M <C>, to cancel X <C>.
        > cancel mia
        < Which visit?
        < 1 Dr. Lee, Mon 23 Nov, 9:30am (Mia)
        < 2 Dr. Osei, Fri 27 Nov, 2pm (Mia)
        > 1
        < Cancelled: Dr. Lee, Mon 23 Nov, 9:30am (Mia). To book again, text BOOK.
        > status
        < You have 2 visits:
        < <A>: Dr. Lee, Tue 24 Nov, 3pm (Ana)
        < <B>: Dr. Osei, Fri 27 Nov, 2pm (Mia)
        < Text X and the code to cancel, M and the code to move, as in X <A>.
    """)


def test_not_understood_twice_offers_a_person(talk: Talk) -> None:
    talk("""
        > asdf qwer
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Sorry, I did not get that. Try "book Dr. Lee today 9:30am", or text HELP.
        > blah blah
        < Sorry, I still do not get it. Text AGENT and a person will help you.
        > agent
        < I have told the desk. Someone will get back to you here as soon as they can.
    """)


def test_an_interruption_is_answered_and_the_question_put_again(talk: Talk) -> None:
    talk("""
        > book dr lee
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 23 Nov, 9:30am
        < 2 Mon 23 Nov, 1pm
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 1pm
        < 5 Other times
        > help
        < Elm Street Clinic: text BOOK for a visit. STATUS shows your visits. M moves one, X cancels it. SLOTS shows free times. QUEUE lets you wait in line today. WAITLIST finds you an earlier time. Text LATE 15 if you are late. AGENT gets you a person. LANGUAGE is for Spanish. STOP ends texts.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 23 Nov, 9:30am
        < 2 Mon 23 Nov, 1pm
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 1pm
        < 5 Other times
        > thanks
        < You are welcome.
        > status
        < Nothing is booked yet.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 23 Nov, 9:30am
        < 2 Mon 23 Nov, 1pm
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 1pm
        < 5 Other times
        > 1
        < Booked: Dr. Lee, Mon 23 Nov, 9:30am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
    """)


def test_no_name_is_fine(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > no
        < That is fine, your visit stands.
        > status
        < Dr. Lee, Tue 24 Nov, 3pm. Code <A>. Text M <A> to move it, X <A> to cancel.
        < At 12 Elm Street.
        < For your calendar: https://desk.example.com/c/...
    """)


def test_name_any_time(talk: Talk) -> None:
    talk("""
        > name
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < What is your name?
        > Ana Ruiz
        < Thank you, Ana Ruiz.
        > my name is Ana Maria Ruiz
        < Thank you, Ana Maria Ruiz.
    """)


def test_language(talk: Talk) -> None:
    talk("""
        > language
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Which language?
        < 1 English
        < 2 Español
        > 1
        < From now on we write in English.
        > language english
        < From now on we write in English.
    """)


def test_delete_me(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 3pm.
        > delete me
        < Erase your name, number and messages, and cancel your visits? This cannot be undone.
        < 1 Yes, erase it all
        < 2 No, keep it
        > no
        < Nothing was erased.
        > delete me
        < Erase your name, number and messages, and cancel your visits? This cannot be undone.
        < 1 Yes, erase it all
        < 2 No, keep it
        > 1
        < Elm Street Clinic: your details are erased and your visits cancelled. Goodbye.
        > status
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < I find no visit booked from this phone. ...
    """)


def test_worrying_words_come_first(talk: Talk) -> None:
    talk("""
        > book dr lee
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 23 Nov, 9:30am
        < 2 Mon 23 Nov, 1pm
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 1pm
        < 5 Other times
        > i have chest pain and cant breathe
        < If this is an emergency, call 911 now. I have told the desk as well.
    """)


def test_yes_out_of_nowhere(talk: Talk) -> None:
    talk("""
        > yes
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < All right. Text BOOK for a visit, or HELP.
        > book dr lee tomorrow 3pm
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 3pm.
        > yes
        < All right. Your next visit: Dr. Lee, Tue 24 Nov, 3pm, code <A>.
        > no
        < All right. Your next visit: Dr. Lee, Tue 24 Nov, 3pm, code <A>.
    """)
