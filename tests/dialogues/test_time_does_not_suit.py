""" "At that time I can't": another time is looked for, and no visit is lost."""

from __future__ import annotations

from collections.abc import Callable

Talk = Callable[[str], None]


def test_at_that_time_i_cannot(talk: Talk) -> None:
    """The desk moved it, and the new time does not suit: another is looked for, nothing is cancelled."""
    talk("""
        > book dr patel tue 11am
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Patel, Tue 24 Nov, 11am. Reply C to book it, or send another time.
        > yes
        < Booked: Dr. Patel, Tue 24 Nov, 11am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Oz
        < Thank you, Oz. See you: Dr. Patel, Tue 24 Nov, 11am.
        S> move <A> thu 2pm
        S< Move O., Dr. Patel, Tue 24 Nov, 11am (<A>) to Thu 26 Nov, 2pm, Dr. Patel?
        S< [Yes] [No]
        S> yes
        S< Moved: O., Dr. Patel, Thu 26 Nov, 2pm (<B>).
        S< The patient gets a text.
        < Elm Street Clinic: we moved your visit to Thu 26 Nov, 2pm, Dr. Patel. Code <B>. M <B> moves it, X <B> cancels.
        > that time doesnt work for me
        < Free with Dr. Patel. Reply with a number or another day:
        < 1 Tue 24 Nov, 9am
        < 2 Tue 24 Nov, 1pm
        < 3 Thu 26 Nov, 9am
        < 4 Thu 26 Nov, 12:30pm
        < 5 Other times
        > 2
        < Moved: Dr. Patel, Tue 24 Nov, 1pm. New code <C>.
        S< Moved by the patient: O. with Dr. Patel, Thu 26 Nov, 2pm -> Tue 24 Nov, 1pm (<C>)
    """)


def test_at_that_time_i_cannot_in_spanish(talk: Talk) -> None:
    talk("""
        > cita con la dra lee el viernes a las 10
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, vie 27 nov, 10am. Responda C para reservar, o envíe otra hora.
        > vale
        < Reservada: Dr. Lee, vie 27 nov, 10am. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Lucia Vega
        < Gracias, Lucia Vega. Le esperamos: Dr. Lee, vie 27 nov, 10am.
        S> move <A> mon 2pm
        S< Move L.V., Dr. Lee, Fri 27 Nov, 10am (<A>) to Mon 23 Nov, 2pm, Dr. Lee?
        S< [Yes] [No]
        S> yes
        S< Moved: L.V., Dr. Lee, Mon 23 Nov, 2pm (<B>).
        S< The patient gets a text.
        < Elm Street Clinic: movimos su cita: lun 23 nov, 2pm, Dr. Lee. Código <B>. M <B> la mueve, X <B> la cancela.
        > a esa hora no puedo, tiene clases
        < Libre con Dr. Lee. Responda con un número o con otro día:
        < 1 lun 23 nov, 9:30am
        < 2 lun 23 nov, 1pm
        < 3 mar 24 nov, 9am
        < 4 mar 24 nov, 1pm
        < 5 Otras horas
        > 1
        < Movida: Dr. Lee, lun 23 nov, 9:30am. Código nuevo <C>.
        S< Moved by the patient: L.V. with Dr. Lee, Mon 23 Nov, 2pm -> Mon 23 Nov, 9:30am (<C>)
        > esa hora no me queda bien
        < Libre con Dr. Lee. Responda con un número o con otro día:
        < 1 lun 23 nov, 10am
        < 2 lun 23 nov, 1:30pm
        < 3 mar 24 nov, 9am
        < 4 mar 24 nov, 1pm
        < 5 Otras horas
    """)


def test_the_moved_visit_is_confirmed(talk: Talk) -> None:
    talk("""
        > book dr patel tue 11am
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Patel, Tue 24 Nov, 11am. Reply C to book it, or send another time.
        > yes
        < Booked: Dr. Patel, Tue 24 Nov, 11am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Oz
        < Thank you, Oz. See you: Dr. Patel, Tue 24 Nov, 11am.
        S> move <A> thu 2pm
        S< Move O., Dr. Patel, Tue 24 Nov, 11am (<A>) to Thu 26 Nov, 2pm, Dr. Patel?
        S< [Yes] [No]
        S> yes
        S< Moved: O., Dr. Patel, Thu 26 Nov, 2pm (<B>).
        S< The patient gets a text.
        < Elm Street Clinic: we moved your visit to Thu 26 Nov, 2pm, Dr. Patel. Code <B>. M <B> moves it, X <B> cancels.
        > ok thats fine
        < Thank you, confirmed: Dr. Patel, Thu 26 Nov, 2pm. See you then!
    """)


def test_a_reminder_whose_time_does_not_suit(talk: Talk) -> None:
    """ "That day doesn't work" answers a reminder with a move, and never with a cancellation."""
    talk("""
        > book dr lee wed 10am
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Wed 25 Nov, 10am. Reply C to book it, or send another time.
        > yes
        < Booked: Dr. Lee, Wed 25 Nov, 10am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Eve
        < Thank you, Eve. See you: Dr. Lee, Wed 25 Nov, 10am.
        @ Tue 24 Nov 10:00
        < Elm Street Clinic: Dr. Lee, Wed 25 Nov, 10am. Reply C to confirm, M to move, X to cancel (<A>).
        > i cant make it at that time
        < Free with Dr. Lee. Reply with a number or another day:
        < ...
    """)


def test_fridays_we_cannot(talk: Talk) -> None:
    """A day that is refused, said of a visit on that day: another day is looked for and nothing cancelled."""
    talk("""
        > cita para mi nieto Emiliano con dr lee el jueves a las 9
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, jue 26 nov, 9am. Responda C para reservar, o envíe otra hora.
        > si
        < Reservada: Dr. Lee, jue 26 nov, 9am (Emiliano). Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        S> move <A> fri 9am
        S< Move E., Dr. Lee, Thu 26 Nov, 9am (<A>) to Fri 27 Nov, 9am, Dr. Lee?
        S< [Yes] [No]
        S> yes
        S< Moved: E., Dr. Lee, Fri 27 Nov, 9am (<B>).
        S< The patient gets a text.
        < Elm Street Clinic: movimos su cita: vie 27 nov, 9am, Dr. Lee. Código <B>. M <B> la mueve, X <B> la cancela.
        > uy no, los viernes no podemos
        < Libre con Dr. Lee. Responda con un número o con otro día:
        < 1 lun 23 nov, 9:30am
        < 2 lun 23 nov, 1pm
        < 3 mar 24 nov, 9am
        < 4 mar 24 nov, 1pm
        < 5 Otras horas
        > mejor el jueves temprano
        < Libre con Dr. Lee. Responda con un número o con otro día:
        < 1 jue 26 nov, 9am
        < 2 jue 26 nov, 11am
        < 3 jue 26 nov, 1pm
        < 4 jue 26 nov, 3pm
        < 5 Otras horas
        > 1
        < Movida: Dr. Lee, jue 26 nov, 9am (Emiliano). Código nuevo <C>.
        S< Moved by the patient: E. with Dr. Lee, Fri 27 Nov, 9am -> Thu 26 Nov, 9am (<C>)
        > y a que numero le puedo marcar
        < Eso no lo sé. Escriba PERSONA y la recepción le dirá.
    """)


def test_a_reminder_of_a_refused_day(talk: Talk) -> None:
    talk("""
        > book dr lee wed 10am
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Wed 25 Nov, 10am. Reply C to book it, or send another time.
        > yes
        < Booked: Dr. Lee, Wed 25 Nov, 10am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Eve
        < Thank you, Eve. See you: Dr. Lee, Wed 25 Nov, 10am.
        @ Tue 24 Nov 10:00
        < Elm Street Clinic: Dr. Lee, Wed 25 Nov, 10am. Reply C to confirm, M to move, X to cancel (<A>).
        > not wednesday
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Tue 24 Nov, 10:30am
        < 2 Tue 24 Nov, 1:30pm
        < 3 Thu 26 Nov, 9am
        < 4 Thu 26 Nov, 1pm
        < 5 Other times
    """)


def test_later_than_nine(talk: Talk) -> None:
    """ "Later than nine" moves the visit; "keep it as it was" leaves it."""
    talk("""
        > book dr patel tue 9am
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Patel, Tue 24 Nov, 9am. Reply C to book it, or send another time.
        > yes
        < Booked: Dr. Patel, Tue 24 Nov, 9am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Prudence Ashworth
        < Thank you, Prudence Ashworth. See you: Dr. Patel, Tue 24 Nov, 9am.
        > Would it be possible to come a little later than nine?
        < Free with Dr. Patel. Reply with a number or another day:
        < 1 Tue 24 Nov, 9:30am
        < 2 Tue 24 Nov, 11am
        < 3 Tue 24 Nov, 1pm
        < 4 Tue 24 Nov, 3pm
        < 5 Other times
        > No, let us keep it as it was.
        < All right, it stays: Dr. Patel, Tue 24 Nov, 9am.
        @ Tue 24 Nov 08:30
        < Elm Street Clinic: Dr. Patel, Tue 24 Nov, 9am. Reply C to confirm, M to move, X to cancel (<A>).
        > I am afraid my bus has broken down; I may be a quarter of an hour late.
        < Thank you, the desk knows you are about 15 minutes late: Dr. Patel, Tue 24 Nov, 9am.
    """)


def test_no_thursday_answers_a_reminder(talk: Talk) -> None:
    """With a day said, a no is no cancellation."""
    talk("""
        > book dr lee wed 10am
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Wed 25 Nov, 10am. Reply C to book it, or send another time.
        > yes
        < Booked: Dr. Lee, Wed 25 Nov, 10am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Eve
        < Thank you, Eve. See you: Dr. Lee, Wed 25 Nov, 10am.
        @ Tue 24 Nov 10:00
        < Elm Street Clinic: Dr. Lee, Wed 25 Nov, 10am. Reply C to confirm, M to move, X to cancel (<A>).
        > no, thursday
        < Move your visit of Wed 25 Nov, 10am to Thu 26 Nov, 10am with Dr. Lee? Reply C to move it, or send another time.
        2> cita con la dra lee el jueves a las 10
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        2< Dr. Lee, jue 26 nov, 10am. Responda C para reservar, o envíe otra hora.
        2> si
        2< Reservada: Dr. Lee, jue 26 nov, 10am. Código <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        2< ¿A nombre de quién es la cita?
        2> Marta
        2< Gracias, Marta. Le esperamos: Dr. Lee, jue 26 nov, 10am.
        @ Wed 25 Nov 10:00
        2< Elm Street Clinic: Dr. Lee, jue 26 nov, 10am. Responda C para confirmar, M para mover, X para cancelar (<B>).
        2> el jueves no me viene bien, mejor el viernes
        2< ¿Mover su cita del jue 26 nov, 10am al vie 27 nov, 10am con Dr. Lee? Responda C para moverla, o envíe otra hora.
    """)
