"""E-mail out through one SMTP server: a text, and the visit it speaks of as a calendar file. Nothing comes in.

`smtps://` is TLS from the start. `smtp://` is TLS by STARTTLS, and nothing leaves without it; only a relay on this very
machine may do without.
"""

from __future__ import annotations

import datetime as dt
import smtplib
import ssl
from collections.abc import Sequence
from contextlib import suppress
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from urllib.parse import unquote, urlsplit

from flask import Request

from bot import links
from bot.messages import Reply
from config import LOOPBACK, Config
from handlers.calendar import as_calendar
from handlers.channels.inbound import BadSignature, Inbound
from store import clock
from store.models import OutboxMessage
from store.outbox import Failed, Sent

TIMEOUT = 10  # seconds for one step of the talk
POLICY = SMTP.clone(cte_type="7bit")  # what every server takes
PORTS = {"smtp": 587, "smtps": 465}
BUSY = range(400, 500)


class Email:
    """The mailbox of this configuration. Thread-safe; one connection for each message."""

    answers_inline = False

    def __init__(self, config: Config) -> None:
        self.config = config

    def verify(self, request: Request) -> None:
        """Raises BadSignature: no mail comes in here."""
        raise BadSignature

    def parse(self, request: Request) -> Inbound | None:
        return None

    def answer(self, replies: Sequence[Reply], channel: str) -> str:
        return ""

    def send(self, message: OutboxMessage) -> Sent | Failed:
        """Sends the message. Never raises for what the server or the network does.

        4xx and broken connections are tried again; a mailbox that is refused (5xx) is dead; any other 5xx is for the
        operator.
        """
        if not self.config.smtp_url:
            return Failed("mail_off", retry=False)
        try:
            mail = compose(message, self.config.mail_from, clock.now())
        except (ValueError, MessageError):
            return Failed("bad_address", retry=False, contact="dead")
        try:
            server = self._open()
            try:
                server.send_message(mail, parseaddr(self.config.mail_from)[1], [message.to])
            finally:
                with suppress(smtplib.SMTPException, OSError):  # it has the mail by then, or has said why not
                    server.quit()
        except (smtplib.SMTPException, OSError) as error:
            return meaning(error)
        return Sent(str(mail["Message-ID"]))

    def _open(self) -> smtplib.SMTP:
        """A connection that has logged in. Raises smtplib.SMTPException or OSError."""
        url = urlsplit(self.config.smtp_url)
        host, port = url.hostname or "", url.port or PORTS[url.scheme]
        ours = self.config.mail_from.rpartition("@")[2].rstrip(">")
        tls = ssl.create_default_context()
        if url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, ours, timeout=TIMEOUT, context=tls)
        else:
            server = smtplib.SMTP(host, port, ours, timeout=TIMEOUT)
        try:
            server.ehlo()
            if url.scheme == "smtp" and (host not in LOOPBACK or server.has_extn("starttls")):
                server.starttls(context=tls)
                server.ehlo()
            if url.username:
                server.login(unquote(url.username), unquote(url.password or ""))
        except BaseException:
            server.close()
            raise
        return server


def meaning(error: Exception) -> Failed:
    """What follows from a failure. Every class of smtplib is an OSError too, so that the narrow ones come first."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            code = next(iter(error.recipients.values()))[0]
            return Failed(str(code), retry=code in BUSY, contact="" if code in BUSY else "dead")
        case smtplib.SMTPAuthenticationError() | smtplib.SMTPNotSupportedError() | ssl.SSLCertVerificationError():
            name = str(error.smtp_code) if isinstance(error, smtplib.SMTPResponseException) else type(error).__name__
            return Failed(name, retry=True, operator=True)  # right again once somebody corrects it
        case smtplib.SMTPResponseException() if error.smtp_code in BUSY:
            return Failed(str(error.smtp_code), retry=True)
        case smtplib.SMTPResponseException():
            return Failed(str(error.smtp_code), retry=False, operator=True)
    return Failed(type(error).__name__, retry=True)


def compose(message: OutboxMessage, mail_from: str, now: dt.datetime) -> EmailMessage:
    """The mail of an outbox row, `now` (aware) its date. Raises ValueError or MessageError for an impossible address.

    The same row makes the same Message-ID, so that a mailbox that gets it twice can tell.
    """
    name, sender = parseaddr(mail_from)
    visit, method = message.appointment, message.facts.get("method")
    mail = EmailMessage(policy=POLICY)
    mail["From"] = Address(name or message.clinic.name, addr_spec=sender)
    mail["To"] = Address(message.facts.get("name", ""), addr_spec=message.to)
    mail["Subject"] = message.facts.get("subject") or message.clinic.name
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{message.id}.{message.created_at:%Y%m%d%H%M%S}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    if message.contact is not None:
        mail["List-Unsubscribe"] = f"<{links.stop_mail(message.contact)}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    mail.set_content(message.text)
    if visit is not None and method:
        invitation = as_calendar(visit, now, method=method, organizer=sender, attendee=message.to)
        mail.add_attachment(
            invitation.decode("utf-8"), subtype="calendar", filename="visit.ics", params={"method": method}
        )
    mail.policy = POLICY.clone(max_line_length=998)  # a long address in a header stays as it is, not folded or encoded
    return mail
