"""Routes of the queue: the line, calling, and every act on a ticket."""

from __future__ import annotations

from collections import Counter

from bot.desk import line as desk_line
from handlers.staff import finding, pages, telling
from handlers.staff.endpoint import Asker, endpoint
from handlers.staff.shapes import (
    CountsOut,
    HandOverIn,
    LaterIn,
    NextIn,
    OpenIn,
    OpenOut,
    Paged,
    PlaceOut,
    QueueOut,
    QueueQuery,
    TicketOut,
    TicketsOut,
    TodayQuery,
    WalkInIn,
)
from store import waits
from store.models import TICKET_STATUSES, Clinic, Ticket
from store.tickets import LIVE, WITH_DOCTOR, of_day, read_along, today
from store.waits import Place

ACTING = ("wrong_transition", "already_moved_on")
CALLING = (*ACTING, "nobody_waiting", "doctor_busy", "room_busy", "queue_closed")
JOINING = ("queue_closed", "queue_full", "doctor_queue_full", "already_in_queue", "walk_ins_off", "doctor_off")


@endpoint("GET", "/queue", role="doctor", query=QueueQuery, answer=QueueOut)
def line(asker: Asker, query: QueueQuery) -> QueueOut:
    """Today's line with place and estimated wait, and who is called or with the doctor."""
    places = waits.places(asker.clinic, asker.now)
    live = {ticket.id: ticket for ticket in read_along(of_day(asker.clinic, asker.now, *LIVE))}
    called = [key for key, ticket in live.items() if ticket.status in WITH_DOCTOR]
    shown = [live[key] for key in (*places, *called) if key in live and finding.concerns(asker, live[key])]
    items = [telling.place(one, asker.clinic, places.get(one.id, Place(0, 0, 0))) for one in shown]
    if query.doctor is not None:
        wanted = finding.doctor(asker, query.doctor).id
        items = [item for item in items if item.doctor_id == wanted]
    if query.patient is not None:
        named = {one.id for one in finding.patients(asker, query.patient)}
        items = [item for item in items if item.patient_id in named]
    if query.status is not None:
        items = [item for item in items if item.status == query.status]
    if query.urgency is not None:
        items = [item for item in items if item.urgency == query.urgency]
    in_service = sum(item.status != "waiting" for item in items)
    is_open = Clinic.get_by_id(asker.clinic.id).queue_open
    page, after = pages.of_list(items, query, _number)
    return QueueOut(items=page, next=after, open=is_open, waiting=len(items) - in_service, in_service=in_service)


@endpoint("POST", "/queue", role="receptionist", body=WalkInIn, answer=PlaceOut, refusals=JOINING, status=201)
def add(asker: Asker, body: WalkInIn) -> PlaceOut:
    """Add a walk-in to today's line; with a phone they are texted their number and their turn."""
    doctor = finding.doctor(asker, body.doctor) if body.doctor is not None else None
    ticket = finding.walk_in(asker, body, doctor)
    return telling.place(ticket, asker.clinic, waits.position(ticket, asker.now))


@endpoint("POST", "/queue/next", role="doctor", body=NextIn, answer=TicketOut, refusals=CALLING)
def call_next(asker: Asker, body: NextIn) -> TicketOut:
    """Call the next patient to a doctor; the patient is alerted."""
    doctor = finding.own_doctor(asker, body.doctor)
    called = desk_line.call_next(
        asker.clinic, doctor, room=body.room, finish_current=body.finish, actor=asker.actor, now=asker.now
    )
    return telling.ticket(called, asker.clinic)


@endpoint("GET", "/queue/in-service", role="doctor", query=Paged, answer=TicketsOut)
def in_service(asker: Asker, query: Paged) -> TicketsOut:
    """Who is called or with a doctor, with the doctor's name."""
    told = _told(asker, read_along(of_day(asker.clinic, asker.now, *WITH_DOCTOR)))
    page, after = pages.of_list(told.items, query, _number)
    return TicketsOut(items=page, next=after)


@endpoint("GET", "/queue/today", role="doctor", query=TodayQuery, answer=TicketsOut)
def tickets_of_today(asker: Asker, query: TodayQuery) -> TicketsOut:
    """Everybody who took a number today, whatever became of them."""
    found = read_along(of_day(asker.clinic, asker.now, *([query.status] if query.status else TICKET_STATUSES)))
    items = _told(asker, [one for one in found if not query.walk_ins or one.appointment_id is None]).items
    if query.doctor is not None:
        wanted = finding.doctor(asker, query.doctor).id
        items = [item for item in items if item.doctor_id == wanted]
    if query.urgency is not None:
        items = [item for item in items if item.urgency == query.urgency]
    page, after = pages.of_list(items, query, _number)
    return TicketsOut(items=page, next=after)


@endpoint("GET", "/queue/<ticket>", role="doctor", answer=PlaceOut)
def one_place(asker: Asker, ticket: str) -> PlaceOut:
    """One place of today's line: how many are ahead, and the estimated wait."""
    one = finding.ticket(asker, ticket)
    where = waits.places(asker.clinic, asker.now).get(one.id, Place(0, 0, 0))
    return telling.place(one, asker.clinic, where)


@endpoint("GET", "/queue/counts", role="doctor", answer=CountsOut)
def counts(asker: Asker) -> CountsOut:
    """How many wait, are served, were served and left unseen today."""
    tickets = of_day(asker.clinic, asker.now, *TICKET_STATUSES)
    found = Counter(ticket.status.replace("-", "_") for ticket in tickets if finding.concerns(asker, ticket))
    numbers = {status.replace("-", "_"): found[status.replace("-", "_")] for status in TICKET_STATUSES}
    return CountsOut(date=today(asker.clinic, asker.now), **numbers)


@endpoint(
    "POST", "/queue/undo", role="doctor", answer=TicketsOut,
    refusals=("nothing_to_undo", "already_moved_on", "already_in_queue", "doctor_busy", "room_busy"),
)  # fmt: skip
def undo(asker: Asker) -> TicketsOut:
    """Take back your own last act of the last 60 seconds."""
    return _told(asker, desk_line.undo(asker.clinic, actor=asker.actor, now=asker.now))


@endpoint("PUT", "/queue/open", role="receptionist", body=OpenIn, answer=OpenOut)
def set_open(asker: Asker, body: OpenIn) -> OpenOut:
    """Open or close the queue; closed, nobody new joins and who stands in line is still called."""
    desk_line.set_open(asker.clinic, body.open, actor=asker.actor, now=asker.now)
    return OpenOut(open=body.open)


@endpoint("POST", "/queue/<ticket>/call", role="doctor", body=NextIn, answer=TicketOut, refusals=CALLING)
def call(asker: Asker, ticket: str, body: NextIn) -> TicketOut:
    """Call this patient, whoever's turn it is."""
    doctor = finding.own_doctor(asker, body.doctor)
    called = desk_line.call(
        finding.ticket(asker, ticket), doctor, room=body.room, finish_current=body.finish,
        actor=asker.actor, now=asker.now,
    )  # fmt: skip
    return telling.ticket(called, asker.clinic)


@endpoint("POST", "/queue/<ticket>/start", role="doctor", answer=TicketOut, refusals=ACTING)
def start(asker: Asker, ticket: str) -> TicketOut:
    """The called patient is with the doctor."""
    return _did(asker, desk_line.start(finding.ticket(asker, ticket), actor=asker.actor, now=asker.now))


@endpoint("POST", "/queue/<ticket>/complete", role="doctor", answer=TicketOut, refusals=ACTING)
def complete(asker: Asker, ticket: str) -> TicketOut:
    """The visit is over."""
    return _did(asker, desk_line.finish(finding.ticket(asker, ticket), actor=asker.actor, now=asker.now))


@endpoint("POST", "/queue/<ticket>/no-show", role="doctor", answer=TicketOut, refusals=ACTING)
def no_show(asker: Asker, ticket: str) -> TicketOut:
    """Called and did not come: the place is given up."""
    return _did(asker, desk_line.no_show(finding.ticket(asker, ticket), actor=asker.actor, now=asker.now))


@endpoint("POST", "/queue/<ticket>/recall", role="doctor", answer=TicketOut, refusals=ACTING)
def recall(asker: Asker, ticket: str) -> TicketOut:
    """Call the called patient again."""
    return _did(asker, desk_line.recall(finding.ticket(asker, ticket), actor=asker.actor, now=asker.now))


@endpoint("POST", "/queue/<ticket>/skip", role="doctor", answer=TicketOut, refusals=ACTING)
def skip(asker: Asker, ticket: str) -> TicketOut:
    """Pass over a called patient who is not there; they keep their place for when they are."""
    return _did(asker, desk_line.skip(finding.ticket(asker, ticket), actor=asker.actor, now=asker.now))


@endpoint("POST", "/queue/<ticket>/put-back", role="doctor", answer=TicketOut, refusals=(*ACTING, "already_in_queue"))
def put_back(asker: Asker, ticket: str) -> TicketOut:
    """Back in line as if never called; also a no-show who came after all."""
    return _did(asker, desk_line.put_back(finding.ticket(asker, ticket), actor=asker.actor, now=asker.now))


@endpoint("POST", "/queue/<ticket>/later", role="doctor", body=LaterIn, answer=TicketOut, refusals=ACTING)
def later(asker: Asker, ticket: str, body: LaterIn) -> TicketOut:
    """Let others pass for some minutes."""
    return _did(asker, desk_line.later(finding.ticket(asker, ticket), body.minutes, actor=asker.actor, now=asker.now))


@endpoint("POST", "/queue/<ticket>/here", role="doctor", answer=TicketOut, refusals=ACTING)
def here(asker: Asker, ticket: str) -> TicketOut:
    """The patient is here; who was passed over is back at their place."""
    return _did(asker, desk_line.set_presence(finding.ticket(asker, ticket), True, actor=asker.actor, now=asker.now))


@endpoint("POST", "/queue/<ticket>/away", role="doctor", answer=TicketOut, refusals=ACTING)
def away(asker: Asker, ticket: str) -> TicketOut:
    """The patient is not here."""
    return _did(asker, desk_line.set_presence(finding.ticket(asker, ticket), False, actor=asker.actor, now=asker.now))


@endpoint("POST", "/queue/<ticket>/hand-over", role="doctor", body=HandOverIn, answer=TicketOut, refusals=ACTING)
def hand_over(asker: Asker, ticket: str, body: HandOverIn) -> TicketOut:
    """To another doctor's line, at the same place; null: to whoever is free first."""
    one = finding.ticket(asker, ticket)
    doctor = finding.doctor(asker, body.doctor) if body.doctor is not None else None
    return _did(asker, desk_line.hand_over(one, doctor, actor=asker.actor, now=asker.now))


@endpoint("POST", "/queue/<ticket>/remove", role="receptionist", answer=TicketOut, refusals=ACTING)
def remove(asker: Asker, ticket: str) -> TicketOut:
    """Take the place out of the line."""
    return _did(asker, desk_line.remove(finding.ticket(asker, ticket), actor=asker.actor, now=asker.now))


def _did(asker: Asker, ticket: Ticket) -> TicketOut:
    return telling.ticket(ticket, asker.clinic)


def _told(asker: Asker, tickets: list[Ticket]) -> TicketsOut:
    items = [telling.ticket(one, asker.clinic) for one in tickets if finding.concerns(asker, one)]
    return TicketsOut(items=items, next=None)


def _number(item: TicketOut) -> int:
    return int(item.ticket[1:])
