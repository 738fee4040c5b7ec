"""Doctors, services and persons by name: half-written, misspelt, without titles; two that fit are both given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from rapidfuzz.distance import OSA

from bot.understanding.lexicon import words
from bot.understanding.normalise import fold

TITLES = words("dr doctor doc md dds dmd do phd mr mrs ms miss prof professor m d facs inc rn np pa the dra ")
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = words(
    "a an and the of for to in at on with by my me i is are be it or as new no not need want see can you "
    "next this check visit care center centre clinic medical dental health group associates office "
    "practice dentist dentistry family "
)


def name_of(thing: Any) -> str:
    """The name of an element of `doctors` or `services`."""
    return str(getattr(thing, "name", thing))


@lru_cache(maxsize=2048)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name that tell people apart, folded, titles dropped."""
    return tuple(w for w in _WORD.findall(fold(name).replace("'", "")) if w not in TITLES)


def _alike(said: str, known: str) -> float:
    """0 to 1: the same word, a near one (longer words), or its beginning."""
    if said == known:
        return 1.0
    if len(known) >= 4 and len(said) >= 4 and said[0] == known[0]:
        likeness = OSA.normalized_similarity(said, known)
        if likeness >= (0.8 if len(known) >= 5 else 0.75):
            return likeness * 0.9
    return 0.0


def match(
    said: list[str], things: Sequence[Any], titled: frozenset[int], ordinary: frozenset[str]
) -> tuple[Any, tuple[Any, ...], frozenset[str]]:
    """The element of `things` that the words name: (the one, (), its words) or (None, those that fit alike, words).

    said: folded words of the message. titled: indices that follow a title ("dr"). ordinary: words of everyday language,
    which name nobody unless a title stands before them.
    """
    scored: list[tuple[float, Any, frozenset[str]]] = []
    for thing in things:
        score, used = _score(said, words_of(name_of(thing)), titled, ordinary)
        if score > 0:
            scored.append((score, thing, used))
    if not scored:
        return None, (), frozenset()
    scored.sort(key=lambda s: -s[0])
    best = scored[0][0]
    close = [s for s in scored if s[0] >= best - 0.05]
    if len(close) == 1:
        return close[0][1], (), close[0][2]
    return None, tuple(s[1] for s in close), close[0][2]


def _score(
    said: list[str], known: tuple[str, ...], titled: frozenset[int], ordinary: frozenset[str]
) -> tuple[float, frozenset[str]]:
    """How well the words said name one thing: matched words weigh by their length, unmatched ones cost a little."""
    total, strong, used = 0.0, 0.0, set()
    for word in known:
        best, where = 0.0, -1
        for i, heard in enumerate(said):
            likeness = _alike(heard, word)
            if likeness > best and not (heard in ordinary and i not in titled and likeness < 1):
                best, where = likeness, i
        if best == 0:
            continue
        if len(word) == 1:
            total += 0.15
            continue
        common = word in _COMMON or (word in ordinary and where not in titled)
        total += best * (0.4 if common else 1.0)
        strong += 0.0 if common else best
        used.add(said[where])
    if strong == 0 and not (known and len(used) == len([w for w in known if len(w) > 1]) and len(used) > 1):
        return 0.0, frozenset()
    return total - 0.01 * len(known), frozenset(used)


_FOR_PERSON = re.compile(
    r"\b(?:for|about)\s+(?:my|our)\s+(?:\w+[- ])?(?:daughter|son|wife|husband|mother|mom|mum|father|"
    r"dad|baby|child|kid|brother|sister|partner|grandmother|"
    r"grandfather|grandma|grandpa|friend|girlfriend|boyfriend|niece|nephew|aunt|uncle|toddler|boy|"
    r"girl|spouse|fiance|fiancee|stepson|stepdaughter)\b(?:'s)?\s*,?\s*(?:named |called )?"
    r"(?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)?"
)
_RELATION = re.compile(
    r"\b(?:my|our)\s+(?:\w+[- ])?(?P<who>daughter|son|wife|husband|mother|mom|mum|father|dad|baby|"
    r"child|kid|brother|sister|partner|grandmother|"
    r"grandfather|grandma|grandpa|friend|niece|nephew|aunt|uncle|toddler|spouse)\b",
    re.I,
)
_PARA = re.compile(
    r"\bpara\s+mi\s+(?P<who>hij[oa]|espos[oa]|marido|mujer|mam[aá]|pap[aá]|madre|padre|herman[oa]|"
    r"beb[eé]|ni[nñ][oa]|abuel[oa]|"
    r"suegr[oa]|niet[oa]|sobrin[oa]|t[ií][oa]|amig[oa]|pareja|"
    r"novi[oa])(?:\s*,?\s*(?P<name>[A-ZÁÉÍÓÚÑ][\w'-]+(?: [A-ZÁÉÍÓÚÑ][\w'-]+)?))?",
    re.I,
)
_NAME_IS = re.compile(
    r"\b(?:my name is|my name's|name is|this is|i am|i'm|it's|its|me llamo|mi nombre es|soy|under "
    r"the name|name:?)\s+(?P<name>[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*){0,2})",
    re.I,
)
_FOR_NAME = re.compile(r"\b[Ff]or (?P<name>[A-Z][a-z'-]+(?: [A-Z][a-z'-]+)?)\b")


def person(text: str, asked: str | None, spoken_for: frozenset[str], stop_words: frozenset[str]) -> str | None:
    """Who is meant: "for Mia", "for my daughter Mia" -> Mia; "for my daughter" -> "daughter"; "my name is Ana Ruiz"."""
    family = _FOR_PERSON.search(text)
    if family and family.group("name"):
        return str(family.group("name"))
    named = _NAME_IS.search(text)
    if named:
        kept = _name_words(named.group("name"), stop_words)
        if kept and (
            asked == "name"
            or "name" in named.group().casefold()
            or "llamo" in named.group().casefold()
            or "nombre" in named.group().casefold()
            or (named.group().casefold().startswith(("this is", "soy")) and kept[:1].isupper())
        ):
            return kept
    given = _FOR_NAME.search(text)
    if given and not {w.casefold() for w in given.group("name").split()} & (stop_words | spoken_for):
        return str(given.group("name"))
    kin = _PARA.search(text)
    if kin:
        name = kin.group("name")
        return str(name) if name and name[0].isupper() else kin.group("who").casefold()
    relation = _RELATION.search(text)
    if relation:
        return relation.group("who").casefold()
    if asked == "name":
        return _name_words(" ".join(text.split()[:5]), stop_words)
    return None


def _name_words(said: str, stop_words: frozenset[str]) -> str | None:
    """The leading words of `said` that can be a name, as typed (capitalised when all lower case)."""
    kept: list[str] = []
    for word in said.split():
        bare = word.strip(".,!?;:")
        if (
            not bare
            or not bare.replace("'", "").replace("-", "").isalpha()
            or (bare.casefold() in stop_words and not (kept and len(bare) > 3 and bare[0].isupper()))
        ):
            break
        kept.append(bare.capitalize() if bare.islower() or (bare.isupper() and len(bare) > 2) else bare)
        if word != bare:
            break
    return " ".join(kept) or None
