"""Who may not join the line is told why, and what can be done instead."""

from __future__ import annotations

from collections.abc import Callable

Talk = Callable[[str], None]


def test_a_doctor_who_is_not_here_today_and_a_day_that_is_over(talk: Talk) -> None:
    talk("""
        > join the line for dr patel
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Patel sees nobody any more today. Text QUEUE for any doctor.
        < Text BOOK for a visit on another day.
        @ Mon 23 Nov 18:00
        > join the line for dr lee
        < Nobody is seen any more today. The line opens again Tue 24 Nov, 9am.
        < Text BOOK for a visit on another day.
    """)


def test_a_line_that_is_closed(talk: Talk) -> None:
    talk("""
        S> close queue
        S< The line is closed: nobody new joins. Who waits is still called.
        > queue
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < The line is closed now.
        < Text BOOK for a visit on another day.
    """)


def test_a_line_that_is_full(talk: Talk) -> None:
    talk("""
        S> set max_queue_length 1
        S< max_queue_length is now 1.
        > queue
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are in line: number Q001, you are next. Text HERE when you arrive, LEAVE to step out.
        < What name shall we call?
        > Ana Ruiz
        < Thank you, Ana Ruiz.
        2> queue
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< The line is full for now.
        2< Text BOOK for a visit on another day.
    """)


def test_a_doctor_who_takes_no_more_walk_ins(talk: Talk) -> None:
    talk("""
        S> set max_walk_ins_per_doctor_per_day 1
        S< max_walk_ins_per_doctor_per_day is now 1.
        > queue dr lee
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are in line: number Q001, you are next. Text HERE when you arrive, LEAVE to step out.
        < What name shall we call?
        > Ana Ruiz
        < Thank you, Ana Ruiz.
        2> queue dr lee
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< Dr. Lee takes no more walk-ins today. Text QUEUE for any doctor.
        2< Text BOOK for a visit on another day.
    """)
