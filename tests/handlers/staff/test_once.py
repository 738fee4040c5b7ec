"""Idempotency-Key: whatever the network does to a request, its act happens once and its answer is the same."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from freezegun.api import FrozenDateTimeFactory
from pydantic import BaseModel

from handlers.staff import PREFIX, openapi, staff_blueprint
from handlers.staff.endpoint import ENDPOINTS, Asker, endpoint
from jobs import upkeep
from store import clock, idempotency
from store.models import Clinic, Doctor, StaffMember, StoredAnswer, Ticket
from tests import factory
from tests.handlers.staff.conftest import TEN, Desk, member

ANA = {"patient": "Ana Ruiz", "phone": "+15550100123"}


def keyed(desk: Desk, key: str, path: str = "/queue", body: object = None) -> tuple[int, object, bool]:
    answer = desk.ask("POST", path, ANA if body is None else body, headers={"Idempotency-Key": key})
    return answer.status_code, answer.get_json(), answer.headers.get("Idempotent-Replayed") == "true"


def test_the_same_request_again_gets_the_same_answer(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    status, told, replayed = keyed(desk, "one")
    assert (status, replayed) == (201, False)
    desk.post("/queue/Q001/remove")
    assert keyed(desk, "one") == (201, told, True)  # as it was answered then, whatever happened since
    spaced = desk.ask(
        "POST", "/queue", data='{ "phone": "+15550100123",\n"patient": "Ana Ruiz"}', content_type="application/json",
        headers={"Idempotency-Key": "one"},
    )  # fmt: skip
    assert (spaced.status_code, spaced.get_json()) == (201, told)
    assert Ticket.select().count() == 1
    assert keyed(desk, "two")[0] == 201  # another key is another act
    assert Ticket.select().count() == 2


def test_another_request_under_the_key_is_refused(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    assert keyed(desk, "one")[0] == 201
    for path, body in (("/queue", ANA | {"urgency": "urgent"}), ("/queue/next", {"doctor": lee.id})):
        status, told, _ = keyed(desk, "one", path, body)
        assert (status, told["code"]) == (422, "key_used")  # type: ignore[index]
    assert [ticket.status for ticket in Ticket.select()] == ["waiting"]


def test_a_key_is_the_members_own(app: Flask, desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    other = member(app, clinic, "Sam Sample", "receptionist")
    assert keyed(desk, "one")[0] == 201
    status, told, replayed = keyed(other, "one", body={"patient": "Ben Cole"})
    assert (status, told["ticket"], replayed) == (201, "Q002", False)  # type: ignore[index]


def test_refusals_are_kept_and_what_never_got_so_far_is_not(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    assert keyed(desk, "a", "/queue/next", {"doctor": lee.id})[0] == 409
    factory.walk_in(clinic, "Ana Ruiz", TEN)
    status, told, replayed = keyed(desk, "a", "/queue/next", {"doctor": lee.id})
    assert (status, told["code"], replayed) == (409, "nobody_waiting", True)  # type: ignore[index]
    assert keyed(desk, "b", "/queue/next", {"doctor": []})[0] == 422
    assert keyed(desk, "b", "/queue/next", {"doctor": lee.id})[0] == 200
    assert desk.ask("POST", "/queue", ANA, headers={"Idempotency-Key": "x" * 256}).status_code == 422
    assert desk.ask("POST", "/queue", ANA, headers={"Idempotency-Key": "a b"}).status_code == 422


def test_while_the_first_is_under_way_the_second_waits(
    desk: Desk, clinic: Clinic, lee: Doctor, time: FrozenDateTimeFactory
) -> None:
    """The claim of a process that died without a word lapses, and the act is then done: once."""
    assert keyed(desk, "one")[0] == 201
    Ticket.delete().execute()
    StoredAnswer.update(status=None, body="").execute()  # as if it had died before its commit
    again = desk.ask("POST", "/queue", ANA, headers={"Idempotency-Key": "one"})
    assert (again.status_code, again.get_json()["code"], again.headers["Retry-After"]) == (409, "under_way", "1")
    time.tick(61)
    assert keyed(desk, "one")[::2] == (201, False)
    assert keyed(desk, "one")[::2] == (201, True)
    assert Ticket.select().count() == 1


def test_a_claim_lost_meanwhile_takes_its_act_back(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    """A process that slept through its lease must not act beside the one that took over."""
    now = clock.now()
    mine = idempotency.claim(StaffMember.get(), "one", "digest", now)
    theirs = idempotency.claim(StaffMember.get(), "one", "digest", now + idempotency.LEASE)
    assert (mine.standing, theirs.standing) == ("ours", "ours")
    with pytest.raises(idempotency.ClaimLost):
        idempotency.keep(mine.row, 200, "", {})
    idempotency.keep(theirs.row, 200, "", {})
    idempotency.release(theirs.row)
    assert idempotency.claim(StaffMember.get(), "one", "digest", now).standing == "answered"


def test_keys_are_kept_a_day(desk: Desk, clinic: Clinic, lee: Doctor, time: FrozenDateTimeFactory) -> None:
    keyed(desk, "one", "/queue/next", {"doctor": lee.id})
    time.tick(23 * 3600)
    assert keyed(desk, "one", "/queue/next", {"doctor": lee.id})[2]
    time.tick(3601)
    upkeep.purge(clock.now())
    assert StoredAnswer.select().count() == 0
    assert not keyed(desk, "one", "/queue/next", {"doctor": lee.id})[2]


class SampleOut(BaseModel):
    number: int


@pytest.fixture
def breaking(store: str) -> Iterator[Flask]:
    """The endpoint with an act that breaks after it has written, the first time."""
    count, calls = len(ENDPOINTS), iter(range(10))

    @endpoint("POST", "/sample-break", role="doctor", answer=SampleOut)
    def break_once(asker: Asker) -> SampleOut:
        """Break."""
        Clinic.update(address=Clinic.address.concat("x")).execute()
        if next(calls) == 0:
            raise RuntimeError("sample fault")
        return SampleOut(number=1)

    app = Flask("test")
    app.register_blueprint(staff_blueprint())
    yield app
    del ENDPOINTS[count:]


def test_what_broke_is_undone_and_may_be_tried_again(
    breaking: Flask, clinic: Clinic, time: FrozenDateTimeFactory
) -> None:
    desk = member(breaking, clinic, "Rosa Sample", "receptionist")
    assert desk.ask("POST", "/sample-break", headers={"Idempotency-Key": "one"}).status_code == 500
    assert Clinic.get().address == ""
    assert keyed(desk, "one", "/sample-break", {})[::2] == (200, False)
    assert keyed(desk, "one", "/sample-break", {})[::2] == (200, True)
    assert Clinic.get().address == "x"


@pytest.mark.slow
def test_many_at_once_act_once(app: Flask, desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    told: list[tuple[int, bool]] = []

    def ask() -> None:
        one = Desk(app.test_client(), desk.token)
        told.append(keyed(one, "one")[::2])

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count((201, False)) == 1
    assert set(told) <= {(201, False), (201, True), (409, False)}
    assert Ticket.select().count() == 1


def test_the_document_has_it_on_every_post() -> None:
    for path, methods in openapi.document(PREFIX, "1")["paths"].items():
        for method, operation in methods.items():
            headers = [part["name"] for part in operation.get("parameters", []) if part["in"] == "header"]
            assert ("Idempotency-Key" in headers) == (method == "post"), path
            assert method != "post" or {"409", "422"} <= set(operation["responses"]), path
