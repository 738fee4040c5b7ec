"""Who waits for three o'clock is shown and offered three o'clock before anything near it."""

from __future__ import annotations

from collections.abc import Callable

Talk = Callable[[str], None]


def test_the_very_time_is_the_first_line(talk: Talk) -> None:
    talk("""
        > waitlist dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 Tue 24 Nov, 3pm
        < 2 Tue 24 Nov, 2pm
        < 3 Tue 24 Nov, 2:30pm
        < 4 Tue 24 Nov, 3:30pm
        < 5 Other times
    """)


def test_when_an_afternoon_opens(talk: Talk) -> None:
    talk("""
        S> block lee tomorrow leave
        S< ...
        S> yes
        S< ...
        > waitlist dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        < We text you when a time comes free.
        < What name shall we put down?
        > Ana
        < Thank you, Ana.
        S> unblock lee tomorrow
        S< ...
        S> yes
        S< ...
        @ Mon 23 Nov 09:05
        1< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:20am.
        > n
        < All right. You stay on the waitlist; text LEAVE WAITLIST to come off it.
        @ Mon 23 Nov 10:06
        -
    """)
