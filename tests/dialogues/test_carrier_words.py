"""STOP, CANCEL and YES where the carrier owns them, over its wire: each kind of number, 21610, OptOutType (RULES 1-3)."""

from __future__ import annotations

from store import settings
from tests.dialogues.wire import Wire


def test_a_bare_cancel_cancels_the_visit_though_the_carrier_stops_our_texts(wire: Wire) -> None:
    """A long code as it comes: nobody tells us of the carrier's STOP, our own next text comes back with 21610."""
    wire("""
        > book dr lee wednesday 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Wed 25 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana Ruiz
        < Thank you, Ana Ruiz. See you: Dr. Lee, Wed 25 Nov, 3pm.
        > CANCEL
        < [carrier] You will get no more texts from this number. Text START to get them again.
        S< Cancelled by the patient: A.R. with Dr. Lee, Wed 25 Nov, 3pm (<A>)
        S< A.R. +15550100001 texted CANCEL. What they meant is cancelled, but their carrier now stops our texts too. They can text START to get them again.
        > hello?
        S< A.R. +15550100001 has stopped our texts, so I may not answer. Please call them. They wrote: hello?
        > START
        < [carrier] You can get texts from this number again. Text STOP to end them.
        < Elm Street Clinic: welcome back. We text you about your visits again. Text HELP for what you can do.
        2> cita con dr lee el miércoles 4pm
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir mas.
        2< Dr. Lee, mié 25 nov, 4pm. Responda C para reservar, o envie otra hora.
        2> c
        2< Reservada: Dr. Lee, mié 25 nov, 4pm. Codigo <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        2< ¿A nombre de quién es la cita?
        2> Eva Gil
        2< Gracias, Eva Gil. Le esperamos: Dr. Lee, mié 25 nov, 4pm.
        2> CANCEL
        2< [carrier] You will get no more texts from this number. Text START to get them again.
        S< Cancelled by the patient: E.G. with Dr. Lee, Wed 25 Nov, 4pm (<B>)
        S< E.G. +15550100002 texted CANCEL. What they meant is cancelled, but their carrier now stops our texts too. They can text START to get them again.
        2> START
        2< [carrier] You can get texts from this number again. Text STOP to end them.
        2< Elm Street Clinic: gracias por volver. Otra vez le avisamos de sus citas. Escriba AYUDA para ver qué puede hacer.
    """)


def test_with_advanced_opt_out_the_carrier_has_answered_and_we_say_nothing(wire: Wire) -> None:
    settings.put(wire.clinic, {"advanced_opt_out": "on"})
    wire.carrier.opt_out_words(True)
    wire("""
        >> book dr lee wednesday 3pm | c | Ana Ruiz
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        2> cita con dr lee el miércoles 4pm
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir mas.
        2< Dr. Lee, mié 25 nov, 4pm. Responda C para reservar, o envie otra hora.
        2> c
        2< Reservada: Dr. Lee, mié 25 nov, 4pm. Codigo <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        2< ¿A nombre de quién es la cita?
        2> Eva Gil
        2< Gracias, Eva Gil. Le esperamos: Dr. Lee, mié 25 nov, 4pm.
        > STOP
        < [carrier] You will get no more texts from this number. Text START to get them again.
        2> STOP
        2< [carrier] You will get no more texts from this number. Text START to get them again.
        @ Tue 24 Nov 16:00
        -
        > START
        < [carrier] You can get texts from this number again. Text STOP to end them.
        > CANCEL
        < [carrier] You will get no more texts from this number. Text START to get them again.
        S< Cancelled late by the patient: A.R. with Dr. Lee, Wed 25 Nov, 3pm (<A>)
        S< A.R. +15550100001 texted CANCEL. What they meant is cancelled, but their carrier now stops our texts too. They can text START to get them again.
        2> START
        2< [carrier] You can get texts from this number again. Text STOP to end them.
        2> CANCEL
        2< [carrier] You will get no more texts from this number. Text START to get them again.
        S< Cancelled by the patient: E.G. with Dr. Lee, Wed 25 Nov, 4pm (<B>)
        S< E.G. +15550100002 texted CANCEL. What they meant is cancelled, but their carrier now stops our texts too. They can text START to get them again.
    """)


def test_with_cancel_and_yes_off_the_carriers_list_both_are_about_the_visit(wire: Wire) -> None:
    settings.put(wire.clinic, {"advanced_opt_out": "on"})
    wire.carrier.opt_out_words(True, {"STOP", "END", "QUIT"}, {"START", "UNSTOP"})
    wire("""
        >> book dr lee wednesday 3pm | c | Ana Ruiz
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        @ Tue 24 Nov 15:00
        < Elm Street Clinic: Dr. Lee, Wed 25 Nov, 3pm. Reply C to confirm, M to move, X to cancel (<A>).
        > YES
        < Thank you, confirmed: Dr. Lee, Wed 25 Nov, 3pm. See you then!
        > CANCEL
        < Cancelled: Dr. Lee, Wed 25 Nov, 3pm. To book again, text BOOK.
        S< Cancelled by the patient: A.R. with Dr. Lee, Wed 25 Nov, 3pm (<A>)
    """)


def test_on_a_toll_free_number_cancel_is_the_patients_word_and_stop_the_networks(wire: Wire) -> None:
    settings.put(wire.clinic, {"sms_number_kind": "toll_free"})
    wire.carrier.opt_out_words(False, {"STOP"}, {"START", "UNSTOP"})
    wire("""
        >> book dr lee wednesday 4pm | c | Ben
        < Booked: Dr. Lee, Wed 25 Nov, 4pm. Code <A>. To move it text M <A>, to cancel X <A>.
        > CANCEL
        < Cancelled: Dr. Lee, Wed 25 Nov, 4pm. To book again, text BOOK.
        S< Cancelled by the patient: B. with Dr. Lee, Wed 25 Nov, 4pm (<A>)
        2> cita con dr lee el miércoles 3pm
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir mas.
        2< Dr. Lee, mié 25 nov, 3pm. Responda C para reservar, o envie otra hora.
        2> c
        2< Reservada: Dr. Lee, mié 25 nov, 3pm. Codigo <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        2< ¿A nombre de quién es la cita?
        2> Ana Ruiz
        2< Gracias, Ana Ruiz. Le esperamos: Dr. Lee, mié 25 nov, 3pm.
        2> CANCEL
        2< Cancelada: Dr. Lee, mié 25 nov, 3pm. Para reservar otra, escriba CITA.
        S< Cancelled by the patient: A.R. with Dr. Lee, Wed 25 Nov, 3pm (<B>)
        2> STOP
        2< [carrier] You will get no more texts from this number. Text START to get them again.
        2> hola
        S< A.R. +15550100002 has stopped our texts, so I may not answer. Please call them. They wrote: hola
        2> UNSTOP
        2< [carrier] You can get texts from this number again. Text STOP to end them.
        2< Elm Street Clinic: gracias por volver. Otra vez le avisamos de sus citas. Escriba AYUDA para ver qué puede hacer.
    """)
