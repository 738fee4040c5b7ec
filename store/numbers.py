"""Phone numbers: E.164, where they are, what kind they are; and what kind of number the clinic texts from."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberType

from store.models import Clinic, Contact
from store.settings import Settings

# Texts a second the carrier takes from each kind (RULES 8, the carrier's own figures).
PER_SECOND = {"long_code": 1, "toll_free": 3, "short_code": 100}


def e164(said: str, country: str | None = None) -> str | None:
    """`said` as E.164, or None for what nobody can text (a short code, a name, too few digits).

    `country` (ISO, two letters) is whose number it is where none is typed; without it the number is international, a
    missing + forgiven. 555-01xx numbers pass: they are possible, though nobody has them.
    """
    number = _parsed(said if country or said.startswith("+") else f"+{said}", country)
    if number is None or not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_landline(number: str) -> bool:
    """Whether this E.164 number is known to be a landline, which takes no texts.

    Never so in the US and Canada, where a number does not tell; there the carrier says it with 30006.
    """
    parsed = _parsed(number, None)
    return parsed is not None and phonenumbers.number_type(parsed) == PhoneNumberType.FIXED_LINE


def is_toll_free(number: str) -> bool:
    parsed = _parsed(number, None)
    return parsed is not None and phonenumbers.number_type(parsed) == PhoneNumberType.TOLL_FREE


def zone_of(contact: Contact) -> ZoneInfo:
    """The zone of the contact's day: the clinic's, unless the number is of another country that has but one zone.

    A number tells its country, never where in a large one its owner is; who texts a clinic mostly lives beside it.
    """
    clinic: Clinic = contact.clinic
    home = clinic.zone
    if contact.channel not in ("sms", "whatsapp"):
        return home
    parsed = _parsed(contact.address, None)
    if parsed is None or parsed.country_code == phonenumbers.country_code_for_region(clinic.country):
        return home
    from phonenumbers import timezone  # late: its tables are large, and few clinics text abroad

    zones = timezone.time_zones_for_number(parsed)
    try:
        return ZoneInfo(zones[0]) if len(zones) == 1 else home
    except (ZoneInfoNotFoundError, ValueError):  # "Etc/Unknown", or a zone this machine lacks
        return home


def carrier_owns_cancel(rules: Settings) -> bool:
    """Whether a bare CANCEL may silence a patient at the carrier without our being told (RULES 1-3).

    Advanced Opt-Out tells with OptOutType; on a toll-free number only STOP is the network's word.
    """
    return rules.sms_number_kind != "toll_free" and not rules.advanced_opt_out


def _parsed(said: str, country: str | None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(said, country)
    except phonenumbers.NumberParseException:
        return None
