"""Cancelled, and wanted all the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Talk = Callable[[str], None]
CANCELLED = """
    > book dr lee thursday 3pm
    < ...
    > c
    < ...
    > Ana
    < ...
    > cancel
    < Cancelled: Dr. Lee, Thu 26 Nov, 3pm. To book again, text BOOK.
"""


@pytest.mark.parametrize(
    "said", ["rebook same", "book it again", "actually keep it", "wait, don't cancel", "undo", "no i want it back"]
)
def test_the_same_again(talk: Talk, said: str) -> None:
    talk(CANCELLED + f"""\
    > {said}
    < Booked: Dr. Lee, Thu 26 Nov, 3pm. Code <B>. To move it text M <B>, to cancel X <B>.
    """)  # fmt: skip


@pytest.mark.parametrize("said", ["oh no wait", "rebook", "that was a mistake", "i changed my mind"])
def test_regret_that_could_mean_another_time_is_read_back(talk: Talk, said: str) -> None:
    talk(CANCELLED + f"""\
    > {said}
    < Dr. Lee, Thu 26 Nov, 3pm. Reply C to book it, or send another time.
    > friday
    < Dr. Lee, Fri 27 Nov, 3pm. Reply C to book it, or send another time.
    """)  # fmt: skip


def test_another_day_with_the_same_doctor_at_the_same_hour(talk: Talk) -> None:
    talk(CANCELLED + """\
    > rebook for friday
    < Dr. Lee, Fri 27 Nov, 3pm. Reply C to book it, or send another time.
    """)  # fmt: skip


def test_somebody_else_has_it_now(talk: Talk) -> None:
    talk(CANCELLED + """\
    2> book dr lee thursday 3pm
    2< ...
    2> c
    2< ...
    > keep it
    < Sorry, Thu 26 Nov, 3pm is taken.
    < These are free. Reply with a number or another day:
    < 1 Thu 26 Nov, 2:30pm, Dr. Lee
    < ...
    """)  # fmt: skip


def test_half_an_hour_later_it_is_a_new_matter(talk: Talk) -> None:
    talk(CANCELLED + """\
    @ Mon 23 Nov 09:40
    > keep it
    < That visit is cancelled: Dr. Lee, Thu 26 Nov, 3pm. Text BOOK to make a new one.
    """)  # fmt: skip


def test_both_again(talk: Talk) -> None:
    talk("""
        > book dr lee thursday 3pm
        < ...
        > c
        < ...
        > Ana
        < ...
        > book dr osei tuesday 2pm
        < ...
        > c
        < ...
        > cancel both
        < ...
        > yes
        < Cancelled: Dr. Osei, Tue 24 Nov, 2pm; Dr. Lee, Thu 26 Nov, 3pm. To book again, text BOOK.
        > no keep them
        < Booked: Dr. Osei, Tue 24 Nov, 2pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < Booked: Dr. Lee, Thu 26 Nov, 3pm. Code <B>. To move it text M <B>, to cancel X <B>.
    """)


@pytest.mark.parametrize("said", ["mejor déjela", "no la cancele", "la misma otra vez", "sí la quiero"])
def test_in_spanish(talk: Talk, said: str) -> None:
    talk(f"""
        > cita con lee el martes a las 3
        < ...
        > c
        < ...
        > Ana
        < ...
        > cancelar
        < Cancelada: Dr. Lee, mar 24 nov, 3pm. Para reservar otra, escriba CITA.
        > {said}
        < Reservada: Dr. Lee, mar 24 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
    """)
