"""The doctors' hours, from the staff chat (B1, B2, B16): every week, one date, and taking it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.staff.commands import match, plain
from store import settings
from store.models import Appointment, Audit, Clinic, Doctor, Schedule, ScheduleException
from tests import factory

Talk = Callable[[str], None]


@pytest.fixture
def people(clinic: Clinic, frozen: object) -> None:
    for name, number in (("Ana Ruiz", "1"), ("Ben Cole", "2")):
        factory.patient(clinic, name, factory.contact(clinic, f"+1555010000{number}"))


BOOKED = """
    S> book ana ruiz lee tuesday 10am
    S< ...
    S> yes
    S< Booked: A.R., Dr. Lee, Tue 24 Nov, 10am (<A>).
    S< The patient gets a text.
    1< ...
    S> book ben cole lee tuesday 3pm
    S< ...
    S> yes
    S< Booked: B.C., Dr. Lee, Tue 24 Nov, 3pm (<B>).
    S< The patient gets a text.
    2< ..."""


def test_the_week_is_shown_and_changed_after_a_yes(talk: Talk, clinic: Clinic) -> None:
    talk("""
        S> hours lee
        S< Dr. Lee, every week:
        S< Mon to Fri: 9am to 5pm
        S< Sat to Sun: off
        S> HOURS LEE MON 9-12, 2-5
        S< Dr. Lee, every week from Mon 23 Nov:
        S< Mon: 9am to 12 noon, 2pm to 5pm (now 9am to 5pm)
        S< No booked visit is touched. Change it?
        S< [Yes] [Do not change]
        S> no
        S< All right, nothing was changed.
        S> hours lee mon 9-12, 2-5
        S< ...
        S> yes
        S< Changed: Dr. Lee, every week from Mon 23 Nov:
        S< Mon: 9am to 12 noon, 2pm to 5pm
        S> hours
        S< Mon 23 Nov:
        S< Dr. Lee: 9am to 12 noon, 2pm to 5pm
        S< Dr. Osei: 1pm to 5pm
        S> hours lee mon 9-12, 2-5
        S< Dr. Lee has these hours already.
    """)
    new = Schedule.select().where(Schedule.valid_from.is_null(False))
    assert {(row.slot_minutes, row.capacity, row.visit_type) for row in new} == {(30, 1, "in_person")}
    told = [(row.actor_name, row.action, row.after.get("hours", "")[:15]) for row in Audit.select().order_by(Audit.id)]
    assert told == [
        ("Sam", "hours.end", "Mon 9:00-17:00 "), ("Sam", "hours.add", "Mon 9:00-12:00 "), ("Sam", "hours.add", "Mon 14:00-17:00")
    ]  # fmt: skip


def test_booked_visits_that_no_longer_fit_are_shown_and_moved_with_one_word(talk: Talk, people: None) -> None:
    talk(f"""{BOOKED}
        S> hours lee tue off
        S< Dr. Lee, every week from Tue 24 Nov:
        S< Tue: off (now 9am to 5pm)
        S< These visits no longer fit (2 in all):
        S< Tue 24 Nov, 10am A.R. (<A>)
        S< Tue 24 Nov, 3pm B.C. (<B>)
        S< What shall happen to them? Patients get a text.
        S< [Move all] [Cancel all] [One by one] [Only change] [Do not change]
        S> [Do not change]
        S< All right, nothing was changed.
        S> hours lee tue off
        S< ...
        S> move all
        S< Changed: Dr. Lee, every week from Tue 24 Nov:
        S< Tue: off
        S< Moved, 2 in all:
        S< A.R.: Wed 25 Nov, 10am, Dr. Lee (<C>)
        S< B.C.: Wed 25 Nov, 3pm, Dr. Lee (<D>)
        1< Elm Street Clinic: we moved your visit to Wed 25 Nov, 10am, Dr. Lee. Code <C>. M <C> moves it, X <C> cancels.
        2< Elm Street Clinic: we moved your visit to Wed 25 Nov, 3pm, Dr. Lee. Code <D>. M <D> moves it, X <D> cancels.
    """)


def test_each_touched_visit_may_get_an_answer_of_its_own(talk: Talk, people: None) -> None:
    """The same for a block; nothing is done before the last has its answer."""
    talk(f"""{BOOKED}
        S> block lee tomorrow leave
        S< Blocking Dr. Lee, Tue 24 Nov hits these (2 in all):
        S< Tue 24 Nov, 10am A.R. (<A>)
        S< Tue 24 Nov, 3pm B.C. (<B>)
        S< What shall happen to them? Patients get a text.
        S< [Move all] [Cancel all] [One by one] [Only block] [Do not block]
        S> one by one
        S< 1 of 2: Tue 24 Nov, 10am A.R. (<A>)?
        S< [Move] [Cancel] [Leave it] [Do not block]
        S> leave it
        S< 2 of 2: Tue 24 Nov, 3pm B.C. (<B>)?
        S< [Move] [Cancel] [Leave it] [Do not block]
        S> [Cancel]
        S< Blocked: Dr. Lee, Tue 24 Nov.
        S< Cancelled, 1 in all.
        S< Left as they are: 1.
        2< Elm Street Clinic: sorry, your visit Tue 24 Nov, 3pm is cancelled. Free: 1 Wed 25 Nov, 3pm, 2 Thu 26 Nov, 3pm. Reply 1 or 2, or text BOOK.
    """)
    assert {row.patient.name: row.status for row in Appointment.select()} == {
        "Ana Ruiz": "confirmed", "Ben Cole": "cancelled"
    }  # fmt: skip


def test_hours_for_some_weeks_come_and_go(talk: Talk, clinic: Clinic) -> None:
    talk("""
        S> hours lee mon-thu 9-12, 1-5; fri off from 7 dec until 18 dec
        S< Dr. Lee, every week from Mon 7 Dec to Fri 18 Dec:
        S< Mon to Thu: 9am to 12 noon, 1pm to 5pm (now 9am to 5pm)
        S< Fri: off (now 9am to 5pm)
        S< No booked visit is touched. Change it?
        S< [Yes] [Do not change]
        S> yes
        S< Changed: Dr. Lee, every week from Mon 7 Dec to Fri 18 Dec:
        S< Mon to Thu: 9am to 12 noon, 1pm to 5pm
        S< Fri: off
        SLEE> hours
        S< Dr. Lee, every week:
        S< Mon to Fri: 9am to 5pm
        S< Sat to Sun: off
        S< From Mon 7 Dec, Mon to Thu: 9am to 12 noon, 1pm to 5pm
        S< From Fri 11 Dec, Fri: off
        S< From Mon 21 Dec, Mon to Fri: 9am to 5pm
        S> hours lee fri 9-1 until 1 nov
        S< Dr. Lee, every week from Fri 27 Nov to Mon 1 Nov 2027:
        S< ...
        S< ...
        S< ...
    """)


def test_a_new_doctor_gets_hours_by_text(talk: Talk, clinic: Clinic) -> None:
    """With the clinic's own slot and buffer."""
    settings.put(clinic, {"default_slot_duration": 20, "buffer_time_minutes": 5})
    Doctor.create(clinic=clinic, key="new", name="Dr. Kim Sato", position=9)
    talk("""
        S> hours sato
        S< Dr. Sato has no weekly hours.
        S> hours sato weekdays 8-16
        S< Dr. Sato, every week from Mon 23 Nov:
        S< Mon to Fri: 8am to 4pm (now off)
        S< No booked visit is touched. Change it?
        S< [Yes] [Do not change]
        S> yes
        S< Changed: Dr. Sato, every week from Mon 23 Nov:
        S< Mon to Fri: 8am to 4pm
    """)
    assert {(row.slot_minutes, row.buffer_minutes) for row in Schedule.select().join(Doctor).where(Doctor.key == "new")} == {
        (20, 5)
    }  # fmt: skip


def test_what_is_not_understood_changes_nothing_and_says_how(talk: Talk, clinic: Clinic) -> None:
    how = (
        "Like this: HOURS LEE shows the week; HOURS LEE MON-THU 9-12, 2-5; FRI OFF changes it. One date: OPEN or BLOCK."
    )
    for line in ("hours lee mon 9-12 maybe 3", "hours lee mon 9", "hours lee tomorrow 9-12", "hours lee mon 9-12; mon 1-5",
                 "set hours lee", "hours clinic", "hours lee friday afternoon off"):  # fmt: skip
        talk(f"S> {line}\nS< {how}")
    talk("""
        S> hours lee tue 9-11, 10-12
        S< starts: overlaps the hours Tue 9:00-11:00 from 2026-11-24.
        S> hours mon 9-12
        S< Which doctor?
        S< [Dr. Lee] [Dr. Patel] [Dr. Osei]
        S> 1
        S< Dr. Lee, every week from Mon 23 Nov:
        S< ...
        S< ...
        S< ...
        SLEE> hours lee mon off
        S< That is for the role admin. HELP shows what you can say.
        SANA> hours lee mon off
        S< That is for the role admin. HELP shows what you can say.
        SANA> open lee sat 9-12
        S< Open Dr. Lee, Sat 28 Nov, 9am to 12 noon, as extra hours?
        S< [Yes] [No]
        S> hours are long today my friends
    """)
    assert not Schedule.select().where(Schedule.valid_from.is_null(False)).exists()


def test_extra_hours_are_read_back_like_the_doctors_own_and_taken_back(talk: Talk, people: None) -> None:
    talk("""
        S> open lee sat 9-12
        S< Open Dr. Lee, Sat 28 Nov, 9am to 12 noon, as extra hours?
        S< [Yes] [No]
        S> yes
        S< Open: Dr. Lee, Sat 28 Nov, 9am to 12 noon. UNBLOCK takes it back.
        S> hours lee
        S< ...
        S< ...
        S< ...
        S< Dr. Lee, Sat 28 Nov, 9am to 12 noon, extra hours
        S> book ana ruiz lee sat 10:30
        S< Book A.R. with Dr. Lee, Sat 28 Nov, 10:30am?
        S< [Yes] [No]
        S> yes
        S< Booked: A.R., Dr. Lee, Sat 28 Nov, 10:30am (<A>).
        S< The patient gets a text.
        1< ...
        S> unblock lee sat
        S< Dr. Lee, Sat 28 Nov, 9am to 12 noon, extra hours: without it these visits are outside hours (1 in all):
        S< Sat 28 Nov, 10:30am A.R. (<A>)
        S< What shall happen to them? Patients get a text.
        S< [Move all] [Cancel all] [Only take away] [Leave it so]
        S> cancel all
        S< Gone: Dr. Lee, Sat 28 Nov, 9am to 12 noon, extra hours.
        S< Cancelled, 1 in all.
        1< Elm Street Clinic: sorry, your visit Sat 28 Nov, 10:30am is cancelled. Free: 1 Mon 30 Nov, 10:30am, 2 Tue 1 Dec, 10:30am. Reply 1 or 2, or text BOOK.
    """)
    assert not ScheduleException.select().exists()


def test_a_block_is_taken_back_and_stands_in_the_way_of_extra_hours(talk: Talk, clinic: Clinic) -> None:
    talk("""
        S> block lee friday leave
        S< Block Dr. Lee, Fri 27 Nov? No visit is in it.
        S< [Yes] [Do not block]
        S> yes
        S< Blocked: Dr. Lee, Fri 27 Nov.
        S> block clinic 25 dec holiday
        S< ...
        S> yes
        S< Blocked: the clinic, Fri 25 Dec.
        S> open lee friday 9-12
        S< That time is blocked: Dr. Lee, Fri 27 Nov, blocked (leave). UNBLOCK Dr. Lee takes the block away.
        S> unblock lee
        S< Which one ends?
        S< [Dr. Lee, Fri 27 Nov, blocked (leave)] [the clinic, Fri 25 Dec, blocked (holiday)]
        S> 1
        S< Dr. Lee, Fri 27 Nov, blocked (leave). Take it away?
        S< [Yes] [Leave it so]
        S> yes
        S< Gone: Dr. Lee, Fri 27 Nov, blocked (leave).
        S> unblock lee friday
        S< Nothing is blocked or opened by hand then for Dr. Lee.
        S> unblok clinic
        S< Did you mean UNBLOCK clinic?
        S< [Yes] [No]
        S> yes
        S< the clinic, Fri 25 Dec, blocked (holiday). Take it away?
        S< [Yes] [Leave it so]
    """)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("hours lee", "hours"), ("hours lee tues", "hours"), ("hours tomorrow", "hours"), ("huors", "hours"),
        ("hours lee mon 9-12, 2-5", "set hours"), ("HOURS LEE TUE OFF", "set hours"), ("set hours lee mon 9-12", "set hours"),
        ("hours mon closed lee", "set hours"), ("houers lee mnoday 9-12", "set hours"), ("/set_hours lee fri off", "set hours"),
        ("set offer_minutes 9", "set"),
    ],
)  # fmt: skip
def test_asking_for_hours_and_setting_them(text: str, name: str) -> None:
    found = match(plain(text))
    assert found is not None
    assert (found.command.name, found.sure) == (name, True)
