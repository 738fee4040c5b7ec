"""Staff: tokens shown once, roles in order, PINs."""

from __future__ import annotations

import datetime as dt

import pytest

from store import audit, staff
from store.errors import Invalid, NotFound
from store.models import Clinic, StaffMember
from tests import factory

NOW = dt.datetime(2026, 11, 23, 14, tzinfo=dt.UTC)


def test_a_token_is_stored_as_its_hash_and_finds_its_owner(clinic: Clinic) -> None:
    ana, token = staff.add(clinic, " Ana  Sample ", "receptionist", phone="+15550100020", telegram_id=42, now=NOW)
    assert ana.name == "Ana Sample"
    assert token not in str(list(StaffMember.select().dicts()))
    assert len(token) >= 43  # 256 bits
    assert staff.by_token(token) == ana
    assert staff.by_token(token + "x") is None
    assert staff.by_token("") is None
    assert staff.by_phone(clinic, "+15550100020") == staff.by_telegram(clinic, 42) == ana
    assert [row.action for row in audit.trail("staff", ana.id)] == ["staff.add"]


def test_a_revoked_member_is_known_no_more(clinic: Clinic) -> None:
    ana, token = staff.add(clinic, "Ana", "admin", telegram_id=42, now=NOW)
    staff.set_pin(ana, "47110815", now=NOW)
    staff.revoke(ana, now=NOW)
    assert staff.by_token(token) is None
    assert staff.by_telegram(clinic, 42) is None
    assert not staff.allowed(ana, "doctor")
    assert not staff.pin_matches(ana, "47110815")
    with pytest.raises(NotFound):
        staff.named(clinic, "Ana")
    again, fresh = staff.add(clinic, "Ana", "receptionist", now=NOW)
    assert (again.id, again.role, staff.by_token(fresh)) == (ana.id, "receptionist", ana)


def test_a_renewed_token_ends_the_old_one(clinic: Clinic) -> None:
    ana, old = staff.add(clinic, "Ana", "admin", now=NOW)
    new = staff.renew(ana, now=NOW)
    assert staff.by_token(old) is None
    assert staff.by_token(new) == ana


def test_roles_stand_in_order(clinic: Clinic) -> None:
    lee = factory.doctor(clinic)
    maya, _ = staff.add(clinic, "Maya", "doctor", doctor=lee, now=NOW)
    ana, _ = staff.add(clinic, "Ana", "receptionist", now=NOW)
    omar, _ = staff.add(clinic, "Omar", "admin", now=NOW)
    table = {
        who.name: [staff.allowed(who, role) for role in ("patient", "doctor", "receptionist", "admin")]
        for who in (maya, ana, omar)
    }
    assert table == {
        "Maya": [True, True, False, False],
        "Ana": [True, True, True, False],
        "Omar": [True, True, True, True],
    }


@pytest.mark.parametrize(
    ("name", "role", "phone", "field"),
    [
        ("", "admin", None, "name"),
        ("Ana\x00", "admin", None, "name"),
        ("Ana", "boss", None, "role"),
        ("Ana", "patient", None, "role"),
        ("Ana", "admin", "555-0100", "phone"),
    ],
)
def test_a_bad_value_is_named(clinic: Clinic, name: str, role: str, phone: str | None, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        staff.add(clinic, name, role, phone=phone, now=NOW)
    assert refusal.value.facts["field"] == field
    assert not StaffMember.select().exists()


def test_a_name_with_a_token_is_not_added_twice(clinic: Clinic) -> None:
    _, token = staff.add(clinic, "Ana", "admin", now=NOW)
    with pytest.raises(Invalid):
        staff.add(clinic, "Ana", "admin", now=NOW)
    assert staff.by_token(token) is not None


def test_a_pin_is_salted_and_checked(clinic: Clinic) -> None:
    ana, _ = staff.add(clinic, "Ana", "admin", now=NOW)
    bo, _ = staff.add(clinic, "Bo", "admin", now=NOW)
    assert not staff.pin_matches(ana, "")
    for member in (ana, bo):
        staff.set_pin(member, "47110815", now=NOW)
    assert ana.pin_hash != bo.pin_hash
    assert "47110815" not in str(ana.pin_hash)
    assert staff.pin_matches(StaffMember.get_by_id(ana.id), "47110815")
    assert not staff.pin_matches(ana, "47110816")
    with pytest.raises(Invalid):
        staff.set_pin(ana, "47a1", now=NOW)
