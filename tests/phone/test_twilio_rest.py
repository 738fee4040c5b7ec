"""The real Twilio client against the emulator: creates, lists, fetches, refusals."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import requests
from twilio.base.exceptions import TwilioRestException

from handlers.phone.magic import MAGIC_NUMBERS, REFUSALS
from handlers.phone.twilio_messages import segments
from tests.phone.conftest import Town, client
from tests.phone.people import CLINIC, MAYA, NOAH, SERVICE, SID, TOKEN
from tests.processes import wait_until

# The carrier's published description of a message (its OpenAPI document, api.v2010.account.message): these are text.
TEXT_FIELDS = {
    "account_sid",
    "api_version",
    "body",
    "date_created",
    "date_sent",
    "date_updated",
    "direction",
    "error_message",
    "from",
    "messaging_service_sid",
    "num_media",
    "num_segments",
    "price",
    "price_unit",
    "sid",
    "status",
    "to",
    "uri",
}


def test_a_created_message_is_queued_and_reaches_the_phone(town: Town) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    made = town.twilio.messages.create(to=MAYA, from_=CLINIC, body="Tomorrow, Tue 24 Nov, 3:30pm")

    assert (made.status, made.direction, made.num_segments) == ("queued", "outbound-api", "1")
    assert made.sid.startswith("SM")
    assert before <= made.date_created <= datetime.now(UTC)
    assert town.carrier.settle()
    [bubble] = town.carrier.thread(MAYA)
    assert (bubble.author, bubble.text, bubble.status) == ("clinic", "Tomorrow, Tue 24 Nov, 3:30pm", "delivered")
    fetched = town.twilio.messages(made.sid).fetch()
    assert (fetched.status, fetched.error_code, fetched.body) == ("delivered", None, made.body)
    assert fetched.date_sent is not None
    [sent] = town.carrier.sent(to=MAYA)
    assert (sent.channel, sent.body, sent.sid, sent.params["From"]) == ("sms", made.body, made.sid, CLINIC)


def test_a_messaging_service_stands_in_for_the_sender(town: Town) -> None:
    made = town.twilio.messages.create(to=MAYA, messaging_service_sid=SERVICE, body="hello")
    assert (made.status, made.from_, made.num_segments, made.messaging_service_sid) == ("accepted", None, "0", SERVICE)
    assert town.carrier.settle()
    fetched = town.twilio.messages(made.sid).fetch()
    assert (fetched.status, fetched.from_, fetched.num_segments) == ("delivered", CLINIC, "1")


def test_the_list_is_newest_first_filtered_and_paged(town: Town) -> None:
    for number in range(7):
        town.twilio.messages.create(to=MAYA, from_=CLINIC, body=f"n{number}")
    town.twilio.messages.create(to=NOAH, from_=CLINIC, body="other")

    found = town.twilio.messages.list(to=MAYA, page_size=3)
    assert [message.body for message in found] == [f"n{number}" for number in range(6, -1, -1)]
    assert len(town.twilio.messages.list(limit=2)) == 2


def test_what_a_patient_texts_is_listed_as_received(town: Town) -> None:
    town.carrier.text(MAYA, "hi", sid="SM" + "7" * 32)
    fetched = town.twilio.messages("SM" + "7" * 32).fetch()
    assert (fetched.direction, fetched.status, fetched.from_, fetched.to) == ("inbound", "received", MAYA, CLINIC)


def test_the_answer_has_the_published_fields(town: Town) -> None:
    answer = requests.post(
        f"{town.base}/2010-04-01/Accounts/{SID}/Messages.json",
        data={"To": MAYA, "From": CLINIC, "Body": "x"},
        auth=(SID, TOKEN),
        timeout=60,
    ).json()
    assert set(answer) == TEXT_FIELDS | {"error_code", "subresource_uris"}
    assert all(answer[name] is None or isinstance(answer[name], str) for name in TEXT_FIELDS)
    assert answer["error_code"] is None or isinstance(answer["error_code"], int)
    assert isinstance(answer["subresource_uris"], dict)


def test_a_wrong_token_is_turned_away(town: Town) -> None:
    with pytest.raises(TwilioRestException) as caught:
        client(town.base, token="wrong").messages.create(to=MAYA, from_=CLINIC, body="x")
    assert (caught.value.status, caught.value.code) == (401, 20003)
    assert requests.get(f"{town.base}/2010-04-01/Accounts/{SID}/Messages.json", timeout=60).status_code == 401
    assert town.carrier.sent() == []


@pytest.mark.parametrize(
    ("number", "code"), [(number, code) for number, code in MAGIC_NUMBERS.items() if code in REFUSALS]
)
def test_magic_numbers_are_refused(town: Town, number: str, code: int) -> None:
    with pytest.raises(TwilioRestException) as caught:
        town.twilio.messages.create(to=number, from_=CLINIC, body="x")
    assert (caught.value.status, caught.value.code) == (REFUSALS[code].status, code)
    assert town.carrier.sent() == []
    assert town.carrier.thread(number) == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"to": "not a number", "from_": CLINIC, "body": "x"}, 21211),
        ({"to": "", "from_": CLINIC, "body": "x"}, 21604),
        ({"to": MAYA, "from_": CLINIC}, 21602),
        ({"to": MAYA, "body": "x"}, 21603),
        ({"to": MAYA, "from_": "+15555550199", "body": "x"}, 21606),
        ({"to": MAYA, "from_": CLINIC, "body": "x" * 1601}, 21617),
        ({"to": f"whatsapp:{MAYA}", "from_": CLINIC, "body": "x"}, 21910),
        ({"to": MAYA, "messaging_service_sid": SERVICE, "body": "x", "schedule_type": "fixed"}, 20001),
    ],
)
def test_requests_the_api_would_not_take(town: Town, fields: dict[str, str], code: int) -> None:
    with pytest.raises(TwilioRestException) as caught:
        town.twilio.messages.create(**fields)
    assert (caught.value.status, caught.value.code) == (400, code)


def test_an_unknown_message_is_not_found(town: Town) -> None:
    with pytest.raises(TwilioRestException) as caught:
        town.twilio.messages("SM" + "9" * 32).fetch()
    assert (caught.value.status, caught.value.code) == (404, 20404)


def test_slow_down_says_when_to_come_back(town: Town) -> None:
    answer = requests.post(
        f"{town.base}/2010-04-01/Accounts/{SID}/Messages.json",
        data={"To": "+15005550429", "From": CLINIC, "Body": "x"},
        auth=(SID, TOKEN),
        timeout=60,
    )
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")


def test_an_answer_that_hangs_has_been_sent_all_the_same(town: Town) -> None:
    with pytest.raises(requests.exceptions.ReadTimeout):
        client(town.base, timeout=0.5).messages.create(to="+15005550408", from_=CLINIC, body="are you there")
    wait_until(lambda: bool(town.carrier.sent(to="+15005550408")))
    assert town.carrier.settle()
    assert [sent.body for sent in town.carrier.sent(to="+15005550408")] == ["are you there"]
    assert town.carrier.thread("+15005550408")[0].status == "delivered"


def test_any_number_can_be_made_to_fail_and_to_recover(town: Town) -> None:
    town.carrier.fail(MAYA, 20500)
    with pytest.raises(TwilioRestException) as caught:
        town.twilio.messages.create(to=MAYA, from_=CLINIC, body="x")
    assert caught.value.status == 500
    town.carrier.fail(MAYA, None)
    assert town.twilio.messages.create(to=MAYA, from_=CLINIC, body="x").status == "queued"
    with pytest.raises(ValueError, match="no failure 12"):
        town.carrier.fail(MAYA, 12)


def test_segments_are_counted_as_the_network_bills_them() -> None:
    assert [segments("x" * length) for length in (0, 160, 161, 306, 307)] == [1, 1, 2, 2, 3]
    assert [segments("€" * length) for length in (80, 81)] == [1, 2]
    assert [segments("á" * length) for length in (70, 71, 134, 135)] == [1, 2, 2, 3]
    assert [segments("ñ¿" * 80), segments("\N{GRINNING FACE}" * 35), segments("\N{GRINNING FACE}" * 36)] == [1, 1, 2]
