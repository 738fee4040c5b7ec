"""Shorthand written out, misspelt words repaired, words run together taken apart.

Only words that matter to us are repaired (VOCABULARY), and never an ordinary English word (ORDINARY: words that a
repair would otherwise change, such as "moth" or "weak"). STOP, YES and NO are never reached by a repair.
"""

from __future__ import annotations

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
        "today tomorrow tonight next this weekend week weeks month months day days after before between until "
        "till from through noon midday midnight half quarter past oclock minutes hour hours around about "
        "later earlier coming following upcoming fortnight workweek weekday anytime sometime "
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
    "late running wait long information leave line "
)
VOCABULARY = sorted(w for w in _DATES | _COMMANDS if len(w) >= 3)
_KNOWN = (
    frozenset(VOCABULARY)
    | frozenset(lexicon.SHORTHAND)
    | frozenset(lexicon.WEEKDAY_FORMS)
    | frozenset(lexicon.MONTH_FORMS)
)
ORDINARY = frozenset(
    resources.files("bot.understanding").joinpath("ordinary_words.txt").read_text(encoding="ascii").split()
)
DESTRUCTIVE = lexicon.words(
    "cancel cancelled canceled cancelling cancellation confirm confirmed confirming delete erase remove "
    "leave unsubscribe "
)
_NEVER = lexicon.words("stop yes no")
_JOINED = (
    "tomorrow",
    "today",
    "tonight",
    "next",
    "this",
    "from",
    "until",
    "with",
    "for",
    "the",
    "on",
    "at",
    "to",
    "in",
    "by",
)


@lru_cache(maxsize=8192)
def repair(word: str) -> str | None:
    """The vocabulary word that `word` misspells, or None."""
    if len(word) < 4 or len(word) > 14 or word in _KNOWN or word in ORDINARY or not word.isalpha():
        return None
    reach = 1 if len(word) < 7 else 2
    best = process.extract(word, VOCABULARY, scorer=OSA.distance, score_cutoff=reach, limit=4)
    if not best:
        return None
    return min(
        best,
        key=lambda match: (match[1], match[0][0] != word[0], abs(len(match[0]) - len(word)), match[0] not in _DATES),
    )[0]


@lru_cache(maxsize=4096)
def take_apart(word: str) -> tuple[str, str] | None:
    """ "onthursday" -> ("on", "thursday"), where the rest is a date word, spelt well or nearly."""
    if len(word) < 5 or len(word) > 22 or word in _KNOWN or word in ORDINARY:
        return None
    for head in _JOINED:
        rest = word.removeprefix(head)
        if rest == word or len(rest) < 3:
            continue
        fixed = rest if rest in _KNOWN else repair(rest)
        if fixed is not None and (
            len(head) > 2 or fixed in _DATES or fixed in lexicon.SHORTHAND or fixed in lexicon.WEEKDAY_FORMS
        ):
            return head, fixed
    return None


def write_out(tokens: list[Token]) -> list[Token]:
    """The same tokens in full, well-spelt words."""
    out: list[Token] = []
    for i, token in enumerate(tokens):
        if token.kind == "number" and token.text in "24" and _is_word(tokens, i):
            out.append(Token("to" if token.text == "2" else "for", "word", glued=token.glued, raw=token.raw))
            continue
        if token.kind != "word":
            out.append(token)
            continue
        out.extend(_words(token))
    return out


def _words(token: Token) -> list[Token]:
    if len(token.text) == 1 and token.glued:
        return [token]  # 3p, 16h00
    full = lexicon.SHORTHAND.get(token.text)
    if full is not None:
        return [Token(w, "word", glued=token.glued, raw=token.raw) for w in full.split()]
    if token.text in ORDINARY or token.text in _KNOWN:
        return [token]
    pair = take_apart(token.text)
    if pair is not None:
        head, rest = pair
        full = lexicon.SHORTHAND.get(rest, rest)
        return [
            Token(head, "word", glued=token.glued, raw=token.raw),
            Token(full, "word", glued=True, fuzzy=rest not in token.text, raw=token.raw),
        ]
    fixed = repair(token.text)
    if fixed is not None and fixed not in _NEVER:
        return [Token(fixed, "word", glued=token.glued, fuzzy=True, raw=token.raw)]
    return [token]


_BEFORE_TO = lexicon.words(
    "want need like going have got able try trying used up due next back me it you i us how way due close "
    "from arrive ready happy listen talk speak go come over "
)
_AFTER_TO = lexicon.words(
    "the my me a an you your him her us see book cancel change move make go come be get next this have do "
    "it speak talk schedule reschedule confirm know find visit ask eat "
) | frozenset(lexicon.WEEKDAYS)
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
