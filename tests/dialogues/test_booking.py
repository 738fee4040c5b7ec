"""BOOK: in one message or many, in any order, with changes of mind."""

from __future__ import annotations

from collections.abc import Callable

Talk = Callable[[str], None]


def test_a_newcomer_says_hi_and_has_a_visit_in_three_messages(talk: Talk) -> None:
    talk("""
        > hi
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Hello! You can book a visit here. To wait in line today, text QUEUE.
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
        < 4 Tue 24 Nov, 1pm
        < 5 Other times
        > 2
        < Booked: Dr. Lee, Mon 23 Nov, 1pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana Ruiz
        < Thank you, Ana Ruiz. See you: Dr. Lee, Mon 23 Nov, 1pm.
        > thanks
        < You are welcome. See you: Dr. Lee, Mon 23 Nov, 1pm.
    """)


def test_a_full_request_books_in_two_messages(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > C
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana Ruiz
        < Thank you, Ana Ruiz. See you: Dr. Lee, Tue 24 Nov, 3pm.
    """)


def test_a_name_instead_of_c_is_kept_and_books_nothing_yet(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > Ana Ruiz
        < All right, for Ana Ruiz.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > hmm let me check with my wife
        < Sorry, I did not get that.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
    """)


def test_a_doctor_by_name_a_day_in_words_a_change_of_mind(talk: Talk) -> None:
    talk("""
        > book
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Which doctor would you like to see?
        < 1 Dr. Lee
        < 2 Dr. Patel
        < 3 Dr. Osei
        < 4 Any doctor
        > dr osei please
        < Free with Dr. Osei. Reply with a number or another day:
        < 1 Mon 23 Nov, 1pm
        < 2 Mon 23 Nov, 3pm
        < 3 Tue 24 Nov, 1pm
        < 4 Tue 24 Nov, 3pm
        < 5 Other times
        > wednesday after 3
        < Free with Dr. Osei. Reply with a number or another day:
        < 1 Wed 25 Nov, 3pm
        < 2 Wed 25 Nov, 3:30pm
        < 3 Wed 25 Nov, 4pm
        < 4 Wed 25 Nov, 4:30pm
        > no, thursday
        < Free with Dr. Osei. Reply with a number or another day:
        < 1 Thu 26 Nov, 3pm
        < 2 Thu 26 Nov, 3:30pm
        < 3 Thu 26 Nov, 4pm
        < 4 Thu 26 Nov, 4:30pm
        > 2
        < Booked: Dr. Osei, Thu 26 Nov, 3:30pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Bob
        < Thank you, Bob. See you: Dr. Osei, Thu 26 Nov, 3:30pm.
    """)


def test_what_is_not_free_gets_the_nearest_alternatives(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 3pm.
        2> book dr lee tomorrow 3pm
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< Sorry, Tue 24 Nov, 3pm is taken.
        2< These are free. Reply with a number or another day:
        2< 1 Tue 24 Nov, 2:30pm, Dr. Lee
        2< 2 Tue 24 Nov, 3pm, Dr. Patel
        2< 3 Tue 24 Nov, 3:30pm, Dr. Lee
        2< 4 Wed 25 Nov, 3pm, Dr. Lee
        2< 5 Other times
        2< 6 Text me if it opens
        2> 2
        2< Booked: Dr. Patel, Tue 24 Nov, 3pm. Code <B>. To move it text M <B>, to cancel X <B>.
        2< What name is the visit for?
        2> Ben Cole
        2< Thank you, Ben Cole. See you: Dr. Patel, Tue 24 Nov, 3pm.
    """)


def test_a_closed_day_an_odd_minute_a_day_too_far(talk: Talk) -> None:
    talk("""
        > book dr lee saturday 10am
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < The clinic is closed on Sat 28 Nov.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 30 Nov, 9:30am
        < 2 Mon 30 Nov, 10am
        < 3 Mon 30 Nov, 10:30am
        < 4 Tue 1 Dec, 10am
        < 5 Other times
        > friday 2:10pm
        < Dr. Lee has no visit that starts then (Fri 27 Nov, 2:10pm).
        < These are free. Reply with a number or another day:
        < 1 Fri 27 Nov, 2pm, Dr. Lee
        < 2 Fri 27 Nov, 2pm, Dr. Osei
        < 3 Fri 27 Nov, 2:30pm, Dr. Lee
        < 4 Mon 30 Nov, 2pm, Dr. Lee
        < 5 Other times
        > jan 30 10am
        < Visits can be booked up to 30 days ahead.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 23 Nov, 9:30am
        < 2 Mon 23 Nov, 10am
        < 3 Mon 23 Nov, 10:30am
        < 4 Mon 23 Nov, 11am
        < 5 Other times
    """)


def test_any_doctor_and_as_soon_as_possible(talk: Talk) -> None:
    talk("""
        > can i see someone asap?
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 23 Nov, 9:30am
        < 2 Mon 23 Nov, 10am
        < 3 Mon 23 Nov, 10:30am
        < 4 Mon 23 Nov, 11am
        < 5 Other times
        > none of these
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 23 Nov, 11:30am
        < 2 Mon 23 Nov, 12 noon
        < 3 Mon 23 Nov, 12:30pm
        < 4 Mon 23 Nov, 1pm
        < 5 Other times
        > the last one
        < Booked: Dr. Lee, Mon 23 Nov, 1pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
    """)


def test_anyone_tomorrow_afternoon(talk: Talk) -> None:
    talk("""
        > can I see someone tomorrow afternoon?
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < These are free. Reply with a number or another day:
        < 1 Tue 24 Nov, 12 noon, Dr. Lee
        < 2 Tue 24 Nov, 1pm, Dr. Osei
        < 3 Tue 24 Nov, 2:30pm, Dr. Osei
        < 4 Tue 24 Nov, 3:30pm, Dr. Patel
        < 5 Other times
        > later
        < These are free. Reply with a number or another day:
        < 1 Tue 24 Nov, 4pm, Dr. Lee
        < 2 Tue 24 Nov, 4:30pm, Dr. Patel
        < 3 Other times
        > earlier
        < These are free. Reply with a number or another day:
        < 1 Tue 24 Nov, 3pm, Dr. Osei
        < 2 Tue 24 Nov, 3:30pm, Dr. Lee
        < 3 Other times
        > 1
        < Booked: Dr. Osei, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
    """)


def test_a_time_without_a_day_is_offered_on_the_next_days(talk: Talk) -> None:
    talk("""
        > book dr lee 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 23 Nov, 3pm
        < 2 Tue 24 Nov, 3pm
        < 3 Wed 25 Nov, 3pm
        < 4 Thu 26 Nov, 3pm
        < 5 Other times
        > 1
        < Booked: Dr. Lee, Mon 23 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
    """)


def test_a_number_beyond_the_list_is_a_time(talk: Talk) -> None:
    talk("""
        > book dr lee
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 23 Nov, 9:30am
        < 2 Mon 23 Nov, 1pm
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 1pm
        < 5 Other times
        > 10
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 23 Nov, 10am
        < 2 Tue 24 Nov, 10am
        < 3 Wed 25 Nov, 10am
        < 4 Thu 26 Nov, 10am
        < 5 Other times
        > 2
        < Booked: Dr. Lee, Tue 24 Nov, 10am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
    """)


def test_a_number_that_fits_nothing(talk: Talk) -> None:
    talk("""
        > book dr lee
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 23 Nov, 9:30am
        < 2 Mon 23 Nov, 1pm
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 1pm
        < 5 Other times
        > 99
        < Times have changed since. These are free now.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 23 Nov, 9:30am
        < 2 Mon 23 Nov, 1pm
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 1pm
        < 5 Other times
    """)


def test_back_and_start_over(talk: Talk) -> None:
    talk("""
        > book dr lee
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 23 Nov, 9:30am
        < 2 Mon 23 Nov, 1pm
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 1pm
        < 5 Other times
        > back
        < Which doctor would you like to see?
        < 1 Dr. Lee
        < 2 Dr. Patel
        < 3 Dr. Osei
        < 4 Any doctor
        > 3
        < Free with Dr. Osei. Reply with a number or another day:
        < 1 Mon 23 Nov, 1pm
        < 2 Mon 23 Nov, 3pm
        < 3 Tue 24 Nov, 1pm
        < 4 Tue 24 Nov, 3pm
        < 5 Other times
        > start over
        < Let us start over.
        < Which doctor would you like to see?
        < 1 Dr. Lee
        < 2 Dr. Patel
        < 3 Dr. Osei
        < 4 Any doctor
        > 2
        < Free with Dr. Patel. Reply with a number or another day:
        < 1 Tue 24 Nov, 9am
        < 2 Tue 24 Nov, 1pm
        < 3 Thu 26 Nov, 9am
        < 4 Thu 26 Nov, 1pm
        < 5 Other times
    """)


def test_two_noes_let_it_be(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > no
        < No problem.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Tue 24 Nov, 9am
        < 2 Tue 24 Nov, 10:30am
        < 3 Tue 24 Nov, 12:30pm
        < 4 Tue 24 Nov, 2:30pm
        < 5 Other times
        > no
        < All right. Shall we text you when another time opens? Reply Y or N.
        > no
        < All right, nothing was booked. Text BOOK any time.
        > ok
        < All right. Text BOOK for a visit, or HELP.
    """)


def test_an_unknown_doctor_is_said_so(talk: Talk) -> None:
    talk("""
        > book dr zhang tomorrow
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < I find no Dr. Zhang here.
        < These are free. Reply with a number or another day:
        < 1 Tue 24 Nov, 9am, Dr. Lee
        < 2 Tue 24 Nov, 11am, Dr. Lee
        < 3 Tue 24 Nov, 1pm, Dr. Osei
        < 4 Tue 24 Nov, 3pm, Dr. Lee
        < 5 Other times
    """)


def test_cancel_in_the_middle_drops_only_the_draft(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 3pm.
        > book dr osei friday 2pm
        < Dr. Osei, Fri 27 Nov, 2pm. Reply C to book it, or send another time.
        > cancel
        < All right, nothing was booked. Text BOOK any time.
        > status
        < Dr. Lee, Tue 24 Nov, 3pm. Code <A>. Text M <A> to move it, X <A> to cancel.
        < At 12 Elm Street.
        < For your calendar: https://desk.example.com/c/...
    """)


def test_an_answer_hours_late_gets_a_fresh_list(talk: Talk) -> None:
    talk("""
        > book dr lee
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 23 Nov, 9:30am
        < 2 Mon 23 Nov, 1pm
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 1pm
        < 5 Other times
        @ Mon 23 Nov 14:00
        -
        > 1
        < Times have changed since. These are free now.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 23 Nov, 2:30pm
        < 2 Mon 23 Nov, 3:30pm
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 1pm
        < 5 Other times
        > book dr lee
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 23 Nov, 2:30pm
        < 2 Mon 23 Nov, 3:30pm
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 1pm
        < 5 Other times
        > 1
        < Booked: Dr. Lee, Mon 23 Nov, 2:30pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
    """)


def test_a_yes_to_a_list_is_asked_which(talk: Talk) -> None:
    talk("""
        > book dr lee
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 23 Nov, 9:30am
        < 2 Mon 23 Nov, 1pm
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 1pm
        < 5 Other times
        > ok
        < Which one?
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


def test_right_after_booking_no_friday_moves_it(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > no, friday
        < Move your visit of Tue 24 Nov, 3pm to Fri 27 Nov, 3pm with Dr. Lee? Reply C to move it, or send another time.
        > c
        < Moved: Dr. Lee, Fri 27 Nov, 3pm. New code <B>.
        < What name is the visit for?
    """)


def test_the_same_wish_twice_meets_the_first_visit(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 3pm.
        > book dr osei tomorrow 3pm
        < You already have a visit then: Dr. Lee, Tue 24 Nov, 3pm.
        < These are free. Reply with a number or another day:
        < 1 Tue 24 Nov, 2:30pm, Dr. Osei
        < 2 Tue 24 Nov, 2:30pm, Dr. Lee
        < 3 Tue 24 Nov, 3:30pm, Dr. Osei
        < 4 Wed 25 Nov, 3pm, Dr. Osei
        < 5 Other times
    """)


def test_a_time_read_back_at_its_last_minute_can_still_be_taken(talk: Talk) -> None:
    talk("""
        > book dr lee today 9:30am
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Mon 23 Nov, 9:30am. Reply C to book it, or send another time.
        @ 90s
        > c
        < Booked: Dr. Lee, Mon 23 Nov, 9:30am. ...
        < What name is the visit for?
    """)
