"""Near the visit several are asked and the first yes wins (W3); what was taken so late may still be cancelled."""

from __future__ import annotations

from collections.abc import Callable

from store import settings
from store.models import Clinic

Talk = Callable[[str], None]


def test_near_the_visit_several_are_asked_and_the_first_yes_wins(talk: Talk) -> None:
    talk("""
        > book dr lee today 12:30pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Mon 23 Nov, 12:30pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Mon 23 Nov, 12:30pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Mon 23 Nov, 12:30pm.
        2> waitlist dr lee today 12:30pm
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< You are on the waitlist for Dr. Lee, Mon 23 Nov, 11:30am to 1:30pm.
        2< These are free now. Reply with a number to take one, or N to wait:
        2< 1 Mon 23 Nov, 11:30am
        2< 2 Mon 23 Nov, 12 noon
        2< 3 Mon 23 Nov, 1pm
        2< 4 Mon 23 Nov, 1:30pm
        2> n
        2< All right. We text you when another time comes free.
        3> waitlist dr lee today 12:30pm
        3< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        3< You are on the waitlist for Dr. Lee, Mon 23 Nov, 11:30am to 1:30pm.
        3< These are free now. Reply with a number to take one, or N to wait:
        3< 1 Mon 23 Nov, 11:30am
        3< 2 Mon 23 Nov, 12 noon
        3< 3 Mon 23 Nov, 1pm
        3< 4 Mon 23 Nov, 1:30pm
        3> n
        3< All right. We text you when another time comes free.
        4> waitlist dr lee today 12:30pm
        4< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        4< You are on the waitlist for Dr. Lee, Mon 23 Nov, 11:30am to 1:30pm.
        4< These are free now. Reply with a number to take one, or N to wait:
        4< 1 Mon 23 Nov, 11:30am
        4< 2 Mon 23 Nov, 12 noon
        4< 3 Mon 23 Nov, 1pm
        4< 4 Mon 23 Nov, 1:30pm
        4> n
        4< All right. We text you when another time comes free.
        @ Mon 23 Nov 09:30
        -
        > x
        < Cancelled: Dr. Lee, Mon 23 Nov, 12:30pm. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Mon 23 Nov, 12:30pm. Reply Y or N until 9:45am. The first Y gets it and can still cancel it.
        3< Elm Street Clinic: a time is free: Dr. Lee, Mon 23 Nov, 12:30pm. Reply Y or N until 9:45am. The first Y gets it and can still cancel it.
        4< Elm Street Clinic: a time is free: Dr. Lee, Mon 23 Nov, 12:30pm. Reply Y or N until 9:45am. The first Y gets it and can still cancel it.
        4> y
        4< Booked: Dr. Lee, Mon 23 Nov, 12:30pm. Code <B>. To move it text M <B>, to cancel X <B>.
        4< You can still cancel it freely.
        4< What name is the visit for?
        4> Dana
        4< Thank you, Dana. See you: Dr. Lee, Mon 23 Nov, 12:30pm.
        2> y
        2< Sorry, someone was faster: Dr. Lee, Mon 23 Nov, 12:30pm is taken.
        2< You stay on the waitlist.
        2< Free with Dr. Lee. Reply with a number or another day:
        2< 1 Mon 23 Nov, 12 noon
        2< 2 Mon 23 Nov, 1pm
        2< 3 Tue 24 Nov, 12:30pm
        2< 4 Other times
        2> 2
        2< Booked: Dr. Lee, Mon 23 Nov, 1pm. Code <C>. To move it text M <C>, to cancel X <C>.
        2< You are off the waitlist.
        2< What name is the visit for?
        3> n
        3< All right. That offer had ended.
    """)


def test_the_others_are_told_at_once_where_the_days_texts_allow_it(talk: Talk, clinic: Clinic) -> None:
    settings.put(clinic, {"unprompted_per_day": 2})
    talk("""
        >> book dr lee today 12:30pm | c | Ana
        < Booked: Dr. Lee, Mon 23 Nov, 12:30pm. Code <A>. To move it text M <A>, to cancel X <A>.
        2>> waitlist dr lee today 12:30pm | n
        2< You are on the waitlist for Dr. Lee, Mon 23 Nov, 11:30am to 1:30pm.
        3>> waitlist dr lee today 12:30pm | n
        3< You are on the waitlist for Dr. Lee, Mon 23 Nov, 11:30am to 1:30pm.
        @ Mon 23 Nov 09:30
        -
        > x
        < Cancelled: Dr. Lee, Mon 23 Nov, 12:30pm. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Mon 23 Nov, 12:30pm. Reply Y or N until 9:45am. The first Y gets it and can still cancel it.
        3< Elm Street Clinic: a time is free: Dr. Lee, Mon 23 Nov, 12:30pm. Reply Y or N until 9:45am. The first Y gets it and can still cancel it.
        2> y
        2< Booked: Dr. Lee, Mon 23 Nov, 12:30pm. Code <B>. To move it text M <B>, to cancel X <B>.
        2< You can still cancel it freely.
        2< What name is the visit for?
        @ Mon 23 Nov 09:32
        3< Elm Street Clinic: sorry, Dr. Lee, Mon 23 Nov, 12:30pm went to somebody else. You stay on the waitlist. For other times text SLOTS.
        3> y
        3< Sorry, someone was faster: Dr. Lee, Mon 23 Nov, 12:30pm is taken.
        3< You stay on the waitlist.
        3< Free with Dr. Lee. Reply with a number or another day:
        3< 1 Mon 23 Nov, 12 noon
        3< 2 Mon 23 Nov, 1pm
        3< 3 Tue 24 Nov, 12:30pm
        3< 4 Other times
    """)


def test_what_was_taken_at_short_notice_can_be_given_up_freely(talk: Talk, clinic: Clinic) -> None:
    talk("""
        >> book dr lee today 1pm | c | Ana
        < Booked: Dr. Lee, Mon 23 Nov, 1pm. Code <A>. To move it text M <A>, to cancel X <A>.
        2> waitlist dr lee today 1pm
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< You are on the waitlist for Dr. Lee, Mon 23 Nov, 12 noon to 2pm.
        2< These are free now. Reply with a number to take one, or N to wait:
        2< 1 Mon 23 Nov, 12 noon
        2< 2 Mon 23 Nov, 12:30pm
        2< 3 Mon 23 Nov, 1:30pm
        2< 4 Mon 23 Nov, 2pm
        2> no
        2< All right. We text you when another time comes free.
        @ Mon 23 Nov 09:30
        -
        > x
        < Cancelled: Dr. Lee, Mon 23 Nov, 1pm. To book again, text BOOK.
    """)
    settings.put(clinic, {"late_cancellation": "refuse"})
    talk("""
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Mon 23 Nov, 1pm. Reply Y to take it or N to pass, until 9:45am. You can still cancel it after.
        2> y
        2< Booked: Dr. Lee, Mon 23 Nov, 1pm. Code <B>. To move it text M <B>, to cancel X <B>.
        2< You can still cancel it freely.
        2< What name is the visit for?
        2> Ben
        2< Thank you, Ben. See you: Dr. Lee, Mon 23 Nov, 1pm.
        2> x
        2< Cancelled: Dr. Lee, Mon 23 Nov, 1pm. To book again, text BOOK.
        > book dr lee today 1pm
        < Dr. Lee, Mon 23 Nov, 1pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Mon 23 Nov, 1pm. Code <C>. To move it text M <C>, to cancel X <C>.
        > x
        < It is less than 24 hours to Dr. Lee, Mon 23 Nov, 1pm. Please text AGENT, the desk will help.
    """)


def test_in_spanish_the_first_si_wins_and_the_others_hear_of_other_times(talk: Talk) -> None:
    talk("""
        >> book dr lee today 12:30pm | c | Ana
        < Booked: Dr. Lee, Mon 23 Nov, 12:30pm. Code <A>. To move it text M <A>, to cancel X <A>.
        2> lista de espera con dr lee hoy a las 12:30
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        2< Está en la lista de espera: Dr. Lee, lun 23 nov, de 11:30am a 1:30pm.
        2< Esto está libre ahora. Responda con un número para tomar una hora, o NO para esperar:
        2< 1 lun 23 nov, 11:30am
        2< 2 lun 23 nov, 12pm
        2< 3 lun 23 nov, 1pm
        2< 4 lun 23 nov, 1:30pm
        2> no
        2< De acuerdo. Le avisamos cuando se libere otra hora.
        3> lista de espera con dr lee hoy a las 12:30
        3< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        3< Está en la lista de espera: Dr. Lee, lun 23 nov, de 11:30am a 1:30pm.
        3< Esto está libre ahora. Responda con un número para tomar una hora, o NO para esperar:
        3< 1 lun 23 nov, 11:30am
        3< 2 lun 23 nov, 12pm
        3< 3 lun 23 nov, 1pm
        3< 4 lun 23 nov, 1:30pm
        3> no
        3< De acuerdo. Le avisamos cuando se libere otra hora.
        4>> waitlist dr lee today 12:30pm | n
        4< You are on the waitlist for Dr. Lee, Mon 23 Nov, 11:30am to 1:30pm.
        @ Mon 23 Nov 09:30
        -
        > x
        < Cancelled: Dr. Lee, Mon 23 Nov, 12:30pm. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: hora libre: Dr. Lee, lun 23 nov, 12:30pm. Responda SÍ o NO. Límite: 9:45am. Es de quien responda primero, y aún puede cancelarla.
        3< Elm Street Clinic: hora libre: Dr. Lee, lun 23 nov, 12:30pm. Responda SÍ o NO. Límite: 9:45am. Es de quien responda primero, y aún puede cancelarla.
        4< Elm Street Clinic: a time is free: Dr. Lee, Mon 23 Nov, 12:30pm. Reply Y or N until 9:45am. The first Y gets it and can still cancel it.
        3> sí
        3< Reservada: Dr. Lee, lun 23 nov, 12:30pm. Código <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        3< Todavía puede cancelarla sin problema.
        3< ¿A nombre de quién es la cita?
        3> Carla
        3< Gracias, Carla. Le esperamos: Dr. Lee, lun 23 nov, 12:30pm.
        2> sí
        2< Lo siento, alguien la tomó antes: Dr. Lee, lun 23 nov, 12:30pm.
        2< Sigue en la lista de espera.
        2< Libre con Dr. Lee. Responda con un número o con otro día:
        2< 1 lun 23 nov, 12pm
        2< 2 lun 23 nov, 1pm
        2< 3 mar 24 nov, 12:30pm
        2< 4 Otras horas
        2> 2
        2< Reservada: Dr. Lee, lun 23 nov, 1pm. Código <C>. Para moverla escriba M <C>; para cancelarla, X <C>.
        2< Ya no está en la lista de espera.
        2< ¿A nombre de quién es la cita?
        2> Beto
        2< Gracias, Beto. Le esperamos: Dr. Lee, lun 23 nov, 1pm.
        4> n
        4< All right. That offer had ended.
    """)


def test_in_spanish_what_was_taken_so_late_can_be_given_up_freely(talk: Talk, clinic: Clinic) -> None:
    """Where the clinic refuses late cancellations, who took an offer may still cancel; who booked it themselves may not."""
    talk("""
        > cita con dr lee hoy a la 1
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, lun 23 nov, 1pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, lun 23 nov, 1pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, lun 23 nov, 1pm.
        2> lista de espera con dr lee hoy a la 1
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        2< Está en la lista de espera: Dr. Lee, lun 23 nov, de 12pm a 2pm.
        2< Esto está libre ahora. Responda con un número para tomar una hora, o NO para esperar:
        2< 1 lun 23 nov, 12pm
        2< 2 lun 23 nov, 12:30pm
        2< 3 lun 23 nov, 1:30pm
        2< 4 lun 23 nov, 2pm
        2> no
        2< De acuerdo. Le avisamos cuando se libere otra hora.
        @ Mon 23 Nov 09:30
        -
        > X
        < Cancelada: Dr. Lee, lun 23 nov, 1pm. Para reservar otra, escriba CITA.
    """)
    settings.put(clinic, {"late_cancellation": "refuse"})
    talk("""
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: hora libre: Dr. Lee, lun 23 nov, 1pm. Responda SÍ para tomarla o NO para pasar. Límite: 9:45am. Después aún puede cancelarla.
        2> sí
        2< Reservada: Dr. Lee, lun 23 nov, 1pm. Código <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        2< Todavía puede cancelarla sin problema.
        2< ¿A nombre de quién es la cita?
        2> Beto
        2< Gracias, Beto. Le esperamos: Dr. Lee, lun 23 nov, 1pm.
        2> cancelar
        2< Cancelada: Dr. Lee, lun 23 nov, 1pm. Para reservar otra, escriba CITA.
        > cita con dr lee hoy a la 1
        < Dr. Lee, lun 23 nov, 1pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, lun 23 nov, 1pm. Código <C>. Para moverla escriba M <C>; para cancelarla, X <C>.
        > cancelar
        < Faltan menos de 24 horas para Dr. Lee, lun 23 nov, 1pm. Escriba PERSONA y la recepción le ayudará.
    """)
