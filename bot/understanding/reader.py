"""The layers in order: fold and tokenise, command words, dates and clocks, names, intent."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Any

from bot.understanding import asides, commands, cues, intents, likeness, people, polarity, spanish
from bot.understanding.choices import choice
from bot.understanding.fallback import written_date
from bot.understanding.lexicon import (
    MONTH_FORMS,
    MONTHS,
    PARTS,
    SHORTHAND,
    TENS,
    UNITS,
    WEEKDAY_FORMS,
    WEEKDAYS,
)
from bot.understanding.lexicon import words as word_set
from bot.understanding.normalise import LONGEST, Token, fold, tokens
from bot.understanding.result import Understanding
from bot.understanding.scene import Line, Scene
from bot.understanding.spelling import DESTRUCTIVE, ORDINARY, VOCABULARY, write_out
from bot.understanding.when import When, read

log = logging.getLogger(__name__)

_CUED = frozenset(word for layer in cues.LAYERS for rule in layer for cue in rule.cues for word in cue.needs)
_NOT_NAMES = frozenset().union(
    _CUED, VOCABULARY, ORDINARY, SHORTHAND, WEEKDAYS, WEEKDAY_FORMS, MONTHS, MONTH_FORMS, PARTS, UNITS, TENS
) | word_set(
    "i me my mine you your we us our he she it the a an and or but so if of to for in on at by "
    "with from is are am be was "
    "were do does did done have has had not no yes ok please thanks hi hello hey there here this "
    "that these those who how "
    "why just too also very really new sick ill running coming going trying looking calling "
    "texting feeling having getting "
    "good fine sure sorry back later again still now dr doctor hola si mi el la un una para con de "
    "que cita gracias por "
    "favor quiero soy"
)
_DESTRUCTIVE_INTENTS = word_set("cancel stop erase confirm leave")
_MONTH_FIRST = word_set("US PH BZ FM GU PW MH")  # countries that write the month first
_ABOUT_A_VISIT = word_set("cancel reschedule status late here confirm")
_OFFER = re.compile(r"\b(?:anything|any times|do you have|have you got|got any|something)\b(?! (?:but|works|is fine))")
_MOVE_FROM = re.compile(
    r"\b(?:move|change|push|switch|shift|reschedule|swap)\b.*\b(?:from|my|appointment of)\b|"
    r"\b(?:move|change|push|switch|shift|swap) (?!(?:it |that |this |me )?to\b)"
)


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
        scene = Scene(now, opening, country.upper() in _MONTH_FIRST, asked, still_open)
        return _understand(str(text), scene, locale, tuple(doctors), tuple(services))
    except Exception:  # the contract: whatever the text
        log.exception("a text was not understood because of a fault of ours")
        return Understanding()


def _understand(
    text: str, scene: Scene, locale: str, doctors: tuple[Any, ...], services: tuple[Any, ...]
) -> Understanding:
    folded = fold(text)
    raw = _without_laughter(tokens(folded))
    if not any(t.kind != "mark" for t in raw):
        return _wordless(text.strip())
    spoken = spanish.spoken(raw, locale)
    english = locale == "es" and spoken is None and spanish.only_shorthand(raw)
    line = Line(spanish.translate(raw) if (spoken or locale) == "es" and not english else write_out(raw))
    words = " ".join(t.text for t in line.tokens if t.kind != "mark")
    result = _command_or_cue(
        " ".join(t.raw for t in raw if t.kind != "mark" and t.raw),
        words,
        folded,
        line,
        scene,
        "?" in text,
        spoken != "es",
    )
    if result.intent == "greet" and words in PARTS and scene.asked in ("time", "date", "choice"):
        result = Understanding()  # "morning" is when, there
    result = _with_when(result, read(line, scene), words, folded, scene)
    number = choice(line, scene.asked, result.date is not None)
    if number is not None and result.time is None and result.code is None:
        result = replace(result, number=number, date=None, date_end=None, time=None, time_end=None, bound=None)
    also = [t.text for t in line.tokens if t.kind == "word"] if (spoken or locale) == "es" else []
    result = _with_names(result, text, folded, scene, doctors, services, also)
    result = asides.with_visit_type(result, folded)
    return replace(asides.heard(result, words, scene.asked), language=asides.language(result.intent, words, spoken))


_LAUGHTER = re.compile(r"(?:a?(?:ha){2,}h?|(?:he){2,}|(?:ja){2,}j?|lo+l|lmf?ao+|rofl|xd)")


def _without_laughter(said: list[Token]) -> list[Token]:
    """The message without "lol" and "haha", where anything else is said."""
    kept = [t for t in said if t.kind != "word" or not _LAUGHTER.fullmatch(t.text)]
    return kept if any(t.kind != "mark" for t in kept) else said


def _wordless(text: str) -> Understanding:
    """A message without a word: a thumb up is a yes, a thumb down a no, "?" a call for help."""
    if text and set(text) <= set("?! ") and "?" in text:
        return Understanding(intent="help", confidence=0.8)
    only = any(ord(c) > 0x2000 for c in text)
    for intent, confidence, signs in (
        ("yes", 0.75, "👍👌✅✔🆗💯"),
        ("no", 0.75, "👎❌🚫✖"),
        ("thanks", 0.6, "🙏❤💕💙😊💗🥰"),
    ):
        if any(c in text for c in signs):
            return Understanding(intent=intent, confidence=confidence, emoji_only=only)
    return Understanding(emoji_only=only)


def _command_or_cue(
    typed: str, words: str, folded: str, line: Line, scene: Scene, question: bool, english: bool
) -> Understanding:
    """The intent, how sure it is, the visit's code, and the minutes of LATE 15.

    typed: the words as they were typed; words: the same in full; folded: the text with its marks. english: likeness to
    our sentences may be asked.
    """
    code, fuzzy = commands.visit_code(folded), any(t.fuzzy for t in line.tokens)
    late = commands.late_by(folded, code)
    if late is not None:
        return Understanding(intent="late", confidence=1.0, minutes=late, code=code)
    exact = commands.whole(typed.replace("'", "")) or commands.whole(words)
    if exact is None and code:
        bits = set(code.casefold())  # "k7" was split into "k" and "7"
        bits.add(code.casefold()[1:])
        exact = next(
            filter(None, (commands.with_code([w for w in t.split() if w not in bits], code) for t in (typed, words))),
            None,
        )
    if exact:
        return Understanding(intent=exact, confidence=_sure(exact, fuzzy, 1.0), code=code)
    near = commands.misspelt(typed, polarity.PLAIN) if scene.asked != "name" else None
    if near:
        return Understanding(intent=near, confidence=0.7)
    intent, confidence = intents.by_cues(words, question, scene.asked)
    if scene.asked == "yes_no" and intent in _BESIDES:
        intent, confidence = _answered_first(folded, intent, confidence)
    if intent == "unknown":
        intent = commands.leading(typed.split())
        confidence = 0.0 if intent == "unknown" else 0.85
    if intent == "unknown" and code:
        verb = commands.verb(words.split())
        intent, confidence = (verb, 0.85) if verb else ("unknown", 0.0)
    if english and scene.asked in (None, "yes_no") and not code and not polarity.unsure(words):
        intent, confidence = likeness.weighed(words.split(), question, intent, confidence)
    if scene.asked in (None, "yes_no") and confidence < _SURE_ENOUGH and intent in ("yes", "unknown"):
        intent, confidence = _agreed_later(folded, intent, confidence)
    if intent in ("cancel", "leave", "no") and intents.supposed(words):
        intent, confidence = "unknown", 0.0
    misspelt = any(t.fuzzy and t.text in DESTRUCTIVE for t in line.tokens)
    return Understanding(intent=intent, confidence=_sure(intent, misspelt, confidence), code=code)


_BESIDES = word_set("unknown help status slots agent book name thanks")
_CLAUSE = re.compile(r"[.!?;,]")
_SURE_ENOUGH = 0.7
_CLAUSES = 4


def _answered_first(folded: str, intent: str, confidence: float) -> tuple[str, float]:
    """ "That is right. Can you find their number?" answers the question first, and the answer is what counts."""
    first, *more = _CLAUSE.split(folded, maxsplit=1)
    if not more or not more[0].strip():
        return intent, confidence
    answer = _of_clause(first)
    return answer if answer[0] in ("yes", "no") and answer[1] >= 0.7 else (intent, confidence)


def _of_clause(clause: str) -> tuple[str, float]:
    return intents.by_cues(" ".join(t.text for t in write_out(tokens(clause)) if t.kind != "mark"), False, "yes_no")


def _agreed_later(folded: str, intent: str, confidence: float) -> tuple[str, float]:
    """ "Sorry, just seeing your text, yes I'll be there": the yes of a later clause."""
    for clause in _CLAUSE.split(folded)[1 : _CLAUSES + 1]:
        if clause.strip() and "?" not in folded:
            answer = _of_clause(clause)
            if answer[0] == "yes" and answer[1] >= _SURE_ENOUGH:
                return answer
    return intent, confidence


def _sure(intent: str, fuzzy: bool, confidence: float) -> float:
    """A destructive word that was misspelt is worth a question."""
    if not fuzzy:
        return confidence
    return min(confidence, 0.7 if intent in _DESTRUCTIVE_INTENTS else 0.85)


def _with_when(result: Understanding, when: When, words: str, folded: str, scene: Scene) -> Understanding:
    """The result with its date and time; a move's target where both ends are said; an offer asked for by its time."""
    if when.date is None:
        when.date = written_date(folded, scene.now)
    if result.intent == "reschedule" and _MOVE_FROM.search(words):
        if when.date_end and when.date and when.date_end - when.date < timedelta(days=60):
            when.date, when.date_end = when.date_end, None
        if when.time_end and when.bound is None:
            when.time, when.time_end = when.time_end, None
    if result.intent == "unknown" and (when.date or when.time or when.part) and _OFFER.search(words):
        result = replace(result, intent="slots", confidence=0.7)
    backwards = when.date and when.date_end and when.date_end < when.date
    return replace(
        result,
        date=when.date,
        date_end=None if backwards else when.date_end,
        time=when.time,
        time_end=when.time_end,
        part=when.part,
        bound=when.bound,
        excluded=when.excluded and result.intent not in _ABOUT_A_VISIT,
        weekday=when.weekday and when.date is not None,
        days=when.days,
    )


_ASKING = word_set("how what when where why who which do does is are can could cuanto cual que cuando donde")
_NO_NAMES = word_set(
    "thanks bye greet agent away back book cancel confirm help here language later leave more position queue reschedule restart slots "
    "status waitlist"
)
_SAID = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def _with_names(
    result: Understanding,
    text: str,
    folded: str,
    scene: Scene,
    doctors: tuple[Any, ...],
    services: tuple[Any, ...],
    english: list[str],
) -> Understanding:
    """english: the message's words in translation: a service is called so by the clinic, "limpieza" by the patient."""
    said = [w.replace("'", "") for w in _SAID.findall(folded)][:400]
    offered = [*said, *english, *(a + b for a, b in pairwise(said))]  # "check up" is "checkup"
    titled = frozenset(i for i, before in enumerate(said, 1) if before in people.TITLES and before != "the")
    used: frozenset[str] = frozenset()
    if doctors and (result.intent != "name" or titled) and scene.asked != "name":
        own = people.introduced(folded)
        others = ["" if w in own else w for w in said]
        doctor, options, used = people.match(others, doctors, titled, _NOT_NAMES)
        if doctor is None and not options:
            fitting = people.by_specialty(said, doctors)
            doctor, options = (fitting[0], ()) if len(fitting) == 1 else (None, fitting)
        result = replace(result, doctor=doctor, doctor_options=options)
        if doctor is not None and result.intent == "bye" and result.confidence <= 0.6:
            result = replace(result, intent="unknown", confidence=0.0)  # "okafor tmrw" resembles a farewell
    if services:
        service, choices, _ = people.match(offered, services, frozenset(range(len(offered))), _NOT_NAMES, trusted=True)
        result = replace(result, service=service, service_options=choices)
    if result.intent == "unknown" and scene.asked is None and (result.service or (result.doctor and result.date)):
        result = (
            replace(result, intent="book", confidence=0.6) if "?" not in text and said[0] not in _ASKING else result
        )
    who = people.person(text[:LONGEST], scene.asked, used, _NOT_NAMES)
    if who and used and not titled and used <= set(fold(who).split()) and people.is_kin(text[:LONGEST]):
        result = replace(result, doctor=None, doctor_options=())  # "for my wife Maria" is no Dr. Maria
    if who and scene.asked == "name" and result.intent in _NO_NAMES and result.confidence == 1.0:
        return result  # POSITION, said whole, is the command and nobody's name
    if who and (scene.asked == "name" or result.intent == "name"):
        return _named(result, who, said, folded)
    if not who and result.intent == "name" and result.confidence < 1 and not {"name", "nombre", "call"} & set(said):
        return replace(result, intent="unknown", confidence=0.0)  # "this is ridiculous"
    return replace(result, person=who) if who else result


_LEADING_TO_A_NAME = word_set("its it is s i im am this name my the for soy me llamo mi nombre es hi hello ok oh and")


def _named(result: Understanding, who: str, said: list[str], folded: str) -> Understanding:
    """A message that is a name and no more says nothing of when ("Eve Evans", "Noon", "my name is Tom Baker")."""
    rest = set(said) - {w.replace("'", "") for w in _SAID.findall(fold(who))} - _LEADING_TO_A_NAME
    if rest or any(c.isdigit() for c in folded):
        return replace(result, person=who)
    return replace(
        result, person=who, date=None, date_end=None, time=None, time_end=None, part=None, bound=None, weekday=False,
        excluded=False,
    )  # fmt: skip
