"""What a message says besides its intent and its time: urgency, minutes, "earlier", "any doctor", the reason."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.understanding.lexicon import words as word_set
from bot.understanding.result import Understanding

_ANY = re.compile(
    r"""\b(?:(?:any|whichever|whatever)\ (?:doctor|dr|dentist|one|of\ them|provider|available)|
    (?:anyone|anybody)(?!\ (?:know|knows|find|hear|see\ (?:me|my|it)|tell|told|be\ told|read|to\ know))|
    whoever|
    no\ preference|(?:dont|do\ not)\ (?:mind|care)\ (?:who|which)|doesnt\ matter\ (?:who|which)|
    either\ (?:one|doctor)\ (?:is\ fine|works|is\ ok))\b""",
    re.X,
)
_WHOEVER = re.compile(
    r"(?:any|either|all|no|none|whichever|whatever|doesnt matter|dont (?:care|mind)|not really|first available)\b"
)
_SAME = re.compile(
    r"""\b(?:same|usual|regular)\ (?:doctor|dr|dentist|provider|person|one\ as\ last\ time)|
    \bmy\ (?:own\ )?(?:doctor|dentist)|
    \bi\ (?:do\ |really\ |still\ )?(?:want|need|would\ like)\ to\ see\ (?:her|him)\b|
    \bsame\ (?:one\ )?as\ (?:last|before)|\bwho\ i\ saw\ last|\bdoctor\ (?:from|i\ had|i\ saw)\ last\ time""",
    re.X,
)
_EARLIEST = re.compile(
    r"""\b(?:asap|as\ (?:soon|early|quickly)\ as\ (?:possible|you\ can|i\ can)|earliest|soonest|
    (?:first|next)\ (?:available|opening|slot|free|appointment)|
    (?<!not\ )(?<!from\ )(?<!for\ )(?<!until\ )(?<!what\ )(?:right\ )?now$|
    (?:whoever|whichever|whatever)\b.{0,24}\bfirst|
    right\ away|immediately|whenever\ (?:is|you\ have\ the)\ first|straight\ away)\b""",
    re.X,
)
_EARLIER = re.compile(r"\b(?:earlier|sooner)\b(?! than(?! (?:that|this|those|these)\b))")
_LATER = re.compile(
    r"\blater\b(?! (?:than(?! (?:that|this|those|these)\b)|this|today|on|in(?! the (?:day|morning|afternoon|evening))))"
)
_MINUTES = re.compile(
    r"\b(?:late|behind|delayed|delay|delayed by) (?:by )?(?:about )?(\d{1,3})\b|\b(\d{1,3}) (?:(?:more |"
    r"or so )?minutes\b(?! (?:to|past|after|before))|late\b)"
)
_WORDED = re.compile(
    r"\b(five|ten|fifteen|twenty|thirty|forty|forty five) (?:more |or so )?minutes\b(?! (?:to|past|"
    r"after|before))"
)
_SPAN = re.compile(r"\b(quarter of an|half an|half|three quarters of an|an) hour (?:late|behind)\b")
_SPANS = {"quarter of an": 15, "half an": 30, "half": 30, "three quarters of an": 45, "an": 60}
_COUNT = {"five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty five": 45}
_EMERGENCY = re.compile(
    r"""\b(?:chest\ (?:pains?|is\ tight|tightness)|heart\ attack|stroke|(?:cant|cannot|can\ not|couldnt)\ breath\w*|
    (?:trouble|difficulty|problems?)\ breathing|hard\ to\ breathe|short(?:ness)?\ of\ breath|
    bleeding\ (?:heavily|badly|a\ lot|out|wont\ stop|so\ much)|(?:wont|cant|will\ not|
    doesnt)\ stop\ (?:the\ )?bleeding|
    suicid\w*|kill\ (?:myself|himself|herself)|end\ (?:my|it)\ (?:life|all)|(?:want|going)\ to\ die|hurt\ myself|
    overdos\w*|unconscious|
    passed\ out|not\ breathing|seizures?|anaphyla\w*|severe\ allergic|throat\ is\ closing|emergency|911|ambulance|
    poison\w*|choking|face\ is\ drooping|slurred\ speech)\b""",
    re.X,
)
_URGENT = re.compile(
    r"""\b(?:urgent|urgently|(?:severe|bad|terrible|awful|extreme|unbearable|excruciating|so\ much|
    a\ lot\ of)\ pain|agony|
    high\ fever|broken\ (?:tooth|arm|leg|finger|bone)|(?:tooth|arm|leg|finger)\ is\ broken|swollen|swelling|
    infected|unbearable|
    excruciating|knocked\ out\ a\ tooth|cant\ wait|throwing\ up\ blood|fainted|really\ (?:sick|bad))\b""",
    re.X,
)
_COMPLAINT = (
    r"(?:pain|pains|ache|aches|cough|fever|flu|cold|rash|headaches?|migraines?|toothache|sore throat|infection|"
    r"earache|"
    r"stomach ?ache|back ?ache|cramps|vomiting|diarrhea|nausea|dizziness|dizzy|itch\w*|allerg\w+|asthma|diabetes|"
    r"blood pressure|injury|sprain\w*|swelling|lump|mole|acne|insomnia|anxiety|depression|burn|bite|cut|"
    r"checkup|check up|physical|vaccine|vaccination|shot|prescription|refill|results|follow up|blood test|x ray)"
)
_PAPERS = frozenset({"prescription", "refill", "results"})  # wanted from the desk, not of a visit
_REASON = re.compile(
    rf"\b(?:because of|because|for|about|with|have|has|having|ive got|i have|got|regarding|due to|suffering from|my) "
    rf"(?:a |an |the |my |some |i have )*((?:[a-z]+ ){{0,2}}?{_COMPLAINT}(?: (?:and|in|on) (?:a |my |"
    rf"the )?[a-z]+(?: throat| back)?)?)\b"
)
_HURTS = re.compile(
    r"\b((?:my|his|her) (?:[a-z]+ ){1,2}(?:hurts?|aches?|is (?:broken|swollen|sore|bleeding|"
    r"infected)|are sore))\b"
)
_FIRST_PERSON = re.compile(r"\b(?:i have|i am having|ive got|i got|i am|my|i feel|feeling)\b")


_ONLINE = re.compile(
    r"\b(online|on line|video|virtual(?:ly)?|telehealth|telemedicine|remote(?:ly)?|zoom|en linea|por video|"
    r"videollamada|videoconsulta|a distancia)\b"
)
_IN_PERSON = re.compile(r"\b(in person|face to face|not online|en persona|presencial|cara a cara)\b")


def with_visit_type(result: Understanding, folded: str) -> Understanding:
    """The result with "online" or "in_person" where the message (folded, in its own language) says which.

    "In person" asks for no person.
    """
    spoken, online = _last(_IN_PERSON, folded), _last(_ONLINE, folded)
    if spoken > online:
        intent = "unknown" if result.intent == "agent" else result.intent
        return replace(result, intent=intent, visit_type="in_person")
    return replace(result, visit_type="online") if online >= 0 else result


def _last(said: re.Pattern[str], folded: str) -> int:
    """Where it was said last, -1 where it was not: of "must it be in person? can it be by video" the video."""
    return max((found.start() for found in said.finditer(folded)), default=-1)


def heard(result: Understanding, words: str, asked: str | None) -> Understanding:
    """The result with all that `words` (plain words joined by spaces) say besides; `asked` as in `understand`."""
    whom = asked == "doctor" and result.doctor is None
    shift = "earlier" if _EARLIER.search(words) else "later" if _LATER.search(words) else None
    if result.intent == "bye":
        shift = None
    if result.intent == "unknown" and shift and words.count(" ") <= 4 and result.date is None and result.time is None:
        result = replace(result, intent="more", confidence=0.8)
    complaint = _REASON.search(words) or _HURTS.search(words)
    any_doctor = (
        (bool(_ANY.search(words)) or (whom and bool(_WHOEVER.match(words))))
        and result.doctor is None
        and "else" not in words.split()
    )
    if any_doctor and (result.intent == "yes" or (result.intent == "no" and _ANY.search(words))):
        # "anyone is fine", "I don't mind who" answer "which doctor?"
        result = replace(result, intent="unknown", confidence=0.0)
    ill = complaint and complaint.group(1).split()[-1] not in _PAPERS
    if result.intent == "unknown" and ill and _FIRST_PERSON.search(words):
        result = replace(result, intent="book", confidence=0.55)
    return replace(
        result,
        any_doctor=any_doctor,
        same_doctor=bool(_SAME.search(words)) or (whom and "same" in words.split()),
        earliest=_wants_first(words),
        shift=shift,
        minutes=result.minutes or _minutes(result.intent, words),
        urgency="emergency" if _EMERGENCY.search(words) else "urgent" if _URGENT.search(words) else None,
        reason=complaint.group(1) if complaint else None,
    )


_TO_BE_SEEN = word_set("right in come see seen someone available free today doctor visit appointment open over")


def _wants_first(words: str) -> bool:
    """ "Asap", "can i come now"; a long message that happens to end with "now" speaks of something else."""
    found, said = _EARLIEST.search(words), words.split()
    if found is None or found.group() not in ("now", "right now"):
        return found is not None
    return len(said) <= 9 or said[-2] in _TO_BE_SEEN


def _minutes(intent: str, words: str) -> int | None:
    if intent not in ("late", "away", "unknown", "here", "position"):
        return None
    found = _MINUTES.search(words)
    if found:
        return int(found.group(1) or found.group(2))
    span = _SPAN.search(words)
    if span:
        return _SPANS[span.group(1)]
    worded = _WORDED.search(words)
    return _COUNT[worded.group(1)] if worded else None


def language(intent: str, words: str, spoken: str | None) -> str | None:
    """The language asked for, else the one the message is plainly in."""
    if intent != "language":
        return spoken
    if re.search(r"\b(?:spanish|espanol)\b", words):
        return "es"
    return "en" if re.search(r"\b(?:english|ingles)\b", words) else None
