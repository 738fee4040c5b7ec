"""The waitlist, told as it goes: joining, offers, waves, swaps, and a yes that comes too late (P7, W1-W4, P12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from store import settings
from store.models import Clinic, Doctor, Schedule

Talk = Callable[[str], None]


def test_a_taken_time_is_waited_for_and_offered_when_it_comes_free(talk: Talk) -> None:
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
        2> 6
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 3pm.
        2< We text you when a time comes free.
        2< What name shall we put down?
        2> Ben
        2< Thank you, Ben.
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        @ Mon 23 Nov 09:01
        2< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:15am.
        2> y
        2< Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <B>. To move it text M <B>, to cancel X <B>.
        2> where am i on the waitlist
        2< You are not on the waitlist. Text WAITLIST to join it.
    """)


def test_joining_by_text_and_leaving(talk: Talk) -> None:
    talk("""
        > tell me if something opens with dr lee this week, mornings
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are on the waitlist for Dr. Lee, until Sun 29 Nov, before 12 noon.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 Mon 23 Nov, 10am
        < 2 Mon 23 Nov, 11am
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 10:30am
        < 5 Other times
        > n
        < All right. We text you when another time comes free.
        > waitlist dr lee
        < You are on the waitlist already, for Dr. Lee, until Sun 29 Nov, before 12 noon. Text LEAVE WAITLIST to come off it.
        > waitlist dr patel next week
        < You are on the waitlist for Dr. Patel, Mon 30 Nov to Sun 6 Dec.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 Tue 1 Dec, 9am
        < 2 Tue 1 Dec, 1pm
        < 3 Thu 3 Dec, 9am
        < 4 Thu 3 Dec, 1pm
        < 5 Other times
        > where am I on the waitlist
        < You are 1st on the waitlist for Dr. Lee, until Sun 29 Nov, before 12 noon.
        < You are 1st on the waitlist for Dr. Patel, Mon 30 Nov to Sun 6 Dec.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 Tue 1 Dec, 9am
        < 2 Tue 1 Dec, 1pm
        < 3 Thu 3 Dec, 9am
        < 4 Thu 3 Dec, 1pm
        < 5 Other times
        > no
        < All right. We text you when another time comes free.
        > position
        < You are 1st on the waitlist for Dr. Lee, until Sun 29 Nov, before 12 noon.
        < You are 1st on the waitlist for Dr. Patel, Mon 30 Nov to Sun 6 Dec.
        > leave waitlist
        < You are off the waitlist.
        > leave waitlist
        < You are not on the waitlist. Text WAITLIST to join it.
    """)


def test_another_wish_for_the_same_doctor_keeps_the_place(talk: Talk) -> None:
    talk("""
        > waitlist dr lee tomorrow morning
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are on the waitlist for Dr. Lee, Tue 24 Nov, before 12 noon.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 Tue 24 Nov, 9am
        < 2 Tue 24 Nov, 9:30am
        < 3 Tue 24 Nov, 10:30am
        < 4 Tue 24 Nov, 11am
        < 5 Other times
        > n
        < All right. We text you when another time comes free.
        2> waitlist dr lee tomorrow
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov.
        2< These are free now. Reply with a number to take one, or N to wait:
        2< 1 Tue 24 Nov, 9am
        2< 2 Tue 24 Nov, 11am
        2< 3 Tue 24 Nov, 1pm
        2< 4 Tue 24 Nov, 3pm
        2< 5 Other times
        2> n
        2< All right. We text you when another time comes free.
        > waitlist dr lee tomorrow afternoon
        < You are on the waitlist for Dr. Lee, Tue 24 Nov, 12 noon to 5pm.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 Tue 24 Nov, 12 noon
        < 2 Tue 24 Nov, 1pm
        < 3 Tue 24 Nov, 2:30pm
        < 4 Tue 24 Nov, 3:30pm
        < 5 Other times
        > n
        < All right. We text you when another time comes free.
        > waitlist position
        < You are 1st on the waitlist for Dr. Lee, Tue 24 Nov, 12 noon to 5pm.
        2> waitlist position
        2< You are 2nd on the waitlist for Dr. Lee, Tue 24 Nov.
    """)


def test_a_swap_keeps_the_old_time_until_the_new_one_is_taken(talk: Talk) -> None:
    """The old seat is offered in turn, in the same breath."""
    talk("""
        > book dr lee friday 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Fri 27 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Fri 27 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Fri 27 Nov, 3pm.
        2> book dr lee tomorrow 10am
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< Dr. Lee, Tue 24 Nov, 10am. Reply C to book it, or send another time.
        2> c
        2< Booked: Dr. Lee, Tue 24 Nov, 10am. Code <B>. To move it text M <B>, to cancel X <B>.
        2< What name is the visit for?
        2> Ben
        2< Thank you, Ben. See you: Dr. Lee, Tue 24 Nov, 10am.
        3> waitlist dr lee friday 3pm
        3< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        3< You are on the waitlist for Dr. Lee, Fri 27 Nov, 2pm to 4pm.
        3< These are free now. Reply with a number to take one, or N to wait:
        3< 1 Fri 27 Nov, 2pm
        3< 2 Fri 27 Nov, 2:30pm
        3< 3 Fri 27 Nov, 3:30pm
        3< 4 Fri 27 Nov, 4pm
        3> n
        3< All right. We text you when another time comes free.
        > tell me if something earlier comes up
        < You are on the waitlist for Dr. Lee, until Fri 27 Nov.
        < Your visit of Fri 27 Nov, 3pm stays yours until you take an earlier one.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 Mon 23 Nov, 10am
        < 2 Mon 23 Nov, 1:30pm
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 1pm
        < 5 Other times
        > n
        < All right. We text you when another time comes free.
        @ Mon 23 Nov 09:30
        -
        2> X
        2< Cancelled: Dr. Lee, Tue 24 Nov, 10am. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        < Elm Street Clinic: an earlier time is free: Dr. Lee, Tue 24 Nov, 10am. Reply Y to move your visit of Fri 27 Nov, 3pm there, N to keep it, until 9:45am.
        > y
        < Moved: Dr. Lee, Tue 24 Nov, 10am. New code <C>.
        @ Mon 23 Nov 09:32
        3< Elm Street Clinic: a time is free: Dr. Lee, Fri 27 Nov, 3pm. Reply Y to take it or N to pass, until 9:46am.
        > status
        < Dr. Lee, Tue 24 Nov, 10am. Code <C>. Text M <C> to move it, X <C> to cancel.
        < At 12 Elm Street.
        < For your calendar: https://desk.example.com/c/...
        3> y
        3< Booked: Dr. Lee, Fri 27 Nov, 3pm. Code <D>. To move it text M <D>, to cancel X <D>.
        3< What name is the visit for?
    """)


def test_no_to_a_swap_changes_nothing(talk: Talk) -> None:
    talk("""
        > book dr lee friday 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Fri 27 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Fri 27 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Fri 27 Nov, 3pm.
        2> book dr lee tomorrow 10am
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< Dr. Lee, Tue 24 Nov, 10am. Reply C to book it, or send another time.
        2> c
        2< Booked: Dr. Lee, Tue 24 Nov, 10am. Code <B>. To move it text M <B>, to cancel X <B>.
        2< What name is the visit for?
        2> Ben
        2< Thank you, Ben. See you: Dr. Lee, Tue 24 Nov, 10am.
        > waitlist
        < You are on the waitlist for Dr. Lee, until Fri 27 Nov.
        < Your visit of Fri 27 Nov, 3pm stays yours until you take an earlier one.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 Mon 23 Nov, 10am
        < 2 Mon 23 Nov, 1:30pm
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 1pm
        < 5 Other times
        > n
        < All right. We text you when another time comes free.
        @ Mon 23 Nov 09:30
        -
        2> X
        2< Cancelled: Dr. Lee, Tue 24 Nov, 10am. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        < Elm Street Clinic: an earlier time is free: Dr. Lee, Tue 24 Nov, 10am. Reply Y to move your visit of Fri 27 Nov, 3pm there, N to keep it, until 9:45am.
        > no
        < All right, your visit stays: Dr. Lee, Fri 27 Nov, 3pm. You are still on the waitlist.
        > status
        < Dr. Lee, Fri 27 Nov, 3pm. Code <A>. Text M <A> to move it, X <A> to cancel.
        < At 12 Elm Street.
        < For your calendar: https://desk.example.com/c/...
    """)


def test_no_passes_it_on_and_silence_does_too(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 3pm.
        2> waitlist dr lee tomorrow 3pm
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        2< These are free now. Reply with a number to take one, or N to wait:
        2< 1 Tue 24 Nov, 2pm
        2< 2 Tue 24 Nov, 2:30pm
        2< 3 Tue 24 Nov, 3:30pm
        2< 4 Tue 24 Nov, 4pm
        2> n
        2< All right. We text you when another time comes free.
        3> waitlist dr lee tomorrow 3pm
        3< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        3< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        3< These are free now. Reply with a number to take one, or N to wait:
        3< 1 Tue 24 Nov, 2pm
        3< 2 Tue 24 Nov, 2:30pm
        3< 3 Tue 24 Nov, 3:30pm
        3< 4 Tue 24 Nov, 4pm
        3> n
        3< All right. We text you when another time comes free.
        4> waitlist dr lee tomorrow 3pm
        4< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        4< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        4< These are free now. Reply with a number to take one, or N to wait:
        4< 1 Tue 24 Nov, 2pm
        4< 2 Tue 24 Nov, 2:30pm
        4< 3 Tue 24 Nov, 3:30pm
        4< 4 Tue 24 Nov, 4pm
        4> n
        4< All right. We text you when another time comes free.
        @ Mon 23 Nov 09:30
        -
        > cancel
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:45am.
        2> no thanks
        2< All right. You stay on the waitlist; text LEAVE WAITLIST to come off it.
        @ Mon 23 Nov 09:32
        3< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:46am.
        @ Mon 23 Nov 09:44
        -
        @ Mon 23 Nov 09:46
        4< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 10:01am.
        4> yes please
        4< Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <B>. To move it text M <B>, to cancel X <B>.
        4< What name is the visit for?
    """)


def test_a_late_yes_gets_the_time_if_it_is_still_free(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 3pm.
        2> waitlist dr lee tomorrow 3pm
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        2< These are free now. Reply with a number to take one, or N to wait:
        2< 1 Tue 24 Nov, 2pm
        2< 2 Tue 24 Nov, 2:30pm
        2< 3 Tue 24 Nov, 3:30pm
        2< 4 Tue 24 Nov, 4pm
        2> n
        2< All right. We text you when another time comes free.
        @ Mon 23 Nov 09:30
        -
        > cancel
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:45am.
        @ Mon 23 Nov 11:00
        -
        2> yes
        2< That offer ended at 9:45am, but the time is still free.
        2< Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        2> c
        2< Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <B>. To move it text M <B>, to cancel X <B>.
        2< You are off the waitlist.
        2< What name is the visit for?
    """)


def test_a_late_yes_to_a_time_that_has_gone_is_told_so(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 9am
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 9am. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 9am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 9am.
        2> waitlist dr lee tomorrow 9am
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 8am to 10am.
        2< These are free now. Reply with a number to take one, or N to wait:
        2< 1 Tue 24 Nov, 9:30am
        2< 2 Tue 24 Nov, 10am
        2> n
        2< All right. We text you when another time comes free.
        @ Mon 23 Nov 09:30
        -
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 9am. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 9am. Reply Y to take it or N to pass, until 9:45am. You can still cancel it after.
        3> book dr lee tomorrow 9am
        3< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        3< Sorry, Tue 24 Nov, 9am is taken.
        3< These are free. Reply with a number or another day:
        3< 1 Tue 24 Nov, 9am, Dr. Patel
        3< 2 Tue 24 Nov, 9:30am, Dr. Lee
        3< 3 Tue 24 Nov, 10am, Dr. Lee
        3< 4 Wed 25 Nov, 9am, Dr. Lee
        3< 5 Other times
        3< 6 Text me if it opens
        @ Mon 23 Nov 09:50
        -
        3> tomorrow 9am
        3< Dr. Lee, Tue 24 Nov, 9am. Reply C to book it, or send another time.
        3> c
        3< Booked: Dr. Lee, Tue 24 Nov, 9am. Code <B>. To move it text M <B>, to cancel X <B>.
        3< What name is the visit for?
        3> Cem
        3< Thank you, Cem. See you: Dr. Lee, Tue 24 Nov, 9am.
        2> y
        2< Sorry, that offer ended at 9:45am, and Dr. Lee, Tue 24 Nov, 9am is taken now.
        2< You stay on the waitlist.
        2< Free with Dr. Lee. Reply with a number or another day:
        2< 1 Tue 24 Nov, 9:30am
        2< 2 Tue 24 Nov, 10am
        2< 3 Wed 25 Nov, 9am
        2< 4 Other times
        2> no
        2< All right. We text you when another time comes free.
    """)


def test_near_the_visit_several_are_asked_and_the_first_yes_wins(talk: Talk) -> None:
    talk("""
        > book dr lee today 12:30pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Mon 23 Nov, 12:30pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Mon 23 Nov, 12:30pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Mon 23 Nov, 12:30pm.
        2> waitlist dr lee today 12:30pm
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< You are on the waitlist for Dr. Lee, Mon 23 Nov, 11:30am to 1:30pm.
        2< These are free now. Reply with a number to take one, or N to wait:
        2< 1 Mon 23 Nov, 11:30am
        2< 2 Mon 23 Nov, 12 noon
        2< 3 Mon 23 Nov, 1pm
        2< 4 Mon 23 Nov, 1:30pm
        2> n
        2< All right. We text you when another time comes free.
        3> waitlist dr lee today 12:30pm
        3< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        3< You are on the waitlist for Dr. Lee, Mon 23 Nov, 11:30am to 1:30pm.
        3< These are free now. Reply with a number to take one, or N to wait:
        3< 1 Mon 23 Nov, 11:30am
        3< 2 Mon 23 Nov, 12 noon
        3< 3 Mon 23 Nov, 1pm
        3< 4 Mon 23 Nov, 1:30pm
        3> n
        3< All right. We text you when another time comes free.
        4> waitlist dr lee today 12:30pm
        4< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        4< You are on the waitlist for Dr. Lee, Mon 23 Nov, 11:30am to 1:30pm.
        4< These are free now. Reply with a number to take one, or N to wait:
        4< 1 Mon 23 Nov, 11:30am
        4< 2 Mon 23 Nov, 12 noon
        4< 3 Mon 23 Nov, 1pm
        4< 4 Mon 23 Nov, 1:30pm
        4> n
        4< All right. We text you when another time comes free.
        @ Mon 23 Nov 09:30
        -
        > x
        < Cancelled: Dr. Lee, Mon 23 Nov, 12:30pm. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Mon 23 Nov, 12:30pm. Reply Y or N until 9:45am. The first Y gets it and can still cancel it.
        3< Elm Street Clinic: a time is free: Dr. Lee, Mon 23 Nov, 12:30pm. Reply Y or N until 9:45am. The first Y gets it and can still cancel it.
        4< Elm Street Clinic: a time is free: Dr. Lee, Mon 23 Nov, 12:30pm. Reply Y or N until 9:45am. The first Y gets it and can still cancel it.
        4> y
        4< Booked: Dr. Lee, Mon 23 Nov, 12:30pm. Code <B>. To move it text M <B>, to cancel X <B>.
        4< You can still cancel it freely.
        4< What name is the visit for?
        4> Dana
        4< Thank you, Dana. See you: Dr. Lee, Mon 23 Nov, 12:30pm.
        2> y
        2< Sorry, someone was faster: Dr. Lee, Mon 23 Nov, 12:30pm is taken.
        2< You stay on the waitlist.
        2< Free with Dr. Lee. Reply with a number or another day:
        2< 1 Mon 23 Nov, 12 noon
        2< 2 Mon 23 Nov, 1pm
        2< 3 Tue 24 Nov, 12:30pm
        2< 4 Other times
        2> 2
        2< Booked: Dr. Lee, Mon 23 Nov, 1pm. Code <C>. To move it text M <C>, to cancel X <C>.
        2< You are off the waitlist.
        2< What name is the visit for?
        3> n
        3< All right. That offer had ended.
    """)


def test_the_others_are_told_at_once_where_the_days_texts_allow_it(talk: Talk, clinic: Clinic) -> None:
    settings.put(clinic, {"unprompted_per_day": 2})
    talk("""
        > book dr lee today 12:30pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Mon 23 Nov, 12:30pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Mon 23 Nov, 12:30pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Mon 23 Nov, 12:30pm.
        2> waitlist dr lee today 12:30pm
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< You are on the waitlist for Dr. Lee, Mon 23 Nov, 11:30am to 1:30pm.
        2< These are free now. Reply with a number to take one, or N to wait:
        2< 1 Mon 23 Nov, 11:30am
        2< 2 Mon 23 Nov, 12 noon
        2< 3 Mon 23 Nov, 1pm
        2< 4 Mon 23 Nov, 1:30pm
        2> n
        2< All right. We text you when another time comes free.
        3> waitlist dr lee today 12:30pm
        3< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        3< You are on the waitlist for Dr. Lee, Mon 23 Nov, 11:30am to 1:30pm.
        3< These are free now. Reply with a number to take one, or N to wait:
        3< 1 Mon 23 Nov, 11:30am
        3< 2 Mon 23 Nov, 12 noon
        3< 3 Mon 23 Nov, 1pm
        3< 4 Mon 23 Nov, 1:30pm
        3> n
        3< All right. We text you when another time comes free.
        @ Mon 23 Nov 09:30
        -
        > x
        < Cancelled: Dr. Lee, Mon 23 Nov, 12:30pm. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Mon 23 Nov, 12:30pm. Reply Y or N until 9:45am. The first Y gets it and can still cancel it.
        3< Elm Street Clinic: a time is free: Dr. Lee, Mon 23 Nov, 12:30pm. Reply Y or N until 9:45am. The first Y gets it and can still cancel it.
        2> y
        2< Booked: Dr. Lee, Mon 23 Nov, 12:30pm. Code <B>. To move it text M <B>, to cancel X <B>.
        2< You can still cancel it freely.
        2< What name is the visit for?
        @ Mon 23 Nov 09:32
        3< Elm Street Clinic: sorry, Dr. Lee, Mon 23 Nov, 12:30pm went to somebody else. You stay on the waitlist. For other times text SLOTS.
        3> y
        3< Sorry, someone was faster: Dr. Lee, Mon 23 Nov, 12:30pm is taken.
        3< You stay on the waitlist.
        3< Free with Dr. Lee. Reply with a number or another day:
        3< 1 Mon 23 Nov, 12 noon
        3< 2 Mon 23 Nov, 1pm
        3< 3 Tue 24 Nov, 12:30pm
        3< 4 Other times
    """)


def test_what_was_taken_at_short_notice_can_be_given_up_freely(talk: Talk, clinic: Clinic) -> None:
    talk("""
        > book dr lee today 1pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Mon 23 Nov, 1pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Mon 23 Nov, 1pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Mon 23 Nov, 1pm.
        2> waitlist dr lee today 1pm
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< You are on the waitlist for Dr. Lee, Mon 23 Nov, 12 noon to 2pm.
        2< These are free now. Reply with a number to take one, or N to wait:
        2< 1 Mon 23 Nov, 12 noon
        2< 2 Mon 23 Nov, 12:30pm
        2< 3 Mon 23 Nov, 1:30pm
        2< 4 Mon 23 Nov, 2pm
        2> no
        2< All right. We text you when another time comes free.
        @ Mon 23 Nov 09:30
        -
        > x
        < Cancelled: Dr. Lee, Mon 23 Nov, 1pm. To book again, text BOOK.
    """)
    settings.put(clinic, {"late_cancellation": "refuse"})
    talk("""
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Mon 23 Nov, 1pm. Reply Y to take it or N to pass, until 9:45am. You can still cancel it after.
        2> y
        2< Booked: Dr. Lee, Mon 23 Nov, 1pm. Code <B>. To move it text M <B>, to cancel X <B>.
        2< You can still cancel it freely.
        2< What name is the visit for?
        2> Ben
        2< Thank you, Ben. See you: Dr. Lee, Mon 23 Nov, 1pm.
        2> x
        2< Cancelled: Dr. Lee, Mon 23 Nov, 1pm. To book again, text BOOK.
        > book dr lee today 1pm
        < Dr. Lee, Mon 23 Nov, 1pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Mon 23 Nov, 1pm. Code <C>. To move it text M <C>, to cancel X <C>.
        > x
        < It is less than 24 hours to Dr. Lee, Mon 23 Nov, 1pm. Please text AGENT, the desk will help.
    """)


def test_yes_with_a_reminder_and_an_offer_open_asks_which(talk: Talk, clinic: Clinic) -> None:
    settings.put(clinic, {"unprompted_per_day": 3})
    talk("""
        > book dr lee wednesday 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Wed 25 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Wed 25 Nov, 3pm.
        2> book dr lee wednesday 10am
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< Dr. Lee, Wed 25 Nov, 10am. Reply C to book it, or send another time.
        2> c
        2< Booked: Dr. Lee, Wed 25 Nov, 10am. Code <B>. To move it text M <B>, to cancel X <B>.
        2< What name is the visit for?
        2> Ben
        2< Thank you, Ben. See you: Dr. Lee, Wed 25 Nov, 10am.
        > waitlist
        < You are on the waitlist for Dr. Lee, until Wed 25 Nov.
        < Your visit of Wed 25 Nov, 3pm stays yours until you take an earlier one.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 Mon 23 Nov, 10am
        < 2 Mon 23 Nov, 1:30pm
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 1pm
        < 5 Other times
        > n
        < All right. We text you when another time comes free.
        @ Tue 24 Nov 15:00
        2< Elm Street Clinic: Dr. Lee, Wed 25 Nov, 10am. Reply C to confirm, M to move, X to cancel (<B>).
        < Elm Street Clinic: Dr. Lee, Wed 25 Nov, 3pm. Reply C to confirm, M to move, X to cancel (<A>).
        2> x
        2< Cancelled: Dr. Lee, Wed 25 Nov, 10am. To book again, text BOOK.
        @ Tue 24 Nov 15:01
        < Elm Street Clinic: an earlier time is free: Dr. Lee, Wed 25 Nov, 10am. Reply Y to move your visit of Wed 25 Nov, 3pm there, N to keep it, until 3:15pm.
        > yes
        < Which do you mean?
        < 1 Take Dr. Lee, Wed 25 Nov, 10am
        < 2 Confirm Dr. Lee, Wed 25 Nov, 3pm
        > 1
        < Moved: Dr. Lee, Wed 25 Nov, 10am. New code <C>.
        < You can still cancel it freely.
    """)


def test_c_is_the_reminders_letter_and_y_what_is_left(talk: Talk, clinic: Clinic) -> None:
    settings.put(clinic, {"unprompted_per_day": 3})
    talk("""
        > book dr lee wednesday 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Wed 25 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Wed 25 Nov, 3pm.
        2> book dr lee wednesday 10am
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< Dr. Lee, Wed 25 Nov, 10am. Reply C to book it, or send another time.
        2> c
        2< Booked: Dr. Lee, Wed 25 Nov, 10am. Code <B>. To move it text M <B>, to cancel X <B>.
        2< What name is the visit for?
        2> Ben
        2< Thank you, Ben. See you: Dr. Lee, Wed 25 Nov, 10am.
        > waitlist
        < You are on the waitlist for Dr. Lee, until Wed 25 Nov.
        < Your visit of Wed 25 Nov, 3pm stays yours until you take an earlier one.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 Mon 23 Nov, 10am
        < 2 Mon 23 Nov, 1:30pm
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 1pm
        < 5 Other times
        > n
        < All right. We text you when another time comes free.
        @ Tue 24 Nov 15:00
        2< Elm Street Clinic: Dr. Lee, Wed 25 Nov, 10am. Reply C to confirm, M to move, X to cancel (<B>).
        < Elm Street Clinic: Dr. Lee, Wed 25 Nov, 3pm. Reply C to confirm, M to move, X to cancel (<A>).
        2> x
        2< Cancelled: Dr. Lee, Wed 25 Nov, 10am. To book again, text BOOK.
        @ Tue 24 Nov 15:01
        < Elm Street Clinic: an earlier time is free: Dr. Lee, Wed 25 Nov, 10am. Reply Y to move your visit of Wed 25 Nov, 3pm there, N to keep it, until 3:15pm.
        > C
        < Thank you, confirmed: Dr. Lee, Wed 25 Nov, 3pm. See you then!
        > Y
        < Moved: Dr. Lee, Wed 25 Nov, 10am. New code <C>.
        < You can still cancel it freely.
    """)


def test_yes_with_a_booking_read_back_and_an_offer_open_asks_which(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 3pm.
        2> waitlist dr lee tomorrow 3pm
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        2< These are free now. Reply with a number to take one, or N to wait:
        2< 1 Tue 24 Nov, 2pm
        2< 2 Tue 24 Nov, 2:30pm
        2< 3 Tue 24 Nov, 3:30pm
        2< 4 Tue 24 Nov, 4pm
        2> n
        2< All right. We text you when another time comes free.
        @ Mon 23 Nov 09:30
        -
        2> book dr osei friday 2pm
        2< Dr. Osei, Fri 27 Nov, 2pm. Reply C to book it, or send another time.
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:45am.
        2> yes
        2< Which do you mean?
        2< 1 Take Dr. Lee, Tue 24 Nov, 3pm
        2< 2 Book Dr. Osei, Fri 27 Nov, 2pm
        2> 1
        2< Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <B>. To move it text M <B>, to cancel X <B>.
        2< What name is the visit for?
    """)


def test_one_text_a_day_is_the_most(talk: Talk) -> None:
    """A reminder has gone out today: the freed time goes to somebody else, or waits for tomorrow."""
    talk("""
        > book dr lee wednesday 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Wed 25 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Wed 25 Nov, 3pm.
        2> book dr lee wednesday 10am
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< Dr. Lee, Wed 25 Nov, 10am. Reply C to book it, or send another time.
        2> c
        2< Booked: Dr. Lee, Wed 25 Nov, 10am. Code <B>. To move it text M <B>, to cancel X <B>.
        2< What name is the visit for?
        2> Ben
        2< Thank you, Ben. See you: Dr. Lee, Wed 25 Nov, 10am.
        > waitlist
        < You are on the waitlist for Dr. Lee, until Wed 25 Nov.
        < Your visit of Wed 25 Nov, 3pm stays yours until you take an earlier one.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 Mon 23 Nov, 10am
        < 2 Mon 23 Nov, 1:30pm
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 1pm
        < 5 Other times
        > n
        < All right. We text you when another time comes free.
        @ Tue 24 Nov 15:00
        2< Elm Street Clinic: Dr. Lee, Wed 25 Nov, 10am. Reply C to confirm, M to move, X to cancel (<B>).
        < Elm Street Clinic: Dr. Lee, Wed 25 Nov, 3pm. Reply C to confirm, M to move, X to cancel (<A>).
        2> x
        2< Cancelled: Dr. Lee, Wed 25 Nov, 10am. To book again, text BOOK.
        @ Tue 24 Nov 15:01
        -
        @ Wed 25 Nov 08:00
        < Elm Street Clinic: an earlier time is free: Dr. Lee, Wed 25 Nov, 10am. Reply Y to move your visit of Wed 25 Nov, 3pm there, N to keep it, until 8:15am.
        > y
        < Which do you mean?
        < 1 Take Dr. Lee, Wed 25 Nov, 10am
        < 2 Confirm Dr. Lee, Wed 25 Nov, 3pm
    """)


def test_nothing_in_the_night(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 9am
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 9am. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 9am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 9am.
        2> waitlist dr lee tomorrow morning
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, before 12 noon.
        2< These are free now. Reply with a number to take one, or N to wait:
        2< 1 Tue 24 Nov, 9:30am
        2< 2 Tue 24 Nov, 10am
        2< 3 Tue 24 Nov, 10:30am
        2< 4 Tue 24 Nov, 11am
        2< 5 Other times
        2> n
        2< All right. We text you when another time comes free.
        @ Mon 23 Nov 21:30
        -
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 9am. To book again, text BOOK.
        @ Mon 23 Nov 21:31
        -
        @ Tue 24 Nov 07:59
        -
        3> book dr lee today 9am
        3< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        3< Dr. Lee, Tue 24 Nov, 9am. Reply C to book it, or send another time.
        @ Tue 24 Nov 08:00
        2< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 9am. Reply Y to take it or N to pass, until 8:15am. You can still cancel it after.
        2> i'll take it
        2< Booked: Dr. Lee, Tue 24 Nov, 9am. Code <B>. To move it text M <B>, to cancel X <B>.
        2< You can still cancel it freely.
        2< What name is the visit for?
    """)


def test_too_close_to_get_there_it_is_not_offered(talk: Talk) -> None:
    talk("""
        > book dr lee today 10am
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Mon 23 Nov, 10am. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Mon 23 Nov, 10am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Mon 23 Nov, 10am.
        2> waitlist dr lee today 10am
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< You are on the waitlist for Dr. Lee, Mon 23 Nov, 9am to 11am.
        2< These are free now. Reply with a number to take one, or N to wait:
        2< 1 Mon 23 Nov, 10:30am
        2< 2 Mon 23 Nov, 11am
        2> n
        2< All right. We text you when another time comes free.
        @ Mon 23 Nov 09:20
        -
        > x
        < Cancelled: Dr. Lee, Mon 23 Nov, 10am. To book again, text BOOK.
        @ Mon 23 Nov 09:21
        -
    """)


def test_leaving_the_list_or_stop_passes_it_on(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 3pm.
        2> waitlist dr lee tomorrow 3pm
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        2< These are free now. Reply with a number to take one, or N to wait:
        2< 1 Tue 24 Nov, 2pm
        2< 2 Tue 24 Nov, 2:30pm
        2< 3 Tue 24 Nov, 3:30pm
        2< 4 Tue 24 Nov, 4pm
        2> n
        2< All right. We text you when another time comes free.
        3> waitlist dr lee tomorrow 3pm
        3< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        3< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        3< These are free now. Reply with a number to take one, or N to wait:
        3< 1 Tue 24 Nov, 2pm
        3< 2 Tue 24 Nov, 2:30pm
        3< 3 Tue 24 Nov, 3:30pm
        3< 4 Tue 24 Nov, 4pm
        3> n
        3< All right. We text you when another time comes free.
        4> waitlist dr lee tomorrow 3pm
        4< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        4< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        4< These are free now. Reply with a number to take one, or N to wait:
        4< 1 Tue 24 Nov, 2pm
        4< 2 Tue 24 Nov, 2:30pm
        4< 3 Tue 24 Nov, 3:30pm
        4< 4 Tue 24 Nov, 4pm
        4> n
        4< All right. We text you when another time comes free.
        @ Mon 23 Nov 09:30
        -
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:45am.
        2> leave waitlist
        2< You are off the waitlist.
        @ Mon 23 Nov 09:32
        3< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:46am.
        3> stop
        3< Elm Street Clinic: you will get no more texts from us. Visits you have booked stay. Text START to come back.
        @ Mon 23 Nov 09:33
        4< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:48am.
        4> y
        4< Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <B>. To move it text M <B>, to cancel X <B>.
        4< What name is the visit for?
        2> y
        2< Sorry, someone was faster: Dr. Lee, Tue 24 Nov, 3pm is taken.
        2< Free with Dr. Lee. Reply with a number or another day:
        2< 1 Tue 24 Nov, 2:30pm
        2< 2 Tue 24 Nov, 3:30pm
        2< 3 Wed 25 Nov, 3pm
        2< 4 Other times
    """)


def test_yes_but_another_time_is_no_yes(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 3pm.
        2> waitlist dr lee tomorrow 3pm
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        2< These are free now. Reply with a number to take one, or N to wait:
        2< 1 Tue 24 Nov, 2pm
        2< 2 Tue 24 Nov, 2:30pm
        2< 3 Tue 24 Nov, 3:30pm
        2< 4 Tue 24 Nov, 4pm
        2> n
        2< All right. We text you when another time comes free.
        @ Mon 23 Nov 09:30
        -
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:45am.
        2> yes but at 4:30pm
        2< Dr. Lee, Tue 24 Nov, 4:30pm. Reply C to book it, or send another time.
        2> c
        2< Booked: Dr. Lee, Tue 24 Nov, 4:30pm. Code <B>. To move it text M <B>, to cancel X <B>.
        2< What name is the visit for?
        2> Ben
        2< Thank you, Ben. See you: Dr. Lee, Tue 24 Nov, 4:30pm.
        2> waitlist position
        2< You are 1st on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
    """)


def test_no_and_another_day(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 3pm.
        2> waitlist dr lee tomorrow 3pm
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        2< These are free now. Reply with a number to take one, or N to wait:
        2< 1 Tue 24 Nov, 2pm
        2< 2 Tue 24 Nov, 2:30pm
        2< 3 Tue 24 Nov, 3:30pm
        2< 4 Tue 24 Nov, 4pm
        2> n
        2< All right. We text you when another time comes free.
        @ Mon 23 Nov 09:30
        -
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:45am.
        2> no, wednesday would be better
        2< Free with Dr. Lee. Reply with a number or another day:
        2< 1 Wed 25 Nov, 9am
        2< 2 Wed 25 Nov, 11am
        2< 3 Wed 25 Nov, 1pm
        2< 4 Wed 25 Nov, 3pm
        2< 5 Other times
        2> 4
        2< Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <B>. To move it text M <B>, to cancel X <B>.
        2< You stay on the waitlist for an earlier time.
        2< What name is the visit for?
    """)


def test_a_later_visit_booked_meanwhile_becomes_a_swap(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 3pm.
        2> waitlist dr lee tomorrow 3pm
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        2< These are free now. Reply with a number to take one, or N to wait:
        2< 1 Tue 24 Nov, 2pm
        2< 2 Tue 24 Nov, 2:30pm
        2< 3 Tue 24 Nov, 3:30pm
        2< 4 Tue 24 Nov, 4pm
        2> n
        2< All right. We text you when another time comes free.
        2> book dr lee friday 10am
        2< Dr. Lee, Fri 27 Nov, 10am. Reply C to book it, or send another time.
        2> c
        2< Booked: Dr. Lee, Fri 27 Nov, 10am. Code <B>. To move it text M <B>, to cancel X <B>.
        2< You stay on the waitlist for an earlier time.
        2< What name is the visit for?
        2> Ben
        2< Thank you, Ben. See you: Dr. Lee, Fri 27 Nov, 10am.
        @ Mon 23 Nov 09:30
        -
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: an earlier time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to move your visit of Fri 27 Nov, 10am there, N to keep it, until 9:45am.
        2> y
        2< Moved: Dr. Lee, Tue 24 Nov, 3pm. New code <C>.
    """)


def test_giving_up_the_later_visit_keeps_the_older_wish(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 3pm.
        2> waitlist dr lee tomorrow 3pm
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        2< These are free now. Reply with a number to take one, or N to wait:
        2< 1 Tue 24 Nov, 2pm
        2< 2 Tue 24 Nov, 2:30pm
        2< 3 Tue 24 Nov, 3:30pm
        2< 4 Tue 24 Nov, 4pm
        2> n
        2< All right. We text you when another time comes free.
        @ Mon 23 Nov 09:30
        -
        2> book dr lee friday 10am
        2< Dr. Lee, Fri 27 Nov, 10am. Reply C to book it, or send another time.
        2> c
        2< Booked: Dr. Lee, Fri 27 Nov, 10am. Code <B>. To move it text M <B>, to cancel X <B>.
        2< You stay on the waitlist for an earlier time.
        2< What name is the visit for?
        2> Ben
        2< Thank you, Ben. See you: Dr. Lee, Fri 27 Nov, 10am.
        2> x
        2< Cancelled: Dr. Lee, Fri 27 Nov, 10am. To book again, text BOOK.
        2< You stay on the waitlist.
        2> waitlist position
        2< You are 1st on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        > waitlist
        < You are on the waitlist for Dr. Lee, until Tue 24 Nov.
        < Your visit of Tue 24 Nov, 3pm stays yours until you take an earlier one.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 Mon 23 Nov, 10:30am
        < 2 Mon 23 Nov, 1:30pm
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 12 noon
        < 5 Other times
        > n
        < All right. We text you when another time comes free.
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        < You are off the waitlist.
    """)


def test_booking_what_was_waited_for_ends_the_wait(talk: Talk) -> None:
    talk("""
        > waitlist dr lee tomorrow
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are on the waitlist for Dr. Lee, Tue 24 Nov.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 Tue 24 Nov, 9am
        < 2 Tue 24 Nov, 11am
        < 3 Tue 24 Nov, 1pm
        < 4 Tue 24 Nov, 3pm
        < 5 Other times
        > 2
        < Booked: Dr. Lee, Tue 24 Nov, 11am. Code <A>. To move it text M <A>, to cancel X <A>.
        < You are off the waitlist.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 11am.
        > waitlist position
        < You are not on the waitlist. Text WAITLIST to join it.
    """)


def test_two_noes_lead_to_the_waitlist(talk: Talk) -> None:
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
        > yes
        < You are on the waitlist for Dr. Lee, Tue 24 Nov.
        < We text you when a time comes free.
        < What name shall we put down?
        > Ana
        < Thank you, Ana.
    """)


def test_a_full_month_leads_to_the_waitlist(talk: Talk, clinic: Clinic) -> None:
    Schedule.delete().execute()
    talk("""
        > book any doctor tomorrow
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Nothing is free then. Shall we text you when a time opens? Reply Y, or send another day.
        > yes
        < You are on the waitlist for any doctor, Tue 24 Nov.
        < We text you when a time comes free.
        < What name shall we put down?
        > Ana
        < Thank you, Ana.
        2> book dr lee tomorrow
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< Dr. Lee has nothing free then. Shall I look at any doctor?
        2< 1 Any doctor
        2< 2 Text me if it opens
        2> 2
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov.
        2< We text you when a time comes free.
        2< What name shall we put down?
        2> Ben
        2< Thank you, Ben.
    """)
    lee = Doctor.get(Doctor.name == "Dr. Maya Lee")
    Schedule.create(doctor=lee, weekday=1, starts=dt.time(9), ends=dt.time(9, 30), slot_minutes=30)
    talk("""
        @ Mon 23 Nov 09:05
        < Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 9am. Reply Y to take it or N to pass, until 9:20am. You can still cancel it after.
    """)


def test_for_whom_it_is(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 3pm.
        > waitlist dr patel thursday for Mia
        < You are on the waitlist for Dr. Patel, Thu 26 Nov, Mia.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 Thu 26 Nov, 9am
        < 2 Thu 26 Nov, 11am
        < 3 Thu 26 Nov, 1pm
        < 4 Thu 26 Nov, 3pm
        < 5 Other times
        > n
        < All right. We text you when another time comes free.
        2> book dr patel thursday 9am
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< Dr. Patel, Thu 26 Nov, 9am. Reply C to book it, or send another time.
        2> c
        2< Booked: Dr. Patel, Thu 26 Nov, 9am. Code <B>. To move it text M <B>, to cancel X <B>.
        2< What name is the visit for?
        2> Ben
        2< Thank you, Ben. See you: Dr. Patel, Thu 26 Nov, 9am.
        @ Mon 23 Nov 09:30
        -
        2> x
        2< Cancelled: Dr. Patel, Thu 26 Nov, 9am. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        < Elm Street Clinic: a time is free for Mia: Dr. Patel, Thu 26 Nov, 9am. Reply Y to take it or N to pass, until 9:45am.
        > status
        < Dr. Lee, Tue 24 Nov, 3pm (Ana). Code <A>. Text M <A> to move it, X <A> to cancel.
        < At 12 Elm Street.
        < For your calendar: https://desk.example.com/c/...
    """)


def test_in_the_middle_of_choosing_a_time_yes_is_for_the_offer(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 3pm.
        2> waitlist dr lee tomorrow 3pm
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        2< These are free now. Reply with a number to take one, or N to wait:
        2< 1 Tue 24 Nov, 2pm
        2< 2 Tue 24 Nov, 2:30pm
        2< 3 Tue 24 Nov, 3:30pm
        2< 4 Tue 24 Nov, 4pm
        2> n
        2< All right. We text you when another time comes free.
        @ Mon 23 Nov 09:30
        -
        2> book dr osei friday
        2< Free with Dr. Osei. Reply with a number or another day:
        2< 1 Fri 27 Nov, 1pm
        2< 2 Fri 27 Nov, 2pm
        2< 3 Fri 27 Nov, 3pm
        2< 4 Fri 27 Nov, 4pm
        2< 5 Other times
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:45am.
        2> yes
        2< Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <B>. To move it text M <B>, to cancel X <B>.
        2< What name is the visit for?
    """)
