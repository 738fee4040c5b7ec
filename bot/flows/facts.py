"""What people ask a front desk besides: where it is, when it is open. Only what the clinic file knows."""

from __future__ import annotations

import datetime as dt
import re

from babel.dates import format_timedelta
from babel.lists import format_list

from bot import links, wording
from bot.flows import mail
from bot.flows.hearing import RELATIONS
from bot.turn import Turn
from bot.understanding.lexicon import words
from bot.understanding.normalise import fold
from store import appointments, schedules
from store.models import Appointment

WHERE = re.compile(
    r"^(ok |so |and |but )?where( exactly| to)?\W*$|"
    r"\b(addy\b|whereabouts (are|r) (you|u)|add?ress?|adrress|directions|where (are|r) (you|u)\b|"
    r"where is (the|your)|located|location|"
    r"how (do|can) i (get (there|to you)|find (you|u|it|the clinic))|direccion|"
    r"que calle|donde (esta|queda)n?|como llego)",
    re.IGNORECASE,
)
HOURS = re.compile(
    r"\b((opening|office|your|clinic) (hours|times)|(what|which) hours|hours today|(when|what time) (do|are) (you|u) "
    r"(open|close)|are (you|u) open|(you|u) open (on|today|tomorrow)|horarios?\b(?! (libre|disponible))|"
    r"(a que hora|cuando) (abre|cierra)n?|estan abiertos)",
    re.IGNORECASE,
)
FEES = re.compile(
    r"\b(how much (is|does|do|would|will)\b.*\b(it|visit|appointment|cost|check-?up)|what (does|do|will) .*\bcost|"
    r"(price|fee|cost)s?\b|cuanto (cuesta|vale|cobran|es)|precios?|tarifas?)",
    re.IGNORECASE,
)
DESK_KNOWS = re.compile(
    r"\b((is|are) there (any )?(parking|wheelchair|wifi|a lift)|where (can|do) i park|parking|wheelchair|"
    r"(do you|you guys) (take|accept) (my )?(insurance|card|cards|cash|medicare|medicaid)|what (should|do) i bring|"
    r"(i|we) (must|should|need to|have to) bring|"
    r"(do|does|should|must|can|may) (i|we|he|she|they|my \w+) (need to |have to )?(bring|fast|eat|drink|wear|pay)|"
    r"en ayunas|(on|with) an empty stomach|"
    r"(can|may|could|should|ok if|okay if) (i|we) (bring|eat|drink|take) |(can|may|could) (i|we) come with (my|a)\b|"
    r"(tengo|tiene|tienen|tenemos|hay) que (llevar|traer|pagar|comer)|(debo|debe) (llevar|traer)|"
    r"(what|which) number (can|do|should|may) i (call|ring|dial)|a que (numero|telefono)|"
    r"(numero|telefono) (para|de) (llamar|marcar|la clinica)|y si no (?!(puedo|podemos|voy|vamos|llego))\w+|"
    r"(and |but )?what if (?!i ?'?a?m|i (can|have to cancel))|que hago\b|what (do|should) i do( now)?$|"
    r"(puedo|podemos) (llevar|ir con|venir con|comer|ir acompanad)|tengo que (pagar|ir en ayunas)|"
    r"estacionamiento|aceptan (seguro|tarjeta)|que (debo|tengo que) (llevar|traer))",
    re.IGNORECASE,
)
CARERS = words(
    "caregiver carer nurse aide mother mothers roommate neighbor neighbour boss cuidador cuidadora parents family"
)
WHOM = r"(me|us|him|her|them|my \w+)"
REMINDERS = re.compile(
    r"\b(do (you|u) (send|do) reminders?|(get|send( me)?|have) a (reminder|text)( (the day )?before)?\b|"
    rf"will (you|u) (remind|text) {WHOM}(?! (what|when|where|which|who|of|about|how|again))|"
    rf"remind {WHOM} (on )?(the |a |an |one |in )?(day|night|morning|evening|hour|week|beforehand|before|b4|advance)\b|"
    r"(record|avis)(ar|a|an|en)(me|nos|les?)?( \w+){0,4} (un|una|el) (dia|hora|noche) antes|"
    r"(me )?(mand|envi)\w+ ((un|el|algun) )?recordatorios?|recordatorio antes|"
    r"me (avis|recuerd|avisar|recordar)\w* (la vispera|(un|el) (dia|rato) antes|antes))",
    re.IGNORECASE,
)
WHO = re.compile(
    r"\bwho (is|are|r) (this|that|you|u)\b|\bwhose number is this\b|\bwho(s|'s) this\b|"
    r"\b(quien|quienes) (es|eres|son|habla|me escribe|escribe)$|\bde (quien|donde) (es|son|"
    r"me escriben?)( este numero)?$"
)
WITH_WHOM = re.compile(
    r"\b(which|what) (doctor|dr|provider)( \w+)? (is (it|that|this|my)|am i|do i|will i)\b|\bwho (is|s|am|do|"
    r"will) (it|i|that|my) .*\bwith\b|"
    r"\bwho (am|will|do) i (see|seeing|be seeing)\b|\b(con (quien|que (doctor|doctora|medico)) (es|era|tengo|"
    r"me toca)|quien me (atiende|ve|va a (atender|ver)))\b"
)
LINK = re.compile(
    r"\b(links?|enlaces?|ligas?|url|(join|get (in|into|on)|enter|connect( to)?) (the |my )?(call|video|"
    r"meeting|session)|"
    r"how do i (join|connect|log ?in|get (in|on))|(entr|conect|un|acced|met)\w* (a|en|para) (la|mi) "
    r"(llamada|videollamada|video|reunion|consulta|sesion)|como (entro|me conecto|me uno)|cannot connect|"
    r"no (puedo|me deja) (entrar|conectar\w*))\b"
)
LATE = re.compile(
    r"\b(if|when) (i ?a?m|im|i (come|arrive|get there|show up|run|turn up|am running)|we are|we (come|arrive|"
    r"get there))( \w+){0,3} late\b|"
    r"\bsi (llego|llegamos|llegara|me retraso|nos retrasamos|voy|se me hace)( \w+){0,2} ?(tarde|retraso|"
    r"retrasad\w)?\b.*\b(que|pasa|problema|hay|puedo|atienden|esperan)\b|"
    r"\bque pasa si (llego|llegamos|me retraso)\b"
)
OTHERS = re.compile(r"\bremind (him|her|them|my)\b|\b(record|avis)\w*(le|les)\b|\ba mi \w+ (un|una|el)\b")
# Somebody else is to get our texts as well: we text nobody who has not written to us.
KIN = rf"(my|mi|his|her|our) ({'|'.join(sorted(RELATIONS | CARERS))})"
TOO = re.compile(
    rf"\b((send|forward|text|share|give|mail|email|message|copy) (it|this|that|them|these|me|the \w+|a \w+)"
    rf"( also| too)? to ({KIN}|him|her|them|another (number|phone)|(his|her|their|my other) (number|phone|cell))\b|"
    rf"(text|message|notify|copy|email|(can|could|will|would|please) (you |u )?tell) {KIN}\b|let {KIN} know|"
    rf"send {KIN} (it|this|that|one|a (text|copy|reminder|message)|the \w+)\b|"
    rf"add ({KIN}('?s)?|another|a second|his|her) (number|phone|cell)|"
    rf"(mand|envi|reenvi|compart|avis|record)\w+( \w+){{0,3}} a ({KIN}|otro (numero|telefono)))",
)
TO_MY_MAIL = re.compile(
    r"\b(send|forward|mail|email|copy) .*\b(to|by|via) (my |an )?e-?mail\b|\be-?mail (it|this|that|me)\b|"
    r"\b(mand|envi)\w+ .*\b(a|por) (mi )?(correo|e-?mail)\b"
)
ASKING = re.compile(
    r"((hi|hello|hey|oh|and|but|so|ok|okay|also|um|wait|sorry|please|quick question|one more thing|pues|y|oiga|"
    r"hola),? )*"
    r"(is|are|was|do|does|did|can|could|will|would|should|may|what|how|why|who|whose|which|"
    r"es|son|puedo|puede|pueden|tengo que|hay que|como|que|por que|quien|cual|cuanto|hace falta) \w+( \w+)+",
)
KNOWN = (HOURS, WHERE, FEES, REMINDERS, WHO, WITH_WHOM, LATE, LINK, DESK_KNOWS)
DAYS_TOLD = 3
SERVICES_TOLD = 6


def answers(turn: Turn) -> bool:
    """Tells what was asked for; False when the message asks for none of it."""
    text = fold(turn.said.text)
    if HOURS.search(text):
        hours(turn)
    elif WHERE.search(text):
        where(turn)
    elif FEES.search(text):
        fees(turn)
    elif WHO.search(text.strip(" ?!.")):
        turn.tell("facts.who", clinic=turn.clinic.name)
    elif WITH_WHOM.search(text) and (coming := appointments.upcoming(turn.patients, turn.now)):
        turn.lines += [turn.visit(visit) for visit in coming[:SERVICES_TOLD]]
    elif REMINDERS.search(text):
        reminders(turn)
    elif LATE.search(text) and (is_question(turn.said.text) or "?" in text or "que pasa" in text):
        turn.tell("facts.late")
    elif LINK.search(text) and (online := _online(turn)) is not None:
        turn.tell("facts.link", visit=turn.visit(online), link=online.meeting_link)
    elif TO_MY_MAIL.search(text):
        mail.show(turn)
    elif TOO.search(text):
        only_here(turn)
    elif DESK_KNOWS.search(text):
        turn.tell("facts.ask_desk")
    else:
        return False
    return True


SHORT = re.compile(
    r"\W*(y|yes|yeah|yep|yup|c|ok|okay|k|sure|fine|n|no|nope|nah|s[ií]|vale|claro|bueno)\b", re.IGNORECASE
)
ASIDE = frozenset({"unknown", "no", "more", "help", "slots", "status", "yes"})


def asked_besides(turn: Turn) -> bool:
    """Whether the message asks for such a fact and answers nothing else: "i must bring something?"."""
    reading, text = turn.reading, turn.said.text
    if reading.date or reading.time or reading.part or reading.doctor or reading.number or reading.code:
        return False
    if reading.intent == "yes" and ASKING.match(fold(text)) is None:
        return False  # "that is right. what is the address?"
    plain = DESK_KNOWS.search(fold(text)) and "?" in text
    return is_known(text) and (plain or reading.intent in ASIDE) and SHORT.match(text) is None


def is_known(text: str) -> bool:
    """Whether the message asks for what `answers` tells."""
    folded = fold(text)
    return any(known.search(folded) for known in KNOWN)


def _online(turn: Turn) -> Appointment | None:
    """Their next online visit that has a link."""
    coming = appointments.upcoming(turn.patients, turn.now)
    return next((visit for visit in coming if visit.visit_type == "online" and visit.meeting_link), None)


def is_question(text: str) -> bool:
    """A question in so many words, whatever about ("will i have to wait again"): the desk may know."""
    last = [sentence for sentence in re.split(r"[.!;\n]", fold(text)) if sentence.strip()][-1:]
    return any(ASKING.match(re.sub(r"[^\w ,]", "", sentence).strip()) for sentence in last)


def where(turn: Turn) -> None:
    if turn.clinic.address:
        turn.tell("facts.where", clinic=turn.clinic.name, address=turn.clinic.address)
    else:
        turn.tell("facts.ask_desk")


def fees(turn: Turn) -> None:
    """Fees are told where the clinic has them shown (payment_enabled, B13)."""
    told = [service for service in turn.services if service.fee_cents] if turn.settings.payment_enabled else []
    if turn.reading.service is not None:
        told = [service for service in told if service.id == turn.reading.service.id] or told
    if not told:
        turn.tell("facts.ask_desk")
    for service in told[:SERVICES_TOLD]:
        fee = wording.money(service.fee_cents, turn.clinic.currency, turn.locale)
        turn.tell("facts.fee", service=service.name, fee=fee)


def reminders(turn: Turn) -> None:
    """How long before a visit the clinic reminds of it (R1)."""
    offsets = sorted(turn.settings.reminder_offsets, reverse=True)
    if not offsets:
        turn.tell("facts.no_reminders")
        return
    spans = [format_timedelta(dt.timedelta(minutes=each), locale=turn.locale, threshold=2) for each in offsets]
    turn.tell("facts.reminders", spans=format_list(spans, locale=turn.locale))

    if OTHERS.search(fold(turn.said.text)):
        only_here(turn)


def only_here(turn: Turn) -> None:
    """ "Send it to my wife too": texts go to this phone and nowhere else; a copy can go by e-mail (R5)."""
    turn.tell("facts.only_here")
    if links.has_mail():
        turn.tell("facts.copy_by_mail")


def hours(turn: Turn) -> None:
    """The hours of the day named, else of today and the next days that are open."""
    if turn.reading.date is not None:
        turn.lines.append(_line(turn, turn.reading.date))
        return
    days: list[dt.date] = [turn.today]
    while len(days) < DAYS_TOLD and (later := schedules.next_day_open(turn.clinic, days[-1])):
        days.append(later)
    turn.lines += [_line(turn, day) for day in days]


def _line(turn: Turn, day: dt.date) -> str:
    name, times = wording.day(day, turn.locale), schedules.hours(turn.clinic, day)
    if times is None:
        return turn.word("facts.closed", day=name)
    first, last = (wording.clock(time, turn.locale) for time in times)
    return turn.word("facts.open", day=name, first=first, last=last)
