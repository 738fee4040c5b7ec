"""A day on which nobody is here, and several weekdays at once: what a receptionist would offer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Talk = Callable[[str], None]


@pytest.mark.parametrize("asked", ["any doctor saturday afternoon", "can i come on saturday afternoon?"])
def test_after_a_closed_day_the_next_open_one_is_offered(talk: Talk, asked: str) -> None:
    talk(f"""
        > {asked}
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < The clinic is closed on Sat 28 Nov.
        < These are free. Reply with a number or another day:
        < 1 Mon 30 Nov, 12 noon, Dr. Lee
        < 2 Mon 30 Nov, 1:30pm, Dr. Osei
        < 3 Mon 30 Nov, 3pm, Dr. Lee
        < 4 Tue 1 Dec, 12 noon, Dr. Patel
        < 5 Other times
        > 5
        < These are free. Reply with a number or another day:
        < 1 Mon 30 Nov, 12:30pm, Dr. Lee
        < ...
    """)


def test_at_an_hour_of_a_closed_day(talk: Talk) -> None:
    talk("""
        > any doctor sunday at 10
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < The clinic is closed on Sun 29 Nov.
        < These are free. Reply with a number or another day:
        < 1 Mon 30 Nov, 9:30am, Dr. Lee
        < 2 Mon 30 Nov, 10am, Dr. Lee
        < 3 Mon 30 Nov, 10:30am, Dr. Lee
        < 4 Tue 1 Dec, 10am, Dr. Patel
        < 5 Other times
        2> quiero una cita el domingo por la tarde con cualquier doctor
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        2< La clínica está cerrada ese día: dom 29 nov.
        2< Esto está libre. Responda con un número o con otro día:
        2< 1 lun 30 nov, 12pm, Dr. Lee
        2< ...
    """)


@pytest.mark.parametrize(
    "said", ["We are free on Tuesdays and Thursdays", "tuesday or thursday", "tue/thu", "only thursdays or tuesdays"]
)
def test_several_weekdays_are_all_offered(talk: Talk, said: str) -> None:
    talk(f"""
        > book dr lee
        < ...
        > {said}
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Tue 24 Nov, 9am
        < 2 Tue 24 Nov, 1pm
        < 3 Thu 26 Nov, 9am
        < 4 Thu 26 Nov, 1pm
        < 5 Other times
    """)


def test_several_weekdays_in_spanish_and_with_an_hour(talk: Talk) -> None:
    talk("""
        > cita con dr lee
        < ...
        > podemos los lunes y los miércoles después de las 3
        < Libre con Dr. Lee. Responda con un número o con otro día:
        < 1 lun 23 nov, 3pm
        < 2 lun 23 nov, 4pm
        < 3 mié 25 nov, 3pm
        < 4 mié 25 nov, 4pm
        < 5 Otras horas
    """)


def test_one_weekday_of_any_week(talk: Talk) -> None:
    talk("""
        > book dr lee on tuesdays at 3
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Tue 24 Nov, 3pm
        < 2 Tue 1 Dec, 3pm
        < 3 Tue 8 Dec, 3pm
        < 4 Tue 15 Dec, 3pm
        < 5 Other times
    """)


@pytest.mark.parametrize("said", ["i cant do mondays or tuesdays", "not monday or tuesday"])
def test_weekdays_that_do_not_suit_are_left_out(talk: Talk, said: str) -> None:
    talk(f"""
        > book dr lee
        < ...
        > {said}
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Wed 25 Nov, 9am
        < ...
    """)


@pytest.mark.parametrize("said", ["no puedo ni lunes ni martes", "no puedo lunes ni martes"])
def test_weekdays_that_do_not_suit_in_spanish(talk: Talk, said: str) -> None:
    talk(f"""
        > cita con dr lee
        < ...
        > {said}
        < Libre con Dr. Lee. Responda con un número o con otro día:
        < 1 mié 25 nov, 9am
        < ...
    """)


def test_a_weekday_said_of_a_closed_day_is_the_one_near_it(talk: Talk) -> None:
    talk("""
        > can i come sunday morning with dr lee
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < The clinic is closed on Sun 29 Nov.
        < ...
        > friday then
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Fri 27 Nov, 9am
        < ...
    """)
