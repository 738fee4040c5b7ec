"""Routes of the queue: the line, calling, and every act on a ticket."""

from __future__ import annotations

from bot import desk
from handlers.staff import finding, telling
from handlers.staff.endpoint import Asker, endpoint
from handlers.staff.shapes import NextIn, TicketOut

CALLING = ("nobody_waiting", "doctor_busy", "queue_closed")
ACTING = ("wrong_transition", "already_moved_on")


@endpoint("POST", "/queue/next", role="doctor", body=NextIn, answer=TicketOut, refusals=CALLING)
def call_next(asker: Asker, body: NextIn) -> TicketOut:
    """Call the next patient to a doctor; the patient is alerted."""
    doctor = finding.own_doctor(asker, body.doctor)
    called = desk.call_next(
        asker.clinic, doctor, room=body.room, finish_current=body.finish, actor=asker.actor, now=asker.now
    )
    return telling.ticket(called, asker.clinic)
