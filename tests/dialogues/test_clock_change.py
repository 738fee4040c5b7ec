"""A clock change between writing a text and sending it moves nothing in the day of the patient."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from freezegun import freeze_time

from store import settings
from store.models import Clinic

Talk = Callable[[str], None]


@pytest.fixture
def frozen() -> Iterator[Any]:
    """A Friday; on the Sunday after it, at two in the morning, an hour comes twice."""
    with freeze_time("2026-10-30 09:00:00-04:00") as frozen:
        yield frozen


def test_a_reminder_written_before_the_clocks_change_leaves_after_at_the_hour_on_the_wall(
    talk: Talk, clinic: Clinic
) -> None:
    settings.put(clinic, {"reminder_offsets": "36h, 3h"})
    talk("""
        > book dr lee monday 9am
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Mon 2 Nov, 9am. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Mon 2 Nov, 9am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Mon 2 Nov, 9am.
        2> cita con dr lee el lunes 10am
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        2< Dr. Lee, lun 2 nov, 10am. Responda C para reservar, o envíe otra hora.
        2> c
        2< Reservada: Dr. Lee, lun 2 nov, 10am. Código <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        2< ¿A nombre de quién es la cita?
        2> Eva
        2< Gracias, Eva. Le esperamos: Dr. Lee, lun 2 nov, 10am.
        @ Sat 31 Oct 21:30
        -
        @ Sun 01 Nov 07:59
        -
        @ Sun 01 Nov 08:00
        < Elm Street Clinic: Dr. Lee, Mon 2 Nov, 9am. Reply C to confirm, M to move, X to cancel (<A>).
        2< Elm Street Clinic: Dr. Lee, lun 2 nov, 10am. Responda C para confirmar, M para mover, X para cancelar (<B>).
        > c
        < Thank you, confirmed: Dr. Lee, Mon 2 Nov, 9am. See you then!
        2> sí
        2< Gracias, confirmada: Dr. Lee, lun 2 nov, 10am. ¡Le esperamos!
        @ Mon 02 Nov 07:59
        -
        @ Mon 02 Nov 08:00
        < Elm Street Clinic: see you Mon 2 Nov, 9am, Dr. Lee. M moves it, X cancels (<A>).
        2< Elm Street Clinic: le esperamos el lun 2 nov, 10am, Dr. Lee. M la mueve, X la cancela (<B>).
    """)
