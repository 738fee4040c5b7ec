"""Reminders and what a short answer to them means, in Spanish (test_reminders.py in English)."""

from __future__ import annotations

from collections.abc import Callable

Talk = Callable[[str], None]


def test_in_spanish_two_visits_of_a_day_come_in_one_text(talk: Talk) -> None:
    talk("""
        > cita con dr lee el miércoles 3pm
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mié 25 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, mié 25 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, mié 25 nov, 3pm.
        > cita con dr osei el miércoles 4pm
        < Dr. Osei, mié 25 nov, 4pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Osei, mié 25 nov, 4pm. Código <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        @ Tue 24 Nov 16:00
        < Elm Street Clinic, mié 25 nov: 3pm Dr. Lee, 4pm Dr. Osei. Responda C para confirmar todas, M mueve una, X cancela una.
        > c
        < Gracias, las 2 citas están confirmadas. ¡Le esperamos!
        < Dr. Lee, mié 25 nov, 3pm
        < Dr. Osei, mié 25 nov, 4pm
    """)


def test_in_spanish_the_family_comes_in_one_text_and_x_asks_which(talk: Talk) -> None:
    talk("""
        > cita con dr lee el miércoles 3pm
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mié 25 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, mié 25 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, mié 25 nov, 3pm.
        > cita para mi hija Mia con dr osei el miércoles 4pm
        < Dr. Osei, mié 25 nov, 4pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Osei, mié 25 nov, 4pm (Mia). Código <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        @ Tue 24 Nov 15:00
        < Elm Street Clinic, mié 25 nov: 3pm Dr. Lee (Ana), 4pm Dr. Osei (Mia). Responda C para confirmar todas, M mueve una, X cancela una.
        > X
        < ¿Cuál cita quiere cancelar?
        < 1 Dr. Lee, mié 25 nov, 3pm (Ana)
        < 2 Dr. Osei, mié 25 nov, 4pm (Mia)
        > 2
        < Cancelada: Dr. Osei, mié 25 nov, 4pm (Mia). Para reservar otra, escriba CITA.
        > c
        < Gracias, confirmada: Dr. Lee, mié 25 nov, 3pm (Ana). ¡Le esperamos!
        @ Wed 25 Nov 12:00
        < Elm Street Clinic: le esperamos el mié 25 nov, 3pm, Dr. Lee. M la mueve, X la cancela (<A>).
    """)


def test_in_spanish_m_moves_from_the_reminder_and_the_old_reminder_is_gone(talk: Talk) -> None:
    talk("""
        > cita con dr lee el miércoles 3pm
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mié 25 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, mié 25 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, mié 25 nov, 3pm.
        @ Tue 24 Nov 15:00
        < Elm Street Clinic: Dr. Lee, mié 25 nov, 3pm. Responda C para confirmar, M para mover, X para cancelar (<A>).
        > M
        < Libre con Dr. Lee. Responda con un número o con otro día:
        < 1 mar 24 nov, 3:30pm
        < 2 mar 24 nov, 4pm
        < 3 mié 25 nov, 9am
        < 4 mié 25 nov, 12:30pm
        < 5 Otras horas
        > el viernes a las 3
        < ¿Mover su cita del mié 25 nov, 3pm al vie 27 nov, 3pm con Dr. Lee? Responda C para moverla, o envíe otra hora.
        > sí
        < Movida: Dr. Lee, vie 27 nov, 3pm. Código nuevo <B>.
        @ Wed 25 Nov 12:00
        -
        @ Thu 26 Nov 15:00
        < Elm Street Clinic: Dr. Lee, vie 27 nov, 3pm. Responda C para confirmar, M para mover, X para cancelar (<B>).
    """)


def test_in_spanish_a_cancelled_visit_is_not_reminded(talk: Talk) -> None:
    talk("""
        > cita con dr lee el miércoles 3pm
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mié 25 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, mié 25 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, mié 25 nov, 3pm.
        > X
        < Cancelada: Dr. Lee, mié 25 nov, 3pm. Para reservar otra, escriba CITA.
        @ Tue 24 Nov 15:00
        -
    """)


def test_in_spanish_booked_inside_the_offset_there_is_no_day_ahead_reminder(talk: Talk) -> None:
    talk("""
        > cita con dr lee mañana 10am
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mar 24 nov, 10am. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, mar 24 nov, 10am. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, mar 24 nov, 10am.
        @ Mon 23 Nov 12:00
        -
        @ Tue 24 Nov 08:00
        < Elm Street Clinic: Dr. Lee, mar 24 nov, 10am. Responda C para confirmar, M para mover, X para cancelar (<A>).
    """)


def test_in_spanish_nothing_in_quiet_hours(talk: Talk) -> None:
    talk("""
        > cita con dr lee el miércoles 9am
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mié 25 nov, 9am. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, mié 25 nov, 9am. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, mié 25 nov, 9am.
        @ Tue 24 Nov 09:00
        < Elm Street Clinic: Dr. Lee, mié 25 nov, 9am. Responda C para confirmar, M para mover, X para cancelar (<A>).
        > sí
        < Gracias, confirmada: Dr. Lee, mié 25 nov, 9am. ¡Le esperamos!
        @ Wed 25 Nov 06:00
        -
        @ Wed 25 Nov 08:00
        < Elm Street Clinic: le esperamos el mié 25 nov, 9am, Dr. Lee. M la mueve, X la cancela (<A>).
    """)


def test_in_spanish_after_a_missed_visit_cita_means_the_same_doctor(talk: Talk) -> None:
    talk("""
        > cita con dr lee el miércoles 3pm
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mié 25 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, mié 25 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, mié 25 nov, 3pm.
        @ Wed 25 Nov 15:16
        < Elm Street Clinic: no le vimos en su cita: Dr. Lee, mié 25 nov, 3pm. Escriba CITA para una nueva.
        > CITA
        < Libre con Dr. Lee. Responda con un número o con otro día:
        < 1 mié 25 nov, 4pm
        < 2 mié 25 nov, 4:30pm
        < 3 jue 26 nov, 9am
        < 4 jue 26 nov, 1pm
        < 5 Otras horas
        > el viernes 3pm
        < Dr. Lee, vie 27 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, vie 27 nov, 3pm. Código <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
    """)
