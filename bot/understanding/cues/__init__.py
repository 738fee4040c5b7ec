"""What people write when they want something of a clinic's front desk: tables of cues (the language: patterns.py).

Cues see plain words, lower case, shorthand written out, spelling repaired, no apostrophes. Layers are tried in order
and the first cue that fits decides. A destructive reading (cancel, stop, erase, confirm, leave) needs an object of
ours or of the sentence itself ("it", "that"); what is in doubt stays unknown, or is a reading that only asks.
"""

from __future__ import annotations

from bot.understanding.cues.booking import BOOKING, OTHERS
from bot.understanding.cues.contact import FAREWELL, PERSON
from bot.understanding.cues.queue import QUEUE
from bot.understanding.cues.talk import TALK
from bot.understanding.cues.visits import CANCELLATION, CONFIRMING, DROPPING, MOVING, STATUS
from bot.understanding.patterns import Rule

LAYERS: tuple[tuple[Rule, ...], ...] = (
    FAREWELL,
    PERSON,
    QUEUE,
    CONFIRMING,
    STATUS[:1],
    CANCELLATION,
    STATUS[1:],
    MOVING,
    DROPPING,
    OTHERS,
    BOOKING,
    TALK,
)
