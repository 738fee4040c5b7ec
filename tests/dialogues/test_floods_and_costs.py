"""Auto-replies and loops fall silent (RULES 11); a day costs so much and no more, and the desk is warned first."""

from __future__ import annotations

from store import settings
from tests.dialogues.wire import Wire


def test_an_autoreply_gets_one_notice_and_then_silence_and_stop_is_heard_all_the_same(wire: Wire) -> None:
    wire("""
        > I am driving and will answer later
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Which doctor would you like to see?
        < 1 Dr. Lee
        < 2 Dr. Osei
        < 3 Any doctor
        @ 10s
        -
        > I am driving and will answer later
        < Which doctor would you like to see?
        < 1 Dr. Lee
        < 2 Dr. Osei
        < 3 Any doctor
        @ 10s
        -
        > I am driving and will answer later
        < That is a lot of messages at once, so we will pause. Please write again in 10 minutes, or call if it is urgent.
        @ 10s
        -
        > I am driving and will answer later
        -
        > book
        < Which doctor would you like to see?
        < 1 Dr. Lee
        < 2 Dr. Osei
        < 3 Any doctor
        2> Estoy conduciendo, respondo luego
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir mas.
        2< ¿Con quién quiere la cita?
        2< 1 Dr. Lee
        2< 2 Dr. Osei
        2< 3 Cualquier doctor
        @ 10s
        -
        2> Estoy conduciendo, respondo luego
        2< ¿Con quién quiere la cita?
        2< 1 Dr. Lee
        2< 2 Dr. Osei
        2< 3 Cualquier doctor
        @ 10s
        -
        2> Estoy conduciendo, respondo luego
        2< Son muchos mensajes a la vez, asi que hacemos una pausa. Escriba otra vez en 10 minutos, o llame si es urgente.
        @ 10s
        -
        2> Estoy conduciendo, respondo luego
        -
        2> ALTO
        2< Elm Street Clinic: ya no le enviaremos mensajes. Sus citas reservadas siguen en pie. Escriba START para volver.
    """)


def test_what_a_day_may_cost_the_desk_is_warned_before_and_answers_go_on(wire: Wire) -> None:
    wire("""
        >> book dr lee wednesday 1pm | c | Ana Ruiz
        < Booked: Dr. Lee, Wed 25 Nov, 1pm. Code <A>. To move it text M <A>, to cancel X <A>.
        2> cita con dr lee el miércoles 1:30pm
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir mas.
        2< Dr. Lee, mié 25 nov, 1:30pm. Responda C para reservar, o envie otra hora.
        2> c
        2< Reservada: Dr. Lee, mié 25 nov, 1:30pm. Codigo <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        2< ¿A nombre de quién es la cita?
        2> Eva Gil
        2< Gracias, Eva Gil. Le esperamos: Dr. Lee, mié 25 nov, 1:30pm.
        3>> book dr lee wednesday 2pm | c | Cem Oz
        3< Booked: Dr. Lee, Wed 25 Nov, 2pm. Code <C>. To move it text M <C>, to cancel X <C>.
        4> cita con dr lee el miércoles 2:30pm
        4< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir mas.
        4< Dr. Lee, mié 25 nov, 2:30pm. Responda C para reservar, o envie otra hora.
        4> c
        4< Reservada: Dr. Lee, mié 25 nov, 2:30pm. Codigo <D>. Para moverla escriba M <D>; para cancelarla, X <D>.
        4< ¿A nombre de quién es la cita?
        4> Leo Paz
        4< Gracias, Leo Paz. Le esperamos: Dr. Lee, mié 25 nov, 2:30pm.
    """)
    settings.put(wire.clinic, {"daily_segments_cap": 5})
    wire("""
        @ Tue 24 Nov 13:00
        < Elm Street Clinic: Dr. Lee, Wed 25 Nov, 1pm. Reply C to confirm, M to move, X to cancel (<A>).
        > where are you
        < Elm Street Clinic is at 12 Elm Street.
        2> ¿dónde están?
        2< Elm Street Clinic esta en 12 Elm Street.
        @ Tue 24 Nov 13:30
        2< Elm Street Clinic: Dr. Lee, mié 25 nov, 1:30pm. Responda C para confirmar, M para mover, X para cancelar (<B>).
        S< Texts today: 4 of 5 parts, more than 80 %. At 5 reminders and offers stop until midnight; answers and calls of the line go on.
        @ Tue 24 Nov 14:00
        3< Elm Street Clinic: Dr. Lee, Wed 25 Nov, 2pm. Reply C to confirm, M to move, X to cancel (<C>).
        S< The day's 5 text parts are used up. Reminders, offers and notices wait until midnight; answers and calls of the line go on. The limit is daily_segments_cap.
        @ Tue 24 Nov 14:30
        -
        4> ¿dónde están?
        4< Elm Street Clinic esta en 12 Elm Street.
        @ Wed 25 Nov 00:00
        -
        @ Wed 25 Nov 08:00
        4< Elm Street Clinic: Dr. Lee, mié 25 nov, 2:30pm. Responda C para confirmar, M para mover, X para cancelar (<D>).
    """)
