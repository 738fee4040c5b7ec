"""Visits that are booked: CONFIRM, CANCEL, MOVE, STATUS, LATE, with a code and without."""

from __future__ import annotations

from collections.abc import Callable

Talk = Callable[[str], None]


def test_one_visit_needs_no_code(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 3pm.
        > confirm
        < Thank you, confirmed: Dr. Lee, Tue 24 Nov, 3pm. See you then!
        > C
        < It is confirmed already: Dr. Lee, Tue 24 Nov, 3pm. See you then!
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        > x
        < That visit is cancelled: Dr. Lee, Tue 24 Nov, 3pm. Text BOOK to make a new one.
    """)


def test_two_visits_are_asked_about_and_codes_are_plain(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 3pm | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        > book dr osei friday 2pm
        < Dr. Osei, Fri 27 Nov, 2pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Osei, Fri 27 Nov, 2pm. Code <B>. To move it text M <B>, to cancel X <B>.
        > cancel
        < Which visit?
        < 1 Dr. Lee, Tue 24 Nov, 3pm
        < 2 Dr. Osei, Fri 27 Nov, 2pm
        > 2
        < Cancelled: Dr. Osei, Fri 27 Nov, 2pm. To book again, text BOOK.
        > X <A>
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        > x <A>
        < That visit is cancelled: Dr. Lee, Tue 24 Nov, 3pm. Text BOOK to make a new one.
    """)


def test_naming_the_day_or_the_doctor_is_enough(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 3pm | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        > book dr osei friday 2pm
        < Dr. Osei, Fri 27 Nov, 2pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Osei, Fri 27 Nov, 2pm. Code <B>. To move it text M <B>, to cancel X <B>.
        > cancel friday
        < Cancelled: Dr. Osei, Fri 27 Nov, 2pm. To book again, text BOOK.
        > status
        < Dr. Lee, Tue 24 Nov, 3pm. Code <A>. Text M <A> to move it, X <A> to cancel.
        < At 12 Elm Street.
        < For your calendar: https://desk.example.com/c/...
    """)


def test_a_misspelt_cancel_is_asked_about_first(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 3pm | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        > cancle
        < Cancel Dr. Lee, Tue 24 Nov, 3pm?
        < 1 Yes, cancel it
        < 2 No, keep it
        > no
        < It stays: Dr. Lee, Tue 24 Nov, 3pm.
        > cancle
        < Cancel Dr. Lee, Tue 24 Nov, 3pm?
        < 1 Yes, cancel it
        < 2 No, keep it
        > yes
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
    """)


def test_moving_keeps_the_old_time_until_the_new_one_is_taken(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 3pm | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        > move to thursday 10am
        < Move your visit of Tue 24 Nov, 3pm to Thu 26 Nov, 10am with Dr. Lee? Reply C to move it, or send another time.
        > no
        < No problem.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Thu 26 Nov, 9am
        < 2 Thu 26 Nov, 11am
        < 3 Thu 26 Nov, 1pm
        < 4 Thu 26 Nov, 3pm
        < 5 Other times
        > 1
        < Moved: Dr. Lee, Thu 26 Nov, 9am. New code <B>.
        > status
        < Dr. Lee, Thu 26 Nov, 9am. Code <B>. Text M <B> to move it, X <B> to cancel.
        < At 12 Elm Street.
        < For your calendar: https://desk.example.com/c/...
        > m <A>
        < That visit was moved to Dr. Lee, Thu 26 Nov, 9am, code <B>.
    """)


def test_moving_by_list_and_letting_it_be(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 3pm | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        > can i come earlier that day?
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Tue 24 Nov, 1pm
        < 2 Tue 24 Nov, 1:30pm
        < 3 Tue 24 Nov, 2pm
        < 4 Tue 24 Nov, 2:30pm
        > cancel
        < All right, your visit stays as it was: Dr. Lee, Tue 24 Nov, 3pm. To cancel it, text X <A>.
        > status
        < Dr. Lee, Tue 24 Nov, 3pm. Code <A>. Text M <A> to move it, X <A> to cancel.
        < At 12 Elm Street.
        < For your calendar: https://desk.example.com/c/...
    """)


def test_somebody_elses_code_tells_nothing(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 3pm | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        2> cancel <A>
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< I find no visit of yours with code <A>. Text STATUS to see your visits.
        2> status <A>
        2< I find no visit of yours with code <A>. Text STATUS to see your visits.
        2> confirm z9
        2< Sorry, I did not get that. Try "book Dr. Lee today 9:30am", or text HELP.
    """)


def test_status_with_nothing_and_with_the_past(talk: Talk) -> None:
    talk("""
        > status
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < I find no visit booked from this phone. ...
        >> book dr lee today 10am | c | Ana
        < Booked: Dr. Lee, Mon 23 Nov, 10am. Code <A>. To move it text M <A>, to cancel X <A>.
        @ Mon 23 Nov 10:03
        -
        > here
        < Welcome! You are checked in: Dr. Lee, Mon 23 Nov, 10am. Please take a seat.
        @ Tue 24 Nov 12:00
        -
        > status
        < Nothing is coming up. Your last visit: Dr. Lee, Mon 23 Nov, 10am. Text BOOK to make a new one.
    """)


def test_late_is_told_to_the_desk(talk: Talk) -> None:
    talk("""
        >> book dr lee today 11am | c | Ana
        < Booked: Dr. Lee, Mon 23 Nov, 11am. Code <A>. To move it text M <A>, to cancel X <A>.
        > running 20 minutes late
        < Thank you, the desk knows you are about 20 minutes late: Dr. Lee, Mon 23 Nov, 11am.
        > late
        < How many minutes late will you be?
        > 15
        < Thank you, the desk knows you are about 15 minutes late: Dr. Lee, Mon 23 Nov, 11am.
    """)


def test_what_is_free(talk: Talk) -> None:
    talk("""
        > what's free on friday with dr osei?
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Free with Dr. Osei. Reply with a number or another day:
        < 1 Fri 27 Nov, 1pm
        < 2 Fri 27 Nov, 2pm
        < 3 Fri 27 Nov, 3pm
        < 4 Fri 27 Nov, 4pm
        < 5 Other times
        > 2
        < Booked: Dr. Osei, Fri 27 Nov, 2pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
    """)
