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
