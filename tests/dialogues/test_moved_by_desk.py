"""What is answered to "we moved your visit" is about that visit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.models import Appointment

Talk = Callable[[str], None]
MOVED = """
    > book dr lee wednesday 3pm
    < ...
    > c
    < ...
    > Ana
    < ...
    S> move ana thu 10am
    S< ...
    S> yes
    S< Moved: A., Dr. Lee, Thu 26 Nov, 10am (<B>).
    S< The patient gets a text.
    1< Elm Street Clinic: we moved your visit to Thu 26 Nov, 10am, Dr. Lee. Code <B>. M <B> moves it, X <B> cancels.
"""


@pytest.mark.parametrize(
    "said", ["thursday, same time", "thursday 3pm", "can we do thursday at 3 instead", "no, thursday 3pm"]
)
def test_a_day_and_the_old_hour_move_that_visit(talk: Talk, said: str) -> None:
    talk(MOVED + f"""\
    > {said}
    < Move your visit of Thu 26 Nov, 10am to Thu 26 Nov, 3pm with Dr. Lee? Reply C to move it, or send another time.
    """)  # fmt: skip
    assert Appointment.select().where(Appointment.status == "confirmed").count() == 1


def test_no_asks_for_another_time(talk: Talk) -> None:
    talk(MOVED + """\
    > no, that doesn't work for me
    < Free with Dr. Lee. Reply with a number or another day:
    < ...
    """)  # fmt: skip


def test_yes_confirms_it(talk: Talk) -> None:
    talk(MOVED + """\
    > ok
    < Thank you, confirmed: Dr. Lee, Thu 26 Nov, 10am. See you then!
    """)  # fmt: skip


def test_a_new_booking_is_one(talk: Talk) -> None:
    talk(MOVED + """\
    > book dr osei friday 2pm
    < Dr. Osei, Fri 27 Nov, 2pm. Reply C to book it, or send another time.
    """)  # fmt: skip


def test_in_spanish(talk: Talk) -> None:
    talk("""
        > cita con lee el miércoles a las 3
        < ...
        > c
        < ...
        > Ana
        < ...
        S> move ana thu 10am
        S< ...
        S> yes
        S< ...
        > el viernes a la misma hora
        < ¿Mover su cita del jue 26 nov, 10am al vie 27 nov, 3pm con Dr. Lee? Responda C para moverla, o envíe otra hora.
    """)


def test_same_time_out_of_nowhere_moves_the_visit_they_have(talk: Talk) -> None:
    talk("""
        > book dr lee wednesday 3pm
        < ...
        > c
        < ...
        > Ana
        < ...
        @ Mon 23 Nov 12:00
        > thursday, same time
        < Move your visit of Wed 25 Nov, 3pm to Thu 26 Nov, 3pm with Dr. Lee? Reply C to move it, or send another time.
        > wednesday 3pm
        < All right, it stays: Dr. Lee, Wed 25 Nov, 3pm.
    """)
