"""Doctors, services and persons by name: half-written, misspelt, without titles; two that fit are both given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from rapidfuzz.distance import OSA

from bot.understanding.lexicon import ORDINALS, words
from bot.understanding.normalise import fold
from bot.understanding.spanish import SPANISH_WORDS

TITLES = words("dr doctor doc md dds dmd do phd mr mrs ms miss prof professor m d facs inc rn np pa the dra ")
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = words(
    "a an and the of for to in at on with by my me i is are be it or as new no not need want see can you "
    "next this check visit care center centre clinic medical dental health group associates office "
    "practice dentist dentistry family "
).union(ORDINALS)  # "first thing tomorrow" is no First visit


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


@lru_cache(maxsize=4096)
def _sound(word: str) -> str:
    """How a name sounds, roughly: Lee and Leigh, Philips and Fillips are alike."""
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    return re.sub(r"(.)\1+", r"\1", word)


_SOUNDS: tuple[tuple[str, str], ...] = (
    ("eigh", "i"),
    ("gh", ""),
    ("ph", "f"),
    ("ck", "k"),
    ("c", "k"),
    ("z", "s"),
    ("ei", "i"),
    ("ea", "i"),
)
_SOUNDS += (("ee", "i"), ("ey", "i"), ("ie", "i"), ("y", "i"))


def match(
    said: list[str], things: Sequence[Any], titled: frozenset[int], ordinary: frozenset[str], trusted: bool = False
) -> tuple[Any, tuple[Any, ...], frozenset[str]]:
    """The element of `things` that the words name: (the one, (), its words) or (None, those that fit alike, words).

    trusted: everyday words name things too, letter for letter ("check up"; services are called so).
    said: folded words of the message. titled: indices that follow a title ("dr"). ordinary: words of everyday language,
    which name nobody unless a title stands before them.
    """
    scored: list[tuple[float, Any, frozenset[str]]] = []
    for thing in things:
        score, used = _score(said, words_of(name_of(thing)), titled, ordinary, trusted)
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
    said: list[str], known: tuple[str, ...], titled: frozenset[int], ordinary: frozenset[str], trusted: bool
) -> tuple[float, frozenset[str]]:
    """How well the words said name one thing: matched words weigh by their length, unmatched ones cost a little."""
    total, strong, used = 0.0, 0.0, set()
    for word in known:
        best, where = 0.0, -1
        for i, heard in enumerate(said):
            likeness = _alike(heard, word)
            if (
                not likeness
                and i in titled
                and len(word) == 3
                and heard[:1] == word[0]
                and OSA.distance(heard, word) == 1
            ):
                likeness = 0.75  # "dr liim"
            if not likeness and i in titled and len(word) > 2 and _sound(heard) == _sound(word):
                likeness = 0.7  # "dr leigh"
            if not likeness and i in titled and not trusted and len(word) >= 5 and heard[:1] == word[0]:
                distant = OSA.normalized_similarity(heard, word)
                likeness = 0.6 if distant >= 0.65 else 0.0  # "dr habbad" for Haddad; the reply reads the name back
            if likeness > best and (likeness == 1 or heard not in ordinary or (i in titled and not trusted)):
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


# What people call a doctor by what they treat: word -> how the specialty begins.
_TREATS = {
    part: tuple(stems.split())
    for parts, stems in (
        ("skin mole moles piel", "dermat skin"),
        ("heart corazon", "cardio heart"),
        ("kids child children childs baby babys ninos nino bebe", "pediat child"),
        ("eye eyes ojo ojos", "ophthal eye optom"),
        ("ear ears nose throat oido oidos nariz garganta", "otolar otorrino ear"),
        ("women womens mujer mujeres", "gynec women obstet"),
        ("bone bones knee joint joints hueso huesos rodilla", "orthop"),
        ("foot feet pie pies", "podiat"),
        ("teeth tooth muela dientes", "dent"),
        ("allergy allergies alergia", "allerg"),
    )
    for part in parts.split()
}
_LINKS = words("for of my her his the de del la el los para mi")
_HEALERS = words("doctor dr specialist doc doctora medico medica especialista")


def by_specialty(said: list[str], doctors: Sequence[Any]) -> tuple[Any, ...]:
    """The doctors of the specialty that is named: "the dermatologist", "the skin doctor"."""
    stems = {
        w[:6] for w in said if w.endswith(("ologist", "iatrician", "iatrist", "ologa", "ologo", "dontist", "therapist"))
    }
    for i, word in enumerate(said):  # "skin doctor", "doctor for my skin", "un medico de la piel"
        if word in _TREATS and _of_a_healer(said, i):
            stems |= set(_TREATS[word])
    if not stems:
        return ()
    return tuple(d for d in doctors if _practises(str(getattr(d, "specialty", "") or ""), stems))


def _of_a_healer(said: list[str], i: int) -> bool:
    """Does what is treated stand right before a doctor, or after one and "for" or "of"?"""
    before = said[max(0, i - 3) : i]
    linked = before[-1:] and before[-1] in _LINKS and "about" not in before
    return any(word in _HEALERS for word in (*said[i + 1 : i + 2], *(before[:-1] if linked else ())))


def _practises(specialty: str, stems: set[str]) -> bool:
    return any(word.startswith(stem) for word in fold(specialty).replace("paed", "ped").split() for stem in stems)


_FOR_PERSON = re.compile(
    r"\b(?:for|about)\s+(?:my|our)\s+(?:\w+[- ])?(?:daughter|son|wife|husband|mother|mom|mum|father|"
    r"dad|baby|child|kid|brother|sister|partner|grandmother|"
    r"grandfather|grandma|grandpa|friend|girlfriend|boyfriend|niece|nephew|aunt|uncle|toddler|boy|"
    r"girl|spouse|fiance|fiancee|stepson|stepdaughter)\b(?:'s)?\s*,?\s*(?:named |called )?"
    r"(?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)?"
)
_RELATION = re.compile(
    r"(?<!\bwith )(?<!\bask )(?<!\basking )(?<!\btell )(?<!\bfrom )(?<!\bby )\b(?:my|our)\s+(?:\w+[- ])?(?P<who>daughter|son|wife|husband|mother|mom|mum|father|dad|baby|"
    r"child|kid|brother|sister|partner|grandmother|"
    r"grandfather|grandma|grandpa|friend|niece|nephew|aunt|uncle|toddler|spouse)\b"
    r"(?! (?:will|says|said|told|thinks|drives|works|is (?:driving|coming|at)))",
    re.I,
)
_PARA = re.compile(
    r"\b(?:pa(?:ra)?\s+mi|mi(?=\s+\w+\s+(?:tiene|necesita|est[aá]|le|se|no)\b))\s+(?P<who>hij[oa]|espos[oa]|marido|mujer|mam[aá]|pap[aá]|madre|padre|herman[oa]|"
    r"beb[eé]|ni[nñ][oa]|abuel[oa]|"
    r"suegr[oa]|niet[oa]|sobrin[oa]|t[ií][oa]|amig[oa]|pareja|"
    r"novi[oa])(?:\s*,?\s*(?P<name>(?-i:[A-ZÁÉÍÓÚÑ][\w'-]+(?: [A-ZÁÉÍÓÚÑ][\w'-]+)?)))?",
    re.I,
)
_NAMED = r"se llama|su nombre es|el nombre es|my name is|my name's|my name|name is|me llamo|mi nombre es|call me|under the name|name:"
_NAME_IS = re.compile(
    rf"\b(?:(?P<sure>{_NAMED})|(?P<maybe>this is|soy|i am|i'm|it is|it's|she is|she's|he is|he's|ella es|"
    rf"its))\s+(?P<name>[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*){{0,2}})",
    re.I,
)
_INTRODUCING = ("this is", "soy")
_FOR_NAME = re.compile(r"\b[Ff]or (?P<name>[A-Z][a-z'-]+(?: [A-Z][a-z'-]+)?)\b")


_INTRODUCTION = re.compile(
    r"\b(?:this is|my name is|me llamo|mi nombre es|soy)(?! (?:dr|doctor|dra)\b)((?: "
    r"[^\W\d_]+){1,2})"
)


def introduced(folded: str) -> frozenset[str]:
    """The words by which a folded text names its own writer ("this is maria")."""
    found = _INTRODUCTION.search(folded)
    return frozenset(found.group(1).split()) if found else frozenset()


_KIN_AND_NAME = re.compile(
    r"\b(?:my|our)\s+(?:\w+[- ])?(?:daughter|son|wife|husband|mother|mom|mum|father|dad|baby|brother|sister|partner|"
    r"grandmother|grandfather|grandma|grandpa|friend|niece|nephew|aunt|uncle)\s+(?P<name>[^\W\d_]{3,})"
    r"(?P<rest>\s*[,.!?]|\s*$|\s+(?:on|at|in|with|for|to|this|next|today|tomorrow|too|also|as well|come|comes|join|joins|see|be|"
    r"get|have|has|is|needs?|wants?|would|could|can|should|mon|tues?|wed|thurs?|fri|sat|sun|\w+day)\b)|"
    r"\bmi\s+(?:hij[oa]|espos[oa]|marido|mam[aá]|pap[aá]|madre|padre|herman[oa]|abuel[oa]|niet[oa]|sobrin[oa])\s+"
    r"(?P<nombre>[^\W\d_]{3,})(?:\s*[,.!?]|\s*$|\s+(?:el|la|a|con|para|en|este|hoy|ma[nñ]ana|tambi[eé]n|venir|viene|vaya|necesita|quiere|"
    r"tiene|puede|est[aá])\b)",
    re.I,
)


def _named_kin(text: str, stop_words: frozenset[str]) -> str | None:
    """ "my husband dave on saturday" -> Dave; a word that can be anything else is no name."""
    found = _KIN_AND_NAME.search(text)
    name = found and (found.group("name") or found.group("nombre"))
    if not name or fold(name) in stop_words | _KIN_WORDS or fold(name).endswith(_NO_NAMES_END):
        return None
    return str(name) if name[0].isupper() else str(name).capitalize()


# Adverbs ("my son suddenly has"), and not Emily, Kelly or Sally.
_NO_NAMES_END = (
    "ing", "ed", "ually", "nally", "rely", "tely", "ently", "antly", "bably", "denly", "adly", "ainly", "ously",
)  # fmt: skip
_KIN_WORDS = words(
    "needs has hurts wants feels fell isnt cant wont would could should who and always often never sometimes both only "
    "girl boy still"
) | (SPANISH_WORDS - {"mia"})


def is_kin(text: str) -> bool:
    """Does the text speak of a relation ("for my wife Maria")?"""
    return bool(_RELATION.search(text) or _PARA.search(text))


def person(text: str, asked: str | None, spoken_for: frozenset[str], stop_words: frozenset[str]) -> str | None:
    """Who is meant: "for Mia", "for my daughter Mia" -> Mia; "for my daughter" -> "daughter"; "my name is Ana Ruiz"."""
    family = _FOR_PERSON.search(text)
    if family and family.group("name"):
        return str(family.group("name"))
    kin_name = _named_kin(text, stop_words | spoken_for)
    if kin_name:
        return kin_name
    named = _NAME_IS.search(text)
    if named:
        certain = asked == "name" or (named.group("sure") or "").casefold() in (
            "my name is",
            "me llamo",
            "mi nombre es",
            "se llama",
            "su nombre es",
            "el nombre es",
        )
        kept = _name_words(named.group("name"), NO_NAME if certain else stop_words)
        introduced = named.group("maybe") and named.group("maybe").casefold() in _INTRODUCING
        introduced = introduced and named.group("name")[0].isupper()
        answered = asked == "name" and len(text.split()) <= _LONGEST_ANSWER  # "I'm Ana"; not "I'm running on …"
        if kept and (named.group("sure") or introduced or answered):
            return kept
    given = _FOR_NAME.search(text)
    if given and not {w.casefold() for w in given.group("name").split()} & (stop_words | spoken_for):
        return str(given.group("name"))
    kin = _PARA.search(text)
    if kin:
        name = kin.group("name")
        return str(name) if name else kin.group("who").casefold()
    relation = _RELATION.search(text)
    if relation:
        return relation.group("who").casefold()
    if asked == "name" and len(text.split()) <= 5:
        return _name_words(text, NO_NAME)
    full = _FULL_NAME.match(text) if asked == "name" else None
    return _name_words(full.group(), stop_words) if full else None


_LONGEST_ANSWER = 6  # words
_FULL_NAME = re.compile(r"[A-ZÁÉÍÓÚÑ][^\W\d_]+ [A-ZÁÉÍÓÚÑ][^\W\d_]+(?= )")  # of a long answer
NO_NAME = words(
    "i me my you your we it the a an and or but so if of to for in on at by with from is are am be "
    "was do does did have has not "
    "no yes ok please thanks hi hello hey here this that who how why what when where just too can "
    "could would will want need "
    "help stop cancel nvm nevermind book name back see wait hold hm hmm um uh oops sorry wrong actually change make lol maybe idk "
    "si claro vale gracias nothing none ask later never today tomorrow tonight morning afternoon evening hoy manana tarde noche wow huh eh espera espere perdon mejor"
)


def _name_words(said: str, stop_words: frozenset[str]) -> str | None:
    """The leading words of `said` that can be a name, as typed (capitalised when all lower case)."""
    kept: list[str] = []
    for word in said.split():
        bare = word.strip(".,!?;:")
        if (
            not bare
            or not bare.replace("'", "").replace("-", "").isalpha()
            or (fold(bare) in stop_words and not (kept and len(bare) > 3 and bare[0].isupper()))
        ):
            break
        kept.append(bare.capitalize() if bare.islower() or (bare.isupper() and len(bare) > 2) else bare)
        if word != bare:
            break
    return " ".join(kept) or None
