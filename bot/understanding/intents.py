"""What a sentence is after: its opening ("no", "thanks", "hello"), then the cues of what is left."""

from __future__ import annotations

import re

from bot.understanding import cues, polarity
from bot.understanding.courtesies import courtesy

# "I do not want to make an event", "no, don't book that": what is refused says nothing about what is wanted.
_REFUSED = re.compile(
    r"\b(?:(?:dont|do not|didnt|did not|never) (?:want|wish|need|like) (?:to )?|(?:dont|do not) |"
    r"not (?:ready|looking|trying|planning) to )"
    r"(?:make|add|create|book|schedule|reserve|set up|cancel|delete|erase|leave|stop|move|"
    r"change)\b(?: (?!(?:but|i|can|could|lets|please|instead|just)\b)\S+){0,6}"
)
_KEPT = re.compile(r"\b(?:cancel|delete|erase|leave)\b")
_ERRANDS = re.compile(r"\b(?:cab|taxi|uber|ride|rides|weather|calendar|alarm|timer)\b")
_PRICING = frozenset({"much", "cost", "costs", "price", "prices"})
_WORDPLAY = frozenset({"spell", "define", "definition", "synonym", "rhymes", "mean", "translate", "plural"})
_REFUSING = frozenset({"cant", "cannot", "wont", "kill", "nix", "off", "longer"})
_THEIR_OWN = frozenset(  # things of others' that are cancelled elsewhere
    [
        "subscription",
        "netflix",
        "hulu",
        "order",
        "orders",
        "card",
        "flight",
        "flights",
        "cable",
        "internet",
        "gym",
        "membership",
        "policy",
        "insurance",
        "transfer",
        "payment",
        "payments",
        "alarm",
        "alarms",
        "timer",
        "phone",
        "uber",
        "ride",
        "cab",
        "taxi",
        "plane",
        "ticket",
        "tickets",
        "trial",
        "cheque",
        "check",
        "download",
        "account",
        "delivery",
        "package",
        "contract",
        "warranty",
        "loan",
    ]
)
_VISITING = frozenset(
    ["appointment", "appointments", "visit", "visits", "booking", "reservation", "meeting", "checkup"]
)
_AGREED = re.compile(
    r"(?:and |please |then |just |lets |you can |that is perfect |thats perfect |good |great |perfect )*(?:book|reserve|schedule|confirm|make|take)"
    r"(?: it| that| this| one| him| her| the (?:appointment|booking|reservation)| an appointment)?(?: for me| now| please| thanks)*"
)
# "What if i cannot come", "i may have to cancel", "not sure if i can make it": nothing is cancelled yet.
_SUPPOSED = re.compile(
    r"\b(?:what (?:if|happens (?:if|when))|(?:might|may) (?:have|need) to|(?:might|may) (?:not|be unable)|"
    r"(?:can|could|may) (?:i|we) (?:still |always |just )?cancel (?:it |that |this |my \w+ )?"
    r"(?:later|last minutes?|any ?time|beforehand|the day (?:before|of)|if|in case|up to|until)|"
    r"(?:if|whether) (?:i|we) can (?:still )?(?:come|make|go)|do (?:i|we) (?:pay|get charged) if)\b"
)
_LEAVES = re.compile(r"\b(?:bye|goodbye|good bye|adios)\b")
_LEFT_UNDONE = re.compile(r"(?:please )?(?:dont do (?:that|it|this)|leave (?:it|that))(?: now| please| alone)*")
_KEPT_BY_NO = frozenset({"slots", "more", "status", "help", "unknown", "position"})


def supposed(text: str) -> bool:
    """Whether plain words speak of what could happen ("what if i cannot come"): nothing is refused or cancelled yet."""
    return _SUPPOSED.search(text) is not None


def by_cues(text: str, question: bool, asked: str | None) -> tuple[str, float]:
    """The intent of plain words joined by single spaces, and how sure it is: ("unknown", 0.0) when nothing fits."""
    openers, rest = polarity.opening(text)
    if openers and openers[0] in ("yes", "good", "ok") and rest and _AGREED.fullmatch(rest):
        return "yes", 0.8  # "yes, book it"
    refused = _REFUSED.search(rest)
    if refused and _KEPT.search(refused.group()):
        return "status", 0.6  # "don't cancel it": shown, and nothing changed
    if refused:
        openers = [*openers, "no"]
        rest = f"{rest[: refused.start()]} {rest[refused.end() :]}".strip()
    intent, confidence = _wanted(rest)
    if intent == "unknown" and not refused:
        intent, confidence = _wanted(text) if openers and len(openers) < 3 else (intent, confidence)
    if intent == "back" and "no" in openers and _LEFT_UNDONE.fullmatch(rest):
        return "no", 0.8
    if "no" in openers and intent in _KEPT_BY_NO | {"unknown"}:
        return _farewell(text, rest) or ("no", 0.8)
    if "thanks" in openers and (intent in ("unknown", "help") or _ERRANDS.search(rest)):
        return _thanked(openers, text, asked)
    if intent != "unknown":
        courteous = courtesy(text) if intent in ("more", "help", "back", "status", "slots", "book") else None
        if courteous and courteous[0] in ("bye", "thanks") and (text.count(" ") < 12 and not question):
            return courteous
        return intent, confidence
    return _small(openers, text, rest, question, asked)


def _wanted(text: str) -> tuple[str, float]:
    padded, said = f" {text} ", frozenset(text.split())
    for layer in cues.LAYERS:
        for rule in layer:
            if rule.fits(padded, said):
                if rule.intent == "book" and rule.confidence < 0.8 and said & _REFUSING and "why" not in said:
                    return "cancel", 0.5  # "we can't make our reservation": asked about, never done
                if rule.intent == "cancel" and said & _THEIR_OWN and not said & _VISITING:
                    return "unknown", 0.0
                if rule.intent == "book" and rule.confidence < 0.8 and said & (_PRICING | _WORDPLAY):
                    return "unknown", 0.0
                return rule.intent, rule.confidence
    return "unknown", 0.0


def _farewell(text: str, rest: str) -> tuple[str, float] | None:
    """ "no, that's all, bye" takes leave; without the word it answers no."""
    found = courtesy(text)
    return found if found and found[0] == "bye" and rest and _LEAVES.search(text) else None


_ANYWAY = re.compile(r"\b(?:anyways?|all the same)\b")


def _thanked(openers: list[str], text: str, asked: str | None) -> tuple[str, float]:
    """ "yes, thanks" answers, and "thanks anyway" (no); "thanks, that is all" takes leave; else thanks is thanks."""
    found = courtesy(text)
    if found and found[0] == "bye":
        return found
    if asked == "yes_no" and _ANYWAY.search(text):
        return "no", 0.8
    agreed = "yes" in openers and openers.index("yes") < openers.index("thanks")
    if agreed or (asked == "yes_no" and ("good" in openers or "ok" in openers)) or polarity.thanked_yes(text):
        return "yes", 0.8
    return "thanks", 0.85


def _small(openers: list[str], text: str, rest: str, question: bool, asked: str | None) -> tuple[str, float]:
    """Short answers and courtesies."""
    courteous = courtesy(text)
    if courteous and (openers[:1] != ["yes"] or (courteous[0] == "bye" and _LEAVES.search(text))):
        if courteous[0] == "thanks" and polarity.thanked_yes(text):
            return "yes", 0.75
        return courteous
    if "yes" in openers:
        return "yes", 0.8
    spoken = (polarity.answer(text) or polarity.answer(rest)) if not question or asked == "yes_no" else None
    if spoken:
        return spoken
    if ("good" in openers or "ok" in openers) and (not rest or asked == "yes_no"):
        return "yes", 0.75 if asked == "yes_no" else 0.65
    if courteous:
        return courteous
    if "greet" in openers:
        return ("greet", 0.7) if len(rest.split()) < 4 else ("unknown", 0.2)
    return "unknown", 0.0
