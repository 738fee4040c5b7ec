"""An earlier time for who is booked later: the old one stays theirs until the new one is, and is offered in turn (W2)."""

from __future__ import annotations

from collections.abc import Callable

Talk = Callable[[str], None]


def test_a_swap_keeps_the_old_time_until_the_new_one_is_taken(talk: Talk) -> None:
    """The old seat is offered in turn, in the same breath."""
    talk("""
        > book dr lee friday 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Fri 27 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Fri 27 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Fri 27 Nov, 3pm.
        2> book dr lee tomorrow 10am
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< Dr. Lee, Tue 24 Nov, 10am. Reply C to book it, or send another time.
        2> c
        2< Booked: Dr. Lee, Tue 24 Nov, 10am. Code <B>. To move it text M <B>, to cancel X <B>.
        2< What name is the visit for?
        2> Ben
        2< Thank you, Ben. See you: Dr. Lee, Tue 24 Nov, 10am.
        3> waitlist dr lee friday 3pm
        3< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        3< You are on the waitlist for Dr. Lee, Fri 27 Nov, 2pm to 4pm.
        3< These are free now. Reply with a number to take one, or N to wait:
        3< 1 Fri 27 Nov, 2pm
        3< 2 Fri 27 Nov, 2:30pm
        3< 3 Fri 27 Nov, 3:30pm
        3< 4 Fri 27 Nov, 4pm
        3> n
        3< All right. We text you when another time comes free.
        > tell me if something earlier comes up
        < You are on the waitlist for Dr. Lee, until Fri 27 Nov.
        < Your visit of Fri 27 Nov, 3pm stays yours until you take an earlier one.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 Mon 23 Nov, 10am
        < 2 Mon 23 Nov, 1:30pm
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 1pm
        < 5 Other times
        > n
        < All right. We text you when another time comes free.
        @ Mon 23 Nov 09:30
        -
        2> X
        2< Cancelled: Dr. Lee, Tue 24 Nov, 10am. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        < Elm Street Clinic: an earlier time is free: Dr. Lee, Tue 24 Nov, 10am. Reply Y to move your visit of Fri 27 Nov, 3pm there, N to keep it, until 9:45am.
        > y
        < Moved: Dr. Lee, Tue 24 Nov, 10am. New code <C>.
        @ Mon 23 Nov 09:32
        3< Elm Street Clinic: a time is free: Dr. Lee, Fri 27 Nov, 3pm. Reply Y to take it or N to pass, until 9:46am.
        > status
        < Dr. Lee, Tue 24 Nov, 10am. Code <C>. Text M <C> to move it, X <C> to cancel.
        < At 12 Elm Street.
        < For your calendar: https://desk.example.com/c/...
        3> y
        3< Booked: Dr. Lee, Fri 27 Nov, 3pm. Code <D>. To move it text M <D>, to cancel X <D>.
        3< What name is the visit for?
    """)


def test_no_to_a_swap_changes_nothing(talk: Talk) -> None:
    talk("""
        >> book dr lee friday 3pm | c | Ana
        < Booked: Dr. Lee, Fri 27 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        2>> book dr lee tomorrow 10am | c | Ben
        2< Booked: Dr. Lee, Tue 24 Nov, 10am. Code <B>. To move it text M <B>, to cancel X <B>.
        >> waitlist | n
        < You are on the waitlist for Dr. Lee, until Fri 27 Nov.
        @ Mon 23 Nov 09:30
        -
        2> X
        2< Cancelled: Dr. Lee, Tue 24 Nov, 10am. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        < Elm Street Clinic: an earlier time is free: Dr. Lee, Tue 24 Nov, 10am. Reply Y to move your visit of Fri 27 Nov, 3pm there, N to keep it, until 9:45am.
        > no
        < All right, your visit stays: Dr. Lee, Fri 27 Nov, 3pm. You are still on the waitlist.
        > status
        < Dr. Lee, Fri 27 Nov, 3pm. Code <A>. Text M <A> to move it, X <A> to cancel.
        < At 12 Elm Street.
        < For your calendar: https://desk.example.com/c/...
    """)


def test_a_later_visit_booked_meanwhile_becomes_a_swap(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 3pm | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        2>> waitlist dr lee tomorrow 3pm | n
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        2> book dr lee friday 10am
        2< Dr. Lee, Fri 27 Nov, 10am. Reply C to book it, or send another time.
        2> c
        2< Booked: Dr. Lee, Fri 27 Nov, 10am. Code <B>. To move it text M <B>, to cancel X <B>.
        2< You stay on the waitlist for an earlier time.
        2< What name is the visit for?
        2> Ben
        2< Thank you, Ben. See you: Dr. Lee, Fri 27 Nov, 10am.
        @ Mon 23 Nov 09:30
        -
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: an earlier time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to move your visit of Fri 27 Nov, 10am there, N to keep it, until 9:45am.
        2> y
        2< Moved: Dr. Lee, Tue 24 Nov, 3pm. New code <C>.
    """)


def test_giving_up_the_later_visit_keeps_the_older_wish(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 3pm | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        2>> waitlist dr lee tomorrow 3pm | n
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        @ Mon 23 Nov 09:30
        -
        2> book dr lee friday 10am
        2< Dr. Lee, Fri 27 Nov, 10am. Reply C to book it, or send another time.
        2> c
        2< Booked: Dr. Lee, Fri 27 Nov, 10am. Code <B>. To move it text M <B>, to cancel X <B>.
        2< You stay on the waitlist for an earlier time.
        2< What name is the visit for?
        2> Ben
        2< Thank you, Ben. See you: Dr. Lee, Fri 27 Nov, 10am.
        2> x
        2< Cancelled: Dr. Lee, Fri 27 Nov, 10am. To book again, text BOOK.
        2< You stay on the waitlist.
        2> waitlist position
        2< You are 1st on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        >> waitlist | n
        < You are on the waitlist for Dr. Lee, until Tue 24 Nov.
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        < You are off the waitlist.
    """)


def test_in_spanish_the_old_time_stays_theirs_and_is_offered_in_turn(talk: Talk) -> None:
    talk("""
        > cita con dr lee el viernes 3pm
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, vie 27 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, vie 27 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, vie 27 nov, 3pm.
        2>> book dr lee tomorrow 10am | c | Ben
        2< Booked: Dr. Lee, Tue 24 Nov, 10am. Code <B>. To move it text M <B>, to cancel X <B>.
        3> lista de espera con dr lee el viernes a las 3
        3< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        3< Está en la lista de espera: Dr. Lee, vie 27 nov, de 2pm a 4pm.
        3< Esto está libre ahora. Responda con un número para tomar una hora, o NO para esperar:
        3< 1 vie 27 nov, 2pm
        3< 2 vie 27 nov, 2:30pm
        3< 3 vie 27 nov, 3:30pm
        3< 4 vie 27 nov, 4pm
        3> no
        3< De acuerdo. Le avisamos cuando se libere otra hora.
        > avísenme si hay algo antes
        < Está en la lista de espera: Dr. Lee, hasta el vie 27 nov.
        < Su cita del vie 27 nov, 3pm sigue siendo suya hasta que tome una antes.
        < Esto está libre ahora. Responda con un número para tomar una hora, o NO para esperar:
        < 1 lun 23 nov, 10am
        < 2 lun 23 nov, 1:30pm
        < 3 mar 24 nov, 9am
        < 4 mar 24 nov, 1pm
        < 5 Otras horas
        > no
        < De acuerdo. Le avisamos cuando se libere otra hora.
        @ Mon 23 Nov 09:30
        -
        2> X
        2< Cancelled: Dr. Lee, Tue 24 Nov, 10am. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        < Elm Street Clinic: hora libre antes: Dr. Lee, mar 24 nov, 10am. Responda SÍ para mover allí su cita del vie 27 nov, 3pm, NO para dejarla. Límite: 9:45am.
        > mis citas
        < Dr. Lee, vie 27 nov, 3pm. Código <A>. Escriba M <A> para moverla, X <A> para cancelarla.
        < En 12 Elm Street.
        < Para su calendario: https://desk.example.com/c/...
        > sí
        < Movida: Dr. Lee, mar 24 nov, 10am. Código nuevo <C>.
        @ Mon 23 Nov 09:32
        3< Elm Street Clinic: hora libre: Dr. Lee, vie 27 nov, 3pm. Responda SÍ para tomarla o NO para pasar. Límite: 9:46am.
        3> sí
        3< Reservada: Dr. Lee, vie 27 nov, 3pm. Código <D>. Para moverla escriba M <D>; para cancelarla, X <D>.
        3< ¿A nombre de quién es la cita?
        3> Cira
        3< Gracias, Cira. Le esperamos: Dr. Lee, vie 27 nov, 3pm.
    """)


def test_in_spanish_no_changes_nothing(talk: Talk) -> None:
    talk("""
        > cita con dr lee el viernes 3pm
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, vie 27 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, vie 27 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, vie 27 nov, 3pm.
        2>> book dr lee tomorrow 10am | c | Ben
        2< Booked: Dr. Lee, Tue 24 Nov, 10am. Code <B>. To move it text M <B>, to cancel X <B>.
        > avísenme si hay algo antes
        < Está en la lista de espera: Dr. Lee, hasta el vie 27 nov.
        < Su cita del vie 27 nov, 3pm sigue siendo suya hasta que tome una antes.
        < Esto está libre ahora. Responda con un número para tomar una hora, o NO para esperar:
        < 1 lun 23 nov, 10am
        < 2 lun 23 nov, 1:30pm
        < 3 mar 24 nov, 9am
        < 4 mar 24 nov, 1pm
        < 5 Otras horas
        > no
        < De acuerdo. Le avisamos cuando se libere otra hora.
        @ Mon 23 Nov 09:30
        -
        2> X
        2< Cancelled: Dr. Lee, Tue 24 Nov, 10am. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        < Elm Street Clinic: hora libre antes: Dr. Lee, mar 24 nov, 10am. Responda SÍ para mover allí su cita del vie 27 nov, 3pm, NO para dejarla. Límite: 9:45am.
        > no, gracias
        < De acuerdo, su cita queda igual: Dr. Lee, vie 27 nov, 3pm. Sigue en la lista de espera.
        > mis citas
        < Dr. Lee, vie 27 nov, 3pm. Código <A>. Escriba M <A> para moverla, X <A> para cancelarla.
        < En 12 Elm Street.
        < Para su calendario: https://desk.example.com/c/...
    """)
