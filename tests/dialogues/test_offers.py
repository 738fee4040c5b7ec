"""An offer of a free time: who gets it, how long it stands, no and silence, what frees a time (W2)."""

from __future__ import annotations

from collections.abc import Callable

from store import settings
from store.models import Clinic

Talk = Callable[[str], None]


def test_a_taken_time_is_waited_for_and_offered_when_it_comes_free(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 3pm.
        2> book dr lee tomorrow 3pm
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< Sorry, Tue 24 Nov, 3pm is taken.
        2< These are free. Reply with a number or another day:
        2< 1 Tue 24 Nov, 2:30pm, Dr. Lee
        2< 2 Tue 24 Nov, 3pm, Dr. Patel
        2< 3 Tue 24 Nov, 3:30pm, Dr. Lee
        2< 4 Wed 25 Nov, 3pm, Dr. Lee
        2< 5 Other times
        2< 6 Text me if it opens
        2> 6
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 3pm.
        2< We text you when a time comes free.
        2< What name shall we put down?
        2> Ben
        2< Thank you, Ben.
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        @ Mon 23 Nov 09:01
        2< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:15am.
        2> y
        2< Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <B>. To move it text M <B>, to cancel X <B>.
        2> where am i on the waitlist
        2< You are not on the waitlist. Text WAITLIST to join it.
    """)


def test_no_passes_it_on_and_silence_does_too(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 3pm | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        2>> waitlist dr lee tomorrow 3pm | n
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        3>> waitlist dr lee tomorrow 3pm | n
        3< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        4>> waitlist dr lee tomorrow 3pm | n
        4< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        @ Mon 23 Nov 09:30
        -
        > cancel
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:45am.
        2> no thanks
        2< All right. You stay on the waitlist; text LEAVE WAITLIST to come off it.
        @ Mon 23 Nov 09:32
        3< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:46am.
        @ Mon 23 Nov 09:44
        -
        @ Mon 23 Nov 09:46
        4< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 10:01am.
        4> yes please
        4< Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <B>. To move it text M <B>, to cancel X <B>.
        4< What name is the visit for?
    """)


def test_leaving_the_list_or_stop_passes_it_on(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 3pm | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        2>> waitlist dr lee tomorrow 3pm | n
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        3>> waitlist dr lee tomorrow 3pm | n
        3< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        4>> waitlist dr lee tomorrow 3pm | n
        4< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        @ Mon 23 Nov 09:30
        -
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:45am.
        2> leave waitlist
        2< You are off the waitlist.
        @ Mon 23 Nov 09:32
        3< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:46am.
        3> stop
        3< Elm Street Clinic: you will get no more texts from us. Visits you have booked stay. Text START to come back.
        @ Mon 23 Nov 09:33
        4< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:48am.
        4> y
        4< Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <B>. To move it text M <B>, to cancel X <B>.
        4< What name is the visit for?
        2> y
        2< Sorry, someone was faster: Dr. Lee, Tue 24 Nov, 3pm is taken.
        2< Free with Dr. Lee. Reply with a number or another day:
        2< 1 Tue 24 Nov, 2:30pm
        2< 2 Tue 24 Nov, 3:30pm
        2< 3 Wed 25 Nov, 3pm
        2< 4 Other times
    """)


def test_whatever_opens_in_the_mornings_of_this_week(talk: Talk) -> None:
    """Doctor, day and time of day decide whose time it is."""
    talk("""
        > tell me if something opens this week, mornings, any doctor
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are on the waitlist for any doctor, until Sun 29 Nov, before 12 noon.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 Mon 23 Nov, 10am, Dr. Lee
        < 2 Mon 23 Nov, 11am, Dr. Lee
        < 3 Tue 24 Nov, 9am, Dr. Patel
        < 4 Tue 24 Nov, 10:30am, Dr. Patel
        < 5 Other times
        > n
        < All right. We text you when another time comes free.
        2>> book dr osei tomorrow 1pm | c | Ben
        2< Booked: Dr. Osei, Tue 24 Nov, 1pm. Code <A>. To move it text M <A>, to cancel X <A>.
        3>> book dr patel tomorrow 9:30am | c | Cem
        3< Booked: Dr. Patel, Tue 24 Nov, 9:30am. Code <B>. To move it text M <B>, to cancel X <B>.
        @ Mon 23 Nov 09:30
        -
        2> x
        2< Cancelled: Dr. Osei, Tue 24 Nov, 1pm. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        -
        3> x
        3< Cancelled: Dr. Patel, Tue 24 Nov, 9:30am. To book again, text BOOK.
        @ Mon 23 Nov 09:32
        < Elm Street Clinic: a time is free: Dr. Patel, Tue 24 Nov, 9:30am. Reply Y to take it or N to pass, until 9:46am. You can still cancel it after.
        > y
        < Booked: Dr. Patel, Tue 24 Nov, 9:30am. Code <C>. To move it text M <C>, to cancel X <C>.
        < You can still cancel it freely.
        < What name is the visit for?
    """)


def test_in_spanish_no_and_silence_pass_it_on(talk: Talk) -> None:
    """While it is offered to one, nobody else can book it."""
    talk("""
        > cita con dr lee mañana 3pm
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mar 24 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, mar 24 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, mar 24 nov, 3pm.
        2> lista de espera con dr lee mañana a las 3
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        2< Está en la lista de espera: Dr. Lee, mar 24 nov, de 2pm a 4pm.
        2< Esto está libre ahora. Responda con un número para tomar una hora, o NO para esperar:
        2< 1 mar 24 nov, 2pm
        2< 2 mar 24 nov, 2:30pm
        2< 3 mar 24 nov, 3:30pm
        2< 4 mar 24 nov, 4pm
        2> no
        2< De acuerdo. Le avisamos cuando se libere otra hora.
        3> lista de espera con dr lee mañana a las 3
        3< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        3< Está en la lista de espera: Dr. Lee, mar 24 nov, de 2pm a 4pm.
        3< Esto está libre ahora. Responda con un número para tomar una hora, o NO para esperar:
        3< 1 mar 24 nov, 2pm
        3< 2 mar 24 nov, 2:30pm
        3< 3 mar 24 nov, 3:30pm
        3< 4 mar 24 nov, 4pm
        3> no
        3< De acuerdo. Le avisamos cuando se libere otra hora.
        4> lista de espera con dr lee mañana a las 3
        4< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        4< Está en la lista de espera: Dr. Lee, mar 24 nov, de 2pm a 4pm.
        4< Esto está libre ahora. Responda con un número para tomar una hora, o NO para esperar:
        4< 1 mar 24 nov, 2pm
        4< 2 mar 24 nov, 2:30pm
        4< 3 mar 24 nov, 3:30pm
        4< 4 mar 24 nov, 4pm
        4> no
        4< De acuerdo. Le avisamos cuando se libere otra hora.
        @ Mon 23 Nov 09:30
        -
        > cancelar
        < Cancelada: Dr. Lee, mar 24 nov, 3pm. Para reservar otra, escriba CITA.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: hora libre: Dr. Lee, mar 24 nov, 3pm. Responda SÍ para tomarla o NO para pasar. Límite: 9:45am.
        > cita con dr lee mañana 3pm
        < Lo siento, ya no está libre: mar 24 nov, 3pm.
        < Esto está libre. Responda con un número o con otro día:
        < 1 mar 24 nov, 2:30pm, Dr. Lee
        < 2 mar 24 nov, 3pm, Dr. Patel
        < 3 mar 24 nov, 3:30pm, Dr. Lee
        < 4 mié 25 nov, 3pm, Dr. Lee
        < 5 Otras horas
        < 6 Avísenme si se libera
        2> no, gracias
        2< De acuerdo. Sigue en la lista de espera; escriba SALIR DE LA LISTA para dejarla.
        @ Mon 23 Nov 09:32
        3< Elm Street Clinic: hora libre: Dr. Lee, mar 24 nov, 3pm. Responda SÍ para tomarla o NO para pasar. Límite: 9:46am.
        @ Mon 23 Nov 09:46
        4< Elm Street Clinic: hora libre: Dr. Lee, mar 24 nov, 3pm. Responda SÍ para tomarla o NO para pasar. Límite: 10:01am.
        4> sí
        4< Reservada: Dr. Lee, mar 24 nov, 3pm. Código <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        4< ¿A nombre de quién es la cita?
        4> Dana
        4< Gracias, Dana. Le esperamos: Dr. Lee, mar 24 nov, 3pm.
        3> sí
        3< Lo siento, esa oferta terminó (9:46am) y otra persona tiene la hora: Dr. Lee, mar 24 nov, 3pm.
        3< Sigue en la lista de espera.
        3< Libre con Dr. Lee. Responda con un número o con otro día:
        3< 1 mar 24 nov, 2:30pm
        3< 2 mar 24 nov, 3:30pm
        3< 3 mié 25 nov, 3pm
        3< 4 Otras horas
    """)


def test_a_moved_visit_frees_its_old_time(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 3pm | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        2>> waitlist dr lee tomorrow 3pm | n
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        @ Mon 23 Nov 09:30
        -
        > move it to friday 3pm
        < Move your visit of Tue 24 Nov, 3pm to Fri 27 Nov, 3pm with Dr. Lee? Reply C to move it, or send another time.
        > c
        < Moved: Dr. Lee, Fri 27 Nov, 3pm. New code <B>.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:45am.
    """)


def test_extra_hours_are_offered_to_who_waits_for_that_day(talk: Talk) -> None:
    talk("""
        > waitlist dr lee saturday
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are on the waitlist for Dr. Lee, Sat 28 Nov.
        < We text you when a time comes free.
        < What name shall we put down?
        2> lista de espera con dr lee el sábado
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        2< Está en la lista de espera: Dr. Lee, sáb 28 nov.
        2< Le avisamos cuando se libere una hora.
        2< ¿Qué nombre anotamos?
        > Ana
        < Thank you, Ana.
        2> Beto
        2< Gracias, Beto.
        S> open lee sat 9-9:30
        S< Open Dr. Lee, Sat 28 Nov, 9am to 9:30am, as extra hours?
        S< [Yes] [No]
        S> yes
        S< Open: Dr. Lee, Sat 28 Nov, 9am to 9:30am. UNBLOCK takes it back.
        @ Mon 23 Nov 09:31
        < Elm Street Clinic: a time is free: Dr. Lee, Sat 28 Nov, 9am. Reply Y to take it or N to pass, until 9:46am.
        > n
        < All right. You stay on the waitlist; text LEAVE WAITLIST to come off it.
        2< Elm Street Clinic: hora libre: Dr. Lee, sáb 28 nov, 9am. Responda SÍ para tomarla o NO para pasar. Límite: 9:46am.
        2> sí
        2< Reservada: Dr. Lee, sáb 28 nov, 9am. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
    """)


def test_tomorrows_list_is_worked_through_in_the_afternoon(talk: Talk, clinic: Clinic) -> None:
    """Asked one after the other, the last would be asked in the night: so many are asked at once that nobody is left out."""
    settings.put(clinic, {"offer_minutes": 60, "offer_wave": 4})
    talk("""
        >> book dr lee tomorrow 3pm | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        2>> waitlist dr lee tomorrow 3pm | n
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        3> lista de espera con dr lee mañana a las 3
        3< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        3< Está en la lista de espera: Dr. Lee, mar 24 nov, de 2pm a 4pm.
        3< Esto está libre ahora. Responda con un número para tomar una hora, o NO para esperar:
        3< 1 mar 24 nov, 2pm
        3< 2 mar 24 nov, 2:30pm
        3< 3 mar 24 nov, 3:30pm
        3< 4 mar 24 nov, 4pm
        3> no
        3< De acuerdo. Le avisamos cuando se libere otra hora.
        4>> waitlist dr lee tomorrow 3pm | n
        4< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        @ Mon 23 Nov 19:30
        < Elm Street Clinic: Dr. Lee, Tue 24 Nov, 3pm. Reply C to confirm, M to move, X to cancel (<A>).
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        @ Mon 23 Nov 19:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y or N until 8:30pm. The first Y gets it and can still cancel it.
        3< Elm Street Clinic: hora libre: Dr. Lee, mar 24 nov, 3pm. Responda SÍ o NO. Límite: 8:30pm. Es de quien responda primero, y aún puede cancelarla.
        4< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y or N until 8:30pm. The first Y gets it and can still cancel it.
        3> sí
        3< Reservada: Dr. Lee, mar 24 nov, 3pm. Código <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        3< Todavía puede cancelarla sin problema.
        3< ¿A nombre de quién es la cita?
    """)
