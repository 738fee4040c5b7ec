"""One person on several channels (R5, P10): Telegram by a proven number, WhatsApp and its 24 hours, copies by e-mail."""

from __future__ import annotations

from bot.notices import templates
from store import settings, whatsapp
from tests.dialogues.wire import Wire


def test_a_shared_number_shows_its_visits_and_a_forwarded_card_opens_nothing(wire: Wire) -> None:
    wire("""
        > book dr lee wednesday 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Wed 25 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana Ruiz
        < Thank you, Ana Ruiz. See you: Dr. Lee, Wed 25 Nov, 3pm.
        T> /start
        T< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        T< Hello! You can book a visit here. To wait in line today, text QUEUE.
        T< Which doctor would you like to see?
        T< [Dr. Lee] [Dr. Osei] [Any doctor]
        T< Have you booked by text? Share your number, and those visits show here too.
        T< [Share my number]
        T> (card 1)
        T< That card is not your own number, so it opens nothing here.
        T< Which doctor would you like to see?
        T< [Dr. Lee] [Dr. Osei] [Any doctor]
        T< Have you booked by text? Share your number, and those visits show here too.
        T< [Share my number]
        T> (number 1)
        T< Thank you. This chat and your phone ..0001 now show the same visits.
        T< Dr. Lee, Wed 25 Nov, 3pm. Code <A>. Text M <A> to move it, X <A> to cancel.
        T< At 12 Elm Street.
        T< For your calendar: ...
        < Elm Street Clinic: your visits now show in a Telegram chat too. If that was not you, text AGENT.
        T> X <A>
        T< Cancelled: Dr. Lee, Wed 25 Nov, 3pm. To book again, text BOOK.
        S< Cancelled by the patient: A.R. with Dr. Lee, Wed 25 Nov, 3pm (<A>)
    """)


def test_in_spanish_a_shared_number_and_a_reminder_with_buttons(wire: Wire) -> None:
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
        T> (card 1)
        T< Ese contacto no es su propio número, así que aquí no abre nada.
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
        @ Tue 24 Nov 15:00
        T< Elm Street Clinic: Dr. Lee, mié 25 nov, 3pm. Responda C para confirmar, M para mover, X para cancelar (<A>).
        T< [Confirmar] [Mover] [Cancelar]
        T> [Confirmar]
        T< Gracias, confirmada: Dr. Lee, mié 25 nov, 3pm. ¡Le esperamos!
    """)


def test_whatsapp_within_24_hours_freely_and_after_them_by_sms_where_there_is_no_template(wire: Wire) -> None:
    settings.put(wire.clinic, {"reminder_offsets": "24h"})
    wire("""
        W> book dr lee tomorrow 3pm
        W< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        W< Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        W> c
        W< Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        W< What name is the visit for?
        W> Ana Ruiz
        W< Thank you, Ana Ruiz. See you: Dr. Lee, Tue 24 Nov, 3pm.
        W> book dr lee friday 3pm
        W< Dr. Lee, Fri 27 Nov, 3pm. Reply C to book it, or send another time.
        W> c
        W< Booked: Dr. Lee, Fri 27 Nov, 3pm. Code <B>. To move it text M <B>, to cancel X <B>.
        @ Tue 24 Nov 08:00
        W< Elm Street Clinic: Dr. Lee, Tue 24 Nov, 3pm. Reply C to confirm, M to move, X to cancel (<A>).
        W> X <A>
        W< Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        S< Cancelled late by the patient: A.R. with Dr. Lee, Tue 24 Nov, 3pm (<A>)
        @ Thu 26 Nov 15:00
        < Elm Street Clinic: Dr. Lee, Fri 27 Nov, 3pm. Reply C to confirm, M to move, X to cancel (<B>).
    """)


def test_in_spanish_whatsapp_after_24_hours_by_template(wire: Wire) -> None:
    wire.clinic.whatsapp_templates = whatsapp.sample_templates(["en", "es"])
    wire.clinic.save()
    wire.carrier.twilio.template = lambda sid: templates.registered(sid, wire.clinic)
    wire("""
        W> cita con dr lee el viernes 3pm
        W< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        W< Dr. Lee, vie 27 nov, 3pm. Responda C para reservar, o envíe otra hora.
        W> c
        W< Reservada: Dr. Lee, vie 27 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        W< ¿A nombre de quién es la cita?
        W> Ana Ruiz
        W< Gracias, Ana Ruiz. Le esperamos: Dr. Lee, vie 27 nov, 3pm.
        @ Thu 26 Nov 15:00
        W< Elm Street Clinic: Dr. Lee, vie 27 nov, 3pm. Responda C para confirmar, M para mover, X para cancelar (<A>).
        W> C
        W< Gracias, confirmada: Dr. Lee, vie 27 nov, 3pm. ¡Le esperamos!
    """)


def test_copies_by_e_mail_with_a_calendar_file(wire: Wire) -> None:
    wire("""
        > email ana@example.org
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Thank you. What we text about your visits goes to a...@example.org too. To stop it, text NO EMAIL.
        > book dr lee wednesday 3pm
        < Dr. Lee, Wed 25 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        M< Visit booked: Wed 25 Nov, 3pm [visit.ics]
        > Ana Ruiz
        < Thank you, Ana Ruiz. See you: Dr. Lee, Wed 25 Nov, 3pm.
        @ Tue 24 Nov 15:00
        < Elm Street Clinic: Dr. Lee, Wed 25 Nov, 3pm. Reply C to confirm, M to move, X to cancel (<A>).
        M< Your visit: Wed 25 Nov, 3pm [visit.ics]
        > move it to friday 3pm
        < Move your visit of Wed 25 Nov, 3pm to Fri 27 Nov, 3pm with Dr. Lee? Reply C to move it, or send another time.
        > c
        < Moved: Dr. Lee, Fri 27 Nov, 3pm. New code <B>.
        S< Moved by the patient: A.R. with Dr. Lee, Wed 25 Nov, 3pm -> Fri 27 Nov, 3pm (<B>)
        M< Visit moved: Fri 27 Nov, 3pm [visit.ics]
        > X
        < Cancelled: Dr. Lee, Fri 27 Nov, 3pm. To book again, text BOOK.
        S< Cancelled by the patient: A.R. with Dr. Lee, Fri 27 Nov, 3pm (<B>)
        M< Visit cancelled: Fri 27 Nov, 3pm [visit.ics]
        > no email
        < You get no more e-mail from us. Texts go on as before.
        2> hola
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir mas.
        2< ¡Hola! Aqui puede reservar una cita. Para esperar hoy en la fila, escriba FILA.
        2< ¿Con quién quiere la cita?
        2< 1 Dr. Lee
        2< 2 Dr. Osei
        2< 3 Cualquier doctor
        2> mi correo es eva@example.org
        2< Gracias. Lo que le escribimos sobre sus citas va también a e...@example.org. Para terminarlo escriba NO CORREO.
        2< ¿Con quién quiere la cita?
        2< 1 Dr. Lee
        2< 2 Dr. Osei
        2< 3 Cualquier doctor
        2> cita con dr lee el viernes 4pm
        2< Dr. Lee, vie 27 nov, 4pm. Responda C para reservar, o envie otra hora.
        2> c
        2< Reservada: Dr. Lee, vie 27 nov, 4pm. Codigo <C>. Para moverla escriba M <C>; para cancelarla, X <C>.
        2< ¿A nombre de quién es la cita?
        M< Cita reservada: vie 27 nov, 4pm [visit.ics]
        2> Eva Gil
        2< Gracias, Eva Gil. Le esperamos: Dr. Lee, vie 27 nov, 4pm.
        2> ya no quiero correos
        2< Ya no le enviamos correo. Los mensajes siguen como antes.
        2> X
        2< Cancelada: Dr. Lee, vie 27 nov, 4pm. Para reservar otra, escriba CITA.
        S< Cancelled by the patient: E.G. with Dr. Lee, Fri 27 Nov, 4pm (<C>)
    """)
