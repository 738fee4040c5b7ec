"""Several people in one message: one after the other, next to each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.models import Appointment

Talk = Callable[[str], None]


def test_three_children(talk: Talk) -> None:
    talk("""
        > book mia, tom and lea with dr lee tuesday
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < One after the other, first for Mia.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Tue 24 Nov, 9am
        < 2 Tue 24 Nov, 11am
        < 3 Tue 24 Nov, 1pm
        < 4 Tue 24 Nov, 3pm
        < 5 Other times
        > 1
        < Booked: Dr. Lee, Tue 24 Nov, 9am (Mia). Code <A>. To move it text M <A>, to cancel X <A>.
        < Now for Tom.
        < Dr. Lee, Tue 24 Nov, 9:30am. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 9:30am (Tom). Code <B>. To move it text M <B>, to cancel X <B>.
        < Now for Lea.
        < Dr. Lee, Tue 24 Nov, 10am. Reply C to book it, or send another time.
        > yes
        < Booked: Dr. Lee, Tue 24 Nov, 10am (Lea). Code <C>. To move it text M <C>, to cancel X <C>.
    """)
    assert [visit.patient.name for visit in Appointment.select().order_by(Appointment.starts_at)] == [
        "Mia",
        "Tom",
        "Lea",
    ]


def test_the_second_is_not_wanted_after_all(talk: Talk) -> None:
    talk("""
        > book for Mia and Tom dr lee thursday 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < One after the other, first for Mia.
        < Dr. Lee, Thu 26 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < ...
        > cancel
        < All right, nothing more was booked. Text STATUS to see your visits.
    """)
    assert [visit.status for visit in Appointment.select()] == ["confirmed"]


def test_children_without_names_are_asked_for(talk: Talk) -> None:
    talk("""
        > my two kids need to see dr lee on thursday
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < What are their names?
        > mia and tom
        < One after the other, first for Mia.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Thu 26 Nov, 9am
        < ...
    """)


@pytest.mark.parametrize("said", ["for me and my son", "for my son and me"])
def test_the_writer_comes_first(talk: Talk, said: str) -> None:
    talk(f"""
        > appointments {said} thursday 9am with dr lee
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < One after the other, first for you.
        < Dr. Lee, Thu 26 Nov, 9am. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Thu 26 Nov, 9am. Code <A>. To move it text M <A>, to cancel X <A>.
        < Now for your son.
        < Dr. Lee, Thu 26 Nov, 9:30am. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Thu 26 Nov, 9:30am. Code <B>. To move it text M <B>, to cancel X <B>.
        < What is the name of your son?
    """)


def test_in_spanish(talk: Talk) -> None:
    talk("""
        > cita para mi hija Sofía y mi hijo Mateo con lee el jueves 9am
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Una por una; primero para Sofía.
        < Dr. Lee, jue 26 nov, 9am. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, jue 26 nov, 9am (Sofía). Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < Ahora para Mateo.
        < Dr. Lee, jue 26 nov, 9:30am. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, jue 26 nov, 9:30am (Mateo). Código <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
    """)


@pytest.mark.parametrize(
    "said",
    ["book dr lee tuesday and thursday", "book dr lee for my cough and fever", "book flu and tetanus with dr lee"],
)
def test_what_is_nobody(talk: Talk, said: str) -> None:
    talk(f"""
        > {said}
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Free with Dr. Lee. Reply with a number or another day:
        < ...
    """)
