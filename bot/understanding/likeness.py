"""What a message most resembles, where no cue fits: weighted words and pairs of words (a softmax over intents).

The weights are learnt from our own sentences (tests/phrases/intents.jsonl) by `python -m tests.learn_intents` and kept
in intent_weights.json. Words of one kind (days, verbs of asking, verbs of dropping) count as one.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources
from typing import Any

from bot.understanding import lexicon
from bot.understanding.cues.words import NAMES

_KINDS = {
    "VISIT": NAMES["VISIT"],
    "MOVE": NAMES["MOVE"],
    "DROP": NAMES["DROP"],
    "STAFF": NAMES["STAFF"],
    "DOCTOR": NAMES["DOCTOR"],
    "SERVICE": NAMES["SERVICE"],
    "MEAL": NAMES["MEAL"],
    "KIN": "daughter|son|wife|husband|mom|mum|dad|mother|father|kid|kids|boy|girl|baby|child|brother|sister|family|"
    "grandma|grandpa|friend|friends|partner|cousin|cousins",
    "EATERY": "restaurant|bistro|diner|cafe|bar|pub|tavern|steakhouse|pizzeria|brasserie|grill|eatery|gastropub|"
    "trattoria|buffet|deli|bakery|brewery|place",
    "ASKING": "book|schedule|reserve|arrange|organize|organise|set|make|booking|scheduling|pencil|sign",
    "WANT": "want|need|like|love|wish|wants|needs|prefer|hoping|looking",
    "CAN": "can|could|would|will|may|might|should",
    "WHEN": "when|whens",
    "GOOD": "good|great|perfect|fine|nice|awesome|wonderful|excellent|cool|lovely|amazing|brilliant|fantastic|super",
}
_FAR = 4  # words between the two of a pair


def _kind_of() -> dict[str, str]:
    kinds = {word: kind for kind, listed in _KINDS.items() for word in listed.split("|") if "_" not in word}
    kinds |= dict.fromkeys((*lexicon.WEEKDAYS, *lexicon.WEEKDAY_FORMS, "today", "tomorrow", "tonight"), "DAY")
    kinds |= dict.fromkeys((*lexicon.MONTHS, *lexicon.MONTH_FORMS), "MONTH")
    kinds |= dict.fromkeys(lexicon.PARTS, "PART")
    kinds |= dict.fromkeys((*lexicon.UNITS, *lexicon.TENS), "#")
    del kinds["may"], kinds["one"]
    return kinds


_KIND = _kind_of()


def features(words: list[str], question: bool, known: frozenset[str] | None = None) -> set[str]:
    """What is looked at in a message of plain words. known: words met before; others count as strange ones."""
    said = [_KIND.get(w, "#" if w[0].isdigit() else w) for w in words[:40]]
    if known is not None:
        said = [w if w in known else "STRANGE" for w in said]
    out = {f"n{min(len(said), 12) // 2}", "?" if question else ".", f"s{min(said.count('STRANGE'), 4)}"}
    row = ["^", *said, "$"]
    out.update(said)
    out.update(w for w in words[:40] if known is None or w in known)
    for i, first in enumerate(row):
        if i + 1 < len(row):
            out.add(f"{first} {row[i + 1]}")
        out.update(f"{first}~{later}" for later in row[i + 2 : i + 2 + _FAR] if later != "$")
    return out


@cache
def _model() -> tuple[list[str], frozenset[str], dict[str, list[Any]]]:
    source = resources.files("bot.understanding").joinpath("intent_weights.json").read_text(encoding="utf-8")
    model = json.loads(source)
    return model["intents"], frozenset(model["known"]), model["weights"]


_AT_LEAST = {"cancel": 0.9, "greet": 0.8}  # what does harm, and what a strange sentence easily resembles
_SURELY_NONE = 0.95  # "how do I cancel my magazine"
_NOT_OURS = 0.98  # "what movies are available": our words, about something else
_LOOSELY_WORDED = frozenset({"agent", "book", "help", "more", "position", "slots", "status"})
_WEAK = 0.8  # a cue surer than this is believed
_OF_A_CUE = 4.0  # what a weak cue weighs, in logarithms of shares
_OF_NONE = 0.3  # what it weighs that no cue fits
_ANSWERS = frozenset({"yes", "no", "greet", "thanks", "bye"})  # small words: counted, not weighed (polarity.py)
_SURE = {"cancel": 0.5, "yes": 0.65, "no": 0.65}  # each is asked about before anything is done


def weighed(words: list[str], question: bool, cue: str, confidence: float) -> tuple[str, float]:
    """The intent by cues (`confidence` sure), or the one that the message plainly resembles more, modestly sure."""
    harmful, loose = cue in ("cancel", "erase"), cue in _LOOSELY_WORDED
    if (confidence >= _WEAK and not (harmful or loose)) or len(words) < 2 or cue in _ANSWERS:
        return cue, confidence
    shares = guess(words, question)
    if shares["unknown"] >= (_SURELY_NONE if harmful else _NOT_OURS):
        return "unknown", 0.0
    if harmful or confidence >= _WEAK:
        return cue, confidence
    if cue not in shares:
        return cue, confidence
    handicap = math.exp(_OF_NONE if cue == "unknown" else _OF_A_CUE)
    found = max(shares, key=lambda intent: shares[intent] * (handicap if intent == cue else 1.0))
    if found == cue or shares[found] < _AT_LEAST.get(found, 0.0):
        return cue, confidence
    return found, _SURE.get(found, 0.0 if found == "unknown" else 0.6)


def guess(words: list[str], question: bool) -> dict[str, float]:
    """How much a message resembles each intent, "unknown" among them: shares that sum to 1."""
    intents, known, weights = _model()
    scores = [0.0] * len(intents)
    for feature in features(words, question, known):
        found = weights.get(feature)
        if found:
            for place, weight in zip(found[::2], found[1::2], strict=True):
                scores[place] += weight
    best = max(scores)
    shares = [math.exp(s - best) for s in scores]
    whole = sum(shares)
    return {intent: share / whole for intent, share in zip(intents, shares, strict=True)}
