"""The waitlist: joining in one message or after a full list, one's place, the desk's hand in it, the end (P7, W1, W4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from store.models import Clinic, Doctor, Schedule

Talk = Callable[[str], None]


def test_joining_by_text_and_leaving(talk: Talk) -> None:
    talk("""
        > tell me if something opens with dr lee this week, mornings
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are on the waitlist for Dr. Lee, until Sun 29 Nov, before 12 noon.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 Mon 23 Nov, 10am
        < 2 Mon 23 Nov, 11am
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 10:30am
        < 5 Other times
        > n
        < All right. We text you when another time comes free.
        > waitlist dr lee
        < You are on the waitlist already, for Dr. Lee, until Sun 29 Nov, before 12 noon. Text LEAVE WAITLIST to come off it.
        > waitlist dr patel next week
        < You are on the waitlist for Dr. Patel, Mon 30 Nov to Sun 6 Dec.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 Tue 1 Dec, 9am
        < 2 Tue 1 Dec, 1pm
        < 3 Thu 3 Dec, 9am
        < 4 Thu 3 Dec, 1pm
        < 5 Other times
        > where am I on the waitlist
        < You are 1st on the waitlist for Dr. Lee, until Sun 29 Nov, before 12 noon.
        < You are 1st on the waitlist for Dr. Patel, Mon 30 Nov to Sun 6 Dec.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 Tue 1 Dec, 9am
        < 2 Tue 1 Dec, 1pm
        < 3 Thu 3 Dec, 9am
        < 4 Thu 3 Dec, 1pm
        < 5 Other times
        > no
        < All right. We text you when another time comes free.
        > position
        < You are 1st on the waitlist for Dr. Lee, until Sun 29 Nov, before 12 noon.
        < You are 1st on the waitlist for Dr. Patel, Mon 30 Nov to Sun 6 Dec.
        > leave waitlist
        < You are off the waitlist.
        > leave waitlist
        < You are not on the waitlist. Text WAITLIST to join it.
    """)


def test_another_wish_for_the_same_doctor_keeps_the_place(talk: Talk) -> None:
    talk("""
        >> waitlist dr lee tomorrow morning | n
        < You are on the waitlist for Dr. Lee, Tue 24 Nov, before 12 noon.
        2>> waitlist dr lee tomorrow | n
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov.
        >> waitlist dr lee tomorrow afternoon | n
        < You are on the waitlist for Dr. Lee, Tue 24 Nov, 12 noon to 5pm.
        > waitlist position
        < You are 1st on the waitlist for Dr. Lee, Tue 24 Nov, 12 noon to 5pm.
        2> waitlist position
        2< You are 2nd on the waitlist for Dr. Lee, Tue 24 Nov.
    """)


def test_booking_what_was_waited_for_ends_the_wait(talk: Talk) -> None:
    talk("""
        > waitlist dr lee tomorrow
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are on the waitlist for Dr. Lee, Tue 24 Nov.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 Tue 24 Nov, 9am
        < 2 Tue 24 Nov, 11am
        < 3 Tue 24 Nov, 1pm
        < 4 Tue 24 Nov, 3pm
        < 5 Other times
        > 2
        < Booked: Dr. Lee, Tue 24 Nov, 11am. Code <A>. To move it text M <A>, to cancel X <A>.
        < You are off the waitlist.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 11am.
        > waitlist position
        < You are not on the waitlist. Text WAITLIST to join it.
    """)


def test_two_noes_lead_to_the_waitlist(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > no
        < No problem.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Tue 24 Nov, 9am
        < 2 Tue 24 Nov, 10:30am
        < 3 Tue 24 Nov, 12:30pm
        < 4 Tue 24 Nov, 2:30pm
        < 5 Other times
        > no
        < All right. Shall we text you when another time opens? Reply Y or N.
        > yes
        < You are on the waitlist for Dr. Lee, Tue 24 Nov.
        < We text you when a time comes free.
        < What name shall we put down?
        > Ana
        < Thank you, Ana.
    """)


def test_a_full_month_leads_to_the_waitlist(talk: Talk, clinic: Clinic) -> None:
    Schedule.delete().execute()
    talk("""
        > book any doctor tomorrow
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Nothing is free then. Shall we text you when a time opens? Reply Y, or send another day.
        > yes
        < You are on the waitlist for any doctor, Tue 24 Nov.
        < We text you when a time comes free.
        < What name shall we put down?
        > Ana
        < Thank you, Ana.
        2> book dr lee tomorrow
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< Dr. Lee has nothing free then. Shall I look at any doctor?
        2< 1 Any doctor
        2< 2 Text me if it opens
        2> 2
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov.
        2< We text you when a time comes free.
        2< What name shall we put down?
        2> Ben
        2< Thank you, Ben.
    """)
    lee = Doctor.get(Doctor.name == "Dr. Maya Lee")
    Schedule.create(doctor=lee, weekday=1, starts=dt.time(9), ends=dt.time(9, 30), slot_minutes=30)
    talk("""
        @ Mon 23 Nov 09:05
        < Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 9am. Reply Y to take it or N to pass, until 9:20am. You can still cancel it after.
    """)


def test_for_whom_it_is(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 3pm | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        >> waitlist dr patel thursday for Mia | n
        < You are on the waitlist for Dr. Patel, Thu 26 Nov, Mia.
        2>> book dr patel thursday 9am | c | Ben
        2< Booked: Dr. Patel, Thu 26 Nov, 9am. Code <B>. To move it text M <B>, to cancel X <B>.
        @ Mon 23 Nov 09:30
        -
        2> x
        2< Cancelled: Dr. Patel, Thu 26 Nov, 9am. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        < Elm Street Clinic: a time is free for Mia: Dr. Patel, Thu 26 Nov, 9am. Reply Y to take it or N to pass, until 9:45am.
        > status
        < Dr. Lee, Tue 24 Nov, 3pm (Ana). Code <A>. Text M <A> to move it, X <A> to cancel.
        < At 12 Elm Street.
        < For your calendar: https://desk.example.com/c/...
    """)


def test_in_spanish_whatever_opens_in_the_mornings_of_this_week(talk: Talk) -> None:
    talk("""
        > avísenme si se libera algo esta semana, por la mañana, con cualquier doctor
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Está en la lista de espera: cualquier doctor, hasta el dom 29 nov, antes de 12pm.
        < Esto está libre ahora. Responda con un número para tomar una hora, o NO para esperar:
        < 1 lun 23 nov, 10am, Dr. Lee
        < 2 lun 23 nov, 11am, Dr. Lee
        < 3 mar 24 nov, 9am, Dr. Patel
        < 4 mar 24 nov, 10:30am, Dr. Patel
        < 5 Otras horas
        > no
        < De acuerdo. Le avisamos cuando se libere otra hora.
        > qué lugar tengo en la lista
        < Tiene el lugar 1 en la lista de espera: cualquier doctor, hasta el dom 29 nov, antes de 12pm.
        > salir de la lista
        < Ya no está en la lista de espera.
    """)


def test_a_wish_ends_with_its_last_day(talk: Talk) -> None:
    """Tomorrow's wish is over the day after; who asks is told so plainly."""
    talk("""
        >> waitlist dr lee tomorrow | n
        < You are on the waitlist for Dr. Lee, Tue 24 Nov.
        2> lista de espera con dr lee mañana
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        2< Está en la lista de espera: Dr. Lee, mar 24 nov.
        2< Esto está libre ahora. Responda con un número para tomar una hora, o NO para esperar:
        2< 1 mar 24 nov, 9am
        2< 2 mar 24 nov, 11am
        2< 3 mar 24 nov, 1pm
        2< 4 mar 24 nov, 3pm
        2< 5 Otras horas
        2> no
        2< De acuerdo. Le avisamos cuando se libere otra hora.
        @ Tue 24 Nov 12:00
        -
        > where am i on the waitlist
        < You are 1st on the waitlist for Dr. Lee, Tue 24 Nov.
        @ Wed 25 Nov 09:00
        -
        > where am i on the waitlist
        < You are not on the waitlist. Text WAITLIST to join it.
        2> qué lugar tengo en la lista de espera
        2< No está en la lista de espera. Escriba LISTA DE ESPERA para entrar.
    """)


def test_the_desk_puts_somebody_first_and_they_are_asked_first(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 3pm | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        2>> waitlist dr lee tomorrow 3pm | n
        2< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        2> my name is Ben Cole
        2< Thank you, Ben Cole.
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
        3> me llamo Eva Gil
        3< Gracias, Eva Gil.
        4>> waitlist dr lee tomorrow 3pm | n
        4< You are on the waitlist for Dr. Lee, Tue 24 Nov, 2pm to 4pm.
        4> my name is Dana Poe
        4< Thank you, Dana Poe.
        S> waitlist
        S< On the waitlist: 3
        S< 1. B.C., Dr. Lee, Tue 24 Nov
        S< 2. E.G., Dr. Lee, Tue 24 Nov
        S< 3. D.P., Dr. Lee, Tue 24 Nov
        S> priority eva 1
        S< E.G. is at priority 1 from now on.
        @ Mon 23 Nov 09:30
        -
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        3< Elm Street Clinic: hora libre: Dr. Lee, mar 24 nov, 3pm. Responda SÍ para tomarla o NO para pasar. Límite: 9:45am.
        S< Cancelled by the patient: A. with Dr. Lee, Tue 24 Nov, 3pm (<A>)
        @ Mon 23 Nov 09:31
        -
        3> no
        3< De acuerdo. Sigue en la lista de espera; escriba SALIR DE LA LISTA para dejarla.
        2< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 3pm. Reply Y to take it or N to pass, until 9:46am.
        @ Mon 23 Nov 09:32
        -
    """)
