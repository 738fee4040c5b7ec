"""Shorthand written out, misspelt words repaired, words run together taken apart.

Only words that matter to us are repaired (VOCABULARY), and never an ordinary English word (ORDINARY: words that a
repair would otherwise change, such as "moth" or "weak"). STOP, YES and NO are never reached by a repair.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding import lexicon
from bot.understanding.normalise import Token

_DATES = (
    set(lexicon.WEEKDAYS)
    | set(lexicon.MONTHS)
    | set(lexicon.TENS)
    | set(lexicon.ORDINALS)
    | set(lexicon.UNITS)
    | set(lexicon.PARTS)
    | lexicon.words(
        "today tomorrow tonight yesterday next this weekend week weeks month months day days after "
        "before between until "
        "till from through noon midday midnight half quarter past oclock minutes hour hours around about "
        "later earlier coming following upcoming fortnight workweek weekday anytime sometime year "
    )
)
_COMMANDS = lexicon.words(
    "appointment appointments reservation booking reschedule rescheduled cancel cancelled canceled "
    "cancelling cancellation confirm confirmed confirming schedule scheduled change move book booked "
    "doctor doctors dentist available availability opening openings waitlist waiting waiting queue "
    "position status language english spanish restart message messages receptionist human person agent "
    "someone anyone anybody another other others else checkup cleaning physical please thanks thank "
    "appreciate goodbye hello calendar remove delete erase event events meeting meetings postpone "
    "unsubscribe asap earliest soonest speak talk number options option great perfect sounds good works "
    "correct right great table restaurant vaccine visit visits want need would like could have help what "
    "when where which who with right everything nothing reminder reminders remind prescription urgent "
    "emergency with for you your can all any are find free give going nice need thats that would yeah "
    "late running wait long information leave line true false incorrect wrong answer never maybe agree exactly "
    "welcome question questions subjects order pause quiet undo search somebody nobody anymore longer still "
    "party dinner lunch plans list show tell know check verify sure make made take going make open "
    "opens hence than noon back come there their they then them nope your yours said saying "
    "bring talking speaking people again forget nevermind previous menu hours "
)
_COURTESIES = lexicon.words(
    "definitely absolutely certainly agreed affirmative positive negative accurate statement "
    "thankful grateful appreciated "
    "awesome excellent fantastic wonderful farewell goodnight pleasure talking chatting "
    "conversation speaking quiet silence "
    "information familiar helpful assistance assist longer treating feeling doing things helping helped morning "
    "believe response course cheers enjoyed lovely options specialist appointment "
)
# Repaired to as well, and then written out (SHORTHAND): short forms long enough to be told apart.
_SHORT_FORMS = lexicon.words("tmrw appt thurs tues thanx tonite arvo mins appts sept 2moro 2nite 2morrow")
VOCABULARY = sorted(w for w in _DATES | _COMMANDS | _COURTESIES | _SHORT_FORMS if len(w) >= 3)
SMALL = lexicon.words(
    "that which who whom whose what where when near nearby around here there this these those for from with without "
    "and but not are was were has had have can could will would should may might please today tomorrow any some one "
    "who's named called about into within close soon now then also just only very really too"
)
_KNOWN = (
    frozenset(VOCABULARY)
    | frozenset(lexicon.SHORTHAND)
    | frozenset(lexicon.WEEKDAY_FORMS)
    | frozenset(lexicon.MONTH_FORMS)
    | lexicon.words(
        "in on at to by of up me my we us is it am pm as an a i be do go so or if no yes the and but "
        "not has had was are"
    )
)
ORDINARY = frozenset(
    resources.files("bot.understanding").joinpath("ordinary_words.txt").read_text(encoding="ascii").split()
)
DESTRUCTIVE = lexicon.words(
    "cancel cancelled canceled cancelling cancellation confirm confirmed confirming delete erase remove "
    "leave unsubscribe "
)
_DRAWN = _KNOWN | lexicon.words("hey hi yay yep yup nope nah bye so very really good cool great")
_JOINED = lexicon.listed(
    "tomorrow today tonight next this thi tis nex nxt from until with before after for the on at to in by"
)
_HEADS = {"thi": "this", "tis": "this", "nex": "next", "nxt": "next"}
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_AT = {letter: (row, place) for row, letters in enumerate(_ROWS) for place, letter in enumerate(letters)}


def _unlikely(typed: str, meant: str) -> float:
    """How unlikely a slip is, to break ties between vocabulary words equally far: a key beside it is the likeliest."""
    if len(typed) != len(meant):
        return 0.1 if typed[0] == meant[0] else 0.5
    wrong = [(a, b) for a, b in zip(typed, meant, strict=True) if a != b]
    if len(wrong) == 2 and wrong[0] == wrong[1][::-1]:
        return 0.0
    beside = all(a in _AT and b in _AT and _beside(_AT[a], _AT[b]) for a, b in wrong)
    return (0.2 if beside else 0.4) + (0.0 if typed[0] == meant[0] else 0.3)


def _beside(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return abs(a[0] - b[0]) <= 1 and abs(a[1] - b[1]) <= 1


@lru_cache(maxsize=8192)
def repair(word: str) -> str | None:
    """The vocabulary word that `word` misspells, or None."""
    if not 3 <= len(word) <= 15 or word in _KNOWN or word in ORDINARY or not word.isalnum() or word.isdigit():
        return None
    reach = 1 if len(word) < 7 else 2
    best = process.extract(word, VOCABULARY, scorer=OSA.distance, score_cutoff=reach, limit=8)
    if len(word) == 3:  # only a four-letter word with one letter lost
        best = [match for match in best if len(match[0]) == 4]
    if not best:
        return None
    return min(best, key=lambda match: (match[1] + _unlikely(word, match[0]), match[0] not in _DATES))[0]


@lru_cache(maxsize=4096)
def take_apart(word: str, fuzzy: bool) -> tuple[str, ...] | None:
    """ "onthursday" -> ("on", "thursday"), where the rest is a word of ours (of dates, after a two-letter head)."""
    if len(word) < 5 or len(word) > 24 or word in _KNOWN or word in ORDINARY:
        return None
    for head in _JOINED:
        rest = word.removeprefix(head)
        if rest == word or (len(rest) < 3 and not (len(head) > 2 and rest in ("in", "on", "at"))) or rest == "day":
            continue
        inner = take_apart(rest, fuzzy)
        if inner:
            return (_HEADS.get(head, head), *inner)
        fixed = rest if rest in _KNOWN else repair(rest) if fuzzy and len(rest) > 3 else None
        if fixed is not None and (len(head) > 2 or fixed in _DATED):
            return _HEADS.get(head, head), fixed
    return None


_DATED = _DATES | frozenset(lexicon.SHORTHAND) | frozenset(lexicon.WEEKDAY_FORMS) | frozenset(lexicon.MONTH_FORMS)


def write_out(tokens: list[Token]) -> list[Token]:
    """The same tokens in full, well-spelt words."""
    out: list[Token] = []
    for i, token in enumerate(tokens):
        named = _numeral_word(tokens, i)
        if named:
            out.append(Token(named, "word", glued=token.glued, fuzzy=True, raw=token.raw))
        elif i and token.glued and _numeral_word(tokens, i - 1):
            continue
        elif token.kind == "number" and token.text in ("2", "4") and _is_word(tokens, i):
            out.append(Token("to" if token.text == "2" else "for", "word", glued=token.glued, raw=token.raw))
        elif token.kind != "word":
            out.append(token)
        else:
            out.extend(_words(token))
    _mend_in_context(out)
    return out


def _numeral_word(tokens: list[Token], i: int) -> str | None:
    """ "2mrrow", "2niite": tomorrow, today or tonight begun with a figure and misspelt."""
    token, rest = tokens[i], tokens[i + 1] if i + 1 < len(tokens) else None
    if token.text != "2" or rest is None or rest.kind != "word" or not rest.glued or len(rest.text) < 3:
        return None
    fixed = repair("to" + rest.text)
    named = lexicon.SHORTHAND.get(fixed, fixed) if fixed else None
    return named if named in ("tomorrow", "today", "tonight") else None


def _words(token: Token) -> list[Token]:
    if len(token.text) == 1 and token.glued:
        return [token]  # 3p, 16h00
    full = lexicon.SHORTHAND.get(token.text)
    if full is not None:
        return [Token(w, "word", glued=token.glued, raw=token.raw) for w in full.split()]
    if token.text in ORDINARY or token.text in _KNOWN:
        return [token]
    short = _shortened(token.text)
    if short is not None:
        return _words(Token(short, "word", glued=token.glued, raw=token.raw))
    parts = take_apart(token.text, False)
    if parts is None:
        fixed = repair(token.text)
        if fixed is not None:
            full = lexicon.SHORTHAND.get(fixed, fixed)
            return [Token(full, "word", glued=token.glued, fuzzy=True, raw=token.raw)]
        parts = take_apart(token.text, True)
    if parts is None:
        return [token]
    return [
        Token(
            lexicon.SHORTHAND.get(part, part),
            "word",
            glued=token.glued and n == 0,
            fuzzy=part not in token.text,
            raw=token.raw,
        )
        for n, part in enumerate(parts)
    ]


_DRAWN_OUT = re.compile(r"(\w)\1{2,}")


def _shortened(word: str) -> str | None:
    """ "nooooo", "heyyy", "pleeease": a word of ours whose letters were drawn out, but never STOP."""
    if not _DRAWN_OUT.search(word):
        return None
    plain = (_DRAWN_OUT.sub(r"\1", word), _DRAWN_OUT.sub(r"\1\1", word))
    return next((w for w in plain if w in _DRAWN), None)


_WOULD = lexicon.words("like love prefer need be rather")
_PERIODS = lexicon.words("week weekend month day days weeks months hour hours minutes year workweek")
_LEADS = lexicon.words("next this following coming upcoming every each")
_MONTHS = frozenset(lexicon.MONTHS)
# Words too ordinary to repair anywhere, but not where a date word must follow: after -> {typed: meant}.
_SLIPS: tuple[tuple[frozenset[str], dict[str, str]], ...] = (
    (lexicon.words("past to after before at till until"), {"non": "noon", "moon": "noon", "nood": "noon"}),
    (lexicon.words("half"), {"there": "three", "tree": "three", "thee": "three", "sex": "six", "for": "four"}),
    (
        lexicon.words("next following"),
        {"wee": "week", "weak": "week", "weed": "week", "moth": "month", "mouth": "month"},
    ),
    (lexicon.words("tomorrow late at"), {"nigh": "night", "nights": "night"}),
    (lexicon.words("later earlier sooner more rather other"), {"that": "than", "then": "than", "tan": "than"}),
)


def _mend_in_context(out: list[Token]) -> None:
    """Repairs that only the neighbours justify: "3 das", "next wee", "15 jly", "form 13 to"."""
    for i, token in enumerate(out):
        if token.kind != "word" or token.text in _PERIODS:
            continue
        before = out[i - 1] if i else None
        after = out[i + 1] if i + 1 < len(out) else None
        if (
            token.text == "wed"
            and after is not None
            and after.text in ("like", "love", "prefer", "need", "be", "rather")
        ):
            token.text = "we"
        plain_that = token.text == "that" and after is not None and after.text in _PERIODS  # "earlier that day"
        for leads, slips in _SLIPS:
            if before is not None and before.text in leads and not plain_that:
                token.text = slips.get(token.text, token.text)
        if token.raw == "aft" and after is not None and after.text in ("school", "work", "lunch", "class"):
            token.text = "after"
        if token.text in ("form", "fro", "rom") and after is not None and _dated(after):
            token.text = "from"
        elif len(token.text) >= 3 and token.text not in _KNOWN and token.text not in ORDINARY and not token.glued:
            if before is not None and (_counts(before) or before.text in _LEADS):
                token.text = _nearest(token.text, _PERIODS)
            if _near_day(before, after):
                token.text = _nearest(token.text, _MONTHS)


def _dated(token: Token) -> bool:
    return token.kind in ("number", "ordinal") or token.text in ("now", "the", "today", "tomorrow")


def _counts(token: Token) -> bool:
    return token.kind == "number" or token.text in lexicon.UNITS or token.text in ("a", "an")


def _near_day(before: Token | None, after: Token | None) -> bool:
    """Does a day number stand beside it ("juy 15", "15th of jly")?"""
    return (before is not None and (before.kind in ("number", "ordinal") or before.text == "of")) or (
        after is not None and after.kind in ("number", "ordinal")
    )


def _nearest(word: str, among: frozenset[str]) -> str:
    """The word of a small set one slip away, else the word itself."""
    for meant in sorted(among):
        if word[0] == meant[0] and OSA.distance(word, meant, score_cutoff=1) <= 1:
            return meant
    return word


_BEFORE_TO = lexicon.words(
    "want need like going have got able try trying used up due next back me it you i us how way due close "
    "arrive ready happy listen talk speak go come over "
)
_AFTER_TO = (
    lexicon.words(
        "the my me a an you your him her us see book cancel change move make go come be get next this have do "
        "it speak talk schedule reschedule confirm know find visit ask eat "
    )
    | frozenset(lexicon.WEEKDAYS)
    | frozenset(lexicon.WEEKDAY_FORMS)
)
_AFTER_FOR = lexicon.words(
    "the my me a an you your him her us next this today tomorrow tonight that lunch dinner now it all "
)
_TIMEY = lexicon.words("at by around about until till before after past between half quarter")


def _is_word(tokens: list[Token], i: int) -> bool:
    """Does a bare 2 or 4 stand for "to" or "for"? Only between two words, and never after a word of time."""
    if i == 0 or i + 1 >= len(tokens) or tokens[i].glued or tokens[i + 1].glued:
        return False
    before, after = tokens[i - 1], tokens[i + 1]
    if before.kind != "word" or after.kind != "word" or before.text in _TIMEY or after.text in lexicon.COUNTED:
        return False
    follows = lexicon.SHORTHAND.get(after.text, after.text)
    if follows in lexicon.COUNTED or follows in lexicon.PARTS or follows in ("am", "pm", "oclock"):
        return False
    if tokens[i].text == "2":
        return before.text in _BEFORE_TO or follows in _AFTER_TO or follows in ("nxt",)
    return follows in _AFTER_FOR or before.text in ("looking", "is", "due", "ok", "good", "book", "ready")
