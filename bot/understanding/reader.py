"""The layers in order: fold and tokenise, command words, dates and clocks, names, intent."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from bot.understanding import commands, intents, people, polarity, spanish
from bot.understanding.lexicon import MONTH_FORMS, MONTHS, PARTS, SHORTHAND, TENS, UNITS, WEEKDAY_FORMS, WEEKDAYS
from bot.understanding.lexicon import words as word_set
from bot.understanding.normalise import fold, tokens
from bot.understanding.numbers import cardinal, ordinal
from bot.understanding.result import Understanding
from bot.understanding.scene import Line, Scene
from bot.understanding.spelling import DESTRUCTIVE, ORDINARY, VOCABULARY, write_out
from bot.understanding.when import When, read

log = logging.getLogger(__name__)
_NOT_NAMES = (
    frozenset(VOCABULARY)
    | ORDINARY
    | frozenset(SHORTHAND)
    | frozenset(WEEKDAYS)
    | frozenset(WEEKDAY_FORMS)
    | frozenset(MONTHS)
    | frozenset(MONTH_FORMS)
    | frozenset(PARTS)
    | frozenset(UNITS)
    | frozenset(TENS)
    | word_set(
        "i me my mine you your we us our he she it the a an and or but so if of to for in on at by with from "
        "is are am be was were do does did done have has had not no yes ok please thanks hi hello hey there "
        "here this that these those who how why just too also very really new sick ill running coming going "
        "trying looking calling texting feeling having getting good fine sure sorry back later again still "
        "now dr doctor "
    )
)
_DESTRUCTIVE_INTENTS = frozenset({"cancel", "stop", "erase", "confirm", "leave"})


def understand(
    text: str,
    *,
    now: datetime,
    locale: str = "en",
    doctors: Sequence[Any] = (),
    services: Sequence[Any] = (),
    asked: str | None = None,
    opening: tuple[time, time] = (time(7), time(19)),
    country: str = "US",
    open_now: bool | None = None,
) -> Understanding:
    """One reading of one message.

    now: aware, in the clinic's zone. locale: the contact's language, "en" or "es".
    doctors, services: strings or objects with a `name` (a doctor's `specialty` is used too).
    asked: what the last question asked: "choice", "time", "date", "doctor", "service", "name", "yes_no" or None.
    opening: the clinic's day; a bare hour is read inside it. country: ISO code, for the order of 4/5.
    open_now: is the clinic still open today (a weekday named on that day means today); None: `now` is before the end
    of `opening`. Never raises. Source: PRODUCT.md P11 to P14, RULES.md 1, 2, 4.
    """
    try:
        still_open = open_now if open_now is not None else now.timetz().replace(tzinfo=None) < opening[1]
        scene = Scene(now, opening, country.upper() in ("US", "PH", "BZ"), asked, still_open)
        return _understand(str(text), scene, locale, tuple(doctors), tuple(services))
    except Exception:  # the contract: whatever the text
        log.exception("a text was not understood because of a fault of ours")
        return Understanding()


def _understand(
    text: str, scene: Scene, locale: str, doctors: tuple[Any, ...], services: tuple[Any, ...]
) -> Understanding:
    folded = fold(text)
    raw = tokens(folded)
    language = spanish.spoken(raw, locale)
    line = Line(spanish.translate(raw) if language == "es" else write_out(raw))
    bare = [t.raw or t.text for t in raw if t.kind != "mark"]
    if not bare:
        return _emoji(text)
    words = [t.text for t in line.tokens if t.kind != "mark"]
    when = read(line, scene)
    code = commands.visit_code(folded)
    intent, confidence = _intent(bare, words, line, code, "?" in text, scene.asked)
    if (
        confidence >= 0.7
        and intent in _DESTRUCTIVE_INTENTS
        and any(t.fuzzy and t.text in DESTRUCTIVE for t in line.tokens)
    ):
        confidence = 0.7
    result = Understanding(
        intent=intent,
        confidence=confidence,
        code=code,
        date=when.date,
        date_end=when.date_end,
        time=when.time,
        time_end=when.time_end,
        part=when.part,
        bound=when.bound,
        excluded=when.excluded,
    )
    if intent in ("cancel", "reschedule", "status", "late", "here", "confirm"):
        result = replace(result, excluded=False)
    result = _choice(result, line, scene, when)
    result = _names(result, text, folded, scene, doctors, services)
    result = _extras(result, " ".join(words), line, language)
    if result.intent == "unknown" and result.minutes and "late" in words:
        result = replace(result, intent="late", confidence=0.9)
    return result


def _emoji(text: str) -> Understanding:
    """A message without a word: a thumb up is a yes, a thumb down a no, "?" a call for help."""
    plain = text.strip()
    if not plain:
        return Understanding()
    if set(plain) <= {"?", "!", " "} and "?" in plain:
        return Understanding(intent="help", confidence=0.8)
    only = not any(c.isalnum() for c in plain) and any(ord(c) > 0x2000 for c in plain)
    if any(c in plain for c in "👍👌✅✔🆗💯"):
        return Understanding(intent="yes", confidence=0.75, emoji_only=only)
    if any(c in plain for c in "👎❌🚫✖"):
        return Understanding(intent="no", confidence=0.75, emoji_only=only)
    if any(c in plain for c in "🙏❤💕💙😊💗🥰"):
        return Understanding(intent="thanks", confidence=0.6, emoji_only=only)
    return Understanding(emoji_only=only)


def _intent(
    bare: list[str], words: list[str], line: Line, code: str | None, question: bool, asked: str | None
) -> tuple[str, float]:
    for phrase in (" ".join(bare), " ".join(words)):
        exact = commands.whole(phrase.replace("'", ""))
        if exact:
            fuzzy = any(t.fuzzy for t in line.tokens)
            return exact, 0.7 if fuzzy and exact in _DESTRUCTIVE_INTENTS else 1.0
    coded = commands.with_code(bare, code) or commands.with_code(words, code)
    if coded:
        return coded, 0.7 if any(t.fuzzy for t in line.tokens) else 1.0
    if len(bare) == 1:
        near = commands.misspelt(bare[0], polarity.PLAIN)
        if near:
            return near, 0.7
    return intents.by_cues(" ".join(words), question, asked)


_AROUND_CHOICE = word_set(
    "please the option number one choice i want will take thanks ok yes go with no would like slot time lets do pick "
    "choose prefer ill id works for me"
)


def _choice(result: Understanding, line: Line, scene: Scene, when: When) -> Understanding:
    """A bare "2", "#2", "option 2", "the second one": a choice. "the 5th" is a day unless a list was shown."""
    if scene.asked in ("time", "date", "name"):
        return result
    kept = [t for t in line.tokens if t.kind != "mark" and t.text not in _AROUND_CHOICE]
    if not kept and any(t.text == "one" for t in line.tokens):
        kept = [t for t in line.tokens if t.text == "one"][:1]
    if not kept or len(kept) > 2:
        return result
    plain = Line(kept)
    if plain.word(0) == "last" and len(kept) == 1:
        return replace(result, number=-1)
    found = ordinal(plain, 0) or cardinal(plain, 0)
    if found is None or found[1] != len(kept) or found[0] > 99:
        return result
    if scene.asked != "choice" and when.date and kept[0].kind == "ordinal":
        return result
    return replace(result, number=found[0], date=None, time=None, date_end=None, time_end=None, bound=None)


def _names(
    result: Understanding, text: str, folded: str, scene: Scene, doctors: tuple[Any, ...], services: tuple[Any, ...]
) -> Understanding:
    said = [w.replace("'", "") for w in re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", folded)][:400]
    titled = frozenset(
        i for i in range(len(said)) if any(w in people.TITLES and w != "the" for w in said[max(0, i - 1) : i])
    )
    used: frozenset[str] = frozenset()
    if doctors and (result.intent != "name" or titled):
        doctor, options, used = people.match(said, doctors, titled, _NOT_NAMES)
        result = replace(result, doctor=doctor, doctor_options=options)
    if services:
        service, choices, _ = people.match(said, services, frozenset(range(len(said))), frozenset())
        result = replace(result, service=service, service_options=choices)
    who = people.person(text[:1600], scene.asked, used, _NOT_NAMES)
    return replace(result, person=who) if who else result


_ANY = re.compile(
    r"\b(?:any|whichever|whatever) (?:doctor|dr|dentist|one|of them|provider)\b|\b(?:anyone|anybody|"
    r"whoever|no preference|dont mind who|doesnt matter|dont care who)\b"
)
_SAME = re.compile(
    r"\b(?:same|usual|regular|my) (?:doctor|dr|dentist|one as last time)\b|\bsame (?:one )?as "
    r"(?:last|before)\b|\bwho i saw last\b"
)
_EARLIEST = re.compile(
    r"\b(?:asap|as soon as possible|earliest|soonest|first available|next available|right away|"
    r"immediately|as soon as)\b"
)
_EARLIER = re.compile(r"\b(?:earlier|sooner)\b(?! than)")
_LATER = re.compile(r"\blater\b(?! (?:than|this|today|in))")
_MINUTES = re.compile(
    r"\b(?:late|behind|delayed|delay) (?:by )?(?:about )?(\d{1,3})\b|\b(\d{1,3}) (?:more |or so )?minutes\b"
)
_EMERGENCY = re.compile(
    r"\b(?:chest pain|chest pains|heart attack|stroke|cant breathe|cannot breathe|can not breathe|"
    r"trouble breathing|difficulty breathing|hard to breathe|short of breath|bleeding (?:heavily|"
    r"badly|a lot|out)|"
    r"wont stop bleeding|suicid\w*|kill myself|end my life|overdose\w*|unconscious|passed out|not "
    r"breathing|seizure|anaphyla\w*|severe allergic|emergency|911|ambulance|poison\w*|choking)\b"
)
_URGENT = re.compile(
    r"\b(?:urgent|urgently|severe pain|bad pain|really bad pain|terrible pain|in agony|high fever|"
    r"emergency|asap its bad|cant wait|broken tooth|swollen|infection|unbearable|excruciating)\b"
)
_BECAUSE = re.compile(
    r"\b(?:because|since|about|for) (?:of )?(?:my |a |an |i have |ive got |i ve )?((?:\w+ "
    r"){0,3}(?:pain|ache|cough|fever|flu|cold|rash|headache|toothache|sore throat|infection|checkup|"
    r"check up|physical|vaccine|shot|cleaning|prescription|refill|results|back|knee|tooth|ear|eye|"
    r"skin|mole|allerg\w+|asthma|diabetes|blood pressure|injury))\b"
)


def _extras(result: Understanding, words: str, line: Line, spoken: str | None) -> Understanding:
    minutes = _MINUTES.search(words) if result.intent in ("late", "away", "unknown", "here", "position") else None
    urgency = "emergency" if _EMERGENCY.search(words) else "urgent" if _URGENT.search(words) else None
    shift = (
        "earlier" if _EARLIER.search(words) else "later" if _LATER.search(words) and result.intent != "bye" else None
    )
    reason = _BECAUSE.search(words)
    language = spoken
    if result.intent == "language":
        language = (
            "es" if re.search(r"spanish|espanol", words) else "en" if re.search(r"english|ingles", words) else None
        )
    if result.intent == "unknown" and shift and len(words.split()) <= 3:
        result = replace(result, intent="more", confidence=0.8)
    return replace(
        result,
        any_doctor=bool(_ANY.search(words)) and result.doctor is None,
        same_doctor=bool(_SAME.search(words)),
        earliest=bool(_EARLIEST.search(words)),
        shift=shift,
        minutes=int(minutes.group(1) or minutes.group(2)) if minutes else None,
        urgency=urgency,
        reason=reason.group(1) if reason else None,
        language=language,
    )
