"""dateparser, for a day and a month written out in a language our grammar does not speak ("le 5 mars", "12. Dezember").

It is slow, and in threads it fights over the interpreter (STACK.md 5), so it is imported when first needed, runs under
one lock, and sees only the few words that look like such a date.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from threading import Lock

_LOCK = Lock()
_LANGUAGES = ["fr", "pt", "de", "it"]
_MONTHS = (
    r"janv\w*|fevr\w*|mars|avr\w*|mai|juin|juil\w*|aout|septembre|octobre|novembre|decembre|januar|"
    r"februar|marz|juni|juli|"
    r"oktober|dezember|janeiro|fevereiro|marco|maio|junho|julho|setembro|outubro|novembro|dezembro|"
    r"gennaio|febbraio|aprile|"
    r"maggio|giugno|luglio|settembre|ottobre|dicembre"
)
_EXPLICIT = re.compile(rf"\b\d{{1,2}}\.?(?: de)? (?:{_MONTHS})\b(?:,? (?:de )?\d{{4}})?")


def written_date(folded: str, now: datetime) -> date | None:
    """The date of a day and month in French, Portuguese, German or Italian; without a year, the next to come."""
    found = _EXPLICIT.search(folded)
    if found is None:
        return None
    import dateparser

    settings = {
        "RELATIVE_BASE": now.replace(tzinfo=None),
        "PREFER_DATES_FROM": "future",
        "DATE_ORDER": "DMY",
        "REQUIRE_PARTS": ["day", "month"],
    }
    with _LOCK:
        moment = dateparser.parse(found.group(), languages=_LANGUAGES, settings=settings)
    return moment.date() if moment else None


def warm() -> None:
    """Loads dateparser before the first patient needs it (a worker's start)."""
    written_date("5 mars", datetime(2026, 1, 1))  # noqa: DTZ001 -- any moment serves
