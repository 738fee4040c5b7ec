"""Small steps of a talk: a time said from another, laughter, questions nobody put in a table."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.models import Appointment, Clinic
from tests import factory

Talk = Callable[[str], None]
BEGUN = """
    > book dr lee thursday 3pm
    < Elm Street Clinic here. We text you about your visits; reply STOP to end.
    < Dr. Lee, Thu 26 Nov, 3pm. Reply C to book it, or send another time.
    > c
    < Booked: Dr. Lee, Thu 26 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
    < What name is the visit for?
"""
BOOKED = (
    BEGUN
    + """\
    > Ana
    < Thank you, Ana. See you: Dr. Lee, Thu 26 Nov, 3pm.
"""
)
STATUS = """\
    < Dr. Lee, Thu 26 Nov, 3pm. Code <A>. Text M <A> to move it, X <A> to cancel.
    < ...
"""


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("can we make it half an hour later", "Thu 26 Nov, 3:30pm"),
        ("push it back an hour please", "Thu 26 Nov, 4pm"),
        ("can i push that back a day", "Fri 27 Nov, 3pm"),
        ("oh no. can we do the day before?", "Wed 25 Nov, 3pm"),
        ("bring it forward a day", "Wed 25 Nov, 3pm"),
        ("could it be a week later", "Thu 3 Dec, 3pm"),
    ],
)
def test_a_time_said_from_the_visits_own(talk: Talk, said: str, when: str) -> None:
    talk(BOOKED + f"""\
    > {said}
    < Move your visit of Thu 26 Nov, 3pm to {when} with Dr. Lee? Reply C to move it, or send another time.
    """)  # fmt: skip


def test_a_time_said_from_the_one_read_back(talk: Talk) -> None:
    talk("""
        > book dr lee thursday 3pm
        < ...
        > half an hour earlier would be better
        < Dr. Lee, Thu 26 Nov, 2:30pm. Reply C to book it, or send another time.
    """)


def test_later_and_the_day_before_in_spanish(talk: Talk) -> None:
    talk("""
        > cita con dr lee el jueves a las 3
        < ...
        > si
        < ...
        > Marisol Peña
        < ...
        > ¿la podemos pasar una hora más tarde?
        < ¿Mover su cita del jue 26 nov, 3pm al jue 26 nov, 4pm con Dr. Lee? Responda C para moverla, o envíe otra hora.
        > si
        < ...
        > ¿puede ser el día anterior?
        < ¿Mover su cita del jue 26 nov, 4pm al mié 25 nov, 4pm con Dr. Lee? Responda C para moverla, o envíe otra hora.
    """)


def test_the_old_time_in_the_middle_of_a_move(talk: Talk) -> None:
    talk(BOOKED + """\
    > move it to friday 10am
    < Move your visit of Thu 26 Nov, 3pm to Fri 27 Nov, 10am with Dr. Lee? Reply C to move it, or send another time.
    > the old time was better
    < All right, it stays: Dr. Lee, Thu 26 Nov, 3pm.
    """)  # fmt: skip


def test_another_part_of_the_same_day(talk: Talk) -> None:
    talk(BOOKED + """\
    > let's do the morning instead
    < Free with Dr. Lee. Reply with a number or another day:
    < 1 Thu 26 Nov, 9am
    < ...
    > put it back to the afternoon one
    < All right, it stays: Dr. Lee, Thu 26 Nov, 3pm.
    """)  # fmt: skip


def test_the_visit_and_not_only_its_move_is_cancelled(talk: Talk) -> None:
    talk(BOOKED + """\
    > move it to friday 10am
    < ...
    > no forget it, cancel the whole thing
    < Cancelled: Dr. Lee, Thu 26 Nov, 3pm. To book again, text BOOK.
    > actually i do want to see her, book me for friday 10am
    < Dr. Lee, Fri 27 Nov, 10am. Reply C to book it, or send another time.
    """)  # fmt: skip


@pytest.mark.parametrize(
    "said", ["what time was it again", "when is it again?", "what day did we say?", "time?", "did it go through?"]
)
@pytest.mark.parametrize("before", [BEGUN, BOOKED])
def test_when_was_it(talk: Talk, said: str, before: str) -> None:
    talk(before + f"    > {said}\n" + STATUS)


@pytest.mark.parametrize("said", ["¿es mañana o hoy?", "¿a qué hora me dijo?", "¿a qué hora era?"])
def test_when_was_it_in_spanish(talk: Talk, said: str) -> None:
    talk(f"""
        > cita con dr lee el jueves a las 3
        < ...
        > si
        < ...
        > Ana
        < ...
        > {said}
        < Dr. Lee, jue 26 nov, 3pm. Código <A>. Escriba M <A> para moverla, X <A> para cancelarla.
        < ...
        > puedo cambiarla para el martes?
        < ¿Mover su cita del jue 26 nov, 3pm al mar 24 nov, 3pm con Dr. Lee? Responda C para moverla, o envíe otra hora.
    """)


@pytest.mark.parametrize("said", ["lol ok", "okie", "kk", "haha yes"])
def test_laughter_and_an_ok(talk: Talk, said: str) -> None:
    talk(BOOKED + f"""\
    > {said}
    < All right. Your next visit: Dr. Lee, Thu 26 Nov, 3pm, code <A>.
    > haha ok thanks
    < You are welcome. See you: Dr. Lee, Thu 26 Nov, 3pm.
    """)  # fmt: skip


@pytest.mark.parametrize(
    "said",
    ["The first one will be fine, thank you.", "okay yeah the first one that sounds good", "lol number 1 it is"],
)
def test_a_line_pointed_at_in_a_sentence(talk: Talk, clinic: Clinic, said: str) -> None:
    factory.service(clinic, "First visit")
    talk(f"""
        > dr lee on wednesday
        < ...
        > {said}
        < Booked: Dr. Lee, Wed 25 Nov, 9am. Code <A>. To move it text M <A>, to cancel X <A>.
        < ...
    """)


def test_not_the_first_one_books_nothing(talk: Talk) -> None:
    talk("""
        > dr lee on wednesday
        < ...
        > not the first one
        < ...
    """)
    assert Appointment.select().count() == 0


def test_back_to_the_day_before_last(talk: Talk) -> None:
    talk("""
        > can i book with dr lee thursday
        < ...
        > actually wait friday is better
        < ...
        > hmm no go back to thursday
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Thu 26 Nov, 9am
        < ...
    """)


def test_the_week_after_the_one_that_was_listed(talk: Talk) -> None:
    talk("""
        > book dr lee this week
        < ...
        > what about the week after?
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 30 Nov, 9am
        < ...
        > the week after that
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 7 Dec, 9am
        < ...
    """)


def test_a_list_hours_later(talk: Talk) -> None:
    talk("""
        > can I see Dr. Lee this week?
        < ...
        @ Mon 23 Nov 13:40
        > sorry only saw this now. are those still free?
        < Times have changed since. These are free now.
        < Free with Dr. Lee. Reply with a number or another day:
        < ...
    """)


@pytest.mark.parametrize("said", ["will i have to wait long again", "do my parents have to come", "can i bring my dog"])
def test_a_question_for_the_desk(talk: Talk, said: str) -> None:
    talk(BOOKED + f"""\
    > {said}
    < I do not know that. Text AGENT and the desk will tell you.
    """)  # fmt: skip


@pytest.mark.parametrize("said", ["where", "how do i find you from the bus station?", "wats the adress"])
def test_where_it_is(talk: Talk, said: str) -> None:
    talk(BOOKED + f"""\
    > {said}
    < Elm Street Clinic is at 12 Elm Street.
    """)  # fmt: skip


def test_a_reminder_the_day_before(talk: Talk) -> None:
    talk(BOOKED + """\
    > k cool. can u remind me the day b4
    < Yes, we text you 24 hours and 3 hours before your visit.
    """)  # fmt: skip


def test_come_in_without_knowing_when(talk: Talk) -> None:
    talk("""
        > need to come in but idk when i'm free
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Which doctor would you like to see?
        < ...
        > doctor patle
        < Free with Dr. Patel. Reply with a number or another day:
        < ...
    """)


def test_another_day_when_nothing_is_booked(talk: Talk) -> None:
    talk("""
        > can i come thursday 3pm instead, with dr lee
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You have no visit coming up.
        < Dr. Lee, Thu 26 Nov, 3pm. Reply C to book it, or send another time.
    """)


def test_here_after_the_visit_was_missed(talk: Talk) -> None:
    talk("""
        > book dr lee today 11am
        < ...
        > c
        < ...
        > Ana
        < ...
        @ Mon 23 Nov 12:30
        < Elm Street Clinic: we missed you: Dr. Lee, Mon 23 Nov, 11am. Text BOOK for a new time.
        > HERE
        < Your visit of today was missed: Dr. Lee, Mon 23 Nov, 11am. Text BOOK for a new time, or QUEUE to wait in line.
        > i think i missed it
        < That visit was missed: Dr. Lee, Mon 23 Nov, 11am. Text BOOK to make a new one.
    """)


def test_a_yes_in_the_second_half_of_the_answer(talk: Talk) -> None:
    talk(BOOKED + """\
    @ Wed 25 Nov 15:00
    < Elm Street Clinic: Dr. Lee, Thu 26 Nov, 3pm. Reply C to confirm, M to move, X to cancel (<A>).
    > sorry just seeing your text, yes ill be there
    < Thank you, confirmed: Dr. Lee, Thu 26 Nov, 3pm. See you then!
    """)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("wait no i have class till 3", "< Free with Dr. Lee. Reply with a number or another day:"),
        (
            "excuse me i make mistake, i can come only friday",
            "< Move your visit of Thu 26 Nov, 3pm to Fri 27 Nov, 3pm with Dr. Lee? Reply C to move it, or send another time.",
        ),
    ],
)
def test_what_is_said_after_a_booking_is_about_it(talk: Talk, said: str, offered: str) -> None:
    talk(BOOKED + f"""\
    > {said}
    {offered}
    < ...
    """)  # fmt: skip


def test_first_thing_is_no_first_visit(talk: Talk, clinic: Clinic) -> None:
    factory.service(clinic, "Check-up")
    factory.service(clinic, "First visit", minutes=60)
    talk("""
        > dr lee tomorrow
        < ...
        > first thing
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Tue 24 Nov, 9am
        < 2 Tue 24 Nov, 9:30am
        < ...
        > the third please dear
        < Booked: Dr. Lee, Tue 24 Nov, 10:30am. Code <A>. To move it text M <A>, to cancel X <A>.
        < ...
    """)
    service = Appointment.get().service
    assert service is not None
    assert service.name == "Check-up"
