"""What could happen: nothing is cancelled or moved for it, but the way is told.

> what if i cant come
< Your visit: Dr. Lee, Tue 24 Nov, 3pm. Should you need to, text M K7 to move it or X K7 to cancel.
"""

from __future__ import annotations

import re

from bot.turn import Turn
from bot.understanding.normalise import fold
from store import appointments

SUPPOSED = re.compile(
    r"\b(?:what (?:if|happens (?:if|when))\b.*\b(?:can.?t|cannot|not|miss|cancel)\b|"
    r"(?:might|may) (?:have|need) to cancel|"
    r"(?:might|may) (?:not|be unable to) (?:make|be able|come)|"
    r"(?:can|could|may) i (?:still |always )?cancel (?:it |that |my \w+ )?"
    r"(?:later|last minute|any ?time|beforehand|the day (?:before|of)|if|in case|up to|until)|"
    r"(?:idk|dont know|don.t know|not sure|unsure) (?:if|whether) (?:i|we) (?:can|will|could) (?:come|make|go|be)|"
    r"how (?:do|can|would) i (?:cancel|move|change|reschedule)|(?:y|que pasa) si no (?:puedo|podemos|llego|voy)|"
    r"no se si (?:puedo|pueda|podre|voy a)|se puede cancelar|puedo cancelar(?:la)? (?:despues|luego|mas tarde|si)|"
    r"(?:tal vez|quizas?) (?:no pueda|tenga que cancelar)|como (?:la |lo )?(?:cancelo|cambio|muevo)\b)"
)


def heard(turn: Turn) -> bool:
    """Tells how a visit is moved or cancelled, should it come to that; False where the message supposes nothing, or
    says more ("what if we do 4pm instead")."""
    reading = turn.reading
    if reading.code or reading.date or reading.time or SUPPOSED.search(fold(turn.said.text)) is None:
        return False
    coming = appointments.upcoming(turn.patients, turn.now)
    if coming:
        turn.tell("supposing.how_visit", visit=turn.visit(coming[0]), code=coming[0].code)
    else:
        turn.tell("supposing.how")
    return True
