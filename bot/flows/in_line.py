"""What somebody in today's line writes beside the commands: how long still, keep my place, at the door, we go home.

> stuck on the bus, i need another 20 min
< Done: others may pass you for 20 minutes.
> gonna head home, take me off
< You have left the line, Q001 is free again. Text QUEUE to join anew.

The same words mean something else to who is not in line ("in half an hour" is a time to book), so the line is asked
first. A place is given up only by words that say so; going home is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.flows import booking, own, queue, visits
from bot.turn import Turn
from bot.understanding.lexicon import words
from bot.understanding.normalise import fold
from store import tickets
from store.models import Ticket

# All of folded text, without accents.
OFF = re.compile(
    r"\b(take|scratch|cross|get|pull) (me|us|my name|him|her) (off|out)\b|\b(give|giving) (up )?my (place|"
    r"spot|number)\b|"
    r"\b(cancel|drop|remove) (me|us|my (place|spot|number|turn))\b|"
    r"\b(quit|saqu|sac|borr|elimin|tach)[a-z]*(me|nos|lo|la)\b(?! (el|un|una) )|\bsiempre no\b|"
    r"\b(ced|dej|cancel|quit)[a-z]* (mi|el|nuestro) (lugar|turno|puesto|numero|sitio)\b"
)
NOT_OFF = re.compile(  # "no me quiten mi lugar" asks for the contrary
    r"\bno (me |nos |se |vayan a |vaya a |lo |la )*(quit|saqu|sac|borr|elimin|tach|ced|dej|cancel)|"
    r"\b(do ?nt|do not|never|please not) (you )?(take|scratch|cross|get|pull|give|cancel|drop|remove)\b"
)
GOING = re.compile(
    r"\b((go|going|head|heading|drive|driving) (back )?home|went home|am off|we are off|got to go|gotta go|"
    r"have to go|"
    r"(cant|cannot|can not|wont|not) (be )?wait(ing)?\b|(is|are|am) leaving|we left|not coming|"
    r"(nos|me) (vamos|voy|fui|fuimos|marcho|marchamos)(?! (a|para) (alla|la clinica|ahi))|"
    r"ya no (voy|vamos|vengo|venimos|puedo|podemos|quiero|hace falta|espero)|no (voy|vamos) a (ir|esperar|venir)|"
    r"(dejenlo|dejadlo|dejelo|dejalo)|otro dia (vuelvo|vengo|voy))\b"
)
KEEP = re.compile(
    r"\b(hold|keep|save) (my|our) (place|spot|turn|number)\b|\b(lose|give away) (my|our) (place|spot|turn)\b|"
    r"\b(quit|guard|perd|pas|respet|apart|salt)[a-z]* (mi|nuestro|el) (lugar|turno|sitio|puesto)\b"
)
PLACE = re.compile(
    r"\b(my|our) (number|place|spot|turn)\b|\bwhere am i\b|\bam i (next|close|up)\b|\bhow (much )?long(er)?\b|"
    r"\bhow many (people |ppl |others )?(are |r )?(there |left |still )?(before|ahead|in front|to go|left|now)\b|"
    r"\bhow (far|close|near)\b|\bwho ?i?s next\b|\b(have|got|enough|is there) (the )?time (for|to)\b|"
    r"\b(which|what) (room|office|door|floor)\b|\bwhere (do|should|shall) (i|we) go\b|\b(que|cual) (sala|"
    r"consultorio|cuarto|puerta|piso)\b|"
    r"\b(a donde|donde|adonde) (voy|vamos|paso|pasamos|entro|es)\b|"
    r"\b(is|are) (it|there|things|the line|the queue) (moving|much longer|still (long|a lot|many))|"
    r"\bwhat number (am|r|are)\b|"
    r"\b(when|what time) (will|do|am|should) i\b|\bhow (is|s|are) (it|things|the (line|queue|wait)) (going|"
    r"looking|now)\b|"
    r"\b(que|cual) (es mi )?(numero|lugar|turno|puesto)\b|\bmi (numero|lugar|turno|puesto)\b|\bme toca\b|"
    r"\b(cuanto|mucho|poco|bastante)s?( \w+){0,3} (falta|queda|tarda|demora)n?\b|"
    r"\b(falta|queda|tarda|demora)n?( \w+)? (cuanto|mucho|poco)\b|"
    r"\bcuant[oa]s?( \w+)? (hay|van|tengo|faltan|quedan|son)\b( \w+){0,2}|\b(por|en) (que|cual) (numero|turno)\b|"
    r"\bcuant(o|a) (falta|tiempo|espera|rato|gente)\b|\b(me )?da tiempo\b|\b(alcanzo|hay tiempo)\b|"
    r"\ba que hora (me|nos|paso|entro)\b"
)
NTH = re.compile(  # "im 3rd right?" names no day
    r"\bi ?a?m (the )?(next|last|first|second|third|\d+(st|nd|rd|th))\b|"
    r"\b(soy|voy) (el|la) (siguiente|primer[oa]?|segund[oa]|tercer[oa]?|ultim[oa])\b"
)
PRESENT = re.compile(
    r"\b(sitting|seated|sat) (down|in|by|here|outside|at)\b|\bfound (it|you|the (place|room|clinic))\b|"
    r"\b(estoy|estamos|ya) sentad[oa]s?\b|"
    r"^(ok |hi |hey |hola |ya |and |y |we |i |just |am |are |im |were |were ){0,4}(outside|here|downstairs|"
    r"parked|parking|"
    r"in (the|your) (lobby|parking|car park|waiting|reception|building|entrance|hall)|at (the|your) (door|"
    r"desk|entrance|front))\b|"
    r"\b(estoy|estamos|llegue|llegamos|hemos llegado|he llegado)\b( ya| aqui)* (aqui|aca|afuera|fuera|abajo|"
    r"en (el|la|su|vuestro|vuestra) (recepcion|sala|puerta|entrada|estacionamiento|parking|aparcamiento|"
    r"clinica|consulta|mostrador))\b|"
    r"^(ya )?(estoy|estamos|llegue|llegamos|hemos llegado|he llegado|aqui estoy|aqui estamos|presente)( ya)?$"
)
COMING = re.compile(
    r"\b(head|heading|driving|walking|running|going) (over|there|in|up|down|back|your way)\b|"
    r"\b(on (my|our|the) way|omw|otw|coming|be (right )?(there|up|in|over|down)|almost there|nearly there|"
    r"walking (in|over|up)|"
    r"(ya|ahora|ahorita|enseguida|ya mero|ahi)( mismo)? (voy|vamos|llego|llegamos|subo|entro|salgo|estoy llegando)|"
    r"(voy|vamos) (para|hacia) (alla|ahi)|(voy|vamos|estoy|estamos) (en camino|llegando|subiendo|entrando|"
    r"de camino)|ya mero)\b"
)
SPAN = re.compile(
    r"\b(?:(?P<count>\d{1,3}|an?|one|two|five|ten|fifteen|twenty|thirty|forty|cinco|diez|quince|veinte|"
    r"treinta|cuarenta|una?)"
    r"(?: (?:more|another|or so|y pico))? ?(?P<unit>m|min|mins|minutes?|minutos?|minutitos?|hours?|hr|hora)\b|"
    r"(?P<half>half an hour|half hour|media hora|media horita)|(?P<quarter>(?:a )?quarter of an hour|"
    r"un cuarto de hora|cuarto de hora))"
)
BACK_HERE = re.compile(r"((ok|okay|hi|hey) )?(i ?a?m )?back( now| again)?|ya (volvi|regrese|estoy de vuelta)")
LET_IT_BE = re.compile(
    r"((actually|nah|no|ok|oh) )*(leave|forget|drop|skip) (it|that)|(mejor )?(olvidelo|olvidalo|dejelo|dejalo|"
    r"dejadlo)"
)
NOT_TODAY = re.compile(
    r"\b(forget|never ?mind|nvm|nm|screw|skip|cant wait|too long|instead|rather|give up|leave it|"
    r"olvid\w+|dej\w+|mejor|mucho tiempo|no puedo esperar)\b"
)
PASS = re.compile(
    r"\b(let|have) (some ?one|some ?body|others?|people|them|him|her|the next|whoever)( \w+){0,2} (go|pass|in|"
    r"ahead|first)\b|"
    r"\b(skip|pass) me\b|\bgo ahead without me\b|\b(que|deje|dejen|deja) (pas|entr)\w+|\bdej\w+ (pasar|"
    r"entrar)\b|\bpasen a (otro|otra|alguien)\b"
)
WAITED = re.compile(r"\b(waiting|waited|been|llevo|llevamos|esperando|ago|hace)\b")
A_WHILE = 10  # minutes, where nobody says how long
COUNTS = {
    "a": 1, "an": 1, "un": 1, "una": 1, "one": 1, "two": 2, "five": 5, "cinco": 5, "ten": 10, "diez": 10,
    "fifteen": 15, "quince": 15, "twenty": 20, "veinte": 20, "thirty": 30, "treinta": 30, "forty": 40, "cuarenta": 40,
}  # fmt: skip
BUSY = re.compile(
    r"\b(is|are|how|hows) (it|you|u|things)( \w+)? (busy|packed|crowded|quiet|full)|\bhow busy\b|\b(long|big|"
    r"huge|bad) (line|queue|wait)\b|"
    r"\b(is|are) there (a |any |many |much |a lot of |lots of )*(line|queue|wait|people|folks)\b|"
    r"\bhow many (people|ppl|patients)?( are)?( there)? ?(waiting|in line|in the (line|queue))\b|"
    r"\bhow long('?s| is| would| will| do| does)?( \w+){0,3} (wait|waiting|walk ?ins?)\b|\b(wait|waiting) times?\b|"
    r"\b(whats|what is) the wait\b(?! ?list)|\bcuanto (tengo|tenemos|hay) que esperar\b|"
    r"\bhay (mucha |mucho )?(gente|fila|cola|espera)\b|\bcuant[oa] (gente|espera|fila|cola|se espera|"
    r"hay que esperar)\b|"
    r"\b(esta|estan) (muy )?(lleno|llenos|ocupados?)\b"
)
LEFT_OUT = words("book booking appointment appt cita reservar agendar")


def heard(turn: Turn) -> bool:
    """Answers such a message; False when it is none, or when there is no line it could be about."""
    text = _plain(turn)
    ticket = queue.live(turn)
    if ticket is None:
        return _from_outside(turn, text)
    if _another_day_instead(turn, ticket, text):
        return True
    if ticket.status == "in-service" or turn.reading.code or _of_another_day(turn, text):
        return False
    if ticket.status == "called" and turn.reading.intent == "yes":
        queue.position(turn)  # "are you on your way?"
        return True
    act = next((act for found, act in SAID if found(text)), None)
    if act is None or (act is _let_pass and visits.meant(turn, "late")):
        return False
    turn.conversation.misses = 0
    act(turn)
    return True


def _plain(turn: Turn) -> str:
    """The words without accents and marks."""
    return re.sub(r"[^\w ]", "", fold(turn.said.text)).strip()


def _of_another_day(turn: Turn, text: str) -> bool:
    """A visit to be booked or changed, and not the line."""
    reading = turn.reading
    if reading.intent in ("cancel", "reschedule", "status", "waitlist", "stop", "agent") and not OFF.search(text):
        return True
    another = reading.date is not None and reading.date != turn.today and not NTH.search(text)
    return another or bool(LEFT_OUT & set(text.split()))


def _another_day_instead(turn: Turn, ticket: Ticket, text: str) -> bool:
    """ "Forget it, I'll come tomorrow instead": the place is given up, and that day's times follow."""
    day = turn.reading.date
    if ticket.status not in ("waiting", "called") or day is None or day <= turn.today or "?" in turn.said.text:
        return False
    if not NOT_TODAY.search(text) or own.has_any(turn):  # "tomorrow instead" may be the visit they have
        return False
    turn.conversation.misses = 0
    queue.leave(turn)
    booking.slots(turn)
    return True


def _from_outside(turn: Turn, text: str) -> bool:
    """ "Is it busy?" of who is not in line: how many wait, how long, and how to join."""
    if not BUSY.search(text) or turn.reading.time is not None or turn.reading.date not in (None, turn.today):
        return False
    queue.from_outside(turn)
    return True


def _minutes(text: str) -> int:
    """How long somebody says it takes them; 0 where they do not say, or say how long they have waited."""
    found = SPAN.search(text)
    if found is None or WAITED.search(text):
        return 0
    if found["half"] or found["quarter"]:
        return 30 if found["half"] else 15
    count = int(found["count"]) if found["count"].isdigit() else COUNTS[found["count"]]
    return count * (60 if found["unit"].startswith("h") else 1)


def _let_pass(turn: Turn) -> None:
    queue.let_pass(turn, _minutes(_plain(turn)) or A_WHILE)


def _keep(turn: Turn) -> None:
    if _minutes(_plain(turn)):
        _let_pass(turn)
        return
    turn.tell("queue.kept")
    queue.position(turn)


def _going(turn: Turn) -> None:
    ticket = queue.live(turn)
    if ticket is not None:
        turn.ask("queue.leaving", "queue.sure_leave", number=tickets.label(ticket))


def stays(turn: Turn) -> None:
    """No to "shall I take you out?"."""
    queue.position(turn)


# In this order: who says two of these means the first.
SAID: tuple[tuple[Callable[[str], object], Callable[[Turn], None]], ...] = (
    (KEEP.search, _keep),
    (NOT_OFF.search, _keep),
    (OFF.search, queue.leave),
    (NTH.search, queue.position),
    (PLACE.search, queue.position),
    (GOING.search, _going),
    (LET_IT_BE.fullmatch, _going),
    (lambda text: SPAN.search(text) and WAITED.search(text), queue.position),  # "i have been waiting for 40 minutes"
    (PASS.search, _let_pass),
    (PRESENT.search, queue.here),
    (BACK_HERE.fullmatch, queue.here),
    (_minutes, _let_pass),
    (COMING.search, queue.position),
)
