"""The parts of a country that have public holidays of their own, as the `holidays` library knows them (B2)."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping

import holidays

MOST_SAID = 12


@functools.cache
def known(country: str) -> Mapping[str, str]:
    """Names by code, such as MD: Madrid; empty for a country without regions, or one that is not known."""
    try:
        found = holidays.country_holidays(country, years=())
    except NotImplementedError:
        return {}
    named = found.get_subdivision_aliases()
    return {code: next(iter(sorted(named.get(code, ()), key=len, reverse=True)), code) for code in found.subdivisions}


def code(country: str, said: str) -> str:
    """The code of the region that is meant by its code or a name of it; "" for "". Raises ValueError."""
    if not said:
        return ""
    meant = _by_name(country).get(_plain(said))
    if meant is None:
        some = ", ".join(list(known(country))[:MOST_SAID])
        more = ", …" if len(known(country)) > MOST_SAID else ""
        raise ValueError(f"{said!r} is no region of {country} with holidays of its own ({some or 'it has none'}{more})")
    return meant


@functools.cache
def _by_name(country: str) -> Mapping[str, str]:
    """Codes by code and by every name; a code wins."""
    if not known(country):
        return {}
    named = holidays.country_holidays(country, years=()).get_subdivision_aliases()
    names = {_plain(name): one for one, some in named.items() for name in some}
    return names | {_plain(one): one for one in known(country)}


def _plain(name: str) -> str:
    """Without accents and capitals: "Andalucia" is "Andalucía"."""
    letters = unicodedata.normalize("NFKD", " ".join(name.split()))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
