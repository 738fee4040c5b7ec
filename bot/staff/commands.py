"""What staff can say: one table, and which of its lines a message means.

Words are matched whole; a slip of the finger is forgiven but in what cancels, where the bot asks instead. A word of
everyday language is never taken for a misspelt command: colleagues also talk to each other in the group.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.staff import entering, handoffs, hours, office, people, queue, visits, waitlist, weekly
from bot.staff.turn import StaffTurn
from bot.understanding.normalise import fold
from bot.understanding.spelling import ORDINARY
from store import staff


@dataclass(frozen=True)
class Command:
    """`words`: the first is its name. `role`: who may (store/staff.py). `changes`: by SMS the PIN is asked for first."""

    words: tuple[str, ...]
    act: Callable[[StaffTurn], None]
    role: str
    topic: str
    help: str
    changes: bool = True
    exact: bool = False  # cancels something: never guessed

    @property
    def name(self) -> str:
        return self.words[0]


def _line(words: str, act: Callable[[StaffTurn], None], role: str, topic: str, help_: str, **more: bool) -> Command:
    return Command(tuple(words.split("|")), act, role, topic, help_, **more)


def help_(turn: StaffTurn) -> None:
    """What the asker's role may say, by topic; HELP and a word tells how that one works."""
    said = turn.rest.strip()
    found = match(said) if said else None
    if found is not None and staff.allowed(turn.member, found.command.role):
        turn.lines.append(found.command.help)
        return
    mine = [command for command in COMMANDS if staff.allowed(turn.member, command.role)]
    for topic in TOPICS:
        names = ", ".join(command.name.upper() for command in mine if command.topic == topic)
        if names:
            turn.tell(f"desk.help_{topic}", names=names)
    turn.tell("desk.help_how")


TOPICS = ("line", "visits", "hours", "more")
DESK, DOCTOR, ADMIN, CLINICIAN = "receptionist", "doctor", "admin", "clinician"

# fmt: off
COMMANDS: tuple[Command, ...] = (
    _line("next|call next", queue.next_, DOCTOR, "line", "NEXT [doctor] [room]: calls the next patient"),
    _line("done|finished|complete", queue.done, DOCTOR, "line", "DONE [doctor or ticket]: the visit is over"),
    _line("seeing|in room", queue.start, DOCTOR, "line", "SEEING [doctor or ticket]: the called patient has come in"),
    _line("noshow|no show|no-show", queue.no_show, DOCTOR, "line", "NOSHOW [ticket or visit's code]: called or booked, and did not come", exact=True),
    _line("call", queue.call, DOCTOR, "line", "CALL name or number [doctor] [room]: calls this patient, whoever's turn it is"),
    _line("recall|call again", queue.recall, DOCTOR, "line", "RECALL [doctor or ticket]: calls the called patient again"),
    _line("skip", queue.skip, DOCTOR, "line", "SKIP [doctor or ticket]: not there, others go first"),
    _line("back|put back", queue.back, DOCTOR, "line", "BACK [ticket or name]: back in line, also after NOSHOW"),
    _line("hand over|handover", queue.hand_over, DOCTOR, "line", "HAND OVER [ticket] doctor: to another doctor's line"),
    _line("remove", queue.remove, DESK, "line", "REMOVE ticket or name: out of the line", exact=True),
    _line("walkin|walk in|walk-in", entering.walk_in, DESK, "line", "WALKIN name [doctor] [urgent] [phone]: takes a number for someone at the desk"),
    _line("arrived|check in|checkin", entering.arrived, DOCTOR, "line", "ARRIVED name or code: checks in a booked patient, or marks one in line as here"),
    _line("queue|q", queue.show, DOCTOR, "line", "QUEUE [doctor]: who is being seen and who waits", changes=False),
    _line("open queue|queue on|queue open", queue.open_, DESK, "line", "OPEN QUEUE: walk-ins may join"),
    _line("close queue|queue off|queue closed", queue.close, DESK, "line", "CLOSE QUEUE: nobody new joins", exact=True),
    _line("today|visits", visits.today, DOCTOR, "visits", "TODAY [doctor]: the visits of today; VISITS [doctor] friday: of another day", changes=False),
    _line("tomorrow", visits.tomorrow, DOCTOR, "visits", "TOMORROW [doctor]: the visits of tomorrow", changes=False),
    _line("find|who is|search|look up", visits.find, DOCTOR, "visits", "FIND name, code or end of a phone number: visits, and the place in line", changes=False),
    _line("book", visits.book, DOCTOR, "visits", "BOOK name, doctor, day, time [phone] [every 2 weeks x6]: books for a patient"),
    _line("move|reschedule", visits.move, DOCTOR, "visits", "MOVE name or code, day, time [doctor]"),
    _line("cancel", visits.cancel, DOCTOR, "visits", "CANCEL name or code [because ...]: asks first, and tells the patient", exact=True),
    _line("confirm|pending", visits.confirm, DOCTOR, "visits", "CONFIRM [name or code]: requested visits, one by one"),
    _line("paid|payment", visits.paid, DESK, "visits", "PAID name or code [partial, waived]"),
    _line("email|e-mail|mail", people.email, DESK, "visits", "EMAIL name address (or OFF): copies of texts about their visits"),
    _line("note", visits.note, CLINICIAN, "visits", "NOTE name or code: text, to me alone. For the doctor of the visit"),
    _line("late|running late", hours.late, DOCTOR, "hours", "LATE 20 [doctor]: tells the patients of the coming visits"),
    _line("block", hours.block, DESK, "hours", "BLOCK doctor (or clinic), days, hours [holiday, leave ...]: shows the visits it hits first", exact=True),
    _line("open", hours.open_, DESK, "hours", "OPEN doctor day 9-12: extra hours on one date"),
    _line("unblock|lift", hours.lift, DESK, "hours", "UNBLOCK doctor (or clinic) [day]: takes a block, or extra hours, away", exact=True),
    _line("hours|schedule", weekly.show, DOCTOR, "hours", "HOURS [doctor]: the hours of every week; HOURS [day]: who works then", changes=False),
    _line("set hours|change hours", weekly.change, ADMIN, "hours", "SET HOURS (or HOURS) doctor Mon-Thu 9-12, 2-5; Fri off [from 7 Dec]: every week"),
    _line("waitlist|wait list", waitlist.show, DESK, "more", "WAITLIST: who waits for an earlier time", changes=False),
    _line("offer", waitlist.offer, DESK, "more", "OFFER name [doctor, day, time]: a time for somebody on the waitlist"),
    _line("priority|prioritise|prioritize", waitlist.prioritise, DESK, "more", "PRIORITY name 1-10: their place on the waitlist, 1 first"),
    _line("unlist|off waitlist|off list", waitlist.off, DESK, "more", "UNLIST name: off the waitlist", exact=True),
    _line("reply|answer", handoffs.reply, DOCTOR, "more", "REPLY number words: answers a patient who asked for a person"),
    _line("close|end talk", handoffs.close, DOCTOR, "more", "CLOSE [name or number], or DONE as a reply: the bot answers that patient again"),
    _line("set|settings", office.set_, ADMIN, "more", "SET [doctor] key value (or default); SET key shows it"),
    _line("stats|counts", office.stats, DOCTOR, "more", "STATS: today in numbers", changes=False),
    _line("undo|oops", office.undo, DOCTOR, "more", "UNDO: takes your last act back, for 60 seconds"),
    _line("help|commands|start|menu", help_, DOCTOR, "more", "HELP [word]: what you can say", changes=False),
)
# fmt: on

BY_NAME = {command.name: command for command in COMMANDS}
_PHRASES = {phrase: command for command in COMMANDS for phrase in command.words}
_MENTION = re.compile(r"^\s*@\w+\s*|\s+@\w+\s*$")
_SHORTEST = 4  # letters: a shorter word is matched whole or not at all


@dataclass(frozen=True)
class Match:
    """The command meant and what follows its words. `sure`: not a guess at something that cancels."""

    command: Command
    rest: str
    sure: bool = True


def plain(text: str) -> str:
    """A message without the slash, the bot's name and the underscores Telegram needs (/close_queue)."""
    text = " ".join(_MENTION.sub(" ", text).split())
    head, _, tail = text.removeprefix("/").partition(" ")
    head = head.partition("@")[0].replace("_", " ")
    return f"{head} {tail}".strip()


def match(text: str) -> Match | None:
    """Which command the (plain) text begins with; None when it is none of them."""
    found = _begins(text)
    if found is not None and found.command.name == "hours" and weekly.is_change(found.rest):
        return Match(BY_NAME["set hours"], found.rest)
    return found


def _begins(text: str) -> Match | None:
    words = text.split()
    heads = [_folded(word) for word in words[:2]]
    if command := _PHRASES.get(" ".join(heads)) if len(heads) == 2 else None:
        return Match(command, " ".join(words[2:]))
    if command := _half_right(heads):
        return Match(command, " ".join(words[2:]), sure=not command.exact)
    if command := _PHRASES.get(heads[0]) if heads else None:
        return Match(command, " ".join(words[1:]))
    for length in (2, 1):
        command = _near(" ".join(heads[:length]), length) if len(heads) >= length else None
        if command is not None:
            return Match(command, " ".join(words[length:]), sure=not command.exact)
    return None


def _half_right(heads: list[str]) -> Command | None:
    """Two words of which the second has one slip: "open queu" is OPEN QUEUE, and not OPEN for somebody called Queu."""
    if len(heads) < 2 or len(heads[1]) < _SHORTEST:
        return None
    for phrase, command in _PHRASES.items():
        first, _, second = phrase.partition(" ")
        if first == heads[0] and len(second) >= _SHORTEST and OSA.distance(heads[1], second, score_cutoff=1) <= 1:
            return command
    return None


def _near(head: str, length: int) -> Command | None:
    """The one command the head is a slip away from; two that are as near are none."""
    if len(head) < _SHORTEST - 1 or head in ORDINARY or not head.replace(" ", "").isalpha():
        return None
    reach = 1 if len(head) < 7 else 2
    found: dict[str, int] = {}
    for phrase, command in _PHRASES.items():
        if len(phrase) >= _SHORTEST and len(phrase.split()) == length:
            distance = OSA.distance(head, phrase, score_cutoff=reach)
            if distance <= reach:
                found[command.name] = min(distance, found.get(command.name, reach))
    best = [name for name, distance in found.items() if distance == min(found.values())]
    return BY_NAME[best[0]] if len(best) == 1 else None


def _folded(word: str) -> str:
    return fold(word).strip(".,:;!").strip() or word
