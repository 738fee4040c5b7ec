"""The desk and the waitlist: who comes first, who comes off (W4)."""

from __future__ import annotations

from collections.abc import Callable

Talk = Callable[[str], None]


def test_the_desk_moves_somebody_up_and_takes_somebody_off(talk: Talk) -> None:
    talk("""
        > waitlist dr lee tomorrow
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < ...
        > n
        < ...
        > my name is Ana Ruiz
        < ...
        S> waitlist
        S< On the waitlist: 1
        S< 1. A.R., Dr. Lee, Tue 24 Nov
        S> priority ana 1
        S< A.R. is at priority 1 from now on.
        S> waitlist
        S< On the waitlist: 1
        S< 1. A.R., Dr. Lee, Tue 24 Nov, priority 1
        S> priority ana 12
        S< Like this: PRIORITY ANA 1. It goes from 1, offered first, to 10.
        S> priority
        S< Like this: PRIORITY ANA 1. It goes from 1, offered first, to 10.
        S> unlist ana
        S< Take A.R. off the waitlist?
        S< [Yes] [No]
        S> no
        S< ...
        S> unlist ana
        S< Take A.R. off the waitlist?
        S< [Yes] [No]
        S> yes
        S< A.R. is off the waitlist.
        S> waitlist
        S< Nobody is on the waitlist.
        S> unlist zoe
        S< Nobody is on the waitlist.
    """)
