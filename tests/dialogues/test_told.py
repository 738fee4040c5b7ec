"""Who is told of what: the patient of what the desk changes, in their language; the desk of what the patient does (R2)."""

from __future__ import annotations

from collections.abc import Callable

Talk = Callable[[str], None]


def test_what_the_desk_books_moves_and_cancels_is_told_in_the_patients_language(talk: Talk) -> None:
    talk("""
        > book dr lee wednesday 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Wed 25 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana Ruiz
        < Thank you, Ana Ruiz. See you: Dr. Lee, Wed 25 Nov, 3pm.
        2> cita con dr lee el miércoles 4pm
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        2< Dr. Lee, mié 25 nov, 4pm. Responda C para reservar, o envíe otra hora.
        2> c
        2< Reservada: Dr. Lee, mié 25 nov, 4pm. Código <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        2< ¿A nombre de quién es la cita?
        2> Eva Gil
        2< Gracias, Eva Gil. Le esperamos: Dr. Lee, mié 25 nov, 4pm.
        S> move ana thu 10am
        S< Move A.R., Dr. Lee, Wed 25 Nov, 3pm (<A>) to Thu 26 Nov, 10am, Dr. Lee?
        S< [Yes] [No]
        S> 1
        S< Moved: A.R., Dr. Lee, Thu 26 Nov, 10am (<C>).
        S< The patient gets a text.
        < Elm Street Clinic: we moved your visit to Thu 26 Nov, 10am, Dr. Lee. Code <C>. M <C> moves it, X <C> cancels.
        S> move eva thu 11am
        S< Move E.G., Dr. Lee, Wed 25 Nov, 4pm (<B>) to Thu 26 Nov, 11am, Dr. Lee?
        S< [Yes] [No]
        S> yes
        S< Moved: E.G., Dr. Lee, Thu 26 Nov, 11am (<D>).
        S< The patient gets a text.
        2< Elm Street Clinic: movimos su cita: jue 26 nov, 11am, Dr. Lee. Código <D>. M <D> la mueve, X <D> la cancela.
        S> cancel ana because the lab results are late
        S< Cancel A.R., Dr. Lee, Thu 26 Nov, 10am (<C>)?
        S< [Yes] [No]
        S> yes
        S< Cancelled: A.R., Dr. Lee, Thu 26 Nov, 10am (<C>).
        S< The patient gets a text.
        < Elm Street Clinic: sorry, your visit is cancelled: Dr. Lee, Thu 26 Nov, 10am. Text BOOK for a new time.
        S> cancel eva
        S< Cancel E.G., Dr. Lee, Thu 26 Nov, 11am (<D>)?
        S< [Yes] [No]
        S> yes
        S< Cancelled: E.G., Dr. Lee, Thu 26 Nov, 11am (<D>).
        S< The patient gets a text.
        2< Elm Street Clinic: lo sentimos, su cita se canceló: Dr. Lee, jue 26 nov, 11am. Escriba CITA para una nueva.
        S> book eva patel thu 3pm
        S< Book E.G. with Dr. Patel, Thu 26 Nov, 3pm?
        S< [Yes] [No]
        S> yes
        S< Booked: E.G., Dr. Patel, Thu 26 Nov, 3pm (<E>).
        S< The patient gets a text.
        2< Elm Street Clinic: le reservamos Dr. Patel, jue 26 nov, 3pm. Código <E>. M <E> la mueve, X <E> la cancela.
    """)


def test_the_desk_hears_of_a_late_cancellation_and_of_a_no_show(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 9am | c | Ana Ruiz
        < Booked: Dr. Lee, Tue 24 Nov, 9am. Code <A>. To move it text M <A>, to cancel X <A>.
        2> cita con dr lee mañana 11am
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        2< Dr. Lee, mar 24 nov, 11am. Responda C para reservar, o envíe otra hora.
        2> c
        2< Reservada: Dr. Lee, mar 24 nov, 11am. Código <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        2< ¿A nombre de quién es la cita?
        2> Eva Gil
        2< Gracias, Eva Gil. Le esperamos: Dr. Lee, mar 24 nov, 11am.
        S> today
        S< Mon 23 Nov. Visits: 0. Over 0, missed 0, to come 0.
        @ Tue 24 Nov 08:05
        < Elm Street Clinic: Dr. Lee, Tue 24 Nov, 9am. Reply C to confirm, M to move, X to cancel (<A>).
        2< Elm Street Clinic: Dr. Lee, mar 24 nov, 11am. Responda C para confirmar, M para mover, X para cancelar (<B>).
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 9am. To book again, text BOOK.
        S< Cancelled late by the patient: A.R. with Dr. Lee, Tue 24 Nov, 9am (<A>)
        @ Tue 24 Nov 11:05
        2< Elm Street Clinic: le esperábamos el mar 24 nov, 11am. ¿Viene en camino? Responda SÍ, TARDE 15, o X para cancelar.
        @ Tue 24 Nov 11:15
        2< Elm Street Clinic: no le vimos en su cita: Dr. Lee, mar 24 nov, 11am. Escriba CITA para una nueva.
        S< Missed: E.G. with Dr. Lee, Tue 24 Nov, 11am (<B>)
    """)
