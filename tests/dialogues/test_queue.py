"""Today's queue from home: join, where I stand, here, away, later, leave; and checking in for a visit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store import blocks, clock, queue, settings
from store.audit import CLOCK, Actor
from store.database import transaction
from store.models import Clinic, Doctor, local

Talk = Callable[[str], None]


def test_join_and_leave(talk: Talk) -> None:
    talk("""
        > queue
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are in line: number Q001, you are next. Text HERE when you arrive, LEAVE to step out.
        < What name shall we call?
        > Ana Ruiz
        < Thank you, Ana Ruiz.
        2> join the queue
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< You are in line: number Q002, 1 ahead of you, about 5-60 min. Text HERE when you arrive, LEAVE to step out.
        2< What name shall we call?
        2> Ben Cole
        2< Thank you, Ben Cole.
        2> position
        2< You are in line: number Q002, 1 ahead of you, about 5-60 min.
        2> here
        2< Welcome! You are in line: number Q002, 1 ahead of you, about 5-70 min.
        > leave
        < You have left the line, Q001 is free again. Text QUEUE to join anew.
        2> how long is the wait?
        2< You are in line: number Q002, you are next.
        > leave
        < You are not in line today. Text QUEUE to join, or BOOK for a visit.
        > position
        < You are not in line today. Text QUEUE to join, or BOOK for a visit.
    """)


def test_twice_is_once(talk: Talk) -> None:
    talk("""
        > queue
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are in line: number Q001, you are next. Text HERE when you arrive, LEAVE to step out.
        < What name shall we call?
        > Ana
        < Thank you, Ana.
        > queue
        < You are in line already: number Q001, you are next. Text HERE when you arrive, LEAVE to step out.
    """)


def test_for_one_doctor(talk: Talk) -> None:
    talk("""
        > queue for dr osei
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are in line: number Q001, first in line. Patients are seen from 1pm. Text HERE when you arrive, LEAVE to step out.
        < What name shall we call?
        > Ana
        < Thank you, Ana.
    """)


def test_let_others_pass(talk: Talk) -> None:
    talk("""
        > queue
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are in line: number Q001, you are next. Text HERE when you arrive, LEAVE to step out.
        < What name shall we call?
        > Ana
        < Thank you, Ana.
        > 10 more minutes
        < Done: others may pass you for 10 minutes.
        > away
        < Noted, you are not here yet. Text HERE when you arrive.
        > here
        < Welcome! You are in line: number Q001, you are next.
    """)


def test_here_for_a_booked_visit(talk: Talk) -> None:
    talk("""
        >> book dr lee today 10am | c | Ana
        < Booked: Dr. Lee, Mon 23 Nov, 10am. Code <A>. To move it text M <A>, to cancel X <A>.
        @ Mon 23 Nov 09:50
        -
        > here
        < Welcome! You are checked in: Dr. Lee, Mon 23 Nov, 10am. Please take a seat.
        > position
        < You are in line: number Q001, you are next.
        > here
        < Welcome! You are in line: number Q001, you are next.
    """)


def test_here_with_nothing_today(talk: Talk) -> None:
    talk("""
        > here
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < I find no visit of yours today. Text QUEUE to wait in line.
    """)


def test_here_after_the_place_was_given_up(talk: Talk) -> None:
    talk("""
        > queue
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are in line: number Q001, you are next. Text HERE when you arrive, LEAVE to step out.
        < What name shall we call?
        > leave
        < You have left the line, Q001 is free again. Text QUEUE to join anew.
        > here
        < Your place Q001 in line is closed. Text QUEUE for a new one, or BOOK for a visit.
        > llegué
        < Su lugar Q001 en la fila ya está cerrado. Escriba FILA para tomar otro, o CITA para reservar.
    """)


def test_a_son_in_the_family(talk: Talk) -> None:
    talk("""
        > my son needs to see dr lee today at 10
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Mon 23 Nov, 10am. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Mon 23 Nov, 10am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What is the name of your son?
        > Tom
        < Thank you, Tom. See you: Dr. Lee, Mon 23 Nov, 10am (Tom).
        > book dr lee for tom friday 10am
        < Dr. Lee, Fri 27 Nov, 10am. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Fri 27 Nov, 10am (Tom). Code <B>. To move it text M <B>, to cancel X <B>.
    """)


def test_where_and_when(talk: Talk) -> None:
    talk("""
        > what's your address?
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Elm Street Clinic is at 12 Elm Street.
        > what are your opening hours?
        < Mon 23 Nov: open 9am to 5pm.
        < Tue 24 Nov: open 9am to 5pm.
        < Wed 25 Nov: open 9am to 5pm.
        > are you open on sunday?
        < Sun 29 Nov: closed.
    """)


def test_corrected_right_after_booking(talk: Talk) -> None:
    talk("""
        >> book dr lee tue 9am | c | Maria Lopez
        < Booked: Dr. Lee, Tue 24 Nov, 9am. Code <A>. To move it text M <A>, to cancel X <A>.
        > actually can we do 11 instead
        < Move your visit of Tue 24 Nov, 9am to Tue 24 Nov, 11am with Dr. Lee? Reply C to move it, or send another time.
        > yes
        < Moved: Dr. Lee, Tue 24 Nov, 11am. New code <B>.
    """)


def test_the_day_said_with_the_move_is_kept(talk: Talk) -> None:
    talk("""
        >> book dr lee tue 9am | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 9am. Code <A>. To move it text M <A>, to cancel X <A>.
        > book dr osei wed 2pm
        < Dr. Osei, Wed 25 Nov, 2pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Osei, Wed 25 Nov, 2pm. Code <B>. To move it text M <B>, to cancel X <B>.
        > move my appointment to friday
        < Which visit?
        < 1 Dr. Lee, Tue 24 Nov, 9am
        < 2 Dr. Osei, Wed 25 Nov, 2pm
        > 2
        < Move your visit of Wed 25 Nov, 2pm to Fri 27 Nov, 2pm with Dr. Osei? Reply C to move it, or send another time.
        > c
        < Moved: Dr. Osei, Fri 27 Nov, 2pm. New code <C>.
        > move my appointment to friday
        < Which visit?
        < 1 Dr. Lee, Tue 24 Nov, 9am
        < 2 Dr. Osei, Fri 27 Nov, 2pm
        > no
        < All right, nothing was changed.
    """)


def test_before_the_doors_open_it_says_from_when_and_counts_the_wait_from_there(talk: Talk) -> None:
    talk("""
        @ Tue 24 Nov 08:10
        > queue
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are in line: number Q001, first in line. Patients are seen from 9am. Text HERE when you arrive, ...
        < What name shall we call?
        2> queue dr osei
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< You are in line: number Q002, 1 ahead of you. Patients are seen from 1pm. Text HERE when you arrive, ...
        2< What name shall we call?
        3> queue dr lee
        3< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        3< You are in line: number Q003, 1 ahead of you. Patients are seen from 9am, then it is ...
        3< What name shall we call?
        4> queue dr lee
        4< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        4< You are in line: number Q004, 2 ahead of you. Patients are seen from 9am, then it is ...
        4< What name shall we call?
        @ Tue 24 Nov 09:05
        3> position
        3< You are in line: number Q003, 1 ahead of you, about ...
    """)


def test_here_when_called_says_where_to_go(talk: Talk) -> None:
    talk("""
        > join dr lee
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are in line: number Q001, you are next. Text HERE when you arrive, LEAVE to step out.
        < What name shall we call?
        S> next lee
        S< Q001 ? -> Dr. Lee, room 1
        S< [Done] [Recall] [Skip] [No-show]
        < It is your turn, ticket Q001: please go to room 1, Dr. Lee. Elm Street Clinic
        > here
        < It is your turn: please go to room 1.
        S> seeing
        S< Q001 ? is with the doctor.
        > here
        < You are checked in already. Please take a seat.
    """)


def test_what_people_in_line_also_say(talk: Talk) -> None:
    talk("""
        > queue
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are in line: number Q001, you are next. Text HERE when you arrive, LEAVE to step out.
        < What name shall we call?
        > Ana Ruiz
        < Thank you, Ana Ruiz.
        > on my way
        < You are in line: number Q001, you are next.
        > stuck in traffic
        < Done: others may pass you for 10 minutes.
        > i was outside smoking
        < Sorry, I did not get that. You are in line as Q001. Text HERE, "10 more minutes" or LEAVE.
        > back
        < Welcome! You are in line: number Q001, you are next.
        > I can't wait any longer, bye
        < You are still in line as Q001. Shall I take you out? Reply Y or N.
        > cant wait anymore
        < You are still in line as Q001. Shall I take you out? Reply Y or N.
        > leave
        < You have left the line, Q001 is free again. Text QUEUE to join anew.
        > stuck in traffic
        < I find no visit booked from this phone. ...
    """)


OUTSIDE = "Text QUEUE to join from home, or BOOK for a visit."


def test_how_long_the_wait_is_for_who_is_not_in_line(talk: Talk) -> None:
    talk(f"""
        > how long is the wait
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Almost nobody is waiting now. {OUTSIDE}
        2>> queue | Ben
        2< Thank you, Ben.
        > how busy are you
        < 1 person is waiting now, it would be about 5-60 min. {OUTSIDE}
        > is there a long wait
        < 1 person is waiting now, it would be about 5-60 min. {OUTSIDE}
        > whats the wait like
        < 1 person is waiting now, it would be about 5-60 min. {OUTSIDE}
        > position
        < You are not in line today. Text QUEUE to join, or BOOK for a visit.
        3> ¿hay mucha gente?
        3< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        3< Ahora espera 1 persona, unos 5-60 min. ...
        3> cuanto tengo que esperar
        3< Ahora espera 1 persona, unos 5-60 min. ...
    """)


def test_how_long_the_wait_is_where_it_is_not_told_and_where_the_line_is_closed(talk: Talk, clinic: Clinic) -> None:
    settings.put(clinic, {"walk_in_wait_time_visible": "false"})
    talk(f"""
        >> queue | Ben
        < Thank you, Ben.
        2> how busy are you
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< 1 person is waiting now. {OUTSIDE}
    """)
    queue.set_open(clinic, False, Actor("staff"), clock.now())
    talk("""
        2> is there a long wait?
        2< The line is closed now.
        2< Text BOOK for a visit on another day.
    """)


@pytest.mark.parametrize("said", ["how long now", "how much longer", "what number are you on", "por que numero van"])
def test_in_line_it_is_the_own_place_that_is_asked_for(talk: Talk, said: str) -> None:
    spanish = "Está en la fila: número Q001, usted es quien sigue."
    talk(f"""
        >> queue | Ana
        < Thank you, Ana.
        > {said}
        < {spanish if "numero" in said else "You are in line: number Q001, you are next."}
    """)


def test_another_day_instead_gives_the_place_up(talk: Talk) -> None:
    talk("""
        >> queue | Ana
        < Thank you, Ana.
        > forget it ill come tomorrow instead
        < You have left the line, Q001 is free again. Text QUEUE to join anew.
        < These are free. Reply with a number or another day:
        < 1 Tue 24 Nov, 9am, Dr. Lee
        < ...
        2>> fila | Eva
        2< Gracias, Eva.
        2> olvidalo mejor vengo mañana
        2< Salió de la fila y el número Q002 queda libre. Escriba FILA para entrar de nuevo.
        2< Esto está libre. Responda con un número o con otro día:
        2< ...
    """)


def test_no_turn_is_promised_with_a_doctor_who_had_to_leave(talk: Talk, clinic: Clinic) -> None:
    talk("""
        > queue dr lee
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are in line: number Q001, you are next. Text HERE when you arrive, LEAVE to step out.
        < What name shall we call?
        > Ana Ruiz
        < Thank you, Ana Ruiz.
        @ Mon 23 Nov 11:00
        -
    """)
    lee, now = Doctor.get(Doctor.name == "Dr. Maya Lee"), clock.now()
    evening = local(clinic, now).replace(hour=18)
    with transaction():
        blocks.block(clinic, lee, now, evening, kind="emergency", actor=CLOCK, now=now)
    talk("""
        > position
        < You are in line: number Q001. Dr. Lee had to leave today, so please ask the desk who sees you.
        > here
        < Welcome! You are in line: number Q001. Dr. Lee had to leave today, so please ask the desk who sees you.
        > idioma español
        < ...
        > posición
        < Está en la fila: número Q001. Dr. Lee tuvo que irse hoy; pregunte en recepción quién le atiende.
    """)
