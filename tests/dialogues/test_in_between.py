"""What is asked or said in between: a slip of the thumb, a question about the clinic, an excuse."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.understanding import slips
from store.models import Appointment

Talk = Callable[[str], None]
ASKED = """
    > book dr lee thursday 3pm
    < Elm Street Clinic here. We text you about your visits; reply STOP to end.
    < Dr. Lee, Thu 26 Nov, 3pm. Reply C to book it, or send another time.
"""
BOOKED = ASKED + """\
    > c
    < Booked: Dr. Lee, Thu 26 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
    < What name is the visit for?
    > Ana
    < Thank you, Ana. See you: Dr. Lee, Thu 26 Nov, 3pm.
"""  # fmt: skip
MISSED = """
    > book dr lee today 11am
    < ...
    > c
    < ...
    > Ana
    < ...
    @ Mon 23 Nov 12:30
    < Elm Street Clinic: we missed you: Dr. Lee, Mon 23 Nov, 11am. Text BOOK for a new time.
"""

# --- slips of yes and no ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["yse", "yess pls", "yed", "yeha", "okk", "sii"])
def test_a_yes_with_a_slip_books(talk: Talk, said: str) -> None:
    talk(ASKED + f"""\
    > {said}
    < Booked: Dr. Lee, Thu 26 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
    < What name is the visit for?
    """)  # fmt: skip


@pytest.mark.parametrize("said", ["noo", "npo", "nope thanks"])
def test_a_no_with_a_slip(talk: Talk, said: str) -> None:
    talk(ASKED + f"""\
    > {said}
    < No problem.
    < Free with Dr. Lee. Reply with a number or another day:
    < ...
    """)  # fmt: skip


def test_a_slip_confirms_a_reminder_and_never_cancels(talk: Talk) -> None:
    talk(BOOKED + """\
    @ Wed 25 Nov 15:00
    < Elm Street Clinic: Dr. Lee, Thu 26 Nov, 3pm. Reply C to confirm, M to move, X to cancel (<A>).
    > npo
    < Sorry, I did not get that. ...
    > yse
    < Thank you, confirmed: Dr. Lee, Thu 26 Nov, 3pm. See you then!
    > i cant make it
    < Cancel Dr. Lee, Thu 26 Nov, 3pm?
    < 1 Yes, cancel it
    < 2 No, keep it
    > yse
    < Sorry, I did not get that.
    < Cancel Dr. Lee, Thu 26 Nov, 3pm?
    < ...
    """)  # fmt: skip
    assert Appointment.get().status == "confirmed"


@pytest.mark.parametrize("said", ["yesterday", "eyes", "yes but later", "notes", "on", "yse tuesday"])
def test_what_is_no_slip(said: str) -> None:
    assert slips.answer(said) is None


# --- questions about the clinic --------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["i must bring something?", "do I need to fast?", "can i drink water before"])
def test_a_question_in_the_middle_of_a_move_is_no_no(talk: Talk, said: str) -> None:
    talk(BOOKED + f"""\
    > move it to friday
    < Move your visit of Thu 26 Nov, 3pm to Fri 27 Nov, 3pm with Dr. Lee? Reply C to move it, or send another time.
    > {said}
    < I do not know that. Text AGENT and the desk will tell you.
    < Move your visit of Thu 26 Nov, 3pm to Fri 27 Nov, 3pm with Dr. Lee? Reply C to move it, or send another time.
    > c
    < Moved: Dr. Lee, Fri 27 Nov, 3pm. New code <B>.
    """)  # fmt: skip


def test_a_list_is_not_put_again_for_a_question_about_the_clinic(talk: Talk) -> None:
    talk("""
        > dr lee thursday
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Thu 26 Nov, 9am
        < 2 Thu 26 Nov, 11am
        < 3 Thu 26 Nov, 1pm
        < 4 Thu 26 Nov, 3pm
        < 5 Other times
        > what's the address?
        < Elm Street Clinic is at 12 Elm Street.
        < The list above still stands: reply with a number from it.
        > do you take insurance?
        < I do not know that. Text AGENT and the desk will tell you.
        < The list above still stands: reply with a number from it.
        > 2
        < Booked: Dr. Lee, Thu 26 Nov, 11am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
    """)


def test_a_list_is_not_put_again_in_spanish(talk: Talk) -> None:
    talk("""
        > con lee el jueves por favor
        < ...
        > dónde están?
        < Elm Street Clinic está en 12 Elm Street.
        < La lista de arriba sigue valiendo: responda con un número de ella.
        > el segundo
        < Reservada: Dr. Lee, jue 26 nov, 11am. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ...
    """)


@pytest.mark.parametrize("said", ["yes please, and where are you?", "That suits me. Can you give me the address?"])
def test_a_yes_and_a_question_get_both_their_answers(talk: Talk, said: str) -> None:
    talk(ASKED + f"""\
    > {said}
    < Elm Street Clinic is at 12 Elm Street.
    < Booked: Dr. Lee, Thu 26 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
    < What name is the visit for?
    """)  # fmt: skip


@pytest.mark.parametrize("said", ["where exactly", "whats the addy", "so where to?"])
def test_where_in_other_words(talk: Talk, said: str) -> None:
    talk(ASKED + f"""\
    > {said}
    < Elm Street Clinic is at 12 Elm Street.
    < Dr. Lee, Thu 26 Nov, 3pm. Reply C to book it, or send another time.
    """)  # fmt: skip


# --- what could happen -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "what if i panic and cant come",
        "can i cancel later if i need to",
        "can i cancel last minute",
        "i may have to cancel",
        "idk if i can come tho",
        "i might not make it",
        "how do i cancel",
    ],
)
def test_what_could_happen_cancels_nothing(talk: Talk, said: str) -> None:
    talk(BOOKED + f"""\
    > {said}
    < Your visit: Dr. Lee, Thu 26 Nov, 3pm. Should you need to, text M <A> to move it or X <A> to cancel.
    """)  # fmt: skip
    assert Appointment.get().status == "confirmed"


@pytest.mark.parametrize("said", ["y si no puedo ir?", "no sé si pueda ir", "puedo cancelar después si no puedo ir"])
def test_what_could_happen_in_spanish(talk: Talk, said: str) -> None:
    talk(BOOKED + f"""\
    > {said}
    < Su cita: Dr. Lee, jue 26 nov, 3pm. Si hace falta, escriba M <A> para moverla o X <A> para cancelar.
    """)  # fmt: skip
    assert Appointment.get().status == "confirmed"


def test_what_could_happen_leaves_a_list_where_it_is(talk: Talk) -> None:
    talk("""
        > dr lee thursday
        < ...
        > what if i cant come
        < A visit can be moved or cancelled by text.
        < The list above still stands: reply with a number from it.
        > will anyone know i came?
        < I do not know that. Text AGENT and the desk will tell you.
        < The list above still stands: reply with a number from it.
        > 11am would be lovely, thank you
        < Dr. Lee, Thu 26 Nov, 11am. Reply C to book it, or send another time.
        > c
        < ...
        > not Ana lol. Chris
        < Thank you, Chris. See you: Dr. Lee, Thu 26 Nov, 11am.
        > can we do the next day
        < Move your visit of Thu 26 Nov, 11am to Fri 27 Nov, 11am with Dr. Lee? Reply C to move it, or send another time.
    """)


@pytest.mark.parametrize("said", ["ugh ok. 11", "1100", "hmm ok 1100"])
def test_an_hour_after_a_sigh(talk: Talk, said: str) -> None:
    talk(f"""
        > dr lee thursday
        < ...
        > {said}
        < Dr. Lee, Thu 26 Nov, 11am. Reply C to book it, or send another time.
    """)


def test_a_command_is_no_name(talk: Talk) -> None:
    talk("""
        > dr lee thursday 11am
        < ...
        > c
        < Booked: Dr. Lee, Thu 26 Nov, 11am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > nvm cancel the whole thing
        < Cancelled: Dr. Lee, Thu 26 Nov, 11am. To book again, text BOOK.
        > jk keep it lol
        < Booked: Dr. Lee, Thu 26 Nov, 11am. Code <B>. To move it text M <B>, to cancel X <B>.
        < What name is the visit for?
    """)


def test_one_date_of_several_is_dropped_and_wanted_after_all(talk: Talk) -> None:
    talk("""
        > dr lee wednesdays at 2 for 3 weeks
        < ...
        > yes
        < ...
        > George Tanner
        < ...
        > the 2nd of december i am away. can we drop that one?
        < Cancel Dr. Lee, Wed 2 Dec, 2pm?
        < 1 Yes, cancel it
        < 2 No, keep it
        > yes, just that one
        < Cancelled: Dr. Lee, Wed 2 Dec, 2pm. To book again, text BOOK.
        > what's left?
        < You have 2 visits:
        < ...
        > actually i could do the 2nd after all
        < Dr. Lee, Wed 2 Dec, 2pm. Reply C to book it, or send another time.
        > what do you have me down for
        < You have 2 visits:
        < ...
    """)


def test_a_time_that_is_to_be_left(talk: Talk) -> None:
    talk(BOOKED + """\
    > hmm i have a thing at 3pm, could mine be a bit later
    < Free with Dr. Lee. Reply with a number or another day:
    < 1 Thu 26 Nov, 3:30pm
    < ...
    """)  # fmt: skip


def test_a_wifes_visit_in_spanish(talk: Talk) -> None:
    talk("""
        > quisiera una cita con el doctor Lee para mi esposa el jueves a las 11
        < ...
        > sí
        < ...
        > Se llama Carmen Ortiz
        < Gracias, Carmen Ortiz. Le esperamos: Dr. Lee, jue 26 nov, 11am (Carmen).
        > ¿Tiene que ir en ayunas?
        < Eso no lo sé. Escriba PERSONA y la recepción le dirá.
        > disculpe, ¿y en qué calle están ustedes?
        < Elm Street Clinic está en 12 Elm Street.
        > mi esposa pregunta si puede ser el viernes a la misma hora
        < ¿Mover su cita del jue 26 nov, 11am al vie 27 nov, 11am con Dr. Lee? Responda C para moverla, o envíe otra hora.
    """)


def test_the_earlier_one_and_a_time_alone_right_after(talk: Talk) -> None:
    talk("""
        > dr lee thursday after 1 but before 3
        < ...
        > the earlier one
        < Booked: Dr. Lee, Thu 26 Nov, 1pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Walter Boyle. B-O-Y-L-E.
        < Thank you, Walter Boyle. See you: Dr. Lee, Thu 26 Nov, 1pm.
        > fri 2pm
        < Move your visit of Thu 26 Nov, 1pm to Fri 27 Nov, 2pm with Dr. Lee? Reply C to move it, or send another time.
        > what was it again
        < Dr. Lee, Thu 26 Nov, 1pm. Code <A>. Text M <A> to move it, X <A> to cancel.
        < ...
    """)


def test_who_has_no_visit_yet_wants_one_in_spanish(talk: Talk) -> None:
    talk("""
        > Buenos dias quiero cambiar mi cita con Lee
        < ...
        > perdon es que todavia no tengo, quiero sacar una
        < ¿Con quién quiere la cita?
        < ...
    """)


@pytest.mark.parametrize("said", ["what was it again", "what time and day was that again please"])
def test_what_was_it_again(talk: Talk, said: str) -> None:
    talk(BOOKED + f"""\
    > {said}
    < Dr. Lee, Thu 26 Nov, 3pm. Code <A>. Text M <A> to move it, X <A> to cancel.
    < ...
    """)  # fmt: skip


def test_u_is_no_spanish(talk: Talk) -> None:
    talk("""
        > can i get in today
        < ...
        > latest u got
        < Sorry, I did not get that.
        < ...
    """)


def test_pa_mi_nino(talk: Talk) -> None:
    talk("""
        > necesito cita pa mi niño con lee el jueves a las 9
        < ...
        > sí
        < Reservada: Dr. Lee, jue 26 nov, 9am. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿Cómo se llama su niño?
    """)


# --- excuses ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["sorry i was sick", "oh no i was in hospital"])
def test_sick_after_a_missed_visit(talk: Talk, said: str) -> None:
    talk(MISSED + f"""\
    > {said}
    < That can happen. Get well soon!
    < Text BOOK for a new time with Dr. Lee.
    > ok book
    < Free with Dr. Lee. Reply with a number or another day:
    < ...
    """)  # fmt: skip


@pytest.mark.parametrize("said", ["so sorry i completely forgot", "sorry, i overslept", "my bad"])
def test_any_other_excuse(talk: Talk, said: str) -> None:
    talk(MISSED + f"""\
    > {said}
    < That can happen.
    < Text BOOK for a new time with Dr. Lee.
    """)  # fmt: skip


def test_an_excuse_with_a_wish_is_a_wish(talk: Talk) -> None:
    talk(MISSED + """\
    > sorry i was sick, can i come thursday at 10?
    < Dr. Lee, Thu 26 Nov, 10am. Reply C to book it, or send another time.
    """)  # fmt: skip


@pytest.mark.parametrize("said", ["sorry for the late reply, i was traveling", "sorry for replying late"])
def test_a_late_reply_to_nothing(talk: Talk, said: str) -> None:
    talk(BOOKED + f"""\
    > {said}
    < No problem at all. What can I do for you?
    """)  # fmt: skip


def test_excuses_in_spanish(talk: Talk) -> None:
    talk(MISSED + """\
    > perdón, estoy enferma
    < No se preocupe. ¡Que se mejore pronto!
    < Escriba CITA para una hora nueva con Dr. Lee.
    > se me olvidó, disculpe
    < No se preocupe.
    < Escriba CITA para una hora nueva con Dr. Lee.
    """)  # fmt: skip


def test_sick_before_a_visit_changes_nothing_by_itself(talk: Talk) -> None:
    talk(BOOKED + """\
    > sorry im sick
    < Get well soon!
    < Your visit: Dr. Lee, Thu 26 Nov, 3pm. Text M <A> to move it, X <A> to cancel.
    """)  # fmt: skip
    assert Appointment.get().status == "confirmed"
