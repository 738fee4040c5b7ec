"""Messages that are a command and nothing else: "C", "cancel k7", "MY", "2", "stop"; and visit codes.

The carrier's opt-out words (RULES.md 1, 4) are matched whole and letter for letter, never by likeness.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from bot.understanding.lexicon import words

_GROUPS = {
    "confirm": "c|confirm|confirmed|i confirm|confirming|yes confirm|confirm it|confirm please|please confirm|"
    "confirm my appointment|"
    "confirm appointment|confirm my visit|confirm visit|i confirm my appointment|id like to confirm my appointment|"
    "confirm both|confirm all|confirm all of them|confirm them all|confirm both of them|i want to confirm my appointment|yes confirm my appointment|please confirm my appointment|yes "
    "i confirm|ok confirm",
    "cancel": "x|cancel|cancel it|cancel that|cancel please|please cancel|cancel appointment|cancel visit|"
    "cancel my appointment|cancel my visit",
    "reschedule": "m|move|move it|reschedule|reschedule please|change|change it|rebook|change time|change "
    "appointment|move appointment|postpone",
    "status": "status|my|my appointments|my appointment|my visits|my visit|appointments|my bookings|upcoming|"
    "when is my appointment|time|what time|what day|which day|when",
    "slots": "slots|slot|openings|available|availability|free times|times|whats free|what is free|whats available",
    "queue": "queue|join|join queue|join the queue|join line|join the line|walk in|walkin|q|take a number|"
    "get in line|line",
    "position": "position|my position|my number|my place|my turn|how long|eta|wait time|waiting time|how many ahead",
    "leave": "leave|leave queue|leave the queue|leave waitlist|leave the waitlist|leave line|leave the line|"
    "leave the waiting list",
    "here": "here|im here|i am here|arrived|ive arrived|i have arrived|check in|checkin|checking in|i am "
    "outside|outside|present|"
    "made it|i made it|just arrived|i arrived|in the waiting room",
    "away": "away|brb|be right back|stepped out|stepping out|step out|i am away",
    "late": "late|running late|i am late|i am running late|delayed|im late|im running late|ill be late|i will be late",
    "waitlist": "waitlist|wait list|waiting list|join waitlist|join the waitlist|join waiting list|cancellation list",
    "yes": "y|yes|yes please|yep|yup|yeah|yea|ya|sure|ok|okay|ok then|ok good|sure thing|of course|"
    "correct|right|thats right|sounds good|"
    "perfect|great|fine|thats fine|works|that works|go ahead|do it|please do|absolutely|definitely|"
    "yess|yesss|yes yes|yes thanks|yes thank you|"
    "si|alright|all right|yeah sure|yep sure|will do|affirmative|agreed|deal|accept|i "
    "accept|works for me|uh huh|mhm|you bet",
    "no": "n|no|no thanks|no thank you|nope|nah|not now|no way|dont|do not|decline|no good|neither|never "
    "mind|wrong|"
    "not right|incorrect|not really|no no|negative|pass|i decline|none|not interested|nada",
    "more": "earlier|later|sooner|earlier please|later please|something earlier|something later|anything "
    "earlier|anything later|"
    "any earlier|any later|more|more please|show more|more options|other times|other|others|next|"
    "something else|anything "
    "else|another|another time|"
    "other options|different time|none of these|none of those|none of them|more times|see more|see more times",
    "back": "never mind|nevermind|nvm|back|go back|undo|previous|back please",
    "restart": "restart|start over|start again|reset|begin again|from the beginning|start from scratch|new "
    "search|lets start over|start over please",
    "name": "name|my name|change name|change my name",
    "language": "english please|spanish please|in english please|in spanish please|language|languages|english|"
    "ingles|spanish|espanol|in english|in spanish|en espanol|lang",
    "help": "help|info|menu|help me|commands|options|what can you do|how does this work|h|what do i do",
    "stop": "stop|stopall|stop all|unsubscribe|end|quit|revoke|optout|opt out|opt me out|unsubscribe me|no "
    "more texts|no more messages|"
    "stop texting me|stop texting|stop messages|stop messaging me|leave me alone|stop please|please stop",
    "start": "start|unstop|subscribe|opt in|optin|start texting me|resume",
    "agent": "agent|human|person|representative|rep|receptionist|operator|real person|staff|someone|talk to "
    "someone|talk to a person|"
    "talk to a human|speak to someone|call me|call me back|front desk|reception",
    "erase": "erase|delete me|erase me|forget me|delete my data|erase my data|delete everything|delete my "
    "account|delete my information",
    "book": "book|b|book appointment|book an appointment|appointment|make appointment|new appointment|book "
    "visit|schedule|booking|"
    "book a visit|make an appointment|i need an appointment|need appointment|appointment please|"
    "another appointment|i want an appointment",
    "greet": "hi|hii|hiii|hello|helloo|hey|heyy|heyyy|hiya|hi there|hello there|good morning|good afternoon|good evening|howdy|yo|hola|"
    "hey there|greetings|hallo|heya|hello again",
    "thanks": "thanks|thank you|thanks so much|thank you so much|many thanks|cheers|thanks a lot|thank you "
    "very much|gracias|much appreciated|"
    "appreciate it|appreciated|thanks again",
    "bye": "laters|bye|goodbye|good bye|bye bye|see you|see ya|see you later|see you then|see you soon|later "
    "gator|ciao|good night|adios|"
    "thats all|that is all|talk later|farewell|have a good day|take care|talk to you later",
}
EXACT = {phrase: intent for intent, phrases in _GROUPS.items() for phrase in phrases.split("|")}

# Single words a misspelling may stand for, and never an opt-out, a yes or a no.
_FUZZY = {
    w: i
    for w, i in EXACT.items()
    if len(w) >= 4
    and " " not in w
    and i not in ("stop", "yes", "no", "greet", "thanks", "bye", "erase", "here", "more")
}
_FUZZY_WORDS = list(_FUZZY)
# The words our Spanish sentences ask for, where the words they translate to are no command by themselves.
EXACT |= {"persona": "agent", "salir": "leave", "aqui": "here", "lista": "waitlist"}
EXACT |= dict.fromkeys(("english please", "spanish please", "espanol por favor", "ingles por favor"), "language")
_VERBS = {
    "c": "confirm",
    "confirm": "confirm",
    "confirmed": "confirm",
    "x": "cancel",
    "cancel": "cancel",
    "cancelling": "cancel",
    "m": "reschedule",
    "move": "reschedule",
    "reschedule": "reschedule",
    "change": "reschedule",
    "rebook": "reschedule",
    "status": "status",
    "late": "late",
    "here": "here",
    "postpone": "reschedule",
}
_CODE = re.compile(r"(?<![\w-])([bdfghjklpqrtvw][2-9]{1,4})(?![\w-])")
_NOT_CODES = frozenset({"b4", "w8", "l8", "h8", "k9"})
_NEAR_CODE = words(
    "cancelar anular cancele cancela confirmar confirmo confirma mover cambiar reprogramar "
    "reagendar cita codigo numero turno "
    "scrap drop delete remove keep keeping "
    "appointment visit code number booking for the my is it on reference ref with of to yes no y n # about "
) | frozenset(_VERBS)


_AROUND_CODE = words("please code appointment visit my the for hi and")


def visit_code(folded: str) -> str | None:
    """The visit code in a folded text, upper case, or None. "b4" is "before" unless a command word stands before it."""
    for found in _CODE.finditer(folded):
        before = folded[max(0, found.start() - 40) : found.start()].replace("#", " # ").split()
        previous = before[-1].strip(".,:") if before else ""
        alone = len(folded) - (found.end() - found.start()) <= 2
        if found.group(1) in _NOT_CODES and not (
            alone or previous in _VERBS or previous in ("code", "#", "appointment", "visit")
        ):
            continue
        if alone or previous in _NEAR_CODE or previous == "":
            return found.group(1).upper()
    return None


_LATE = re.compile(r"(?:late|running late|delayed|tarde|retraso) (\d{1,3})(?: ?(?:m|min|mins|minutes|minutos))?")


def late_by(folded: str, code: str | None) -> int | None:
    """ "LATE 15", "late k7 15": the minutes, where the message is that command. code: the visit's, where one is said."""
    said = folded.strip(" .!").split()
    found = _LATE.fullmatch(" ".join(w for w in said if not code or w != code.casefold()))
    return int(found.group(1)) if found else None


def with_code(said: list[str], code: str | None) -> str | None:
    """The intent of "cancel k7", "c k7", "please cancel k7", "k7 cancel": a verb and a code, little else."""
    if code is None or len(said) > 6 or "dont" in said or "not" in said:
        return None
    verbs = {_VERBS[w] for w in said if w in _VERBS}
    rest = [w for w in said if w not in _VERBS and w not in _AROUND_CODE]
    return verbs.pop() if len(verbs) == 1 and len(rest) <= 1 else None


def verb(said: list[str]) -> str | None:
    """The intent of the one command verb among the words, or None."""
    verbs = {_VERBS[w] for w in said if w in _VERBS and len(w) > 1}
    return verbs.pop() if len(verbs) == 1 and "dont" not in said and "not" not in said else None


_LEADING = {"queue": "queue", "waitlist": "waitlist", "slots": "slots"}
_LANGUAGES = words("english spanish ingles espanol en es")


def leading(typed: list[str]) -> str:
    """The command a message opens with and goes on from: "queue dr patel", "slots friday"; else "unknown"."""
    if len(typed) == 2 and typed[0] == "language" and typed[1] in _LANGUAGES:
        return "language"
    return _LEADING.get(typed[0], "unknown") if typed else "unknown"


def whole(phrase: str) -> str | None:
    """The intent of a message that is exactly a command."""
    return EXACT.get(phrase)


def misspelt(word: str, ordinary: frozenset[str]) -> str | None:
    """The intent of a single misspelt command word ("cancle", "reshedule", "hlep"), never of an ordinary word."""
    if not 4 <= len(word) <= 14 or not word.isalpha() or word in EXACT or word in ordinary:
        return None
    best, score = None, 0.0
    for known in _FUZZY_WORDS:
        likeness = OSA.normalized_similarity(word, known, score_cutoff=0.75)
        if likeness > score:
            best, score = known, likeness
    return _FUZZY[best] if best else None
