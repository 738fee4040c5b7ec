"""Whose visit it is: names that sound like days, names in more words, the writer's own beside a relative's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store import contacts
from store.models import Appointment, Contact, Patient
from tests.dialogues.test_small_steps import BEGUN, BOOKED

Talk = Callable[[str], None]


@pytest.mark.parametrize(
    "name",
    [
        "Eve Evans",
        "Noon",
        "May",
        "April June",
        "Dawn",
        "Summer Day",
        "Tuesday Weld",
        "Augusto Mayo",
        "Domingo",
        "Julio",
        "Walter Noon",
    ],
)
def test_a_name_that_sounds_like_a_day(talk: Talk, name: str) -> None:
    talk(BEGUN + f"""\
    > {name}
    < Thank you, {name}. See you: Dr. Lee, Thu 26 Nov, 3pm.
    """)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("my name Dmitri Volkov", "Dmitri Volkov"),
        ("Jennifer Castillo question mark sorry that's Jennifer Castillo", "Jennifer Castillo"),
        ("It's Bex, short for Rebecca Stone", "Bex"),
    ],
)
def test_a_name_in_more_words(talk: Talk, said: str, name: str) -> None:
    talk(BEGUN + f"""\
    > {said}
    < Thank you, {name}. See you: Dr. Lee, Thu 26 Nov, 3pm.
    """)  # fmt: skip


@pytest.mark.parametrize("said", ["friday please", "tomorrow at 3", "i'm running on a new medication now"])
def test_what_is_no_name(talk: Talk, said: str) -> None:
    talk(BEGUN + f"    > {said}\n    < ...\n")
    assert [patient.name for patient in Patient.select()] == [""]


def test_a_name_need_not_be_given(talk: Talk) -> None:
    talk(BEGUN + """\
    > skip
    < That is fine, your visit stands.
    """)  # fmt: skip


def test_the_writers_own_name_at_the_start(talk: Talk) -> None:
    talk("""
        > Good morning. My name is Walter Briggs and I would like to see Dr. Lee on thursday at 3pm please.
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Thu 26 Nov, 3pm. Reply C to book it, or send another time.
        > yes
        < Booked: Dr. Lee, Thu 26 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
    """)
    visit = Appointment.get()
    assert visit.patient.name == "Walter Briggs"
    assert contacts.owner(Contact.get()) == visit.patient


def test_a_daughter_comes_too_and_keeps_her_name(talk: Talk) -> None:
    talk(BOOKED + """\
    > can my daughter mia come too
    < Free with Dr. Lee. Reply with a number or another day:
    < 1 Thu 26 Nov, 3:30pm
    < 2 Thu 26 Nov, 4pm
    < 3 Thu 26 Nov, 4:30pm
    > the first one is perfect, thanks so much
    < Booked: Dr. Lee, Thu 26 Nov, 3:30pm (Mia). Code <B>. To move it text M <B>, to cancel X <B>.
    """)  # fmt: skip


@pytest.mark.parametrize("said", ["this is ridiculous last time i waited an hour"])
def test_what_is_no_name_beside_a_time_read_back(talk: Talk, said: str) -> None:
    talk(f"""
        > book dr lee thursday 3pm
        < ...
        > {said}
        < Sorry, I did not get that.
        < Dr. Lee, Thu 26 Nov, 3pm. Reply C to book it, or send another time.
    """)


def test_a_visit_of_ones_own_beside_mothers(talk: Talk) -> None:
    talk("""
        > cita para mi mamá con dr lee el jueves a las 9
        < ...
        > si
        < ...
        > Rosa Delgado
        < ...
        > ¿y yo puedo ir también con la doctora osei ese mismo día?
        < Libre con Dr. Osei. Responda con un número o con otro día:
        < 1 jue 26 nov, 1pm
        < ...
        > 2
        < ...
        > Luis
        < Gracias, Luis. Le esperamos: Dr. Osei, jue 26 nov, 2pm (Luis).
        > ya no voy a poder con la mía, cancélela por favor
        < Cancelada: Dr. Osei, jue 26 nov, 2pm (Luis). Para reservar otra, escriba CITA.
    """)


def test_my_dad_is_no_name(talk: Talk) -> None:
    talk("""
        >> book dr lee thursday 3pm | c
        < What name is the visit for?
        > its for my dad
        < What is the name of your dad?
        > Al Roe
        < Thank you, Al Roe. See you: Dr. Lee, Thu 26 Nov, 3pm.
    """)
