"""The clinic takes a time away, and gives it back (B16, W2): one word for all that are hit; what each patient hears, once."""

from __future__ import annotations

from collections.abc import Callable

Talk = Callable[[str], None]

BEN = """
    2> book dr lee tomorrow 3pm
    2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
    2< Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
    2> c
    2< Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <B>. To move it text M <B>, to cancel X <B>.
    2< What name is the visit for?
    2> Ben Cole
    2< Thank you, Ben Cole. See you: Dr. Lee, Tue 24 Nov, 3pm.
""".strip()
EVA = """
    3> cita con dr lee mañana 4pm
    3< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
    3< Dr. Lee, mar 24 nov, 4pm. Responda C para reservar, o envíe otra hora.
    3> c
    3< Reservada: Dr. Lee, mar 24 nov, 4pm. Código <E>. Para moverla escriba M <E>; para cancelarla, X <E>.
    3< ¿A nombre de quién es la cita?
    3> Eva Gil
    3< Gracias, Eva Gil. Le esperamos: Dr. Lee, mar 24 nov, 4pm.
""".strip()


def test_cancelled_each_is_told_with_two_other_times_and_takes_one_by_its_number(talk: Talk) -> None:
    talk(f"""
        {BEN}
        {EVA}
        S> block lee tomorrow emergency
        S< Blocking Dr. Lee, Tue 24 Nov hits these (2 in all):
        S< Tue 24 Nov, 3pm B.C. (<B>)
        S< Tue 24 Nov, 4pm E.G. (<E>)
        S< What shall happen to them? Patients get a text.
        S< [Move all] [Cancel all] [One by one] [Only block] [Do not block]
        S> cancel all
        S< Blocked: Dr. Lee, Tue 24 Nov.
        S< Cancelled, 2 in all.
        2< Elm Street Clinic: sorry, your visit Tue 24 Nov, 3pm is cancelled. Free: 1 Wed 25 Nov, 3pm, 2 Thu 26 Nov, 3pm. Reply 1 or 2, or text BOOK.
        3< Elm Street Clinic: perdón, su cita mar 24 nov, 4pm se canceló. Libre: 1 mié 25 nov, 4pm, 2 jue 26 nov, 4pm. Responda 1, 2 o CITA.
        2> 1
        2< Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <C>. To move it text M <C>, to cancel X <C>.
        3> ninguna me sirve, el viernes a las 10
        3< Dr. Lee, vie 27 nov, 10am. Responda C para reservar, o envíe otra hora.
        3> sí
        3< Reservada: Dr. Lee, vie 27 nov, 10am. Código <F>. Para moverla escriba M <F>; para cancelarla, X <F>.
    """)


def test_moved_each_is_told_of_the_new_time_and_may_move_it_again(talk: Talk) -> None:
    talk(f"""
        {BEN}
        {EVA}
        S> block lee tomorrow leave
        S< ...
        S> move all
        S< Blocked: Dr. Lee, Tue 24 Nov.
        S< Moved, 2 in all:
        S< B.C.: Wed 25 Nov, 3pm, Dr. Lee (<C>)
        S< E.G.: Wed 25 Nov, 4pm, Dr. Lee (<F>)
        2< Elm Street Clinic: we moved your visit to Wed 25 Nov, 3pm, Dr. Lee. Code <C>. M <C> moves it, X <C> cancels.
        3< Elm Street Clinic: movimos su cita: mié 25 nov, 4pm, Dr. Lee. Código <F>. M <F> la mueve, X <F> la cancela.
        3> mejor muévala al jueves a la misma hora
        3< ¿Mover su cita del mié 25 nov, 4pm al jue 26 nov, 4pm con Dr. Lee? Responda C para moverla, o envíe otra hora.
        3> c
        3< Movida: Dr. Lee, jue 26 nov, 4pm. Código nuevo <G>.
        S< Moved by the patient: E.G. with Dr. Lee, Wed 25 Nov, 4pm -> Thu 26 Nov, 4pm (<G>)
        2> X <B>
        2< That visit was moved to Dr. Lee, Wed 25 Nov, 3pm, code <C>.
    """)


def test_a_family_hears_once_of_all_its_visits(talk: Talk) -> None:
    talk(f"""
        {BEN}
        2> book for my daughter Mia with dr lee tomorrow 4pm
        2< Dr. Lee, Tue 24 Nov, 4pm. Reply C to book it, or send another time.
        2> c
        2< Booked: Dr. Lee, Tue 24 Nov, 4pm (Mia). Code <M>. To move it text M <M>, to cancel X <M>.
        S> block lee tomorrow leave
        S< ...
        S> cancel all
        S< Blocked: Dr. Lee, Tue 24 Nov.
        S< Cancelled, 2 in all.
        2< Elm Street Clinic: sorry, 2 of your visits are cancelled, the first of Tue 24 Nov, 3pm. Text BOOK for new times.
        2> book
        2< Who is the visit for?
        2< 1 Ben Cole
        2< 2 Mia
        2< 3 Someone else
    """)


def test_late_by_twenty_minutes_in_both_languages(talk: Talk) -> None:
    talk(f"""
        {BEN}
        {EVA}
        @ Tue 24 Nov 14:00
        2< Elm Street Clinic: Dr. Lee, Tue 24 Nov, 3pm. Reply C to confirm, M to move, X to cancel (<B>).
        3< Elm Street Clinic: Dr. Lee, mar 24 nov, 4pm. Responda C para confirmar, M para mover, X para cancelar (<E>).
        S> late 20 lee
        S< Dr. Lee runs about 20 min late. Text the patients of 3pm to 4pm (2 in all)?
        S< [Yes] [No]
        S> yes
        S< Dr. Lee, about 20 min late. Told by text: 2.
        2< Elm Street Clinic: Dr. Lee runs about 20 min late for your visit Tue 24 Nov, 3pm. M <B> moves it.
        3< Elm Street Clinic: Dr. Lee va unos 20 min tarde para su cita, mar 24 nov, 4pm. M <E> la mueve.
        2> ok no problem
        2< ...
        3> gracias por avisar
        3< ...
    """)


def test_a_lifted_block_is_offered_to_who_waits(talk: Talk) -> None:
    talk("""
        S> block lee tomorrow leave
        S< Block Dr. Lee, Tue 24 Nov? No visit is in it.
        S< [Yes] [Do not block]
        S> yes
        S< Blocked: Dr. Lee, Tue 24 Nov.
        > waitlist dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        < We text you when a time comes free.
        < What name shall we put down?
        > Ana
        < Thank you, Ana.
        2> lista de espera con dr lee mañana a las 3
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        2< Está en la lista de espera: Dr. Lee, mar 24 nov, de 2pm a 4pm.
        2< Le avisamos cuando se libere una hora.
        2< ¿Qué nombre anotamos?
        2> Beto
        2< Gracias, Beto.
        S> unblock lee tomorrow
        S< Dr. Lee, Tue 24 Nov, blocked (leave). Take it away?
        S< [Yes] [Leave it so]
        S> yes
        S< Gone: Dr. Lee, Tue 24 Nov, blocked (leave).
        @ Mon 23 Nov 09:05
        2< Elm Street Clinic: hora libre: Dr. Lee, mar 24 nov, 2:30pm. Responda SÍ para tomarla o NO para pasar. Límite: 9:20am.
        < Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:20am.
        > y
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
    """)
