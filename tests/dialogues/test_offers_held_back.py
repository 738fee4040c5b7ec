"""When no offer goes out (the night, the day's text, too close) (RULES 6)."""

from __future__ import annotations

from collections.abc import Callable

Talk = Callable[[str], None]


def test_one_text_a_day_is_the_most(talk: Talk) -> None:
    """A reminder has gone out today: the freed time goes to somebody else, or waits for tomorrow."""
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
        -
        @ Wed 25 Nov 08:00
        < Elm Street Clinic: an earlier time is free: Dr. Lee, Wed 25 Nov, 10am. Reply Y to move your visit of Wed 25 Nov, 3pm there, N to keep it, until 8:15am.
        > y
        < Which do you mean?
        < 1 Take Dr. Lee, Wed 25 Nov, 10am
        < 2 Confirm Dr. Lee, Wed 25 Nov, 3pm
    """)


def test_nothing_in_the_night(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 9am | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 9am. Code <A>. To move it text M <A>, to cancel X <A>.
        2>> waitlist dr lee tomorrow morning | n
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, before 12 noon.
        @ Mon 23 Nov 21:30
        -
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 9am. To book again, text BOOK.
        @ Mon 23 Nov 21:31
        -
        @ Tue 24 Nov 07:59
        -
        3> book dr lee today 9am
        3< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        3< Dr. Lee, Tue 24 Nov, 9am. Reply C to book it, or send another time.
        @ Tue 24 Nov 08:00
        2< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 9am. Reply Y to take it or N to pass, until 8:15am. You can still cancel it after.
        2> i'll take it
        2< Booked: Dr. Lee, Tue 24 Nov, 9am. Code <B>. To move it text M <B>, to cancel X <B>.
        2< You can still cancel it freely.
        2< What name is the visit for?
    """)


def test_too_close_to_get_there_it_is_not_offered(talk: Talk) -> None:
    talk("""
        >> book dr lee today 10am | c | Ana
        < Booked: Dr. Lee, Mon 23 Nov, 10am. Code <A>. To move it text M <A>, to cancel X <A>.
        2>> waitlist dr lee today 10am | n
        2< You are on the waitlist for Dr. Lee, Mon 23 Nov, 9am to 11am.
        @ Mon 23 Nov 09:20
        -
        > x
        < Cancelled: Dr. Lee, Mon 23 Nov, 10am. To book again, text BOOK.
        @ Mon 23 Nov 09:21
        -
    """)


def test_in_spanish_nothing_in_the_night(talk: Talk) -> None:
    talk("""
        > cita con dr lee mañana 9am
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mar 24 nov, 9am. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, mar 24 nov, 9am. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, mar 24 nov, 9am.
        2> lista de espera con dr lee mañana por la mañana
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        2< Está en la lista de espera: Dr. Lee, mar 24 nov, antes de 12pm.
        2< Esto está libre ahora. Responda con un número para tomar una hora, o NO para esperar:
        2< 1 mar 24 nov, 9:30am
        2< 2 mar 24 nov, 10am
        2< 3 mar 24 nov, 10:30am
        2< 4 mar 24 nov, 11am
        2< 5 Otras horas
        2> no
        2< De acuerdo. Le avisamos cuando se libere otra hora.
        @ Mon 23 Nov 21:30
        -
        > X
        < Cancelada: Dr. Lee, mar 24 nov, 9am. Para reservar otra, escriba CITA.
        @ Mon 23 Nov 21:31
        -
        @ Tue 24 Nov 07:59
        -
        @ Tue 24 Nov 08:00
        2< Elm Street Clinic: hora libre: Dr. Lee, mar 24 nov, 9am. Responda SÍ para tomarla o NO para pasar. Límite: 8:15am. Después aún puede cancelarla.
        2> me la quedo
        2< Reservada: Dr. Lee, mar 24 nov, 9am. Código <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        2< Todavía puede cancelarla sin problema.
        2< ¿A nombre de quién es la cita?
    """)


def test_in_spanish_too_close_to_get_there(talk: Talk) -> None:
    talk("""
        > cita con dr lee hoy 10am
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, lun 23 nov, 10am. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, lun 23 nov, 10am. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, lun 23 nov, 10am.
        2> lista de espera con dr lee hoy a las 10
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        2< Está en la lista de espera: Dr. Lee, lun 23 nov, de 9am a 11am.
        2< Esto está libre ahora. Responda con un número para tomar una hora, o NO para esperar:
        2< 1 lun 23 nov, 10:30am
        2< 2 lun 23 nov, 11am
        2> no
        2< De acuerdo. Le avisamos cuando se libere otra hora.
        @ Mon 23 Nov 09:20
        -
        > X
        < Cancelada: Dr. Lee, lun 23 nov, 10am. Para reservar otra, escriba CITA.
        @ Mon 23 Nov 09:21
        -
    """)


def test_in_spanish_one_text_a_day_is_the_most(talk: Talk) -> None:
    """A reminder has gone out today: the freed time waits for tomorrow."""
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
        -
        @ Wed 25 Nov 08:00
        < Elm Street Clinic: hora libre antes: Dr. Lee, mié 25 nov, 10am. Responda SÍ para mover allí su cita del mié 25 nov, 3pm, NO para dejarla. Límite: 8:15am.
    """)
