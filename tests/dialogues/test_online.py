"""Visits by video: asked for, offered as such, moved to (B11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from bot import links
from store import clock, meetings
from store.models import Clinic, Meeting, Schedule
from tests import factory

Talk = Callable[[str], None]


@pytest.fixture
def clinic(store: str) -> Clinic:
    """Dr. Lee sees people at the clinic in the morning and online in the afternoon; Dr. Osei both, from one."""
    clinic = factory.clinic(address="12 Elm Street")
    lee = factory.doctor(clinic, "Dr. Maya Lee", starts=dt.time(9), ends=dt.time(12))
    for weekday in range(5):
        Schedule.create(
            doctor=lee, weekday=weekday, starts=dt.time(14), ends=dt.time(16), slot_minutes=60, visit_type="online"
        )
    factory.doctor(clinic, "Dr. Ama Osei", starts=dt.time(13), ends=dt.time(17), schedule={"visit_type": "both"})
    return clinic


def test_a_video_visit_is_booked_with_its_link(talk: Talk) -> None:
    talk("""
        > video visit with dr lee tomorrow
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Tue 24 Nov, 2pm, online
        < 2 Tue 24 Nov, 3pm, online
        > 2
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < It is online. Join here: https://meet.jit.si/...
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 3pm.
        > move it to wednesday
        < Move your visit of Tue 24 Nov, 3pm to Wed 25 Nov, 3pm, online with Dr. Lee? Reply C to move it, or send another time.
        > can it be in person please
        < Dr. Lee has no visit at the clinic then (Wed 25 Nov, 3pm).
        < ...
    """)


def test_where_zoom_gives_the_link_only_that_one_is_told(
    talk: Talk, clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "_zoom", True)
    talk("""
        > video visit with dr lee tomorrow 3pm
        < ...
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < It is online. Text STATUS on the day for the link.
        < What name is the visit for?
        > Ana
        < ...
        > status
        < Dr. Lee, Tue 24 Nov, 3pm. Code <A>. ...
        < It is online. The link is still being made.
        < For your calendar: ...
    """)
    meetings.want(clock.now())
    [meeting] = Meeting.select()
    meetings.made(meeting, "7", "https://zoom.example/j/7", clock.now())
    talk("""
        > status
        < Dr. Lee, Tue 24 Nov, 3pm. Code <A>. ...
        < Join here: https://zoom.example/j/7
        < For your calendar: ...
    """)


def test_who_says_nothing_is_told_what_is_online(talk: Talk) -> None:
    talk("""
        > dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm, online. Reply C to book it, or send another time.
        > in person please
        < Dr. Lee has no visit at the clinic then (Tue 24 Nov, 3pm).
        < ...
    """)


def test_a_booked_visit_becomes_a_video_visit(talk: Talk) -> None:
    talk("""
        >> book dr osei tomorrow 3pm | c | Ana
        < Booked: Dr. Osei, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        > could i change to online instead
        < Move your visit of Tue 24 Nov, 3pm to Tue 24 Nov, 3pm, online with Dr. Osei? Reply C to move it, or send another time.
        > ok
        < Moved: Dr. Osei, Tue 24 Nov, 3pm. New code <B>.
        < It is online. Join here: https://meet.jit.si/...
    """)


def test_in_spanish(talk: Talk) -> None:
    talk("""
        > quiero una cita en línea con la doctora lee mañana
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Libre con Dr. Lee. Responda con un número o con otro día:
        < 1 mar 24 nov, 2pm, en línea
        < 2 mar 24 nov, 3pm, en línea
        > 1
        < Reservada: Dr. Lee, mar 24 nov, 2pm. ...
        < Es en línea. Entre aquí: https://meet.jit.si/...
        < ...
    """)
