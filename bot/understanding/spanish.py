"""Spanish, word by word and phrase by phrase, into the plain English words that the grammar and the cues read.

Two things need more than a table: clocks ("las 3 y media", "4 menos cuarto") and words that stand after what they
qualify in Spanish and before it in English ("el lunes que viene"). Days of the month become ordinals ("el 5" is the
5th, "martes 5" too).
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.lexicon import SHORTHAND, words
from bot.understanding.normalise import Token
from bot.understanding.spanish_words import NUMBERS, ORDINALS, PHRASES, TEXTING
from bot.understanding.spelling import VOCABULARY

_LONGEST = max(len(phrase) for phrase in PHRASES)
_CLOCKED = words("media cuarto menos punto y con las la dia del al")
SPANISH_WORDS = frozenset(w for phrase in PHRASES for w in phrase) | frozenset(NUMBERS) | frozenset(TEXTING) | _CLOCKED
# Spelt alike in English, or names: no evidence of Spanish.
_SHARED = words(
    "a no me he en son once sin sea mas real agenda general doctor dr dra hospital final total "
    "alto ok mi de la el las los san "
    "hora horas come son fin pie ser se si les via van dan con al tu un dental normal mar dom sol yo mia "
    "id once do favor persona bot "
    "k q usted tarde estado menu libre has cancel stop start pm am solo idea gracias hola adios ya x q "
    "pls ver parar media agente"
)
_ENGLISH = frozenset(VOCABULARY) | words(
    "the i you my is are to at on for of and it this that in with be was do dont can cant will "
    "please thanks hi hello what when "
    "how me we not but or if from by have has had get see come"
)
_FUZZY = sorted(w for w in SPANISH_WORDS if len(w) >= 5)
_WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday")
_HOUR_LEADS = words("las la a")
_DATED = words("mar may nov feb am pm")  # written alike in dates of both languages


def spoken(tokens: list[Token], locale: str) -> str | None:
    """ "es" or "en" where the words show which, else None; `locale` weighs where they are even."""
    said = [token.text for token in tokens if token.kind == "word"]
    if locale != "es" or sum(len(w) == 1 for w in said) >= 3:  # "latest u got"; "B-O-Y-L-E", a name spelt out
        said = [w for w in said if len(w) > 1]
    spanish = sum(2 if w not in _SHARED else int(w not in _ENGLISH) for w in said if w in SPANISH_WORDS)
    english = sum(2 for w in said if w in _ENGLISH and w not in _DATED and (w in _SHARED or w not in SPANISH_WORDS))
    if not english and len(said) <= 12:
        spanish += sum(1 for w in said if w not in SPANISH_WORDS and len(w) >= 5 and _nearest(w))
    if spanish == english:
        return locale if spanish and locale == "es" else None
    if spanish > english and (spanish >= 2 or locale == "es"):
        return "es"
    return "en" if english > spanish else None


def only_shorthand(tokens: list[Token]) -> bool:
    """Whether a message of no language's words is short for English ones ("thx", "tmrw pls"), and none of Spanish."""
    said = [token.text for token in tokens if token.kind == "word"]
    return any(w in SHORTHAND for w in said) and not any(w in SPANISH_WORDS for w in said)


@lru_cache(maxsize=4096)
def _nearest(word: str) -> str | None:
    """The Spanish word of ours that `word` misspells."""
    if not 5 <= len(word) <= 16 or word in _ENGLISH:
        return None
    best = process.extractOne(word, _FUZZY, scorer=OSA.distance, score_cutoff=1 if len(word) < 8 else 2)
    return best[0] if best and best[0][0] == word[0] else None


def translate(tokens: list[Token]) -> list[Token]:
    """The same message in English words; what is not known stays as it is."""
    plain = [_mended(token) for token in tokens]
    out: list[Token] = []
    i = 0
    while i < len(plain):
        for rule in (_tuesday, _refusal, _not_that_day, _in_or_out, _weekdays, _clock, _day, _number, _phrase):
            found = rule(plain, i, out)
            if found:
                out += found[0]
                i = found[1]
                break
        else:
            out.append(plain[i])
            i += 1
    return _reordered(out)


def _mended(token: Token) -> Token:
    if token.kind != "word":
        return token
    text, fuzzy = TEXTING.get(token.text, token.text), False
    if text not in SPANISH_WORDS:
        near = _nearest(text)
        text, fuzzy = (near, True) if near else (text, False)
    return Token(text, "word", glued=token.glued, fuzzy=fuzzy, raw=token.raw)


# "Apúntame a la cola", "puede formarnos en la fila", "quíteme de la cola": a verb, and the line soon after.
_INTO_LINE = re.compile(r"(apunt|anot|form|inscri|agreg|ingres|registr|pon(?!e a)|pong|met|unir|unan|incorpor)\w*")
_OUT_OF_LINE = re.compile(r"(quit|saqu|sac|borr|elimin|salir|salgo|salirm|dej|abandon)\w*")
_BEFORE_LINE = words("a en de la una hoy ya para mi me nos hijo hija nino nina")
_LINES = words("fila cola")
_NOT_INTO = words("no")


def _in_or_out(tokens: list[Token], i: int, _out: list[Token]) -> tuple[list[Token], int] | None:
    into, out_of = (form.fullmatch(tokens[i].text) for form in (_INTO_LINE, _OUT_OF_LINE))
    if not (into or out_of) or _text(tokens, i - 1) in _NOT_INTO:
        return None
    for j in range(i + 1, min(i + 6, len(tokens))):
        if tokens[j].text in _LINES and j > i + 1:
            return _english("join the queue" if into else "leave the queue"), j + 1
        if tokens[j].text not in _BEFORE_LINE:
            return None
    return None


def _text(tokens: list[Token], i: int) -> str:
    return tokens[i].text if 0 <= i < len(tokens) else ""


def _value(tokens: list[Token], i: int) -> tuple[int, int] | None:
    """A number in digits or words: (value, index after): 15, "quince", "treinta y uno"."""
    if i >= len(tokens):
        return None
    if tokens[i].kind == "number" and len(tokens[i].text) <= 2:
        return tokens[i].value, i + 1
    value = NUMBERS.get(tokens[i].text)
    if value is None:
        return None
    unit = NUMBERS.get(_text(tokens, i + 2), 0)
    if value >= 30 and _text(tokens, i + 1) == "y" and 1 <= unit <= 9:
        return value + unit, i + 3
    return value, i + 1


def _digits(value: int, width: int = 1) -> Token:
    return Token(str(value).zfill(width), "number", value)


def _mark(text: str) -> Token:
    return Token(text, "mark", glued=True)


def _english(phrase: str) -> list[Token]:
    return [Token(w, "word", raw=w) for w in phrase.split()]


_TOUCHED = ("cancel", "delete", "confirm", "move", "reschedule", "change")


def _refusal(tokens: list[Token], i: int, out: list[Token]) -> tuple[list[Token], int] | None:
    """ "no cancelen", "no la muevan", "no quiero cancelar": not "no, cancel"."""
    if _text(tokens, i) != "no":
        return None
    for j in range(i + 1, min(i + 5, len(tokens))):
        if tokens[j].kind != "word":
            return None
        found = _phrase(tokens, j, out)
        if found and found[0] and found[0][0].text in _TOUCHED:
            return _english("dont"), i + 1 if j == i + 1 else j
        if tokens[j].text not in ("la", "lo", "me", "le", "las", "los", "quiero", "deseo", "voy", "a", "vayan", "se"):
            return None
    return None


_CANNOT = words("puedo podemos puede pueden podre podremos")
_SUITS = words("queda viene va sirve acomoda conviene")


def _not_that_day(tokens: list[Token], i: int, _out: list[Token]) -> tuple[list[Token], int] | None:
    """ "Los viernes no podemos", "el viernes no me viene bien", "no puedo el viernes": not friday."""
    if _text(tokens, i) == "no" and _text(tokens, i + 1) in _CANNOT:
        j = i + 2 + (_text(tokens, i + 2) == "ni")
        day, end = _named_day(tokens, j)
        return (_english(f"no not {day}"), end) if day else None
    day, end = _named_day(tokens, i)
    if not day or _text(tokens, end) != "no":
        return None
    if _text(tokens, end + 1) in _CANNOT:
        return _english(f"no not {day}"), end + 2
    if _text(tokens, end + 1) in ("me", "nos") and _text(tokens, end + 2) in _SUITS:
        return _english(f"no not {day}"), end + 3 + (_text(tokens, end + 3) == "bien")
    return None


def _named_day(tokens: list[Token], i: int) -> tuple[str, int]:
    """A weekday in English and the index after it: "el lunes", "lunes", "los lunes" (mondays); "" where none stands."""
    lead = _text(tokens, i) in ("el", "los")
    day = PHRASES.get((_text(tokens, i + lead),), "")
    if day not in _WEEKDAYS:
        return "", i
    return day + "s" * (_text(tokens, i) == "los"), i + lead + 1


def _weekdays(tokens: list[Token], i: int, _out: list[Token]) -> tuple[list[Token], int] | None:
    """ "de lunes a viernes"."""
    if _text(tokens, i) not in ("de", "del") or _text(tokens, i + 2) not in ("a", "al"):
        return None
    first, last = (PHRASES.get((_text(tokens, k),), "") for k in (i + 1, i + 3))
    if first not in _WEEKDAYS or last not in _WEEKDAYS:
        return None
    return _english(f"from {first} to {last}"), i + 4


def _tuesday(tokens: list[Token], i: int, out: list[Token]) -> tuple[list[Token], int] | None:
    """ "mar 24" is Tuesday the 24th; "24 mar" and "24 de mar" are March."""
    before = out[-2:-1] if _text(out, len(out) - 1) == "of" else out[-1:]
    a_month = any(token.kind in ("number", "ordinal") for token in before)
    if _text(tokens, i) != "mar" or a_month or i + 1 >= len(tokens) or tokens[i + 1].kind != "number":
        return None
    return _english("tuesday"), i + 1


def _clock(tokens: list[Token], i: int, out: list[Token]) -> tuple[list[Token], int] | None:
    """ "(a) las 3 y media", "la una", "4 menos cuarto", "3 en punto", "las ocho treinta"."""
    j, lead = i, False
    while _text(tokens, j) in _HOUR_LEADS and j - i < 2:
        lead, j = True, j + 1
    before = _until_hour(tokens, i)
    if before:
        return before
    hour = _value(tokens, j)
    if hour is None or not 0 <= hour[0] <= 24 or (j > i and _text(tokens, j - 1) == "a"):
        return None
    if lead and _text(tokens, j - 1) == "la" and hour[0] != 1:
        return None  # "la 2" is the second, "las 2" two o'clock
    k = hour[1]
    head = (
        _english("at")
        if lead and not (out and out[-1].text in ("after", "before", "until", "between", "and", "around", "from", "to"))
        else []
    )
    word = _text(tokens, k)
    if word in ("y", "con") and not (
        out and out[-1].text == "between" and lead and _text(tokens, k + 1) in _HOUR_LEADS
    ):
        minutes = _minutes(tokens, k + 1)
        if minutes and (lead or minutes[0] in (15, 30) or minutes[0] > 24 or word == "con"):
            return [*head, _digits(hour[0]), _mark(":"), _glued(_digits(minutes[0], 2))], minutes[1]
    if word == "menos":
        minutes = _minutes(tokens, k + 1)
        if minutes:
            said = _english("quarter to") if minutes[0] == 15 else [_digits(minutes[0]), *_english("minutes to")]
            return [*head, *said, _digits(hour[0])], minutes[1]
    if word == "en" and _text(tokens, k + 1) == "punto":
        return [*head, _digits(hour[0]), *_english("oclock")], k + 2
    if not lead:
        return None
    if word in ("horas", "hs", "hrs"):
        return [*head, _digits(hour[0]), _mark(":"), _glued(_digits(0, 2))], k + 1
    minutes = _value(tokens, k)
    if minutes and (minutes[0] >= 10 and tokens[k].kind == "word"):
        return [*head, _digits(hour[0]), _mark(":"), _glued(_digits(minutes[0], 2))], minutes[1]
    return [*head, _digits(hour[0])], k


def _until_hour(tokens: list[Token], i: int) -> tuple[list[Token], int] | None:
    """ "cuarto para las 3", "(faltan) 10 para las 8": minutes to an hour."""
    minutes = _minutes(tokens, i)
    if minutes is None or _text(tokens, minutes[1]) != "para" or _text(tokens, minutes[1] + 1) not in ("las", "la"):
        return None
    hour = _value(tokens, minutes[1] + 2)
    if hour is None or not 1 <= hour[0] <= 24:
        return None
    said = _english("quarter to") if minutes[0] == 15 else [_digits(minutes[0]), *_english("minutes to")]
    return [*said, _digits(hour[0])], hour[1]


def _glued(token: Token) -> Token:
    token.glued = True
    return token


def _minutes(tokens: list[Token], i: int) -> tuple[int, int] | None:
    word = _text(tokens, i)
    if word in ("media", "cuarto"):
        return (30 if word == "media" else 15), i + 1
    if word == "un" and _text(tokens, i + 1) == "cuarto":
        return 15, i + 2
    found = _value(tokens, i)
    return found if found and found[0] < 60 else None


def _day(tokens: list[Token], i: int, out: list[Token]) -> tuple[list[Token], int] | None:
    """A day of the month: "el 5", "dia 5", "martes 5", "del 13 al 15", "5 de marzo"."""
    j = i
    lead: list[Token] = []
    word = _text(tokens, i)
    if word in ("el", "dia", "del", "al"):
        lead = _english({"del": "from the", "al": "to the"}.get(word, "the"))
        j = i + 1 + (_text(tokens, i + 1) == "dia")
    after_weekday = bool(out) and out[-1].text in _WEEKDAYS
    if j == i and not after_weekday:
        return None
    number = _value(tokens, j)
    if number is None or not 1 <= number[0] <= 31:
        return None
    follows = _text(tokens, number[1])
    if follows in (":", ".", "h", "am", "pm", "hs", "hrs", "horas") or (
        after_weekday and j == i and follows in ("y", "menos")
    ):
        return None
    if word == "del" and _text(tokens, number[1]) not in ("al", "hasta", "a"):
        lead = _english("of the")
    return [*lead, Token(str(number[0]), "ordinal", number[0], raw=str(number[0]))], number[1]


def _number(tokens: list[Token], i: int, out: list[Token]) -> tuple[list[Token], int] | None:
    """Numbers in words; "de 2 a 4" is a range; "primero" the first."""
    if _text(tokens, i) in ORDINALS:
        value = ORDINALS[_text(tokens, i)]
        return [Token(str(value), "ordinal", value, raw=str(value))], i + 1
    if _text(tokens, i) in ("de", "desde"):
        first = _value(tokens, i + 1)
        end = first[1] if first else i
        if first and _text(tokens, end) in (":", "."):
            end += 2
        while first and _text(tokens, end) in ("am", "pm", "h", "hs"):
            end += 1
        if first and _text(tokens, end) == "a" and _value(tokens, end + 1):
            start = [_digits(first[0])] if first[1] == end else tokens[i + 1 : end]
            return [*_english("from"), *start, *_english("to")], end + 1
    if tokens[i].kind != "word" or _text(tokens, i) in ("un", "una", "uno"):
        return None
    number = _value(tokens, i)
    return ([_digits(number[0])], number[1]) if number else None


_CLITIC = re.compile(r"[aei]rl[ao]s?$")  # "cambiarla": change it


def _phrase(tokens: list[Token], i: int, _out: list[Token]) -> tuple[list[Token], int] | None:
    """The longest known phrase at `i`."""
    for length in range(min(_LONGEST, len(tokens) - i), 0, -1):
        piece = tokens[i : i + length]
        english = PHRASES.get(tuple(t.text for t in piece))
        if english is not None and all(t.kind == "word" for t in piece):
            fuzzy = any(t.fuzzy for t in piece)
            english += " it" if _CLITIC.search(piece[-1].raw) and english in _TOUCHED else ""
            return [Token(w, "word", fuzzy=fuzzy, raw=w) for w in english.split()], i + length
    return None


_QUALIFIED = _WEEKDAYS | words("week month year weekend")


def _reordered(tokens: list[Token]) -> list[Token]:
    """ "monday NEXT" -> "next monday"; "week next" -> "next week"."""
    out: list[Token] = []
    for i, token in enumerate(tokens):
        after = out and out[-1].text in _QUALIFIED and _text(tokens, i + 1) not in _QUALIFIED
        if token.text == "NEXT" or (token.text == "next" and after):
            token.text = "next"
            place = len(out) - 1 if out and out[-1].kind == "word" else len(out)
            out.insert(max(place, 0), token)
        else:
            out.append(token)
    return out
