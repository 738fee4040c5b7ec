"""The link at the foot of every e-mail: one tap, or the mail program's own button (RFC 8058), ends the copies.

A GET changes nothing: what scans mail for its reader opens every link.
"""

from __future__ import annotations

from flask import Blueprint, abort, render_template_string

from bot import links
from bot.phrases import say
from store import clock, contacts, mailboxes
from store.database import transaction
from store.models import Contact

blueprint = Blueprint("mail_stop", __name__)

PAGE = """<!doctype html>
<html lang="{{ locale }}"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{{ clinic }}</title>
<body style="font: 1.125rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 3rem auto; padding: 0 1rem">
<main><h1 style="font-size: 1.5rem">{{ clinic }}</h1><p>{{ text }}</p>
{% if button %}<form method="post">
<button style="font: inherit; padding: .5rem 1rem">{{ button }}</button></form>{% endif %}
</main></body></html>"""


@blueprint.get("/e/<token>")
def ask(token: str) -> str:
    """Whether they mean it. 404 for a token that is none."""
    box, locale = _box(token)
    clinic = box.clinic.name
    text, button = say("mail.stop_sure", locale, clinic=clinic), say("mail.stop_button", locale)
    return render_template_string(PAGE, locale=locale, clinic=clinic, text=text, button=button)


@blueprint.post("/e/<token>")
def stop(token: str) -> str:
    """Ends the copies to this mailbox; again, it is no error."""
    box, locale = _box(token)
    with transaction():
        contacts.opt_out(box, "unsubscribed", clock.now())
    text = say("mail.stop_done", locale)
    return render_template_string(PAGE, locale=locale, clinic=box.clinic.name, text=text, button="")


def _box(token: str) -> tuple[Contact, str]:
    number = token.partition("-")[0]
    known = number.isascii() and number.isdigit() and len(number) < 10
    found = Contact.get_or_none(Contact.id == int(number)) if known else None
    if found is None or not links.is_stop_mail(found, token):
        abort(404)
    owners = (owner for patient in mailboxes.people(found) for owner in contacts.all_of_patient(patient))
    return found, next((owner.locale for owner in owners if owner.locale), None) or found.clinic.locale
