"""Visits that this phone did not book, and what is asked for before anything is booked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.models import Appointment, Clinic, Handoff
from tests import factory

Talk = Callable[[str], None]
HELLO = "Elm Street Clinic here. We text you about your visits; reply STOP to end."
LOST = (
    "I find no visit booked from this phone. If you booked another way, reply Y and the desk will look for it. "
    "For a new visit text BOOK."
)
NOTED = (
    "Thank you. I cannot see that visit from this phone, but the desk can look. Reply Y and I ask them. "
    "For a new visit text BOOK."
)
HOLA = "Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más."
PERDIDA = (
    "No encuentro ninguna cita hecha desde este teléfono. Si la hizo de otra forma, responda SÍ y la recepción la buscará. "
    "Para una nueva escriba CITA."
)


def test_a_visit_they_cannot_remember_is_never_the_wish_for_a_new_one(talk: Talk) -> None:
    talk(f"""
        > I have a visit next week but i can't remember when
        < {HELLO}
        < {LOST}
        > my name is Tom Baker
        < {NOTED}
        > no i booked by phone
        < Thank you. Shall the desk look for it? Reply Y.
        > Y
        < I have told the desk. Someone will get back to you here as soon as they can.
    """)
    assert not Appointment.select().exists()


@pytest.mark.parametrize(
    "asked", ["I want to cancel my appointment", "i need to move my appointment to friday", "my appt"]
)
def test_what_they_say_of_a_visit_booked_elsewhere_goes_to_the_desk(talk: Talk, asked: str) -> None:
    talk(f"""
        > {asked}
        < {HELLO}
        < {LOST}
        > it's for tomorrow at 10
        < {NOTED}
        > with dr lee
        < Thank you. Shall the desk look for it? Reply Y.
        > under Maria Lopez
        < Thank you. Shall the desk look for it? Reply Y.
        > no
        < All right. Text BOOK for a visit, or HELP.
    """)


def test_the_desk_reads_what_was_said_of_the_visit(talk: Talk) -> None:
    talk("""
        >> cancel my appointment | it's for tomorrow at 10 | under Maria Lopez | yes please
        < I have told the desk. Someone will get back to you here as soon as they can.
    """)


def test_a_new_visit_can_be_booked_all_the_same(talk: Talk) -> None:
    talk(f"""
        > status
        < {HELLO}
        < {LOST}
        > any openings on thursday?
        < These are free. Reply with a number or another day:
        < ...
        > status
        < Nothing is booked yet.
        < These are free. Reply with a number or another day:
        < ...
    """)


def test_in_spanish_too(talk: Talk) -> None:
    talk(f"""
        > tengo una cita la semana que viene pero no recuerdo cuando
        < {HOLA}
        < {PERDIDA}
        > es para el martes
        < Gracias. Desde este teléfono no veo esa cita, pero la recepción puede buscarla. ...
        > a nombre de Maria Lopez
        < Gracias. ¿La busca la recepción? Responda SÍ.
        > si
        < Ya avisé a la recepción. Alguien le responderá aquí lo antes posible.
    """)


def test_late_before_anything_is_booked_keeps_the_list(talk: Talk) -> None:
    talk("""
        > book dr lee
        < ...
        > He may be a few minutes late because of the bus
        < Nothing is booked yet. Once it is, text LATE 15 on the day and the desk knows.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 23 Nov, 9:30am
        < ...
        > move it
        < Nothing is booked yet.
        < Free with Dr. Lee. Reply with a number or another day:
        < ...
        > 2
        < Booked: Dr. Lee, ...
        < What name is the visit for?
    """)


def test_late_before_anything_is_booked_in_spanish(talk: Talk) -> None:
    talk("""
        > cita con dr lee
        < ...
        > puede que llegue unos minutos tarde por el bus
        < Todavía no hay nada reservado. Ese día, si van tarde, escriba TARDE 15 y la recepción lo sabrá.
        < Libre con Dr. Lee. Responda con un número o con otro día:
        < ...
    """)


def test_a_second_yes_to_a_list_takes_up_its_first_time(talk: Talk) -> None:
    talk("""
        > book dr lee
        < ...
        > yes
        < Which one?
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 23 Nov, 9:30am
        < ...
        > ok
        < Dr. Lee, Mon 23 Nov, 9:30am. Reply C to book it, or send another time.
        > no
        < No problem.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 23 Nov, 10am
        < ...
        2> cita con dr lee
        2< ...
        2> si
        2< ¿Cuál de ellas?
        2< ...
        2> vale
        2< Dr. Lee, lun 23 nov, 9:30am. Responda C para reservar, o envíe otra hora.
    """)


def test_cancel_in_the_middle_of_a_move_leaves_the_visit_and_says_how_to_cancel_it(talk: Talk) -> None:
    talk("""
        >> book dr lee thursday 3pm | c | Ana
        < Booked: Dr. Lee, Thu 26 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        > move it to friday
        < Move your visit of Thu 26 Nov, 3pm to Fri 27 Nov, 3pm with Dr. Lee? Reply C to move it, or send another time.
        > nvm cancel it
        < All right, your visit stays as it was: Dr. Lee, Thu 26 Nov, 3pm. To cancel it, text X <A>.
        > yep
        < All right. Your next visit: Dr. Lee, Thu 26 Nov, 3pm, code <A>.
        > x <A>
        < Cancelled: Dr. Lee, Thu 26 Nov, 3pm. To book again, text BOOK.
        2>> cita con dr lee el viernes a las 2 | si | Eva Sol
        2< Reservada: Dr. Lee, vie 27 nov, 2pm. Código <B>. ...
        2> cambiarla al lunes
        2< ...
        2> mejor cancelala
        2< De acuerdo, su cita queda como estaba: Dr. Lee, vie 27 nov, 2pm. Para cancelarla, escriba X <B>.
        2> espera no
        2< ...
    """)
    assert [visit.status for visit in Appointment.select().order_by(Appointment.id)] == ["cancelled", "confirmed"]


REMINDED = "Yes, we text you 24 hours and 3 hours before your visit."
HERE_ONLY = "Our texts go to this phone only, so please pass them on."


def test_reminders_of_us_and_of_somebody_else(talk: Talk) -> None:
    talk(f"""
        > Could you remind us the day before?
        < {HELLO}
        < {REMINDED}
        > can you remind him the day before
        < {REMINDED}
        < {HERE_ONLY}
        > will you remind my mother
        < {REMINDED}
        < {HERE_ONLY}
        2> puede recordarle a mi mama un dia antes?
        2< {HOLA}
        2< Sí, le escribimos 24 horas y 3 horas antes de su cita.
        2< Solo escribimos a este teléfono; por favor, páselo usted.
    """)


@pytest.mark.parametrize(
    "said",
    [
        "can u send it to my wife too", "text this to my husband", "forward the confirmation to my daughter please",
        "can you add my husbands number?", "send it to her as well",
    ],
)  # fmt: skip
def test_a_text_for_somebody_else_is_no_visit_for_them(talk: Talk, said: str) -> None:
    talk(f"""
        >> book dr lee thursday 3pm | c | Ana
        < Booked: Dr. Lee, Thu 26 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        > {said}
        < {HERE_ONLY}
        > y me lo puede mandar a mi esposo tambien?
        < Solo escribimos a este teléfono; por favor, páselo usted.
    """)


def test_yes_to_which_doctor_of_one_name_is_asked_again(talk: Talk) -> None:

    factory.doctor(Clinic.get(), "Dr. Sam Lee")
    talk("""
        > book dr lee
        < ...
        > yes
        < Which doctor do you mean?
        < 1 Dr. Maya Lee
        < 2 Dr. Sam Lee
    """)


def test_leave_it_in_the_middle_of_a_move_leaves_the_visit(talk: Talk) -> None:
    talk("""
        >> book dr lee thursday 3pm | c | Ana
        < Thank you, Ana. See you: Dr. Lee, Thu 26 Nov, 3pm.
        > move it to friday
        < ...
        > no wait leave it
        < All right, it stays: Dr. Lee, Thu 26 Nov, 3pm.
    """)


def test_thanks_anyway_asks_nobody(talk: Talk) -> None:
    talk(f"""
        > I want to cancel
        < {HELLO}
        < {LOST}
        > ok thanks anyway
        < ...
        > status
        < {LOST}
        2> quiero cancelar mi cita
        2< {HOLA}
        2< {PERDIDA}
        2> ok gracias de todos modos
        2< ...
    """)
    assert Handoff.select().count() == 0
