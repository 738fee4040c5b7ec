"""What a client that was cut off sends, and what it gets (S4)."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import (
    AwareDatetime,
    BaseModel,
    Field,
    TypeAdapter,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)

from handlers.staff import problems
from handlers.staff.problems import Problem
from handlers.staff.shapes import AppointmentOut, DoctorWanted, Given, PlaceWanted, TicketOut, WalkInIn, Words

Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
Target = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,40}$")]


class Done(Given):
    """One operation: what the client did, in the order in which it did it."""

    id: UUID = Field(description="The client's own, a new one for each operation.")
    done_at: AwareDatetime = Field(description="When, by the client's clock.")


class OnVisit(Done):
    target: Target = Field(description="The visit's reference.")
    base_version: Version = Field(description="The visit's `version` as the client last read it.")


class CheckIn(OnVisit):
    kind: Literal["check_in"]


class Confirm(OnVisit):
    kind: Literal["confirm"]


class Cancel(OnVisit):
    kind: Literal["cancel"]
    reason: Annotated[Words, Field(max_length=200)] = ""


class Complete(OnVisit):
    kind: Literal["complete"]


class NoShow(OnVisit):
    kind: Literal["no_show"]


class Late(OnVisit):
    kind: Literal["late"]
    minutes: Annotated[int, Field(ge=0, le=480)]


class Payment(OnVisit):
    kind: Literal["payment"]
    status: Literal["pending", "paid", "partial", "waived"]


class OnPlace(Done):
    target: Target = Field(description="The ticket's reference, or the id of the operation that made the place.")
    base_version: Version | None = Field(
        None, description="The ticket's `version` as last read; null where the client's own operation made it."
    )


class QueueRemove(OnPlace):
    kind: Literal["queue_remove"]


class QueueStatus(OnPlace):
    kind: Literal["queue_status"]
    status: Literal["waiting", "called", "in-service", "completed", "no-wait"]
    doctor: DoctorWanted | None = Field(
        None, description="Who calls, for `called`. A doctor's own token may leave it out."
    )
    room: Annotated[Words, Field(max_length=30)] = ""


class QueueAdd(Done, PlaceWanted):
    kind: Literal["queue_add"]
    patient: Annotated[int, Field(ge=1, le=2**31 - 1)] = Field(description="A patient of the clinic, by id.")


class WalkIn(Done):
    kind: Literal["walk_in"]
    place: WalkInIn


class Unfit:
    """What has an id but is no operation otherwise: it is refused by itself, so that it does not hold up the others."""

    def __init__(self, told: dict[str, Any], error: ValidationError) -> None:
        """Raises ValueError where there is no id to answer under."""
        self.id = UUID(str(told.get("id", "")))
        self.kind, self.target = str(told.get("kind", "")), str(told.get("target", ""))[:40]
        self.problem: Problem = problems.of_validation(error)


Operation = (
    CheckIn | Confirm | Cancel | Complete | NoShow | Late | Payment | QueueAdd | QueueRemove | QueueStatus | WalkIn
)
OfKind = Annotated[Operation, Field(discriminator="kind")]
FITTING: TypeAdapter[Operation] = TypeAdapter(OfKind)


def _or_unfit(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """`value` came as JSON, and is read as JSON again: `read` itself would take its moments and ids for mere text."""
    try:
        return FITTING.validate_json(json.dumps(value))
    except ValidationError as error:
        if not isinstance(value, dict):
            raise
        try:
            return Unfit(value, error)
        except ValueError:
            raise error from None


class SyncIn(Given):
    client: UUID = Field(description="The device's own, always the same.")
    operations: Annotated[list[Annotated[OfKind, WrapValidator(_or_unfit)]], Field(max_length=200)] = Field(
        default=[], description="In the order in which they were done; those on one visit in one batch."
    )
    cursor: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = Field(
        None, description="`cursor` of the answer before; null for all of today."
    )


class ResultOut(BaseModel):
    id: UUID
    outcome: Literal["applied", "already_applied", "conflict", "refused"]
    problem: dict[str, object] | None = Field(description="Why it was refused, as application/problem+json has it.")
    after: UUID | None = Field(description="Not tried, because this earlier operation on the same visit did not pass.")
    appointment: AppointmentOut | None = Field(description="The visit as it is now.")
    moved_to: str | None = Field(description="Of a visit that has been moved: its reference now.")
    ticket: TicketOut | None = Field(description="The place in line as it is now.")


class ChangesOut(BaseModel):
    appointments: list[AppointmentOut]
    tickets: list[TicketOut]


class SyncOut(BaseModel):
    results: list[ResultOut] = Field(description="One for each operation, in its order.")
    changes: ChangesOut = Field(description="What has changed since `cursor`, as it is now; some of it perhaps again.")
    cursor: int
    more: bool = Field(description="Ask again at once: there are more changes.")
    now: dt.datetime
