"""What leaves on its own by SMS is one segment in the plain alphabet, whatever the names; elsewhere names stay whole (C4)."""

from __future__ import annotations

from bot import gsm
from tests.dialogues.wire import Wire


def test_one_segment_whatever_the_names_and_only_an_sms_is_written_in_plain_letters(wire: Wire) -> None:
    wire.clinic.name = "Clínica Familiar de la Ribera y del Ñandú"
    wire.clinic.save()
    wire("""
        > cita con dr lee el miércoles 3pm
        < Le escribe Clinica Familiar de la Ribera y del Ñandu. Le enviamos mensajes sobre sus citas; responda STOP para no recibir mas.
        < Dr. Lee, mié 25 nov, 3pm. Responda C para reservar, o envie otra hora.
        > c
        < Reservada: Dr. Lee, mié 25 nov, 3pm. Codigo <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Łukasz Żółtowski
        < Gracias, Lukasz Zoltowski. Le esperamos: Dr. Lee, mié 25 nov, 3pm.
        > cita para mi hija Zoë con dr osei el miércoles 4pm
        < Dr. Osei, mié 25 nov, 4pm. Responda C para reservar, o envie otra hora.
        > c
        < Reservada: Dr. Osei, mié 25 nov, 4pm (Zoe). Codigo <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        2> book dr lee wednesday 2pm
        2< Clinica Familiar de la Ribera y del Ñandu here. We text you about your visits; reply STOP to end.
        2< Dr. Lee, Wed 25 Nov, 2pm. Reply C to book it, or send another time.
        2> c
        2< Booked: Dr. Lee, Wed 25 Nov, 2pm. Code <C>. To move it text M <C>, to cancel X <C>.
        2< What name is the visit for?
        2> Bjørn Đukić
        2< Thank you, Bjørn Dukic. See you: Dr. Lee, Wed 25 Nov, 2pm.
        T> hola
        T< Le escribe Clínica Familiar de la Ribera y del Ñandú. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        T< ¡Hola! Aquí puede reservar una cita. Para esperar hoy en la fila, escriba FILA.
        T< ¿Con quién quiere la cita?
        T< [Dr. Lee] [Dr. Osei] [Cualquier doctor]
        T< ¿Ha reservado por mensaje de texto? Comparta su número y esas citas también se ven aquí.
        T< [Compartir mi número]
        T> (number 1)
        T< Gracias. Este chat y su teléfono ..0001 muestran ahora las mismas citas.
        T< Tiene 2 citas:
        T< <A>: Dr. Lee, mié 25 nov, 3pm (Łukasz)
        T< <B>: Dr. Osei, mié 25 nov, 4pm (Zoë)
        T< Escriba X y el código para cancelar, M y el código para mover; por ejemplo, X <A>.
        < Clinica Familiar de la Ribera y del Ñandu: sus citas se ven ahora también en un chat de Telegram. Si no fue usted, escriba PERSONA.
        @ Tue 24 Nov 14:00
        2< Clinica Familiar de la Ribera y del Ñandu: Dr. Lee, Wed 25 Nov, 2pm. Reply C to confirm, M to move, X to cancel (<C>).
        @ Tue 24 Nov 15:00
        T< Clínica Familiar de la Ribera y del Ñandú, mié 25 nov: 3pm Dr. Lee (Łukasz), 4pm Dr. Osei (Zoë). Responda C para confirmar todas, M mueve una, X cancela una.
        T< [Confirmar todas] [Mover] [Cancelar]
        T> sí
        T< Gracias, las 2 citas están confirmadas. ¡Le esperamos!
        T< Dr. Lee, mié 25 nov, 3pm (Łukasz)
        T< Dr. Osei, mié 25 nov, 4pm (Zoë)
        > mis citas
        < Tiene 2 citas:
        < <A>: Dr. Lee, mié 25 nov, 3pm (Lukasz)
        < <B>: Dr. Osei, mié 25 nov, 4pm (Zoe)
        < Escriba X y el codigo para cancelar, M y el codigo para mover; por ejemplo, X <A>.
        @ Wed 25 Nov 12:00
        2< Clinica Familiar de la Ribera y del Ñandu: Dr. Lee, Wed 25 Nov, 2pm. Reply C to confirm, M to move, X to cancel (<C>).
        T< Clínica Familiar de la Ribera y del Ñandú, mié 25 nov: 3pm Dr. Lee (Łukasz), 4pm Dr. Osei (Zoë). ¡Le esperamos! M mueve una, X cancela una.
        T< [Mover] [Cancelar]
    """)
    texts = [sent.body for sent in wire.carrier.sent(channel="sms")]  # what left on its own
    assert texts
    assert {gsm.segments(text) for text in texts} == {1}
