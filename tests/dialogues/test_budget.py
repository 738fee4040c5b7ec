"""One unprompted text a day and three a week (RULES 6): which give way, which still come."""

from __future__ import annotations

from collections.abc import Callable

Talk = Callable[[str], None]


def test_three_offers_a_week_and_no_more_but_the_reminder_and_what_the_clinic_changes_still_come(talk: Talk) -> None:
    talk("""
        > book dr lee friday 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Fri 27 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Fri 27 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Fri 27 Nov, 3pm.
        > tell me if something earlier opens
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
        2> book dr lee tomorrow 10am
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< Dr. Lee, Tue 24 Nov, 10am. Reply C to book it, or send another time.
        2> c
        2< Booked: Dr. Lee, Tue 24 Nov, 10am. Code <B>. To move it text M <B>, to cancel X <B>.
        2< What name is the visit for?
        2> Ben
        2< Thank you, Ben. See you: Dr. Lee, Tue 24 Nov, 10am.
        3> book dr lee wednesday 10am
        3< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        3< Dr. Lee, Wed 25 Nov, 10am. Reply C to book it, or send another time.
        3> c
        3< Booked: Dr. Lee, Wed 25 Nov, 10am. Code <C>. To move it text M <C>, to cancel X <C>.
        3< What name is the visit for?
        3> Cem
        3< Thank you, Cem. See you: Dr. Lee, Wed 25 Nov, 10am.
        4> book dr lee wednesday 11am
        4< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        4< Dr. Lee, Wed 25 Nov, 11am. Reply C to book it, or send another time.
        4> c
        4< Booked: Dr. Lee, Wed 25 Nov, 11am. Code <D>. To move it text M <D>, to cancel X <D>.
        4< What name is the visit for?
        4> Dana
        4< Thank you, Dana. See you: Dr. Lee, Wed 25 Nov, 11am.
        5> book dr lee friday 11am
        5< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        5< Dr. Lee, Fri 27 Nov, 11am. Reply C to book it, or send another time.
        5> c
        5< Booked: Dr. Lee, Fri 27 Nov, 11am. Code <E>. To move it text M <E>, to cancel X <E>.
        5< What name is the visit for?
        5> Eli
        5< Thank you, Eli. See you: Dr. Lee, Fri 27 Nov, 11am.
        @ Mon 23 Nov 09:30
        -
        2> x
        2< Cancelled: Dr. Lee, Tue 24 Nov, 10am. To book again, text BOOK.
        < Elm Street Clinic: an earlier time is free: Dr. Lee, Tue 24 Nov, 10am. Reply Y to move your visit of Fri 27 Nov, 3pm there, N to keep it, until 9:45am.
        S< Cancelled by the patient: B. with Dr. Lee, Tue 24 Nov, 10am (<B>)
        @ Mon 23 Nov 09:31
        -
        > n
        < All right, your visit stays: Dr. Lee, Fri 27 Nov, 3pm. You are still on the waitlist.
        3> x
        3< Cancelled: Dr. Lee, Wed 25 Nov, 10am. To book again, text BOOK.
        S< Cancelled by the patient: C. with Dr. Lee, Wed 25 Nov, 10am (<C>)
        @ Mon 23 Nov 18:00
        S< Wed 25 Nov. Visits: 1, confirmed 0.
        S< Not confirmed: D. 11am (<D>)
        S< On the waitlist: 1, with an offer: 0.
        @ Tue 24 Nov 08:00
        < Elm Street Clinic: an earlier time is free: Dr. Lee, Wed 25 Nov, 10am. Reply Y to move your visit of Fri 27 Nov, 3pm there, N to keep it, until 8:15am.
        > n
        < All right, your visit stays: Dr. Lee, Fri 27 Nov, 3pm. You are still on the waitlist.
        4> x
        4< Cancelled: Dr. Lee, Wed 25 Nov, 11am. To book again, text BOOK.
        S< Cancelled by the patient: D. with Dr. Lee, Wed 25 Nov, 11am (<D>)
        @ Tue 24 Nov 18:00
        S< Fri 27 Nov. Visits: 2, confirmed 0.
        S< Not confirmed: E. 11am (<E>), A. 3pm (<A>)
        S< 1 text of the last days: the carrier has not said if it arrived.
        S< On the waitlist: 1, with an offer: 0.
        @ Wed 25 Nov 08:00
        < Elm Street Clinic: an earlier time is free: Dr. Lee, Wed 25 Nov, 11am. Reply Y to move your visit of Fri 27 Nov, 3pm there, N to keep it, until 8:15am.
        > n
        < All right, your visit stays: Dr. Lee, Fri 27 Nov, 3pm. You are still on the waitlist.
        5> x
        5< Cancelled: Dr. Lee, Fri 27 Nov, 11am. To book again, text BOOK.
        S< Cancelled by the patient: E. with Dr. Lee, Fri 27 Nov, 11am (<E>)
        @ Thu 26 Nov 09:00
        -
        @ Thu 26 Nov 15:00
        < Elm Street Clinic: Dr. Lee, Fri 27 Nov, 3pm. Reply C to confirm, M to move, X to cancel (<A>).
        > c
        < Thank you, confirmed: Dr. Lee, Fri 27 Nov, 3pm. See you then!
        S> move ana mon 30 nov 3pm
        S< Move A., Dr. Lee, Fri 27 Nov, 3pm (<A>) to Mon 30 Nov, 3pm, Dr. Lee?
        S< [Yes] [No]
        S> yes
        S< Moved: A., Dr. Lee, Mon 30 Nov, 3pm (<F>).
        S< The patient gets a text.
        < Elm Street Clinic: we moved your visit to Mon 30 Nov, 3pm, Dr. Lee. Code <F>. M <F> moves it, X <F> cancels.
        @ Fri 27 Nov 12:00
        -
    """)


def test_in_spanish_an_offer_takes_the_days_text_and_the_reminder_comes_with_the_next(talk: Talk) -> None:
    """The day before has one text, the offer; the reminder waits for the morning of the visit."""
    talk("""
        > cita con dr lee el miércoles 3pm
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mié 25 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, mié 25 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, mié 25 nov, 3pm.
        > avísenme si hay algo antes
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
        2>> book dr lee wednesday 11am | c | Ben
        2< Booked: Dr. Lee, Wed 25 Nov, 11am. Code <B>. To move it text M <B>, to cancel X <B>.
        @ Tue 24 Nov 09:00
        -
        2> x
        2< Cancelled: Dr. Lee, Wed 25 Nov, 11am. To book again, text BOOK.
        @ Tue 24 Nov 12:00
        < Elm Street Clinic: hora libre antes: Dr. Lee, mié 25 nov, 11am. Responda SÍ para mover allí su cita del mié 25 nov, 3pm, NO para dejarla. Límite: 12:15pm.
        > no
        < De acuerdo, su cita queda igual: Dr. Lee, mié 25 nov, 3pm. Sigue en la lista de espera.
        @ Tue 24 Nov 15:00
        -
        @ Wed 25 Nov 08:00
        < Elm Street Clinic: Dr. Lee, mié 25 nov, 3pm. Responda C para confirmar, M para mover, X para cancelar (<A>).
        > c
        < Gracias, confirmada: Dr. Lee, mié 25 nov, 3pm. ¡Le esperamos!
    """)


def test_in_spanish_three_offers_a_week_and_the_reminder_all_the_same(talk: Talk) -> None:
    talk("""
        > cita con dr lee el viernes 3pm
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, vie 27 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, vie 27 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, vie 27 nov, 3pm.
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
        2>> book dr lee tomorrow 10am | c | Ben
        2< Booked: Dr. Lee, Tue 24 Nov, 10am. Code <B>. To move it text M <B>, to cancel X <B>.
        3>> book dr lee wednesday 10am | c | Cem
        3< Booked: Dr. Lee, Wed 25 Nov, 10am. Code <C>. To move it text M <C>, to cancel X <C>.
        4>> book dr lee wednesday 11am | c | Dana
        4< Booked: Dr. Lee, Wed 25 Nov, 11am. Code <D>. To move it text M <D>, to cancel X <D>.
        5>> book dr lee friday 11am | c | Eli
        5< Booked: Dr. Lee, Fri 27 Nov, 11am. Code <E>. To move it text M <E>, to cancel X <E>.
        @ Mon 23 Nov 09:30
        -
        2> x
        2< Cancelled: Dr. Lee, Tue 24 Nov, 10am. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        < Elm Street Clinic: hora libre antes: Dr. Lee, mar 24 nov, 10am. Responda SÍ para mover allí su cita del vie 27 nov, 3pm, NO para dejarla. Límite: 9:45am.
        > no
        < De acuerdo, su cita queda igual: Dr. Lee, vie 27 nov, 3pm. Sigue en la lista de espera.
        3> x
        3< Cancelled: Dr. Lee, Wed 25 Nov, 10am. To book again, text BOOK.
        @ Mon 23 Nov 18:00
        -
        @ Tue 24 Nov 08:00
        < Elm Street Clinic: hora libre antes: Dr. Lee, mié 25 nov, 10am. Responda SÍ para mover allí su cita del vie 27 nov, 3pm, NO para dejarla. Límite: 8:15am.
        > no
        < De acuerdo, su cita queda igual: Dr. Lee, vie 27 nov, 3pm. Sigue en la lista de espera.
        4> x
        4< Cancelled: Dr. Lee, Wed 25 Nov, 11am. To book again, text BOOK.
        @ Tue 24 Nov 18:00
        -
        @ Wed 25 Nov 08:00
        < Elm Street Clinic: hora libre antes: Dr. Lee, mié 25 nov, 11am. Responda SÍ para mover allí su cita del vie 27 nov, 3pm, NO para dejarla. Límite: 8:15am.
        > no
        < De acuerdo, su cita queda igual: Dr. Lee, vie 27 nov, 3pm. Sigue en la lista de espera.
        5> x
        5< Cancelled: Dr. Lee, Fri 27 Nov, 11am. To book again, text BOOK.
        @ Thu 26 Nov 09:00
        -
        @ Thu 26 Nov 15:00
        < Elm Street Clinic: Dr. Lee, vie 27 nov, 3pm. Responda C para confirmar, M para mover, X para cancelar (<A>).
        @ Fri 27 Nov 12:00
        < Elm Street Clinic: Dr. Lee, vie 27 nov, 3pm. Responda C para confirmar, M para mover, X para cancelar (<A>).
    """)
