"""ETags and If-Match, tried on a route of the test's own; and what every list has in common."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from pydantic import BaseModel

from handlers.staff import openapi, staff_blueprint
from handlers.staff.endpoint import ENDPOINTS, Asker, endpoint
from handlers.staff.shapes import Given, Page, Paged
from store.models import Clinic, Doctor
from tests import factory
from tests.handlers.staff.conftest import TEN, Desk


class NoteIn(Given):
    text: str


class NoteOut(BaseModel):
    text: str
    version: int


class CardOut(BaseModel):
    text: str


@pytest.fixture
def app(store: str) -> Iterator[Flask]:
    """The endpoint with two things to edit: one that counts its versions, and one that does not."""
    note, count = NoteOut(text="first", version=1), len(ENDPOINTS)

    @endpoint("GET", "/sample-note", role="doctor", answer=NoteOut, versioned=True)
    def read_note(asker: Asker) -> NoteOut:
        """Read."""
        return note

    @endpoint("PUT", "/sample-note", role="doctor", body=NoteIn, answer=NoteOut, versioned=True)
    def write_note(asker: Asker, body: NoteIn) -> NoteOut:
        """Write."""
        asker.check_unchanged(note)
        note.text, note.version = body.text, note.version + 1
        return note

    @endpoint("GET", "/sample-card", role="doctor", answer=CardOut, versioned=True)
    def read_card(asker: Asker) -> CardOut:
        """Read."""
        return CardOut(text=note.text)

    app = Flask("test")
    app.register_blueprint(staff_blueprint())
    yield app
    del ENDPOINTS[count:]


def test_an_edit_names_the_version_it_has_read(desk: Desk) -> None:
    read = desk.get("/sample-note")
    assert read.headers["ETag"] == '"1"'
    unnamed = desk.ask("PUT", "/sample-note", {"text": "blind"})
    assert (unnamed.status_code, unnamed.get_json()["code"]) == (428, "http_428")
    first = desk.ask("PUT", "/sample-note", {"text": "mine"}, headers={"If-Match": '"1"'})
    assert (first.status_code, first.headers["ETag"]) == (200, '"2"')
    for old in ('"1"', 'W/"2"', '"1", "7"', ""):
        stale = desk.ask("PUT", "/sample-note", {"text": "theirs"}, headers={"If-Match": old})
        assert (stale.status_code, stale.headers["ETag"], stale.get_json()["etag"]) == (412, '"2"', '"2"')
    assert desk.get("/sample-note").get_json()["text"] == "mine"
    assert desk.ask("PUT", "/sample-note", {"text": "any"}, headers={"If-Match": "*"}).status_code == 200
    assert desk.ask("PUT", "/sample-note", {"text": "list"}, headers={"If-Match": '"1", "3"'}).status_code == 200


def test_what_the_client_has_is_not_sent_again(desk: Desk) -> None:
    for path in ("/sample-note", "/sample-card"):
        tag = desk.get(path).headers["ETag"]
        again = desk.ask("GET", path, headers={"If-None-Match": tag})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
        desk.ask("PUT", "/sample-note", {"text": f"new for {path}"}, headers={"If-Match": "*"})
        assert desk.ask("GET", path, headers={"If-None-Match": tag}).status_code == 200


def test_the_document_tells_of_it(app: Flask) -> None:
    openapi.document.cache_clear()
    paths = openapi.document("", "1")["paths"]
    openapi.document.cache_clear()
    get, put = paths["/sample-note"]["get"], paths["/sample-note"]["put"]
    assert {"200", "304"} <= set(get["responses"])
    assert "ETag" in get["responses"]["200"]["headers"]
    assert {"412", "428"} <= set(put["responses"])
    [header] = [part for part in put["parameters"] if part["in"] == "header"]
    assert (header["name"], header["required"]) == ("If-Match", True)


def test_every_list_has_pages() -> None:
    """A route that answers with `items` takes `limit` and `after` and gives `next` (handlers/staff/pages.py)."""
    lists = [one for one in ENDPOINTS if one.method == "GET" and "items" in one.answer.model_fields]
    assert len(lists) >= 4
    for one in lists:
        assert one.query is not None, f"{one.path} takes no page: give it a query of Paged"
        assert issubclass(one.query, Paged), f"{one.path}: its query is no Paged"
        assert issubclass(one.answer, Page), f"{one.path}: its answer is no Page"


def test_pages_of_the_line(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    for number in range(5):
        factory.walk_in(clinic, f"Sample Person {number}", TEN)
    first = desk.get("/queue", limit=2).get_json()
    second = desk.get("/queue", limit=2, after=first["next"]).get_json()
    last = desk.get("/queue", limit=2, after=second["next"]).get_json()
    told = [item["ticket"] for page in (first, second, last) for item in page["items"]]
    assert told == ["Q001", "Q002", "Q003", "Q004", "Q005"]
    assert (first["waiting"], last["next"]) == (5, None)
    desk.post("/queue/Q002/remove")
    gone = desk.get("/queue", limit=2, after=first["next"])
    assert (gone.status_code, gone.get_json()["code"]) == (422, "invalid")
    assert desk.get("/queue/Q003").get_json()["ahead"] == 1
