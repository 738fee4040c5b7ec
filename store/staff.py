"""Who works here, and how they prove it: a token for programs and the board, a PIN for commands by SMS (S2, C7)."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
import secrets

from peewee import IntegrityError

from store import audit, mailboxes
from store.audit import Actor
from store.database import transaction
from store.errors import Invalid, NotFound
from store.models import ROLES, Clinic, Contact, Doctor, StaffMember
from store.values import phone as read_phone

TOKEN_BYTES = 32
SCRYPT = {"n": 2**14, "r": 8, "p": 1}  # 16 MiB and some 50 ms a guess
SALT_BYTES = 16


def add(
    clinic: Clinic,
    name: str,
    role: str,
    *,
    now: dt.datetime,
    telegram_id: int | None = None,
    phone: str | None = None,
    email: str | None = None,
    doctor: Doctor | None = None,
    actor: Actor = audit.OPERATOR,
) -> tuple[StaffMember, str]:
    """A member of staff and their token, which is shown now and never again.

    `role` is doctor, receptionist or admin; `phone` E.164; `email`: for the evening's message; `doctor`: which one they
    are, for the role doctor, and for an admin who is a doctor too. Somebody the clinic file named, or who left, gets a
    token too. Raises Invalid for a bad value and for a name that already has a token (see `renew`).
    """
    name = " ".join(name.split())
    _check(name, role, phone)
    facts = {"role": role, "telegram_id": telegram_id, "phone": phone, "doctor": doctor}
    token, facts["email"] = new_token(), _address(email) if email else None
    try:
        with transaction():
            member = StaffMember.get_or_none(StaffMember.clinic == clinic, StaffMember.name == name)
            if member is not None and member.active and member.token_hash:
                raise Invalid(field="name", problem=f"{name} already has a token")
            member = member or StaffMember(clinic=clinic, name=name, created_at=now)
            for field, value in facts.items():
                if value is not None:
                    setattr(member, field, value)
            member.active, member.token_hash = True, hash_of(token)
            member.save()
            audit.record(clinic, actor, "staff.add", member, now, after={"name": name, "role": role})
    except IntegrityError as error:
        raise Invalid(field="name", problem=f"{name} was added just now by somebody else") from error
    return member, token


def renew(member: StaffMember, *, now: dt.datetime, actor: Actor = audit.OPERATOR) -> str:
    """A new token in place of the old one, which ends."""
    token = new_token()
    member.token_hash = hash_of(token)
    with transaction():
        member.save(only=[StaffMember.token_hash])
        audit.record(member.clinic_id, actor, "staff.renew", member, now)
    return token


def revoke(member: StaffMember, *, now: dt.datetime, actor: Actor = audit.OPERATOR) -> None:
    """They no longer work here: token, PIN and chat stop working; what they did stays in the audit trail."""
    member.active, member.token_hash, member.pin_hash = False, None, None
    with transaction():
        member.save(only=[StaffMember.active, StaffMember.token_hash, StaffMember.pin_hash])
        audit.record(member.clinic_id, actor, "staff.revoke", member, now)


def set_email(member: StaffMember, said: str | None, *, now: dt.datetime, actor: Actor = audit.OPERATOR) -> None:
    """Where the evening's message goes too (S10); None: not by e-mail. Raises Invalid."""
    before, member.email = member.email, _address(said) if said else None
    with transaction():
        member.save(only=[StaffMember.email])
        audit.record(member.clinic_id, actor, "staff.email", member, now, {"email": before}, {"email": member.email})


def with_email(clinic: Clinic) -> list[StaffMember]:
    """Who works here and has an e-mail address."""
    rows = StaffMember.select().where(
        StaffMember.clinic == clinic, StaffMember.active, StaffMember.email.is_null(False)
    )
    return list(rows.order_by(StaffMember.id))


def named(clinic: Clinic, name: str) -> StaffMember:
    """The active member of that name. Raises NotFound."""
    same = (StaffMember.clinic == clinic) & (StaffMember.name == " ".join(name.split())) & StaffMember.active
    member: StaffMember | None = StaffMember.get_or_none(same)
    if member is None:
        raise NotFound(thing="staff")
    return member


def by_token(token: str) -> StaffMember | None:
    """Whose token this is, of those who work here.

    What is looked up is the hash, which nobody can steer digit by digit, so the index's timing tells nothing; the
    comparison after it takes the same time whatever differs.
    """
    wanted = hash_of(token)
    member: StaffMember | None = StaffMember.get_or_none(StaffMember.token_hash == wanted, StaffMember.active)
    return member if member is not None and hmac.compare_digest(member.token_hash or "", wanted) else None


def by_telegram(clinic: Clinic, telegram_id: int) -> StaffMember | None:
    """Who writes with that Telegram user id."""
    found: StaffMember | None = StaffMember.get_or_none(
        StaffMember.clinic == clinic, StaffMember.telegram_id == telegram_id, StaffMember.active
    )
    return found


def by_phone(clinic: Clinic, phone: str) -> StaffMember | None:
    """Whose number (E.164) that is. A sender of SMS can be forged: ask for the PIN before anything changes."""
    found: StaffMember | None = StaffMember.get_or_none(
        StaffMember.clinic == clinic, StaffMember.phone == phone, StaffMember.active
    )
    return found


def desk_phones(clinic: Clinic) -> list[str]:
    """The listed numbers of receptionists and admins, but for those who have texted STOP."""
    desk = (StaffMember.clinic == clinic) & StaffMember.active & (StaffMember.role != "doctor")
    rows = StaffMember.select().where(desk, StaffMember.phone.is_null(False)).order_by(StaffMember.id)
    stopped = Contact.select(Contact.address).where(
        Contact.clinic == clinic, Contact.channel == "sms", Contact.opted_out_at.is_null(False)
    )
    silent = {row.address for row in stopped}
    return [str(row.phone) for row in rows if row.phone not in silent]


# Who may do what is declared for a role (S2). "clinician" is what concerns a patient's health (B14): doctors, and of
# admins those who are one (`is_clinician`); which visits are theirs is store/clinical.py's to say.
MAY = {
    "patient": ("doctor", "receptionist", "admin"),
    "doctor": ("doctor", "receptionist", "admin"),
    "receptionist": ("receptionist", "admin"),
    "admin": ("admin",),
    "doctor_or_admin": ("doctor", "admin"),
    "clinician": ("doctor",),
}


def allowed(member: StaffMember, role: str) -> bool:
    """Whether the member may do what is declared for `role`, one of MAY."""
    if role == "clinician":
        return is_clinician(member)
    return member.active and member.role in MAY[role]


def is_clinician(member: StaffMember) -> bool:
    """Whether the member sees patients: a doctor, or an admin entered with the doctor they are (a practice's owner)."""
    return member.active and (member.role == "doctor" or (member.role == "admin" and member.doctor_id is not None))


def named_roles(role: str) -> str:
    """Who may, in words: "doctor, receptionist or admin"."""
    *first, last = MAY[role]
    return f"{', '.join(first)} or {last}" if first else last


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """SHA-256, plain and fast: a token is 256 random bits, which no dictionary holds and nobody can try out.

    Salt and a slow hash are for what people choose, such as a PIN.
    """
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def set_pin(member: StaffMember, pin: str, *, now: dt.datetime, actor: Actor = audit.OPERATOR) -> None:
    """`pin` is 4 to 8 digits. Raises Invalid."""
    if not re.fullmatch(r"[0-9]{4,8}", pin):
        raise Invalid(field="pin", problem="is not 4 to 8 digits")
    salt = secrets.token_bytes(SALT_BYTES)
    member.pin_hash = f"scrypt:{salt.hex()}:{_scrypt(pin, salt).hex()}"
    with transaction():
        member.save(only=[StaffMember.pin_hash])
        audit.record(member.clinic_id, actor, "staff.set_pin", member, now)


def pin_matches(member: StaffMember, pin: str) -> bool:
    """Whether that is the member's PIN. Few digits make few guesses: the caller counts them."""
    if not member.pin_hash:
        return False
    _, salt, kept = member.pin_hash.split(":")
    return hmac.compare_digest(_scrypt(pin, bytes.fromhex(salt)), bytes.fromhex(kept))


def _scrypt(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode("utf-8", "surrogatepass"), salt=salt, **SCRYPT)


def _address(said: str) -> str:
    found = mailboxes.address(said)
    if found is None:
        raise Invalid(field="email", problem=f"{said!r} is not an e-mail address")
    return found


def _check(name: str, role: str, phone: str | None) -> None:
    if not name or len(name) > 60 or not name.isprintable():
        raise Invalid(field="name", problem="is empty or longer than 60 characters")
    if role not in ROLES[1:]:
        raise Invalid(field="role", problem=f"{role!r} is not one of {', '.join(ROLES[1:])}")
    try:
        if phone is not None:
            read_phone(phone)
    except ValueError as error:
        raise Invalid(field="phone", problem=str(error)) from error
