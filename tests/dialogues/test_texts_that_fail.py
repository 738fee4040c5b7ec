"""What becomes of a text that does not arrive (R6, RULES 13): another channel, the list of calls; callbacks of any kind."""

from __future__ import annotations

from tests.dialogues.wire import Wire, number


def test_a_landline_and_a_phone_that_is_off_end_on_the_list_of_calls(wire: Wire) -> None:
    wire("""
        > book dr lee wednesday 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Wed 25 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana Ruiz
        < Thank you, Ana Ruiz. See you: Dr. Lee, Wed 25 Nov, 3pm.
        2> cita con dr lee el miércoles 2pm
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir mas.
        2< Dr. Lee, mié 25 nov, 2pm. Responda C para reservar, o envie otra hora.
        2> c
        2< Reservada: Dr. Lee, mié 25 nov, 2pm. Codigo <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        2< ¿A nombre de quién es la cita?
        2> Eva Gil
        2< Gracias, Eva Gil. Le esperamos: Dr. Lee, mié 25 nov, 2pm.
    """)
    wire.carrier.fail(number("1"), 30006)
    wire.carrier.fail(number("2"), 30003)
    wire("""
        @ Tue 24 Nov 14:00
        -
        @ Tue 24 Nov 14:15
        -
        @ Tue 24 Nov 14:30
        -
        @ Tue 24 Nov 15:00
        S< A.R. +15550100001 is a landline or cannot take texts (30006). Please call them instead.
        @ Tue 24 Nov 17:00
        S< Wed 25 Nov. Visits: 2, confirmed 0.
        S< Not confirmed: E.G. 2pm (<B>), A.R. 3pm (<A>)
        S< Please call these patients, no text reaches them. Their visits of Wed 25 Nov:
        S< E.G. +15550100002: Dr. Lee, Wed 25 Nov, 2pm (<B>) - the last text did not arrive
        S< A.R. +15550100001: Dr. Lee, Wed 25 Nov, 3pm (<A>) - number does not take texts (30006)
    """)
    wire.carrier.fail(number("1"), None)
    wire("""
        > c
        < Thank you, confirmed: Dr. Lee, Wed 25 Nov, 3pm. See you then!
    """)


def test_what_the_number_does_not_take_goes_to_the_chat_of_the_same_person(wire: Wire) -> None:
    wire("""
        > cita con dr lee el miércoles 3pm
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir mas.
        < Dr. Lee, mié 25 nov, 3pm. Responda C para reservar, o envie otra hora.
        > c
        < Reservada: Dr. Lee, mié 25 nov, 3pm. Codigo <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana Ruiz
        < Gracias, Ana Ruiz. Le esperamos: Dr. Lee, mié 25 nov, 3pm.
        T> hola
        T< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        T< ¡Hola! Aquí puede reservar una cita. Para esperar hoy en la fila, escriba FILA.
        T< ¿Con quién quiere la cita?
        T< [Dr. Lee] [Dr. Osei] [Cualquier doctor]
        T< ¿Ha reservado por mensaje de texto? Comparta su número y esas citas también se ven aquí.
        T< [Compartir mi número]
        T> (number 1)
        T< Gracias. Este chat y su teléfono ..0001 muestran ahora las mismas citas.
        T< Dr. Lee, mié 25 nov, 3pm. Código <A>. Escriba M <A> para moverla, X <A> para cancelarla.
        T< En 12 Elm Street.
        T< Para su calendario: ...
        < Elm Street Clinic: sus citas se ven ahora también en un chat de Telegram. Si no fue usted, escriba PERSONA.
        > mis citas
        < Dr. Lee, mié 25 nov, 3pm. Codigo <A>. Escriba M <A> para moverla, X <A> para cancelarla.
        < En 12 Elm Street.
        < Para su calendario: ...
    """)
    wire.carrier.fail(number("1"), 30005)
    wire("""
        @ Tue 24 Nov 15:00
        T< Elm Street Clinic: Dr. Lee, mié 25 nov, 3pm. Responda C para confirmar, M para mover, X para cancelar (<A>).
        T< [Confirmar] [Mover] [Cancelar]
        T> [Confirmar]
        T< Gracias, confirmada: Dr. Lee, mié 25 nov, 3pm. ¡Le esperamos!
    """)


def test_callbacks_doubled_and_out_of_order_change_nothing(wire: Wire) -> None:
    wire.carrier.callbacks("shuffled")
    wire("""
        >> book dr lee wednesday 3pm | c | Ana Ruiz
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
    """)
    wire.carrier.callbacks("doubled")
    wire("""
        @ Tue 24 Nov 15:00
        < Elm Street Clinic: Dr. Lee, Wed 25 Nov, 3pm. Reply C to confirm, M to move, X to cancel (<A>).
    """)
    wire.carrier.callbacks("never")
    wire("""
        > c
        < Thank you, confirmed: Dr. Lee, Wed 25 Nov, 3pm. See you then!
        @ Wed 25 Nov 12:00
        < Elm Street Clinic: see you Wed 25 Nov, 3pm, Dr. Lee. M moves it, X cancels (<A>).
    """)
