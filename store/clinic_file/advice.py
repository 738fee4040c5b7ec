"""What is not wrong with a clinic file and will bite all the same: the carrier's words on the clinic's number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from store import languages, numbers, settings, whatsapp
from store.clinic_file.entries import DoctorEntry, StaffEntry
from store.clinic_file.form import Form, Found
from store.clinic_file.lines import field_name
from store.clinic_file.problems import Problem


def texting(form: Form) -> Iterator[Problem]:
    """What the carriers of the US and Canada do with the clinic's number, where that bites (RULES 1-3)."""
    number = form.clinic.entry.sms if form.clinic else None
    if number is None or not number.startswith("+1"):
        return
    given = {key: settings.parse(key, form.settings[key]) for key in TEXTING if key in form.settings}
    rules = replace(settings.DEFAULTS, **given)
    for key, said in _carrier_words(rules, numbers.is_toll_free(number)):
        path = ("settings", key) if key in form.settings else ("clinic", "sms")
        yield Problem(form.root.line_of(path), field_name(path), said, warning=True)


TEXTING = ("sms_number_kind", "advanced_opt_out")


def _carrier_words(rules: settings.Settings, toll_free: bool) -> Iterator[tuple[str, str]]:
    kind = rules.sms_number_kind
    if toll_free != (kind == "toll_free"):
        right = "toll_free" if toll_free else "long_code or short_code"
        yield "sms_number_kind", f"{kind} does not fit the number in clinic.sms: it is {right}"
    elif kind == "toll_free" and rules.advanced_opt_out:
        yield "advanced_opt_out", "changes nothing on a toll-free number: STOP and START are the network's own there"
    elif numbers.carrier_owns_cancel(rules):
        yield (
            "sms_number_kind",
            "CANCEL and YES are the carrier's words on this number: who texts CANCEL alone gets no more texts until "
            "they text START. Switch on Advanced Opt-Out, drop both words there, and set advanced_opt_out: on "
            "(docs/texting.md)",
        )


def whatsapp_templates(form: Form) -> Iterator[Problem]:
    """What cannot be told by WhatsApp a day after the patient's last word (RULES 7), by language."""
    if form.clinic is None or form.clinic.entry.whatsapp is None:
        return
    for language, name in languages.names().items():
        missing = [kind for kind in whatsapp.KINDS if language not in form.templates.get(kind, {})]
        if missing:
            said = (
                f"no {name} template for {', '.join(missing)}: a day after a patient's last message these go by SMS, "
                "or not at all (flask --app wsgi whatsapp templates prints what to register)"
            )
            yield Problem(form.root.line_of(("whatsapp_templates",)), "whatsapp_templates", said, warning=True)


def landlines(form: Form) -> Iterator[Problem]:
    """Numbers of doctors and staff that are known to be landlines, which no text reaches."""
    known: list[Found[DoctorEntry] | Found[StaffEntry]] = [*form.doctors, *form.staff]
    for found in known:
        if found.entry.phone is not None and numbers.is_landline(found.entry.phone):
            yield found.problem("phone", f"{found.entry.phone} is a landline: no text reaches it", warning=True)
