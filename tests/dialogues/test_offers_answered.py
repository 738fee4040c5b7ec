"""An offer answered in other words: late, with another time, in the middle of something else (W2, P12)."""

from __future__ import annotations

from collections.abc import Callable

Talk = Callable[[str], None]


def test_a_late_yes_gets_the_time_if_it_is_still_free(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 3pm.
        2> waitlist dr lee tomorrow 3pm
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        2< These are free now. Reply with a number to take one, or N to wait:
        2< 1 Tue 24 Nov, 2pm
        2< 2 Tue 24 Nov, 2:30pm
        2< 3 Tue 24 Nov, 3:30pm
        2< 4 Tue 24 Nov, 4pm
        2> n
        2< All right. We text you when another time comes free.
        @ Mon 23 Nov 09:30
        -
        > cancel
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:45am.
        @ Mon 23 Nov 11:00
        -
        2> yes
        2< That offer ended at 9:45am, but the time is still free.
        2< Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        2> c
        2< Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <B>. To move it text M <B>, to cancel X <B>.
        2< You are off the waitlist.
        2< What name is the visit for?
    """)


def test_a_late_yes_to_a_time_that_has_gone_is_told_so(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 9am | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 9am. Code <A>. To move it text M <A>, to cancel X <A>.
        2>> waitlist dr lee tomorrow 9am | n
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 8am to 10am.
        @ Mon 23 Nov 09:30
        -
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 9am. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 9am. Reply Y to take it or N to pass, until 9:45am. You can still cancel it after.
        3> book dr lee tomorrow 9am
        3< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        3< Sorry, Tue 24 Nov, 9am is taken.
        3< These are free. Reply with a number or another day:
        3< 1 Tue 24 Nov, 9am, Dr. Patel
        3< 2 Tue 24 Nov, 9:30am, Dr. Lee
        3< 3 Tue 24 Nov, 10am, Dr. Lee
        3< 4 Wed 25 Nov, 9am, Dr. Lee
        3< 5 Other times
        3< 6 Text me if it opens
        @ Mon 23 Nov 09:50
        -
        3> tomorrow 9am
        3< Dr. Lee, Tue 24 Nov, 9am. Reply C to book it, or send another time.
        3> c
        3< Booked: Dr. Lee, Tue 24 Nov, 9am. Code <B>. To move it text M <B>, to cancel X <B>.
        3< What name is the visit for?
        3> Cem
        3< Thank you, Cem. See you: Dr. Lee, Tue 24 Nov, 9am.
        2> y
        2< Sorry, that offer ended at 9:45am, and Dr. Lee, Tue 24 Nov, 9am is taken now.
        2< You stay on the waitlist.
        2< Free with Dr. Lee. Reply with a number or another day:
        2< 1 Tue 24 Nov, 9:30am
        2< 2 Tue 24 Nov, 10am
        2< 3 Wed 25 Nov, 9am
        2< 4 Other times
        2> no
        2< All right. We text you when another time comes free.
    """)


def test_yes_but_another_time_is_no_yes(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 3pm | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        2>> waitlist dr lee tomorrow 3pm | n
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        @ Mon 23 Nov 09:30
        -
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:45am.
        2> yes but at 4:30pm
        2< Dr. Lee, Tue 24 Nov, 4:30pm. Reply C to book it, or send another time.
        2> c
        2< Booked: Dr. Lee, Tue 24 Nov, 4:30pm. Code <B>. To move it text M <B>, to cancel X <B>.
        2< What name is the visit for?
        2> Ben
        2< Thank you, Ben. See you: Dr. Lee, Tue 24 Nov, 4:30pm.
        2> waitlist position
        2< You are 1st on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
    """)


def test_no_and_another_day(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 3pm | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        2>> waitlist dr lee tomorrow 3pm | n
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        @ Mon 23 Nov 09:30
        -
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:45am.
        2> no, wednesday would be better
        2< Free with Dr. Lee. Reply with a number or another day:
        2< 1 Wed 25 Nov, 9am
        2< 2 Wed 25 Nov, 11am
        2< 3 Wed 25 Nov, 1pm
        2< 4 Wed 25 Nov, 3pm
        2< 5 Other times
        2> 4
        2< Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <B>. To move it text M <B>, to cancel X <B>.
        2< You stay on the waitlist for an earlier time.
        2< What name is the visit for?
    """)


def test_in_the_middle_of_choosing_a_time_yes_is_for_the_offer(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 3pm | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        2>> waitlist dr lee tomorrow 3pm | n
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        @ Mon 23 Nov 09:30
        -
        2> book dr osei friday
        2< Free with Dr. Osei. Reply with a number or another day:
        2< 1 Fri 27 Nov, 1pm
        2< 2 Fri 27 Nov, 2pm
        2< 3 Fri 27 Nov, 3pm
        2< 4 Fri 27 Nov, 4pm
        2< 5 Other times
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:45am.
        2> yes
        2< Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <B>. To move it text M <B>, to cancel X <B>.
        2< What name is the visit for?
    """)


def test_in_spanish_a_late_yes(talk: Talk) -> None:
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
        @ Mon 23 Nov 09:30
        -
        > X
        < Cancelada: Dr. Lee, mar 24 nov, 3pm. Para reservar otra, escriba CITA.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: hora libre: Dr. Lee, mar 24 nov, 3pm. Responda SÍ para tomarla o NO para pasar. Límite: 9:45am.
        @ Mon 23 Nov 11:00
        -
        2> sí
        2< Esa oferta terminó (9:45am), pero la hora sigue libre.
        2< Dr. Lee, mar 24 nov, 3pm. Responda C para reservar, o envíe otra hora.
        2> c
        2< Reservada: Dr. Lee, mar 24 nov, 3pm. Código <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        2< Ya no está en la lista de espera.
        2< ¿A nombre de quién es la cita?
        2> Beto
        2< Gracias, Beto. Le esperamos: Dr. Lee, mar 24 nov, 3pm.
    """)
