"""Reminders, "are you on your way?", no-shows: what arrives by itself, and what a short answer to it means."""

from __future__ import annotations

from collections.abc import Callable

Talk = Callable[[str], None]


def test_a_reminder_comes_a_day_ahead_and_c_confirms(talk: Talk) -> None:
    talk("""
        > book dr lee wednesday 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Wed 25 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Wed 25 Nov, 3pm.
        @ Tue 24 Nov 15:00
        < Elm Street Clinic: Dr. Lee, Wed 25 Nov, 3pm. Reply C to confirm, M to move, X to cancel (<A>).
        > C
        < Thank you, confirmed: Dr. Lee, Wed 25 Nov, 3pm. See you then!
        @ Tue 24 Nov 15:05
        -
        @ Wed 25 Nov 12:00
        < Elm Street Clinic: see you Wed 25 Nov, 3pm, Dr. Lee. M moves it, X cancels (<A>).
        @ Wed 25 Nov 12:01
        -
    """)


def test_x_cancels_and_the_other_phone_takes_the_time(talk: Talk) -> None:
    talk("""
        >> book dr lee wednesday 3pm | c | Ana
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        @ Tue 24 Nov 15:00
        < Elm Street Clinic: Dr. Lee, Wed 25 Nov, 3pm. Reply C to confirm, M to move, X to cancel (<A>).
        2> book dr lee wed 3pm
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< Sorry, Wed 25 Nov, 3pm is taken.
        2< These are free. Reply with a number or another day:
        2< 1 Wed 25 Nov, 2:30pm, Dr. Lee
        2< 2 Wed 25 Nov, 3pm, Dr. Osei
        2< 3 Wed 25 Nov, 3:30pm, Dr. Lee
        2< 4 Thu 26 Nov, 3pm, Dr. Lee
        2< 5 Other times
        2< 6 Text me if it opens
        > X
        < Cancelled: Dr. Lee, Wed 25 Nov, 3pm. To book again, text BOOK.
        2> wed 3pm
        2< Dr. Lee, Wed 25 Nov, 3pm. Reply C to book it, or send another time.
        2> c
        2< Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <B>. To move it text M <B>, to cancel X <B>.
        2< What name is the visit for?
        2> Ben
        2< Thank you, Ben. See you: Dr. Lee, Wed 25 Nov, 3pm.
    """)


def test_m_moves_from_the_reminder(talk: Talk) -> None:
    talk("""
        >> book dr lee wednesday 3pm | c | Ana
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        @ Tue 24 Nov 15:00
        < Elm Street Clinic: Dr. Lee, Wed 25 Nov, 3pm. Reply C to confirm, M to move, X to cancel (<A>).
        > M
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Tue 24 Nov, 3:30pm
        < 2 Tue 24 Nov, 4pm
        < 3 Wed 25 Nov, 9am
        < 4 Wed 25 Nov, 12:30pm
        < 5 Other times
        > friday 3pm
        < Move your visit of Wed 25 Nov, 3pm to Fri 27 Nov, 3pm with Dr. Lee? Reply C to move it, or send another time.
        > yes
        < Moved: Dr. Lee, Fri 27 Nov, 3pm. New code <B>.
    """)


def test_two_visits_of_a_day_come_in_one_text_and_c_confirms_both(talk: Talk) -> None:
    talk("""
        >> book dr lee wednesday 3pm | c | Ana
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        > book dr osei wednesday 4pm
        < Dr. Osei, Wed 25 Nov, 4pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Osei, Wed 25 Nov, 4pm. Code <B>. To move it text M <B>, to cancel X <B>.
        @ Tue 24 Nov 16:00
        < Elm Street Clinic, Wed 25 Nov: 3pm Dr. Lee, 4pm Dr. Osei. Reply C to confirm all, M to move one, X to cancel one.
        > c
        < Thank you, all 2 are confirmed. See you then!
        < Dr. Lee, Wed 25 Nov, 3pm
        < Dr. Osei, Wed 25 Nov, 4pm
        > thanks
        < You are welcome. See you: Dr. Lee, Wed 25 Nov, 3pm.
    """)


def test_a_cancelled_visit_is_not_reminded(talk: Talk) -> None:
    talk("""
        >> book dr lee wednesday 3pm | c | Ana
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        > x
        < Cancelled: Dr. Lee, Wed 25 Nov, 3pm. To book again, text BOOK.
        @ Tue 24 Nov 15:00
        -
    """)


def test_booked_inside_the_offset_there_is_no_day_ahead_reminder(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 10am | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 10am. Code <A>. To move it text M <A>, to cancel X <A>.
        @ Mon 23 Nov 12:00
        -
        @ Tue 24 Nov 08:00
        < Elm Street Clinic: Dr. Lee, Tue 24 Nov, 10am. Reply C to confirm, M to move, X to cancel (<A>).
    """)


def test_on_the_way_and_missed(talk: Talk) -> None:
    talk("""
        >> book dr lee wednesday 3pm | c | Ana
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        @ Wed 25 Nov 15:05
        < Elm Street Clinic: we expected you at Wed 25 Nov, 3pm. Are you on your way? Reply Y, LATE 15, or X to cancel.
        > yes coming
        < Thank you, we are expecting you: Dr. Lee, Wed 25 Nov, 3pm.
        @ Wed 25 Nov 15:20
        -
        @ Wed 25 Nov 15:31
        < Elm Street Clinic: we missed you: Dr. Lee, Wed 25 Nov, 3pm. Text BOOK for a new time.
        > sorry
        < That can happen.
        < Text BOOK for a new time with Dr. Lee.
    """)


def test_nothing_in_quiet_hours(talk: Talk) -> None:
    talk("""
        >> book dr lee wednesday 9am | c | Ana
        < Booked: Dr. Lee, Wed 25 Nov, 9am. Code <A>. To move it text M <A>, to cancel X <A>.
        @ Tue 24 Nov 09:00
        < Elm Street Clinic: Dr. Lee, Wed 25 Nov, 9am. Reply C to confirm, M to move, X to cancel (<A>).
        > c
        < Thank you, confirmed: Dr. Lee, Wed 25 Nov, 9am. See you then!
        @ Wed 25 Nov 06:00
        -
        @ Wed 25 Nov 08:00
        < Elm Street Clinic: see you Wed 25 Nov, 9am, Dr. Lee. M moves it, X cancels (<A>).
    """)


def test_two_reminders_held_by_the_night_arrive_as_one(talk: Talk) -> None:
    talk("""
        >> book dr lee friday 9am | c | Ana
        < Booked: Dr. Lee, Fri 27 Nov, 9am. Code <A>. To move it text M <A>, to cancel X <A>.
        @ Fri 27 Nov 05:00
        -
        @ Fri 27 Nov 06:30
        -
        @ Fri 27 Nov 08:00
        < Elm Street Clinic: Dr. Lee, Fri 27 Nov, 9am. Reply C to confirm, M to move, X to cancel (<A>).
        > c
        < Thank you, confirmed: Dr. Lee, Fri 27 Nov, 9am. See you then!
    """)


def test_on_my_way_needs_no_minutes(talk: Talk) -> None:
    talk("""
        >> book dr lee wednesday 3pm | c | Ana
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        @ Wed 25 Nov 15:05
        < Elm Street Clinic: we expected you at Wed 25 Nov, 3pm. Are you on your way? Reply Y, LATE 15, or X to cancel.
        > on my way
        < Thank you, we are expecting you: Dr. Lee, Wed 25 Nov, 3pm.
    """)


TWO = """
    >> book dr lee wednesday 3pm | c | Ana
    < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
    > book for my daughter Mia with dr osei wednesday 4pm
    < Dr. Osei, Wed 25 Nov, 4pm. Reply C to book it, or send another time.
    > c
    < Booked: Dr. Osei, Wed 25 Nov, 4pm (Mia). Code <B>. To move it text M <B>, to cancel X <B>.
""".strip()
OF_TWO = (
    "Elm Street Clinic, Wed 25 Nov: 3pm Dr. Lee (Ana), 4pm Dr. Osei (Mia). "
    "Reply C to confirm all, M to move one, X to cancel one."
)


def test_the_family_comes_in_one_text_and_x_asks_which(talk: Talk) -> None:
    talk(f"""
        {TWO}
        @ Tue 24 Nov 15:00
        < {OF_TWO}
        > X
        < Which visit do you want to cancel?
        < 1 Dr. Lee, Wed 25 Nov, 3pm (Ana)
        < 2 Dr. Osei, Wed 25 Nov, 4pm (Mia)
        > 2
        < Cancelled: Dr. Osei, Wed 25 Nov, 4pm (Mia). To book again, text BOOK.
        > c
        < Thank you, confirmed: Dr. Lee, Wed 25 Nov, 3pm (Ana). See you then!
        @ Tue 24 Nov 16:00
        -
        @ Wed 25 Nov 12:00
        < Elm Street Clinic: see you Wed 25 Nov, 3pm, Dr. Lee. M moves it, X cancels (<A>).
    """)


def test_x_may_name_the_one_it_means(talk: Talk) -> None:
    talk(f"""
        {TWO}
        @ Tue 24 Nov 15:00
        < {OF_TWO}
        > cancel mia
        < Cancelled: Dr. Osei, Wed 25 Nov, 4pm (Mia). To book again, text BOOK.
        > X <A>
        < Cancelled: Dr. Lee, Wed 25 Nov, 3pm (Ana). To book again, text BOOK.
        @ Wed 25 Nov 12:00
        -
    """)


def test_all_confirmed_the_last_text_only_says_see_you(talk: Talk) -> None:
    talk(f"""
        {TWO}
        @ Tue 24 Nov 15:00
        < {OF_TWO}
        > yes
        < Thank you, all 2 are confirmed. See you then!
        < Dr. Lee, Wed 25 Nov, 3pm (Ana)
        < Dr. Osei, Wed 25 Nov, 4pm (Mia)
        @ Wed 25 Nov 12:00
        < Elm Street Clinic, Wed 25 Nov: 3pm Dr. Lee (Ana), 4pm Dr. Osei (Mia). See you then! M moves one, X cancels one.
        @ Wed 25 Nov 13:00
        -
    """)


def test_after_a_missed_visit_book_means_the_same_doctor(talk: Talk) -> None:
    talk("""
        >> book dr lee wednesday 3pm | c | Ana
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        @ Wed 25 Nov 15:16
        < Elm Street Clinic: we missed you: Dr. Lee, Wed 25 Nov, 3pm. Text BOOK for a new time.
        > BOOK
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Wed 25 Nov, 4pm
        < 2 Wed 25 Nov, 4:30pm
        < 3 Thu 26 Nov, 9am
        < 4 Thu 26 Nov, 1pm
        < 5 Other times
        > friday 3pm
        < Dr. Lee, Fri 27 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Fri 27 Nov, 3pm. Code <B>. To move it text M <B>, to cancel X <B>.
    """)


def test_a_yes_to_we_missed_you_looks_for_another_time_and_another_doctor_may_be_named(talk: Talk) -> None:
    talk("""
        >> book dr lee wednesday 3pm | c | Ana
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        @ Wed 25 Nov 15:16
        < Elm Street Clinic: we missed you: Dr. Lee, Wed 25 Nov, 3pm. Text BOOK for a new time.
        > book dr osei friday 2pm
        < Dr. Osei, Fri 27 Nov, 2pm. Reply C to book it, or send another time.
    """)
