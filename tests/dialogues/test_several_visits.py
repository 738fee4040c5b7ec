"""Several visits at once: "cancel both", "move mine" beside a relative's, "confirm both"."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.models import Appointment

Talk = Callable[[str], None]
TWO = """
    > book dr lee thursday 3pm
    < Elm Street Clinic here. We text you about your visits; reply STOP to end.
    < Dr. Lee, Thu 26 Nov, 3pm. Reply C to book it, or send another time.
    > c
    < Booked: Dr. Lee, Thu 26 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
    < What name is the visit for?
    > Ana
    < Thank you, Ana. See you: Dr. Lee, Thu 26 Nov, 3pm.
    > book dr osei tuesday 2pm
    < Dr. Osei, Tue 24 Nov, 2pm. Reply C to book it, or send another time.
    > c
    < Booked: Dr. Osei, Tue 24 Nov, 2pm. Code <B>. To move it text M <B>, to cancel X <B>.
"""
ASKED = """\
    < Cancel both: Dr. Osei, Tue 24 Nov, 2pm; Dr. Lee, Thu 26 Nov, 3pm?
    < 1 Yes, cancel them
    < 2 No, keep them
"""


def standing() -> int:
    count: int = Appointment.select().where(Appointment.status == "confirmed").count()
    return count


@pytest.mark.parametrize("said", ["cancel both", "cancel all my appointments", "please cancel both of them"])
@pytest.mark.parametrize("yes", ["yes", "1", "cancel them"])
def test_both_are_cancelled_after_one_question(talk: Talk, said: str, yes: str) -> None:
    talk(TWO + f"    > {said}\n" + ASKED + f"""\
    > {yes}
    < Cancelled: Dr. Osei, Tue 24 Nov, 2pm; Dr. Lee, Thu 26 Nov, 3pm. To book again, text BOOK.
    """)  # fmt: skip
    assert standing() == 0


def test_both_stay(talk: Talk) -> None:
    talk(TWO + "    > cancel everything\n" + ASKED + """\
    > no
    < They stay: Dr. Osei, Tue 24 Nov, 2pm; Dr. Lee, Thu 26 Nov, 3pm.
    """)  # fmt: skip
    assert standing() == 2


def test_both_said_to_which_visit(talk: Talk) -> None:
    talk(TWO + """\
    > cancel
    < Which visit?
    < 1 Dr. Osei, Tue 24 Nov, 2pm
    < 2 Dr. Lee, Thu 26 Nov, 3pm
    > both
""" + ASKED + """\
    > yes
    < Cancelled: Dr. Osei, Tue 24 Nov, 2pm; Dr. Lee, Thu 26 Nov, 3pm. To book again, text BOOK.
    """)  # fmt: skip


def test_two_cannot_move_at_once(talk: Talk) -> None:
    talk(TWO + """\
    > move
    < Which visit?
    < 1 Dr. Osei, Tue 24 Nov, 2pm
    < 2 Dr. Lee, Thu 26 Nov, 3pm
    > both
    < One thing after the other.
    < Which visit?
    < 1 Dr. Osei, Tue 24 Nov, 2pm
    < 2 Dr. Lee, Thu 26 Nov, 3pm
    """)  # fmt: skip


def test_all_of_a_day_is_that_day(talk: Talk) -> None:
    talk(TWO + """\
    > cancel everything on thursday
    < Cancelled: Dr. Lee, Thu 26 Nov, 3pm. To book again, text BOOK.
    """)  # fmt: skip


def test_both_are_confirmed(talk: Talk) -> None:
    talk(TWO + """\
    > confirm both
    < Thank you, all 2 are confirmed. See you then!
    < Dr. Osei, Tue 24 Nov, 2pm
    < Dr. Lee, Thu 26 Nov, 3pm
    """)  # fmt: skip


def test_both_of_a_reminded_day(talk: Talk) -> None:
    talk("""
        > book dr lee wednesday 10am
        < ...
        > c
        < ...
        > Ana
        < ...
        > book dr osei wednesday 2pm
        < ...
        > c
        < ...
        @ Tue 24 Nov 10:00
        < ...
        > cancel both
        < Cancel both: Dr. Lee, Wed 25 Nov, 10am; Dr. Osei, Wed 25 Nov, 2pm?
        < 1 Yes, cancel them
        < 2 No, keep them
        > no
        < They stay: Dr. Lee, Wed 25 Nov, 10am; Dr. Osei, Wed 25 Nov, 2pm.
    """)


def test_both_in_spanish(talk: Talk) -> None:
    talk("""
        > cita con dr lee el jueves a las 3
        < ...
        > si
        < ...
        > Ana
        < ...
        > cita con la dra osei el martes a las 2
        < ...
        > si
        < ...
        > cancelar las dos
        < ¿Cancelar las dos: Dr. Osei, mar 24 nov, 2pm; Dr. Lee, jue 26 nov, 3pm?
        < 1 Sí, cancelarlas
        < 2 No, dejarlas
        > sí
        < Canceladas: Dr. Osei, mar 24 nov, 2pm; Dr. Lee, jue 26 nov, 3pm. Para reservar otra, escriba CITA.
    """)


@pytest.mark.parametrize("mia", ["Mia", "skip"])
def test_move_mine_beside_a_relatives_visit(talk: Talk, mia: str) -> None:
    talk(f"""
        > book dr lee thursday 3pm for my daughter
        < ...
        > c
        < Booked: Dr. Lee, Thu 26 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What is the name of your daughter?
        > {mia}
        < ...
        > book dr osei tuesday 2pm for me
        < Dr. Osei, Tue 24 Nov, 2pm. Reply C to book it, or send another time.
        > c
        < ...
        > Ana
        < ...
        > move mine to friday
        < Move your visit of Tue 24 Nov, 2pm to Fri 27 Nov, 2pm with Dr. Osei? Reply C to move it, or send another time.
    """)


def test_mine_in_spanish(talk: Talk) -> None:
    talk("""
        > cita con dr lee el jueves a las 3 para mi hija Mía
        < ...
        > si
        < ...
        > cita con la dra osei el martes a las 2 para mí
        < ...
        > si
        < ...
        > Ana
        < ...
        > cambiar la mía al viernes
        < ¿Mover su cita del mar 24 nov, 2pm al vie 27 nov, 2pm con Dr. Osei? Responda C para moverla, o envíe otra hora.
    """)


def test_yes_to_which_of_them_is_asked_again(talk: Talk) -> None:
    which = """< Which visit?
    < 1 Dr. Osei, Tue 24 Nov, 2pm
    < 2 Dr. Lee, Thu 26 Nov, 3pm
"""
    talk(TWO + f"    > x\n    {which}    > yes\n    {which}")
    assert standing() == 2
