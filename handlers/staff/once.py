"""`Idempotency-Key` on every POST (S4): the same key and request get the same answer, and act once.

What the view answered is kept for 24 hours, refusals too; a request that never came so far (its token, its body) keeps
nothing. A key is the member of staff's own.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from contextlib import nullcontext

from flask import Response, request
from pydantic import BaseModel

from handlers.staff import problems
from handlers.staff.problems import Problem
from store import clock, idempotency
from store.database import retried, transaction
from store.errors import Refusal
from store.models import StaffMember, StoredAnswer

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
PATTERN = r"^[\x21-\x7e]{1,255}$"
CARRIED = ("Content-Type", "ETag")


def key_sent() -> str | None:
    """The request's key; None for a request without one, and for any but a POST. Raises Problem 422."""
    key = request.headers.get(HEADER) if request.method == "POST" else None
    if key is not None and not re.fullmatch(PATTERN, key):
        raise Problem(422, f"{HEADER} is 1 to 255 visible ASCII characters.", code="invalid")
    return key


def once(
    member: StaffMember, key: str, body: BaseModel | None, act: Callable[[], Response], *, whole: bool
) -> Response:
    """The answer kept for `key`, or what `act` answers now. Raises Problem 409 while another is at it, 422.

    `whole`: act and answer are one transaction; otherwise `act` sees to it itself that it does nothing twice.
    """
    claimed = idempotency.claim(member, key, _digest(body), clock.now())
    if claimed.standing == "another":
        raise Problem(422, f"That {HEADER} was used for another request.", code="key_used")
    if claimed.standing == "under_way":
        raise Problem(409, "A request with that key is under way.", {"Retry-After": "1"}, code="under_way")
    if claimed.standing == "answered":
        row = claimed.row
        return Response(row.body, row.status, row.headers | {REPLAYED: "true"})
    try:
        return _act_and_keep(claimed.row, act, whole)
    except idempotency.ClaimLost as error:
        raise Problem(409, "A request with that key is under way.", {"Retry-After": "1"}, code="under_way") from error
    except BaseException:
        idempotency.release(claimed.row)
        raise


@retried
def _act_and_keep(row: StoredAnswer, act: Callable[[], Response], whole: bool) -> Response:
    try:
        with transaction() if whole else nullcontext():
            answer = act()
            _keep(row, answer)
            return answer
    except Refusal as refusal:
        answer = problems.answer(problems.of_refusal(refusal))
    except Problem as problem:
        answer = problems.answer(problem)
    _keep(row, answer)
    return answer


def _keep(row: StoredAnswer, answer: Response) -> None:
    headers = {name: answer.headers[name] for name in CARRIED if name in answer.headers}
    idempotency.keep(row, answer.status_code, answer.get_data(as_text=True), headers)


def _digest(body: BaseModel | None) -> str:
    """What makes a request the same: its path, its query, and what its body says (not how it is spelt)."""
    said = body.model_dump_json() if body is not None else ""
    return hashlib.sha256("\n".join((request.path, request.query_string.decode("latin-1"), said)).encode()).hexdigest()
