"""Opting out and in, in Spanish (test_stop_and_start.py in English); "the list" in both languages (RULES 1-4)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Talk = Callable[[str], None]


STOPPED = (
    "Elm Street Clinic: ya no le enviaremos mensajes. Sus citas reservadas siguen en pie. Escriba START para volver."
)


@pytest.mark.parametrize(
    "words",
    [
        "ALTO", "Baja", "STOP", "darme de baja", "no más mensajes", "no me escriban más", "no me manden mensajes por favor",
        "ya no quiero recibir mensajes", "dejen de escribirme", "paren de mandarme recordatorios", "déjenme en paz",
        "quíteme de su lista", "borren mi número", "número equivocado",
    ],
)  # fmt: skip
def test_in_spanish_any_reasonable_wording_ends_texts(talk: Talk, words: str) -> None:
    """RULES 4: the words of the law, and plain ones."""
    talk(f"""
        > cita con dr lee el miércoles 3pm
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mié 25 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, mié 25 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana Ruiz
        < Gracias, Ana Ruiz. Le esperamos: Dr. Lee, mié 25 nov, 3pm.
        > {words}
        < {STOPPED}
        > ¿hola?
        -
        @ Tue 24 Nov 15:00
        -
    """)


def test_in_spanish_stop_in_the_middle_of_a_booking_and_start(talk: Talk) -> None:
    talk("""
        > cita con dr lee el miércoles 3pm
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mié 25 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > stop
        < Elm Street Clinic: ya no le enviaremos mensajes. Sus citas reservadas siguen en pie. Escriba START para volver.
        > c
        -
        > START
        < Elm Street Clinic: gracias por volver. Otra vez le avisamos de sus citas. Escriba AYUDA para ver qué puede hacer.
        > c
        < No encuentro ninguna cita hecha desde este teléfono. ...
    """)


def test_in_spanish_help_is_answered_even_after_stop(talk: Talk) -> None:
    talk("""
        > cita con dr lee el miércoles 3pm
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mié 25 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > ALTO
        < Elm Street Clinic: ya no le enviaremos mensajes. Sus citas reservadas siguen en pie. Escriba START para volver.
        > AYUDA
        < Elm Street Clinic: escriba CITA para reservar. MIS CITAS muestra las que tiene. M mueve una, X la cancela. HORAS LIBRES muestra lo que hay. FILA es para esperar hoy en la fila. LISTA DE ESPERA, para una hora antes. Escriba TARDE 15 si llega tarde. PERSONA le comunica con alguien. IDIOMA es para inglés. STOP termina los mensajes.
    """)


def test_in_spanish_one_stop_is_for_the_whole_family_and_the_desk_hears_what_may_not_be_answered(talk: Talk) -> None:
    talk("""
        > cita con dr lee el miércoles 3pm
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mié 25 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, mié 25 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana Ruiz
        < Gracias, Ana Ruiz. Le esperamos: Dr. Lee, mié 25 nov, 3pm.
        > cita para mi hija Mia con dr osei el jueves 2pm
        < Dr. Osei, jue 26 nov, 2pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Osei, jue 26 nov, 2pm (Mia). Código <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        S> today
        S< Mon 23 Nov. Visits: 0. Over 0, missed 0, to come 0.
        > ALTO
        < Elm Street Clinic: ya no le enviaremos mensajes. Sus citas reservadas siguen en pie. Escriba START para volver.
        > ¿me pueden cancelar la cita?
        S< A.R. +15550100001 has stopped our texts, so I may not answer. Please call them. They wrote: ¿me pueden cancelar la cita?
        > ¿hola?
        -
        @ Tue 24 Nov 15:00
        -
        @ Wed 25 Nov 15:16
        S< Missed: A.R. with Dr. Lee, Wed 25 Nov, 3pm (<A>)
        > START
        < Elm Street Clinic: gracias por volver. Otra vez le avisamos de sus citas. Escriba AYUDA para ver qué puede hacer.
        @ Thu 26 Nov 11:00
        < Elm Street Clinic: Dr. Osei, jue 26 nov, 2pm. Responda C para confirmar, M para mover, X para cancelar (<B>).
    """)


def test_in_spanish_the_wrong_number(talk: Talk) -> None:
    talk("""
        > cita con dr lee el miércoles 3pm
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mié 25 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, mié 25 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana Ruiz
        < Gracias, Ana Ruiz. Le esperamos: Dr. Lee, mié 25 nov, 3pm.
        S> today
        S< Mon 23 Nov. Visits: 0. Over 0, missed 0, to come 0.
        > Perdón, número equivocado
        < Elm Street Clinic: ya no le enviaremos mensajes. Sus citas reservadas siguen en pie. Escriba START para volver.
        S< A.R. +15550100001 says this is the wrong number. It gets no more texts; please check it.
    """)


def test_cancelar_and_a_bare_cancel(talk: Talk) -> None:
    """CANCELAR is nobody's word but ours; CANCEL is the carrier's too, and with nothing to cancel the law's."""
    talk("""
        > cita con dr lee el miércoles 3pm
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mié 25 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, mié 25 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana Ruiz
        < Gracias, Ana Ruiz. Le esperamos: Dr. Lee, mié 25 nov, 3pm.
        > CANCELAR
        < Cancelada: Dr. Lee, mié 25 nov, 3pm. Para reservar otra, escriba CITA.
        > CANCELAR
        < Esa cita está cancelada: Dr. Lee, mié 25 nov, 3pm. Escriba CITA para reservar otra.
        > cita con dr lee el miércoles 3pm
        < Dr. Lee, mié 25 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, mié 25 nov, 3pm. Código <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        > CANCEL
        < Cancelada: Dr. Lee, mié 25 nov, 3pm. Para reservar otra, escriba CITA.
        > CANCEL
        < Elm Street Clinic: ya no le enviaremos mensajes. Sus citas reservadas siguen en pie. Escriba START para volver.
    """)


def test_the_list_is_the_waitlist_to_who_is_on_it_and_ours_to_anybody_else(talk: Talk) -> None:
    talk("""
        > waitlist dr lee saturday
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are on the waitlist for Dr. Lee, Sat 28 Nov.
        < We text you when a time comes free.
        < What name shall we put down?
        > Ana
        < Thank you, Ana.
        > take me off the list please
        < You are off the waitlist.
        > take me off the list please
        < Elm Street Clinic: you will get no more texts from us. Visits you have booked stay. Text START to come back.
        2> lista de espera con dr lee el sábado
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        2< Está en la lista de espera: Dr. Lee, sáb 28 nov.
        2< Le avisamos cuando se libere una hora.
        2< ¿Qué nombre anotamos?
        2> Beto
        2< Gracias, Beto.
        2> quíteme de la lista
        2< Ya no está en la lista de espera.
        2> quíteme de la lista
        2< Elm Street Clinic: ya no le enviaremos mensajes. Sus citas reservadas siguen en pie. Escriba START para volver.
        3> waitlist dr lee saturday
        3< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        3< You are on the waitlist for Dr. Lee, Sat 28 Nov.
        3< We text you when a time comes free.
        3< What name shall we put down?
        3> Cem
        3< Thank you, Cem.
        3> take me off your list
        3< Elm Street Clinic: you will get no more texts from us. Visits you have booked stay. Text START to come back.
    """)


def test_so_many_texts_in_spanish(talk: Talk) -> None:
    """A STOP in the words of people."""
    talk("""
        > hola
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < ¡Hola! Aquí puede reservar una cita. Para esperar hoy en la fila, escriba FILA.
        < ¿Con quién quiere la cita?
        < 1 Dr. Lee
        < 2 Dr. Patel
        < 3 Dr. Osei
        < 4 Cualquier doctor
        > ya no me mande tantos mensajitos
        < Elm Street Clinic: ya no le enviaremos mensajes. Sus citas reservadas siguen en pie. Escriba START para volver.
    """)
