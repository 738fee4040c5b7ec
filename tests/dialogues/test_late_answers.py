"""An answer that comes when its visit is no longer what it was: moved, missed. It is never lost on the patient."""

from __future__ import annotations

from collections.abc import Callable

Talk = Callable[[str], None]


def test_c_to_a_reminder_of_a_visit_moved_since_is_for_the_visit_it_has_become(talk: Talk) -> None:
    talk("""
        > book dr lee wednesday 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Wed 25 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Wed 25 Nov, 3pm.
        @ Tue 24 Nov 15:00
        < Elm Street Clinic: Dr. Lee, Wed 25 Nov, 3pm. Reply C to confirm, M to move, X to cancel (<A>).
        > M
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Tue 24 Nov, 3:30pm
        < 2 Tue 24 Nov, 4pm
        < 3 Wed 25 Nov, 9am
        < 4 Wed 25 Nov, 12:30pm
        < 5 Other times
        > friday 3pm
        < Move your visit of Wed 25 Nov, 3pm to Fri 27 Nov, 3pm with Dr. Lee? Reply C to move it, or send another time.
        > c
        < Moved: Dr. Lee, Fri 27 Nov, 3pm. New code <B>.
        > c
        < Thank you, confirmed: Dr. Lee, Fri 27 Nov, 3pm. See you then!
    """)


def test_late_after_the_visit_was_missed_is_answered_and_the_desk_hears(talk: Talk) -> None:
    talk("""
        > book dr lee wednesday 3pm
        1< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        1< Dr. Lee, Wed 25 Nov, 3pm. Reply C to book it, or send another time.
        > c
        1< Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        1< What name is the visit for?
        > Ana
        1< Thank you, Ana. See you: Dr. Lee, Wed 25 Nov, 3pm.
        S> today lee
        S< Mon 23 Nov. Visits: 0. Over 0, missed 0, to come 0.
        @ Wed 25 Nov 15:05
        1< Elm Street Clinic: we expected you at Wed 25 Nov, 3pm. Are you on your way? Reply Y, LATE 15, or X to cancel.
        @ Wed 25 Nov 15:15
        1< Elm Street Clinic: we missed you: Dr. Lee, Wed 25 Nov, 3pm. Text BOOK for a new time.
        S< Missed: A. with Dr. Lee, Wed 25 Nov, 3pm (<A>)
        > late 15
        1< That visit was missed: Dr. Lee, Wed 25 Nov, 3pm. Text BOOK to make a new one.
        S< 15 min late: A. with Dr. Lee, Wed 25 Nov, 3pm (<A>)
    """)


def test_the_same_in_spanish(talk: Talk) -> None:
    talk("""
        > cita con dr lee el miércoles 3pm
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mié 25 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, mié 25 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, mié 25 nov, 3pm.
        @ Tue 24 Nov 15:00
        < Elm Street Clinic: Dr. Lee, mié 25 nov, 3pm. Responda C para confirmar, M para mover, X para cancelar (<A>).
        > m
        < Libre con Dr. Lee. Responda con un número o con otro día:
        < 1 mar 24 nov, 3:30pm
        < 2 mar 24 nov, 4pm
        < 3 mié 25 nov, 9am
        < 4 mié 25 nov, 12:30pm
        < 5 Otras horas
        > el viernes 3pm
        < ¿Mover su cita del mié 25 nov, 3pm al vie 27 nov, 3pm con Dr. Lee? Responda C para moverla, o envíe otra hora.
        > c
        < Movida: Dr. Lee, vie 27 nov, 3pm. Código nuevo <B>.
        > c
        < Gracias, confirmada: Dr. Lee, vie 27 nov, 3pm. ¡Le esperamos!
        @ Fri 27 Nov 15:05
        < Elm Street Clinic: le esperábamos el vie 27 nov, 3pm. ¿Viene en camino? Responda SÍ, TARDE 15, o X para cancelar.
        @ Fri 27 Nov 15:15
        < Elm Street Clinic: no le vimos en su cita: Dr. Lee, vie 27 nov, 3pm. Escriba CITA para una nueva.
        > voy en camino
        < Esa cita se perdió: Dr. Lee, vie 27 nov, 3pm. Escriba CITA para reservar otra.
    """)
