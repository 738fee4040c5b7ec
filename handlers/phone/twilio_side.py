"""Twilio as the app sees it: creates checked and refused like the real API, and texts posted to the app's webhook."""

from __future__ import annotations

import json
import re
import threading
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from urllib.parse import urlencode, urljoin

from handlers.phone.exchange import Answer, Exchange, Sent
from handlers.phone.magic import DELIVERY_FAILURES, HANG, MAGIC_NUMBERS, REFUSALS
from handlers.phone.opt_out import OptOutList
from handlers.phone.threads import Bubble
from handlers.phone.twilio_messages import API_VERSION, Message, Messages, new_sid, segments, signed_headers

WHATSAPP = "whatsapp:"
WHATSAPP_WINDOW = timedelta(hours=24)  # RULES 7
LONGEST_BODY = 1600
NOT_EMULATED = ("SendAt", "ScheduleType", "ShortenUrls")

_E164 = re.compile(r"\+[1-9]\d{6,14}")
_CONTENT_SID = re.compile(r"HX[0-9a-fA-F]{32}", re.ASCII)
_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")


class RefusedError(Exception):
    """A create, fetch or list that the API answers with an error; `code` is a key of `magic.REFUSALS`."""

    def __init__(self, code: int, **facts: str) -> None:
        self.code = code
        self.status = REFUSALS[code].status
        self.sentence = REFUSALS[code].message.format(**facts)
        super().__init__(self.sentence)


def channel_of(address: str) -> str:
    """ "whatsapp" or "sms"."""
    return "whatsapp" if address.startswith(WHATSAPP) else "sms"


def number_of(address: str) -> str:
    """The bare E.164 number of an address."""
    return address.removeprefix(WHATSAPP)


def _content_variables(given: str) -> dict[str, str]:
    """The values of a template's blanks: an object in JSON, none of them empty (error 21656)."""
    try:
        variables = json.loads(given)
    except ValueError:
        raise RefusedError(21656, what=given) from None
    right = isinstance(variables, dict) and all(isinstance(one, str) and one for one in variables.values())
    if not right:
        raise RefusedError(21656, what=given)
    return dict(variables)


class TwilioSide:
    """One account with one number, `number` in E.164; the same number takes WhatsApp."""

    def __init__(self, exchange: Exchange, account_sid: str, auth_token: str, number: str) -> None:
        self.exchange = exchange
        self.account_sid = account_sid
        self.auth_token = auth_token
        self.number = number
        self.messages = Messages(exchange, account_sid, auth_token)
        self.opt_outs = OptOutList()
        self.hang_seconds = 30.0
        self.whatsapp_window = True  # False: WhatsApp takes free text at any hour
        self.template: Callable[[str], str | None] = lambda _: None  # the body registered under a ContentSid
        self._unhang = threading.Event()
        self._writing = threading.Lock()

    # Out: what the app asks the REST API to send

    def create(self, form: Mapping[str, str], media: int = 0) -> Message:
        """Take a message as POST Messages.json does; `form` by Twilio's parameter names, `media` how many MediaUrl.

        Raises RefusedError. For a number that hangs, blocks `hang_seconds` after taking the message.
        """
        to, body = form.get("To", ""), self._body(form)
        sender = self._check(form, to, body, media)
        failure = self._failure(to)
        if failure in REFUSALS:
            raise RefusedError(failure, to=to)
        if self._outside_whatsapp_window(to, form):
            failure = 63016
        service, now = form.get("MessagingServiceSid"), self.exchange.now()
        message = Message(
            sid=new_sid(media),
            direction="outbound-api",
            from_=sender,
            to=to,
            body=body,
            status="accepted" if service else "queued",
            created=now,
            updated=now,
            service_sid=service,
            num_media=media,
            callback_url=form.get("StatusCallback", ""),
        )
        self._take(message)
        taken = replace(message)  # the answer tells of this moment, however fast the journey is
        self.exchange.sent.append(Sent(channel_of(to), to, body, message.sid, message.created, "api", dict(form)))
        self.messages.send_on_its_way(message, failure if failure in DELIVERY_FAILURES else None)
        if failure == HANG:
            self._unhang.wait(self.hang_seconds)
        return taken

    def _body(self, form: Mapping[str, str]) -> str:
        """What the phone shows: the text, or the template filled; one that nobody has registered here, by its parts."""
        sid, given = form.get("ContentSid", ""), form.get("ContentVariables", "")
        if not sid and not given:
            return form.get("Body", "")
        if not sid:
            raise RefusedError(21654)
        if not _CONTENT_SID.fullmatch(sid):
            raise RefusedError(21655, what=sid)
        variables = _content_variables(given) if "ContentVariables" in form else {}
        if (body := self.template(sid)) is None:
            return f"[template {sid}] {given}".strip()
        return _PLACEHOLDER.sub(lambda blank: variables.get(blank[1], blank[0]), body)

    def _check(self, form: Mapping[str, str], to: str, body: str, media: int) -> str:
        """The sender's address, or RefusedError for a request that the API would not take."""
        for name in NOT_EMULATED:
            if form.get(name):
                raise RefusedError(20001, what=name)
        if not to:
            raise RefusedError(21604)
        if not _E164.fullmatch(number_of(to)):
            raise RefusedError(21211, to=to)
        if not body and not media:
            raise RefusedError(21602)
        if len(body) > LONGEST_BODY:
            raise RefusedError(21617)
        sender = self._sender(form, to)
        if channel_of(to) == "sms" and self.opt_outs.blocks(to):
            raise RefusedError(21610)
        return sender

    def _sender(self, form: Mapping[str, str], to: str) -> str:
        if form.get("MessagingServiceSid"):
            return WHATSAPP + self.number if channel_of(to) == "whatsapp" else self.number
        sender = form.get("From", "")
        if not sender:
            raise RefusedError(21603)
        if number_of(sender) != self.number:
            raise RefusedError(21606, what=sender)
        if channel_of(sender) != channel_of(to):
            raise RefusedError(21910)
        return sender

    def _failure(self, to: str) -> int | None:
        return self.exchange.failures.get(to) or MAGIC_NUMBERS.get(number_of(to))

    def _outside_whatsapp_window(self, to: str, form: Mapping[str, str]) -> bool:
        if not self.whatsapp_window or channel_of(to) != "whatsapp" or form.get("ContentSid"):
            return False
        written = [bubble.at for bubble in self.exchange.threads.of(to) if bubble.author == "phone"]
        return not written or self.exchange.now() - written[-1] > WHATSAPP_WINDOW

    def _take(self, message: Message) -> Bubble:
        """Keep the resource and put its bubble on the phone it goes to."""
        bubble = self.exchange.threads.add(
            message.to,
            "clinic",
            message.body,
            status=message.status,
            sid=message.sid,
            segments=segments(message.body),
            media=message.num_media,
        )
        message.bubble_id = bubble.id
        self.messages.keep(message)
        return bubble

    def release(self) -> None:
        """Let go of every create that hangs."""
        self._unhang.set()
        self._unhang = threading.Event()

    # In: what a patient texts

    def text(
        self, from_: str, body: str, to: str | None = None, media: int = 0, sid: str | None = None, forged: bool = False
    ) -> Answer:
        """Post a text to the app's webhook and put its TwiML on the phone. See `Carrier.text`."""
        threads = self.exchange.threads
        to = to or (WHATSAPP + self.number if channel_of(from_) == "whatsapp" else self.number)
        bubble = self._written(from_, body, media, sid)
        kind, notice = self.opt_outs.read(from_, body) if channel_of(from_) == "sms" else ("", "")
        shown = [threads.add(from_, "notice", notice)] if notice else []
        form = self._inbound_form(from_, to, body, media, bubble.sid)
        if kind and self.opt_outs.advanced:
            form["OptOutType"] = kind
        self._record_inbound(form, bubble.at, media)
        url = f"{self.exchange.public_url}/twilio/messages"
        headers = signed_headers("not the token" if forged else self.auth_token, url, form)
        reply = self.exchange.post(url, urlencode(form).encode(), headers)
        if 200 <= reply.status < 300:
            threads.change(from_, bubble.id, status="delivered")
            shown += self._act_on(reply.body, patient=from_, clinic=to, url=url)
        else:
            threads.change(from_, bubble.id, status="failed", error=reply.status or None)
        return Answer(reply.status, reply.body, tuple(shown))

    def _written(self, from_: str, body: str, media: int, sid: str | None) -> Bubble:
        """The patient's own bubble; a message delivered once more is not on the phone twice."""
        sid = sid or new_sid(media)
        with self._writing:
            for bubble in self.exchange.threads.of(from_):
                if bubble.sid == sid and bubble.author == "phone":
                    return bubble
            return self.exchange.threads.add(
                from_, "phone", body, status="sending", sid=sid, segments=segments(body), media=media
            )

    def _record_inbound(self, form: Mapping[str, str], at: datetime, media: int) -> None:
        sid, from_, to, body = form["MessageSid"], form["From"], form["To"], form["Body"]
        self.messages.keep(Message(sid, "inbound", from_, to, body, "received", at, at, num_media=media, sent=at))

    def _inbound_form(self, from_: str, to: str, body: str, media: int, sid: str) -> dict[str, str]:
        form = {
            "AccountSid": self.account_sid,
            "ApiVersion": API_VERSION,
            "Body": body,
            "From": from_,
            "MessageSid": sid,
            "NumMedia": str(media),
            "NumSegments": str(segments(body)),
            "SmsMessageSid": sid,
            "SmsSid": sid,
            "SmsStatus": "received",
            "To": to,
        }
        for place in ("From", "To") if channel_of(from_) == "sms" else ():
            form |= {f"{place}City": "", f"{place}State": "", f"{place}Zip": "", f"{place}Country": "US"}
        if channel_of(from_) == "whatsapp":
            digits = number_of(from_).removeprefix("+")
            form |= {"ProfileName": "Sample patient", "WaId": digits, "MessageType": "image" if media else "text"}
        for index in range(media):
            form[f"MediaUrl{index}"] = (
                f"https://api.twilio.com/{API_VERSION}/Accounts/{self.account_sid}/Messages/{sid}/Media/ME{index:032x}"
            )
            form[f"MediaContentType{index}"] = "image/jpeg"
        return form

    def _act_on(self, twiml: str, patient: str, clinic: str, url: str) -> list[Bubble]:
        """Send the messages of a TwiML answer; what cannot be acted on shows as a notice on the phone."""
        notice = partial(self.exchange.threads.add, patient, "notice")
        try:
            response = ElementTree.fromstring(twiml) if twiml.strip() else ElementTree.Element("Response")
        except ElementTree.ParseError as problem:
            return [notice(f"[carrier] The answer is not TwiML (12100): {problem}")]
        shown = []
        for verb in response:
            if verb.tag != "Message":
                shown.append(notice(f"[carrier] TwiML <{verb.tag}> is not emulated"))
            elif not self._drops(to := verb.get("to", patient)):
                shown.append(self._send_twiml_message(verb, to, verb.get("from", clinic), url))
        return shown

    def _drops(self, to: str) -> bool:
        """Whether a TwiML message to this address is lost: Twilio only logs why, the app is not told."""
        failure = self._failure(to) or 0
        return (channel_of(to) == "sms" and self.opt_outs.blocks(to)) or (failure in REFUSALS and failure > 21000)

    def _send_twiml_message(self, verb: ElementTree.Element, to: str, sender: str, url: str) -> Bubble:
        nested = verb.find("Body")
        callback, now = verb.get("action") or verb.get("statusCallback") or "", self.exchange.now()
        media = len(verb.findall("Media"))
        message = Message(
            sid=new_sid(media),
            direction="outbound-reply",
            from_=sender,
            to=to,
            body=(verb.text or "").strip() if nested is None else nested.text or "",
            status="queued",
            created=now,
            updated=now,
            num_media=media,
            callback_url=urljoin(url, callback) if callback else "",
        )
        bubble = self._take(message)
        self.exchange.sent.append(Sent(channel_of(to), to, message.body, message.sid, now, "twiml"))
        failure = self._failure(to)
        self.messages.send_on_its_way(message, failure if failure in DELIVERY_FAILURES else None)
        return bubble
