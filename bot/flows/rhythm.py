"""How often a visit is to come again: "every other tuesday", "weekly until christmas", "the next 4 mondays"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.normalise import fold

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "a": 1, "un": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7,
    "ocho": 8, "nueve": 9, "diez": 10, "doce": 12, "a couple of": 2, "a few": 3, "un par de": 2,
}  # fmt: skip
NUMBER = rf"(?:\d{{1,2}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
DAY = (
    r"(?:mon(?:day)?s?|tue(?:s(?:day)?)?s?|wed(?:s|nesdays?)?|thu(?:r|rs|rsdays?)?|fri(?:day)?s?|sat(?:urday)?s?|"
    r"sun(?:day)?s?|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?)\b"
)
FULL_PLURAL = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days|"
    r"(?<=los )(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados|domingos))\b"
)
FORTNIGHT = (
    r"(?:every|each) (?:fortnight|two weeks|(?:other|second|2nd|alternate) (?:week\b(?: on)?|(?=DAY)))|"
    r"(?:fortnightly|bi-?weekly)\b|cada (?:dos|2) semanas|cada (?:quince|15) d[ií]as|quincenal(?:mente|es)?\b"
)
WEEK = (
    r"(?:every|each|per|once a|one a) week\b(?: on)?|weekly\b(?: on)?|(?:every|each|todos los|cada) (?=DAY)|"
    r"cada semana\b(?: (?:el|los))?|todas las semanas\b(?: (?:el|los))?|semanal(?:mente|es)?\b|"
    r"una vez (?:por|a la) semana"
)


def _pattern(source: str) -> re.Pattern[str]:
    filled = source.replace("FORTNIGHT", FORTNIGHT).replace("WEEK", WEEK).replace("PLURAL", FULL_PLURAL)
    return re.compile(filled.replace("NUMBER", NUMBER).replace("DAY", DAY), re.IGNORECASE)


EVERY = _pattern(r"\b(?:(?P<two>FORTNIGHT)|(?:every|cada) (?P<many>NUMBER) (?:weeks?|semanas)\b(?: on)?|(?P<one>WEEK))")
# Not in whole weeks, or on several days: the desk books those.
ODD = _pattern(
    r"\b(?:every ?day\b(?! (?:this|next|works|is))|daily|twice a week|(?:two|three|2|3) (?:times|days) (?:a|per) week|"
    r"monthly|(?:every|each|once a) month\b|cada d[ií]a|todos los d[ií]as|diari[oa]s?\b|dos veces (?:por|a la) semana|"
    r"mensual(?:mente|es)?\b|cada mes\b|todos los meses|"
    r"(?:every|each|todos los|cada|los) (?P<day>DAY) (?:and|&|y) (?:every |los |cada )?DAY)"
)
SPAN = _pattern(
    r"\b(?:(?:for|over|during|por|durante)(?: the| las| los)?(?: next| coming| pr[oó]xim[oa]s)?|the next) "
    r"(?P<count>NUMBER) (?P<unit>week|month|semana|mes)(?:s|es)?\b"
)
TIMES = _pattern(
    r"\b(?:x ?(?P<x>\d{1,2})|(?P<count>NUMBER) ?(?:x|times|visits|appointments|sessions|veces|citas|sesiones))\b"
)
NEXT = _pattern(r"\b(?:the |los )?(?:next|coming|pr[oó]xim[oa]s) (?P<count>NUMBER) (?P<day>DAY)")
ROW = _pattern(
    r"\b(?P<count>NUMBER) (?P<day>DAY) (?:in a row|seguid[oa]s)|"
    r"\b(?P<count2>NUMBER) (?P<day2>(?:mon|tues|wednes|thurs|fri|satur|sun)days)\b"
)
UNTIL = _pattern(
    r"\b(?:until|till?|through|thru|up to|hasta(?: el| la)?) (?P<words>\S+(?: \S+){0,5}?)"
    r"(?=$|[.,;!?]| (?:with|at|con|a las|please|por favor|for|para)\b)"
)
PLURAL = _pattern(r"\b(?:on |los )?(?P<day>PLURAL)")
SEVERAL = _pattern(
    r"\b(?:book|need|want|reserve|schedule|make|like|quiero|necesito|reservar) (?:me )?(?P<count>NUMBER) "
    r"(?:visits|appointments|sessions|citas|sesiones)\b"
)
FROM = re.compile(r"\b(?:starting|beginning|empezando|a partir del?)(?: on| from| el)?\b", re.IGNORECASE)
# Somebody's own weeks, and questions about ours: no wish for visits.
NO_WISH = re.compile(
    r"\b(?:i (?:\w+ )?(?:work|teach|study|travel)|(?:have|got) (?:class|work|school)|busy|not|except|closed?|open|"
    r"i can\b.*\bevery ?day|trabajo|tengo clases?|cierran?|abren?|pain|hurts?|duele|dolor)\b|n['’]t\b|\bi get\b",
    re.IGNORECASE,
)
A_MONTH = 4  # weeks


@dataclass(frozen=True)
class Rhythm:
    """`weeks` from visit to visit (0: in no whole weeks); `times` with the first one, where it is said; `until`: the
    words for the last day."""

    weeks: int
    times: int | None = None
    until: str = ""


def heard(text: str) -> tuple[Rhythm | None, str]:
    """The rhythm a message wishes for, and the message without it; several visits in no rhythm are one of 0 weeks."""
    if NO_WISH.search(text):
        return None, text
    if odd := ODD.search(text):
        return Rhythm(0), _without(text, odd, odd["day"] or "")
    weeks, rest = _every(text)
    times, rest = _times(rest, weeks or 1)
    until = UNTIL.search(rest)
    listed = NEXT.search(text) or ROW.search(text) or (PLURAL.search(rest) and (times or until))
    if weeks is None and not listed:
        several = SEVERAL.search(text)
        return (Rhythm(0) if several and _number(several["count"]) > 1 else None), text
    if times == 1:
        return None, text
    if until is not None:
        rest = _without(rest, until)
    return Rhythm(weeks or 1, times, until["words"] if until else ""), " ".join(FROM.sub(" ", rest).split())


def _every(text: str) -> tuple[int | None, str]:
    found = EVERY.search(text)
    if found is None:
        return None, text
    weeks = 2 if found["two"] else _number(found["many"]) if found["many"] else 1
    return weeks, _without(text, found)


def _times(text: str, weeks: int) -> tuple[int | None, str]:
    """How many visits the message speaks of, `weeks` apart, and the rest of it."""
    if found := NEXT.search(text):
        return _number(found["count"]), _without(text, found, found["day"])
    if found := ROW.search(text):
        return _number(found["count"] or found["count2"]), _without(text, found, found["day"] or found["day2"])
    if found := TIMES.search(text):
        count = int(found["x"]) if found["x"] else _number(found["count"])
        return (count, _without(text, found)) if count > 1 else (None, text)
    if found := SPAN.search(text):
        span = _number(found["count"]) * (A_MONTH if found["unit"].lower().startswith("m") else 1)
        return -(-span // weeks), _without(text, found)
    return None, text


def _number(words: str) -> int:
    said = fold(words)
    return int(said) if said.isdigit() else NUMBERS[said]


def _without(text: str, found: re.Match[str], instead: str = "") -> str:
    return " ".join(f"{text[: found.start()]} {instead} {text[found.end() :]}".split())
