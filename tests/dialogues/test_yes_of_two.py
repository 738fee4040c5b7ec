"""A yes that could mean two things is asked about, and never guessed (P12)."""

from __future__ import annotations

from collections.abc import Callable

from store import settings
from store.models import Clinic

Talk = Callable[[str], None]


def test_yes_with_a_reminder_and_an_offer_open_asks_which(talk: Talk, clinic: Clinic) -> None:
    settings.put(clinic, {"unprompted_per_day": 3})
    talk("""
        > book dr lee wednesday 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Wed 25 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Wed 25 Nov, 3pm.
        2> book dr lee wednesday 10am
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< Dr. Lee, Wed 25 Nov, 10am. Reply C to book it, or send another time.
        2> c
        2< Booked: Dr. Lee, Wed 25 Nov, 10am. Code <B>. To move it text M <B>, to cancel X <B>.
        2< What name is the visit for?
        2> Ben
        2< Thank you, Ben. See you: Dr. Lee, Wed 25 Nov, 10am.
        > waitlist
        < You are on the waitlist for Dr. Lee, until Wed 25 Nov.
        < Your visit of Wed 25 Nov, 3pm stays yours until you take an earlier one.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 Mon 23 Nov, 10am
        < 2 Mon 23 Nov, 1:30pm
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 1pm
        < 5 Other times
        > n
        < All right. We text you when another time comes free.
        @ Tue 24 Nov 15:00
        2< Elm Street Clinic: Dr. Lee, Wed 25 Nov, 10am. Reply C to confirm, M to move, X to cancel (<B>).
        < Elm Street Clinic: Dr. Lee, Wed 25 Nov, 3pm. Reply C to confirm, M to move, X to cancel (<A>).
        2> x
        2< Cancelled: Dr. Lee, Wed 25 Nov, 10am. To book again, text BOOK.
        @ Tue 24 Nov 15:01
        < Elm Street Clinic: an earlier time is free: Dr. Lee, Wed 25 Nov, 10am. Reply Y to move your visit of Wed 25 Nov, 3pm there, N to keep it, until 3:15pm.
        > yes
        < Which do you mean?
        < 1 Take Dr. Lee, Wed 25 Nov, 10am
        < 2 Confirm Dr. Lee, Wed 25 Nov, 3pm
        > 1
        < Moved: Dr. Lee, Wed 25 Nov, 10am. New code <C>.
        < You can still cancel it freely.
    """)


def test_c_is_the_reminders_letter_and_y_what_is_left(talk: Talk, clinic: Clinic) -> None:
    settings.put(clinic, {"unprompted_per_day": 3})
    talk("""
        >> book dr lee wednesday 3pm | c | Ana
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        2>> book dr lee wednesday 10am | c | Ben
        2< Booked: Dr. Lee, Wed 25 Nov, 10am. Code <B>. To move it text M <B>, to cancel X <B>.
        >> waitlist | n
        < You are on the waitlist for Dr. Lee, until Wed 25 Nov.
        @ Tue 24 Nov 15:00
        2< Elm Street Clinic: Dr. Lee, Wed 25 Nov, 10am. Reply C to confirm, M to move, X to cancel (<B>).
        < Elm Street Clinic: Dr. Lee, Wed 25 Nov, 3pm. Reply C to confirm, M to move, X to cancel (<A>).
        2> x
        2< Cancelled: Dr. Lee, Wed 25 Nov, 10am. To book again, text BOOK.
        @ Tue 24 Nov 15:01
        < Elm Street Clinic: an earlier time is free: Dr. Lee, Wed 25 Nov, 10am. Reply Y to move your visit of Wed 25 Nov, 3pm there, N to keep it, until 3:15pm.
        > C
        < Thank you, confirmed: Dr. Lee, Wed 25 Nov, 3pm. See you then!
        > Y
        < Moved: Dr. Lee, Wed 25 Nov, 10am. New code <C>.
        < You can still cancel it freely.
    """)


def test_yes_with_a_booking_read_back_and_an_offer_open_asks_which(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 3pm | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        2>> waitlist dr lee tomorrow 3pm | n
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        @ Mon 23 Nov 09:30
        -
        2> book dr osei friday 2pm
        2< Dr. Osei, Fri 27 Nov, 2pm. Reply C to book it, or send another time.
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:45am.
        2> yes
        2< Which do you mean?
        2< 1 Take Dr. Lee, Tue 24 Nov, 3pm
        2< 2 Book Dr. Osei, Fri 27 Nov, 2pm
        2> 1
        2< Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <B>. To move it text M <B>, to cancel X <B>.
        2< What name is the visit for?
    """)


def test_in_spanish_yes_with_a_reminder_and_an_offer_open_asks_which(talk: Talk, clinic: Clinic) -> None:
    settings.put(clinic, {"unprompted_per_day": 3})
    talk("""
        > cita con dr lee el miércoles 3pm
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mié 25 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, mié 25 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, mié 25 nov, 3pm.
        2>> book dr lee wednesday 10am | c | Ben
        2< Booked: Dr. Lee, Wed 25 Nov, 10am. Code <B>. To move it text M <B>, to cancel X <B>.
        > lista de espera
        < Está en la lista de espera: Dr. Lee, hasta el mié 25 nov.
        < Su cita del mié 25 nov, 3pm sigue siendo suya hasta que tome una antes.
        < Esto está libre ahora. Responda con un número para tomar una hora, o NO para esperar:
        < 1 lun 23 nov, 10am
        < 2 lun 23 nov, 1:30pm
        < 3 mar 24 nov, 9am
        < 4 mar 24 nov, 1pm
        < 5 Otras horas
        > no
        < De acuerdo. Le avisamos cuando se libere otra hora.
        @ Tue 24 Nov 15:00
        2< Elm Street Clinic: Dr. Lee, Wed 25 Nov, 10am. Reply C to confirm, M to move, X to cancel (<B>).
        < Elm Street Clinic: Dr. Lee, mié 25 nov, 3pm. Responda C para confirmar, M para mover, X para cancelar (<A>).
        2> x
        2< Cancelled: Dr. Lee, Wed 25 Nov, 10am. To book again, text BOOK.
        @ Tue 24 Nov 15:01
        < Elm Street Clinic: hora libre antes: Dr. Lee, mié 25 nov, 10am. Responda SÍ para mover allí su cita del mié 25 nov, 3pm, NO para dejarla. Límite: 3:15pm.
        > sí
        < ¿A qué se refiere?
        < 1 Tomar Dr. Lee, mié 25 nov, 10am
        < 2 Confirmar Dr. Lee, mié 25 nov, 3pm
        > 1
        < Movida: Dr. Lee, mié 25 nov, 10am. Código nuevo <C>.
        < Todavía puede cancelarla sin problema.
    """)
