"""The sections of the clinic file: which fields each has, and how a field is read.

Every model is flat, so that one bad field never hides another: `form.py` reads entry by entry.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from store import values
from store.models import ROLES, VISIT_TYPES

Name = Annotated[str, BeforeValidator(values.name)]
Line = Annotated[str, BeforeValidator(values.text(200))]
Times = Annotated[tuple[values.Stretch, ...], BeforeValidator(values.times)]
VisitType = Annotated[str, BeforeValidator(values.choice(*VISIT_TYPES))]
# A field left empty never reaches its reader (form.py drops it): None is for those that are not there.
AnyId = Annotated[str | None, BeforeValidator(values.identifier)]
AnyPhone = Annotated[str | None, BeforeValidator(values.phone)]
AnyDay = Annotated[dt.date | None, BeforeValidator(values.day)]
AnyMoment = Annotated[dt.datetime | None, BeforeValidator(values.moment)]
AnyNumber = Annotated[int | None, BeforeValidator(values.whole(-(2**62), 2**62))]
AnySlot = Annotated[int | None, BeforeValidator(values.whole(5, 480, unit=values.UNIT))]
AnyGap = Annotated[int | None, BeforeValidator(values.whole(0, 480, unit=values.UNIT))]
AnyCapacity = Annotated[int | None, BeforeValidator(values.whole(1, 100))]
AnyVisitType = Annotated[str | None, BeforeValidator(values.choice(*VISIT_TYPES))]
AnyTimes = Annotated[tuple[values.Stretch, ...] | None, BeforeValidator(values.times)]
AnyName = Annotated[str | None, BeforeValidator(values.name)]


def _names(raw: Any) -> list[str]:
    """A list of names, or one name, or several with commas between."""
    read = values.text(60)
    return [read(part) for part in (raw if isinstance(raw, list) else read(raw).split(","))]


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Named(Entry):
    name: Name
    id: AnyId = None

    @property
    def key(self) -> str:
        """What the row is known by, in every load."""
        return self.id or values.slug(self.name)


class ClinicEntry(Named):
    zone: Annotated[str, BeforeValidator(values.zone)]
    country: Annotated[str, BeforeValidator(values.country)] = "US"
    language: Annotated[str, BeforeValidator(values.language)] = "en"
    currency: Annotated[str, BeforeValidator(values.currency)] = "USD"
    sms: AnyPhone = None
    whatsapp: AnyPhone = None
    telegram_bot: Annotated[int | None, BeforeValidator(values.telegram_bot)] = None
    staff_chat: AnyNumber = None
    address: Line = ""
    emergency: Annotated[str, BeforeValidator(values.emergency_number)] = "911"


class ServiceEntry(Named):
    minutes: Annotated[int, BeforeValidator(values.whole(5, 480, unit=values.UNIT))]
    fee: Annotated[Decimal, BeforeValidator(values.money)] = Decimal(0)
    visit_type: VisitType = "both"


class SlotShape(Entry):
    """What hours have in common, on the doctor for all of them or on a line of hours."""

    slot: AnySlot = None
    break_: AnyGap = Field(None, alias="break")
    buffer: AnyGap = None
    capacity: AnyCapacity = None
    visit_type: AnyVisitType = None


class DoctorEntry(SlotShape, Named):
    """A doctor but for `hours` and `settings`, which are read on their own."""

    specialty: Name = ""
    room: Annotated[str, BeforeValidator(values.text(20))] = ""
    phone: AnyPhone = None
    telegram: AnyNumber = None
    services: Annotated[list[str] | None, BeforeValidator(_names)] = None


class HoursEntry(SlotShape):
    days: Annotated[tuple[int, ...], BeforeValidator(values.days)]
    times: Times
    from_: AnyDay = Field(None, alias="from")
    until: AnyDay = None


Kind = Annotated[str, BeforeValidator(values.choice("leave", "holiday", "emergency", "other"))]


class DatedEntry(Entry):
    """Either `dates`, perhaps with `times` of each day, or one stretch from `starts` to `ends` on the wall clock.

    `days` are the weekdays (0 = Monday) of those dates that are meant, all when it is not said.
    """

    dates: Annotated[tuple[dt.date, dt.date] | None, BeforeValidator(values.dates)] = None
    days: Annotated[tuple[int, ...] | None, BeforeValidator(values.days)] = None
    times: AnyTimes = None
    starts: AnyMoment = None
    ends: AnyMoment = None
    note: Line = ""

    def each_day(self) -> list[dt.date]:
        """The days that are meant by `dates` and `days`."""
        first, last = self.dates or (dt.date.max, dt.date.min)
        every = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]
        return [day for day in every if self.days is None or day.weekday() in self.days]


class ClosureEntry(DatedEntry):
    """The whole clinic is shut."""

    kind: Kind = "holiday"


class LeaveEntry(DatedEntry):
    """One doctor is away."""

    doctor: Name
    kind: Kind = "leave"


class OpeningEntry(DatedEntry):
    """One doctor works where the weekly hours have nothing."""

    doctor: Name
    slot: AnySlot = None
    buffer: AnyGap = None
    capacity: AnyCapacity = None
    visit_type: AnyVisitType = None


class StaffEntry(Entry):
    name: Name
    role: Annotated[str, BeforeValidator(values.choice(*ROLES[1:]))]
    doctor: AnyName = None
    telegram: AnyNumber = None
    phone: AnyPhone = None
    email: Annotated[str | None, BeforeValidator(values.email)] = None


def known_fields(model: type[Entry]) -> list[str]:
    """The fields' names as the file writes them."""
    return [info.alias or name for name, info in model.model_fields.items()]
