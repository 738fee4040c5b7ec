"""What goes in and out of the routes of hours and people. Times of day are "09:00" on the clinic's clock; moments are
ISO 8601, and without an offset they are the clinic's; lengths are minutes; money is cents of the clinic's currency."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from handlers.staff.shapes import Day, DoctorWanted, Given, Page, Paged, Words
from handlers.staff.versions import Versioned

Answer = Literal["keep", "move", "cancel"]
VisitType = Literal["in_person", "online", "both"]
Minutes = Annotated[int, Field(ge=0, le=480)]
Moment = Annotated[dt.datetime, Field(description="Without an offset: the clinic's clock.")]
Reference = Annotated[Words, Field(min_length=1, max_length=40)]
Note = Annotated[Words, Field(max_length=200)]
Name = Annotated[Words, Field(max_length=60)]
Doctors = Annotated[list[DoctorWanted], Field(max_length=100)]
ById = Annotated[Words, Field(min_length=1, max_length=80)]


class Touching(Given):
    """A change that may touch booked visits (409 visits_hit lists them until each has an answer)."""

    preview: bool = Field(False, description="Change nothing; tell what would be made and which visits are touched.")
    then: Answer | None = Field(None, description="What becomes of touched visits that `visits` does not name.")
    visits: Annotated[dict[Reference, Answer], Field(max_length=500)] = Field(
        default_factory=dict, description="What becomes of each, by reference."
    )


class TouchedOut(BaseModel):
    reference: str
    patient: str
    doctor: str
    starts_at: str
    why: Literal["doctor", "hours", "kind", "seats", "giver", "length"]


class MovedOut(BaseModel):
    before: str = Field(description="Reference of the visit as it was.")
    reference: str
    doctor: str
    starts_at: dt.datetime | None


class ChangedOut(BaseModel):
    applied: bool = Field(description="False for a preview.")
    touched: list[TouchedOut]
    moved: list[MovedOut]
    cancelled: list[str]
    kept: list[str]
    to_call: list[str] = Field(description="Visits whose patients no text reaches.")


def _of_one(told: ChangedOut, made: Sequence[Versioned]) -> str | None:
    """The version of the one thing a change has left; a preview leaves none."""
    return made[0].version if told.applied and len(made) == 1 else None


# --- Weekly hours ----------------------------------------------------------------------------------------------------


class HoursOut(Versioned):
    id: int
    doctor: str
    doctor_id: int
    weekday: int = Field(description="0 is Monday.")
    starts: dt.time
    ends: dt.time = Field(description="23:59 lasts until midnight.")
    slot_minutes: int
    break_minutes: int
    buffer_minutes: int
    capacity: int
    visit_type: VisitType
    valid_from: dt.date | None
    valid_until: dt.date | None
    active: bool


class HoursListOut(Page):
    items: list[HoursOut]


class HoursChangedOut(ChangedOut):
    made: list[HoursOut]

    @property
    def version(self) -> str | None:
        return _of_one(self, self.made)


class HoursQuery(Paged):
    doctor: ById | None = Field(None, description="Id or name; everybody when left out.")
    since: Day | None = Field(None, description="Hours that hold on this day or later; today when left out.")


Weekday = Annotated[int, Field(ge=0, le=6)]


class HoursIn(Touching):
    doctor: DoctorWanted
    weekdays: Annotated[list[Weekday], Field(min_length=1, max_length=7)] = Field(description="0 is Monday.")
    starts: dt.time
    ends: dt.time
    slot_minutes: Minutes | None = Field(None, description="The setting default_slot_duration when left out.")
    break_minutes: Minutes = 0
    buffer_minutes: Minutes | None = Field(None, description="The setting buffer_time_minutes when left out.")
    capacity: int = 1
    visit_type: VisitType = "in_person"
    valid_from: Day | None = None
    valid_until: Day | None = None


class HoursPatch(Touching):
    since: Day | None = Field(None, description="From this day on; until then the hours stay as they are.")
    weekday: Weekday | None = None
    starts: dt.time | None = None
    ends: dt.time | None = None
    slot_minutes: Minutes | None = None
    break_minutes: Minutes | None = None
    buffer_minutes: Minutes | None = None
    capacity: int | None = None
    visit_type: VisitType | None = None
    valid_from: Day | None = Field(None, description="null: from always.")
    valid_until: Day | None = Field(None, description="null: without an end.")


class EndIn(Touching):
    last: Day | None = Field(None, description="The last day; yesterday when left out.")


class CopyIn(Touching):
    doctor: DoctorWanted = Field(description="Whose week is copied.")
    to: Annotated[list[DoctorWanted], Field(min_length=1, max_length=50)]
    since: Day | None = Field(None, description="From this day on; today when left out.")


# --- Blocks and extra hours ------------------------------------------------------------------------------------------


class BlockOut(Versioned):
    id: int
    doctor: str | None = Field(description="null: the whole clinic.")
    doctor_id: int | None
    kind: Literal["leave", "holiday", "emergency", "other", "open"]
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    slot_minutes: int | None = Field(description="This and the next three for extra hours (kind open).")
    buffer_minutes: int
    capacity: int
    visit_type: VisitType
    note: str


class BlocksOut(Page):
    items: list[BlockOut]


class BlocksChangedOut(ChangedOut):
    made: list[BlockOut]

    @property
    def version(self) -> str | None:
        return _of_one(self, self.made)


class BlocksQuery(Paged):
    date_from: Day | None = Field(None, description="Today when left out.")
    date_to: Day | None = Field(None, description="Inclusive; a year on when left out.")
    doctor: ById | None = Field(None, description="Theirs, and the whole clinic's.")


class BlockIn(Touching):
    doctor: DoctorWanted | None = Field(None, description="null: the whole clinic.")
    starts_at: Moment
    ends_at: Moment
    kind: Literal["leave", "holiday", "emergency", "other"] = "other"
    note: Note = ""


class OpeningIn(Touching):
    doctor: DoctorWanted
    starts_at: Moment
    ends_at: Moment
    slot_minutes: Minutes | None = Field(None, description="The setting default_slot_duration when left out.")
    buffer_minutes: Minutes | None = Field(None, description="The setting buffer_time_minutes when left out.")
    capacity: int = 1
    visit_type: VisitType = "in_person"
    note: Note = ""


class BlockPatch(Touching):
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    note: Note | None = None
    slot_minutes: Minutes | None = Field(None, description="This and the next three for extra hours only.")
    buffer_minutes: Minutes | None = None
    capacity: int | None = None
    visit_type: VisitType | None = None


class LiftIn(Touching):
    pass


class Times(Given):
    starts: dt.time
    ends: dt.time = Field(description="00:00 is midnight.")


class BulkIn(Touching):
    kind: Literal["leave", "holiday", "emergency", "other", "open"]
    doctors: Doctors = Field(default_factory=list, description="None: the whole clinic (not for kind open).")
    first: Day
    last: Day
    weekdays: Annotated[list[Weekday], Field(max_length=7)] = Field(
        default_factory=list, description="None: every day."
    )
    times: Annotated[list[Times], Field(max_length=6)] = Field(default_factory=list, description="None: whole days.")
    slot_minutes: Minutes | None = None
    buffer_minutes: Minutes | None = None
    capacity: int = 1
    visit_type: VisitType = "in_person"
    note: Note = ""


class HolidayOut(BaseModel):
    date: dt.date
    name: str
    closed: bool = Field(description="The clinic is blocked that day already.")


class HolidaysOut(Page):
    items: list[HolidayOut]


class HolidaysIn(Touching):
    dates: Annotated[list[Day], Field(min_length=1, max_length=60)] = Field(description="Those to close for.")


# --- People and services ---------------------------------------------------------------------------------------------


class DoctorIn(Given):
    name: Name
    specialty: Name = ""
    room: Annotated[Words, Field(max_length=20)] = ""
    phone: Annotated[Words, Field(max_length=20)] | None = None
    telegram_id: Annotated[int, Field(ge=1, le=2**62)] | None = None


class DoctorPatch(Touching):
    name: Name | None = None
    specialty: Name | None = None
    room: Annotated[Words, Field(max_length=20)] | None = None
    phone: Annotated[Words, Field(max_length=20)] | None = Field(None, description="null: none.")
    telegram_id: Annotated[int, Field(ge=1, le=2**62)] | None = Field(None, description="null: none.")
    active: bool | None = Field(None, description="false retires, true brings back.")


class PersonOut(Versioned):
    id: int
    name: str
    specialty: str
    room: str
    phone: str | None
    telegram_id: int | None
    active: bool


class PersonChangedOut(ChangedOut):
    item: PersonOut

    @property
    def version(self) -> str | None:
        return _of_one(self, [self.item])


class ServiceOut(Versioned):
    id: int
    name: str
    minutes: int
    fee_cents: int
    visit_type: VisitType
    doctors: list[int] = Field(description="Ids of those who give it; none: every doctor does.")
    active: bool


class ServicesOut(Page):
    items: list[ServiceOut]


class ServiceChangedOut(ChangedOut):
    item: ServiceOut

    @property
    def version(self) -> str | None:
        return _of_one(self, [self.item])


class ServiceIn(Given):
    name: Name
    minutes: int
    fee_cents: int = 0
    visit_type: VisitType = "both"
    doctors: Doctors = Field(default_factory=list, description="None: every doctor gives it.")


class ServicePatch(Touching):
    name: Name | None = None
    minutes: int | None = None
    fee_cents: int | None = None
    visit_type: VisitType | None = None
    doctors: Doctors | None = Field(None, description="An empty list: every doctor gives it.")
    active: bool | None = Field(None, description="false retires, true brings back.")
