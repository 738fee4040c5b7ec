"""What who stands in the line, or asks about it, writes in their own words."""

from __future__ import annotations

from collections.abc import Callable

Talk = Callable[[str], None]


def test_from_outside_to_home(talk: Talk) -> None:
    """How busy it is, then a place in the line and what becomes of it, in people's own words."""
    talk("""
        > hey is it busy over there right now? want to come in without an appt
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Almost nobody is waiting now. Text QUEUE to join from home, or BOOK for a visit.
        > ok put me in line
        < You are in line: number Q001, you are next. Text HERE when you arrive, LEAVE to step out.
        < What name shall we call?
        > Denise Carver
        < Thank you, Denise Carver.
        2> is there a long line today?
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< 1 person is waiting now, it would be about 5-60 min. Text QUEUE to join from home, or BOOK for a visit.
        2> get me in line
        2< You are in line: number Q002, 1 ahead of you, about 5-60 min. Text HERE when you arrive, LEAVE to step out.
        2< What name shall we call?
        2> Tom
        2< Thank you, Tom.
        2> how many people before me
        2< You are in line: number Q002, 1 ahead of you, about 5-60 min.
        2> dont lose my spot, i need another 20 min
        2< Done: others may pass you for 20 minutes.
        2> omw up
        2< You are in line: number Q002, 1 ahead of you, about 20-60 min.
        2> im outside in the parking lot
        2< Welcome! You are in line: number Q002, 1 ahead of you, about 5-70 min.
        2> ive been waiting for 40 minutes
        2< You are in line: number Q002, 1 ahead of you, about 5-70 min.
        2> do i have time to grab a coffee
        2< You are in line: number Q002, 1 ahead of you, about 5-70 min.
        2> gonna head home now
        2< You are still in line as Q002. Shall I take you out? Reply Y or N.
        2> no
        2< You are in line: number Q002, 1 ahead of you, about 5-70 min.
        2> actually going home
        2< You are still in line as Q002. Shall I take you out? Reply Y or N.
        2> yes please
        2< You have left the line, Q002 is free again. Text QUEUE to join anew.
        2> sorry for the trouble
        2< All right. Text BOOK for a visit, or HELP.
        > feeling better so take me off
        < You have left the line, Q001 is free again. Text QUEUE to join anew.
    """)


def test_from_outside_to_home_in_spanish(talk: Talk) -> None:
    talk("""
        > buenas, hay mucha gente ahora?
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Ahora no espera casi nadie. Escriba FILA para entrar desde casa, o CITA para reservar.
        > pues apuntame a la cola
        < Está en la fila: número Q001, usted es quien sigue. Escriba LLEGUÉ cuando llegue, o SALIR para dejar la fila.
        < ¿Por qué nombre le llamamos?
        > Paco Iglesias
        < Gracias, Paco Iglesias.
        > cuantos hay delante
        < Está en la fila: número Q001, usted es quien sigue.
        > llego en media hora
        < Listo: otros pueden pasar antes por 30 minutos.
        > me da tiempo a tomar un cafe?
        < Está en la fila: número Q001, usted es quien sigue.
        > ya estamos subiendo
        < Está en la fila: número Q001, usted es quien sigue.
        > quitadme de la cola, que me voy a casa
        < Salió de la fila y el número Q001 queda libre. Escriba FILA para entrar de nuevo.
    """)


def test_a_child_in_line(talk: Talk) -> None:
    """Joined for "my boy": the name that is asked for is the child's."""
    talk("""
        > hola buenos dias quiero formarme para hoy, es para mi niño
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Está en la fila: número Q001, usted es quien sigue. Escriba LLEGUÉ cuando llegue, o SALIR para dejar la fila.
        < ¿Por qué nombre le llamamos?
        > me llamo Lupita Ramos, el niño es Dieguito
        < Gracias, Dieguito.
        > cuanto le falta mas o menos
        < Está en la fila: número Q001, usted es quien sigue.
        > ando atorada en el trafico, llego en media hora
        < Listo: otros pueden pasar antes por 30 minutos.
        > ya mero llego, no me quiten mi lugar
        < Su lugar sigue siendo suyo.
        < Está en la fila: número Q001, usted es quien sigue.
        > ya llegue estoy en recepcion
        < ¡Gracias por venir! Está en la fila: número Q001, usted es quien sigue.
        > ahorita vamos
        < Está en la fila: número Q001, usted es quien sigue.
        > ya no vamos a esperar, nos vamos
        < Sigue en la fila con el número Q001. ¿Lo sacamos? Responda SÍ o NO.
        > no, aqui seguimos
        < Está en la fila: número Q001, usted es quien sigue.
        > siempre no, gracias
        < Salió de la fila y el número Q001 queda libre. Escriba FILA para entrar de nuevo.
    """)


def test_keep_my_place(talk: Talk) -> None:
    """What asks for the contrary never gives the place up."""
    talk("""
        > queue
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are in line: number Q001, you are next. Text HERE when you arrive, LEAVE to step out.
        < What name shall we call?
        > Ana
        < Thank you, Ana.
        > please dont take me off
        < Your place stays yours.
        < You are in line: number Q001, you are next.
        > no me saquen de la fila
        < Su lugar sigue siendo suyo.
        < Está en la fila: número Q001, usted es quien sigue.
    """)


def test_called_and_coming(talk: Talk) -> None:
    """Called, "yes" and "coming" hear where to go."""
    talk("""
        > queue
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are in line: number Q001, you are next. Text HERE when you arrive, LEAVE to step out.
        < What name shall we call?
        > Ana Ruiz
        < Thank you, Ana Ruiz.
        S> next lee
        S< Q001 A.R. -> Dr. Lee, room 1
        S< [Done] [Recall] [Skip] [No-show]
        < It is your turn, ticket Q001: please go to room 1, Dr. Lee. Elm Street Clinic
        > yes coming
        < It is your turn: please go to room 1.
        > omw
        < It is your turn: please go to room 1.
    """)


def test_queue_twice_still_asks_the_name(talk: Talk) -> None:
    talk("""
        > queue
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are in line: number Q001, you are next. Text HERE when you arrive, LEAVE to step out.
        < What name shall we call?
        > queue
        < You are in line already: number Q001, you are next. Text HERE when you arrive, LEAVE to step out.
        < What name shall we call?
        > Old Bill
        < Thank you, Old Bill.
    """)


def test_on_the_road_and_in_the_room(talk: Talk) -> None:
    """Words of the way and of the waiting room, with a number in them that is no day."""
    talk("""
        > queue
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are in line: number Q001, you are next. Text HERE when you arrive, LEAVE to step out.
        < What name shall we call?
        > Dwight Pruitt
        < Thank you, Dwight Pruitt.
        > im 1st right?
        < You are in line: number Q001, you are next.
        > let someone go ahead of me, im still unloading
        < Done: others may pass you for 10 minutes.
        > done unloading heading over
        < You are in line: number Q001, you are next.
        @ Mon 23 Nov 09:15
        -
        S> next lee
        S< Q001 D.P. -> Dr. Lee, room 1
        S< [Done] [Recall] [Skip] [No-show]
        < It is your turn, ticket Q001: please go to room 1, Dr. Lee. Elm Street Clinic
        > which room
        < It is your turn: please go to room 1.
        > be there in 2
        < It is your turn: please go to room 1.
        > found it, sitting down
        < It is your turn: please go to room 1.
        > cheers
        < You are welcome.
    """)


def test_on_the_road_and_in_the_room_in_spanish(talk: Talk) -> None:
    talk("""
        > apuntame a la cola
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Está en la fila: número Q001, usted es quien sigue. Escriba LLEGUÉ cuando llegue, o SALIR para dejar la fila.
        < ¿Por qué nombre le llamamos?
        > Rosa Mena
        < Gracias, Rosa Mena.
        > soy la siguiente?
        < Está en la fila: número Q001, usted es quien sigue.
        > que pase otro, tardo un poco
        < Listo: otros pueden pasar antes por 10 minutos.
        > ya vamos en camino
        < Está en la fila: número Q001, usted es quien sigue.
        @ Mon 23 Nov 09:15
        -
        S> next lee
        S< Q001 R.M. -> Dr. Lee, room 1
        S< [Done] [Recall] [Skip] [No-show]
        < Es su turno, Q001. Le esperan en el consultorio 1, Dr. Lee. Elm Street Clinic
        > a que consultorio paso
        < Es su turno. Le esperan en el consultorio 1.
        > ya estoy sentada en la sala
        < Es su turno. Le esperan en el consultorio 1.
    """)
