"""Visits that come again: all of the dates are read back, and one yes books them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.flows import rhythm
from bot.flows.rhythm import Rhythm
from store import settings
from store.models import Appointment, Clinic

Talk = Callable[[str], None]


def test_four_weeks_and_a_date_that_cannot_be_had(talk: Talk) -> None:
    talk("""
        2> book dr lee tue 1 dec 3pm
        2< ...
        2> c
        2< ...
        > book dr lee every tuesday at 3pm for 4 weeks
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Not free: Tue 1 Dec.
        < Dr. Lee every week at 3pm: Tue 24 Nov, Tue 8 Dec, Tue 15 Dec. Reply C to book these 3 visits, or send another time.
        > c
        < Booked:
        < <A>: Dr. Lee, Tue 24 Nov, 3pm
        < <B>: Dr. Lee, Tue 8 Dec, 3pm
        < <C>: Dr. Lee, Tue 15 Dec, 3pm
        < Text X and the code to cancel, M and the code to move, as in X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 3pm.
    """)
    visits = list(Appointment.select().where(Appointment.series.is_null(False)))
    assert len(visits) == 3
    assert len({visit.series for visit in visits}) == 1


def test_until_christmas_the_first_picked_from_a_list(talk: Talk) -> None:
    talk("""
        > weekly visit with dr lee until christmas
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 23 Nov, 9:30am
        < 2 Mon 23 Nov, 1pm
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 1pm
        < 5 Other times
        > 3
        < Dr. Lee every week at 9am: Tue 24 Nov, Tue 1 Dec, Tue 8 Dec, Tue 15 Dec, Tue 22 Dec. Reply C to book these 5 visits, or send another time.
        > wednesday at 10
        < Dr. Lee every week at 10am: Wed 25 Nov, Wed 2 Dec, Wed 9 Dec, Wed 16 Dec, Wed 23 Dec. Reply C to book these 5 visits, or send another time.
        > no
        < No problem.
        < Free with Dr. Lee. Reply with a number or another day:
        < ...
    """)
    assert Appointment.select().count() == 0


def test_no_more_than_one_may_hold(talk: Talk, clinic: Clinic) -> None:
    settings.put(clinic, {"max_open_visits": "3"})
    talk("""
        > dr lee mondays at 10 x6
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < I can book 3 of them here. For more text AGENT.
        < Dr. Lee every week at 10am: Mon 23 Nov, Mon 30 Nov, Mon 7 Dec. Reply C to book these 3 visits, or send another time.
        > yes please
        < Booked:
        < ...
        > Ana
        < ...
        > book weekly with dr lee friday 10
        < I can book only the first one here. For the rest text AGENT.
        < Dr. Lee, Fri 27 Nov, 10am. Reply C to book it, or send another time.
        > c
        < You have 3 visits booked, the most there can be. Text STATUS to see them.
    """)


def test_the_rhythm_said_after_the_time_and_after_the_booking(talk: Talk) -> None:
    talk("""
        > dr lee tuesday 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > every other week, 2 times
        < Dr. Lee every 2 weeks at 3pm: Tue 24 Nov, Tue 8 Dec. Reply C to book these 2 visits, or send another time.
        > just the first one, tuesday 3pm
        < ...
    """)
    talk("""
        2> dr lee thursday 3pm
        2< ...
        2> c
        2< ...
        2> Ben
        2< ...
        2> same time every week for a month please
        2< Dr. Lee every week at 3pm: Thu 3 Dec, Thu 10 Dec, Thu 17 Dec. Reply C to book these 3 visits, or send another time.
        2> c
        2< Booked:
        2< ...
    """)


def test_other_rhythms_are_for_the_desk_and_it_says_so(talk: Talk) -> None:
    talk("""
        > book dr lee every day at 10
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < I can book only the first one here. For the rest text AGENT.
        < Free with Dr. Lee. Reply with a number or another day:
        < ...
    """)


def test_a_date_taken_meanwhile_is_not_booked_over(talk: Talk) -> None:
    talk("""
        > book dr lee every tuesday at 3pm for 3 weeks
        < ...
        2> book dr lee tue 1 dec 3pm
        2< ...
        2> c
        2< ...
        > c
        < Times have changed since. These are free now.
        < Not free: Tue 1 Dec.
        < Dr. Lee every week at 3pm: Tue 24 Nov, Tue 8 Dec. Reply C to book these 2 visits, or send another time.
    """)
    assert Appointment.select().count() == 1


def test_in_spanish(talk: Talk) -> None:
    talk("""
        > quiero cita con la dra lee todos los martes a las 3 por 4 semanas
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee cada semana, 3pm: mar 24 nov, mar 1 dic, mar 8 dic, mar 15 dic. Responda C para reservar estas 4 citas, o envíe otra hora.
        > sí
        < Reservadas:
        < <A>: Dr. Lee, mar 24 nov, 3pm
        < ...
        > Ana
        < ...
        > también cada quince días con osei, viernes a las 4
        < Aquí solo puedo reservar la primera. Para las demás escriba PERSONA.
        < Dr. Osei, vie 27 nov, 4pm. Responda C para reservar, o envíe otra hora.
    """)


@pytest.mark.parametrize(
    ("said", "heard", "rest"),
    [
        ("every other thursday x4", Rhythm(2, 4), "thursday"),
        ("once a week for 6 weeks, mondays at 10", Rhythm(1, 6), ", mondays at 10"),
        ("every 2 weeks for 2 months", Rhythm(2, 4), ""),
        ("the next 4 tuesdays at 3", Rhythm(1, 4), "tuesdays at 3"),
        ("every week on friday until the end of the year", Rhythm(1, None, "the end of the year"), "friday"),
        ("los próximos 3 jueves a las 4", Rhythm(1, 3), "jueves a las 4"),
        ("una cita semanal hasta navidad", Rhythm(1, None, "navidad"), "una cita"),
        ("todos los días a las 9", Rhythm(0), "a las 9"),
        ("i need 3 appointments", Rhythm(0), "i need 3 appointments"),
        ("i work every tuesday", None, "i work every tuesday"),
        ("are you open every saturday", None, "are you open every saturday"),
        ("my back hurts every day", None, "my back hurts every day"),
        ("tuesday at 3", None, "tuesday at 3"),
        ("i'm away for two weeks", None, "i'm away for two weeks"),
    ],
)
def test_how_often(said: str, heard: Rhythm | None, rest: str) -> None:
    assert rhythm.heard(said) == (heard, rest)
