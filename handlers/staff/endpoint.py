"""The one decorator of every staff route: who may ask, what goes in, what comes out (S2, S4).

What it is told is also what the OpenAPI document says (openapi.py), so the two cannot differ.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response, current_app, request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from handlers.staff import files, once, problems, versions
from handlers.staff.files import File
from handlers.staff.problems import Problem
from store import clock, rates, staff
from store.audit import Actor
from store.database import connected, retried, transaction
from store.errors import Refusal
from store.models import Clinic, StaffMember

LARGEST_BODY = 64 * 1024
REQUESTS_PER_MINUTE = 600  # a token; app.config["STAFF_REQUESTS_PER_MINUTE"] says otherwise

View = Callable[..., BaseModel]


@dataclass(frozen=True)
class Asker:
    """Who asks: the member of staff, their clinic, the actor the audit will name, and the moment (clinic's zone)."""

    member: StaffMember
    clinic: Clinic
    actor: Actor
    now: dt.datetime
    if_match: frozenset[str] | None = None  # the ETags the request names; None: none were sent

    def check_unchanged(self, current: BaseModel) -> None:
        """Before an edit of what `current` tells: raises Problem 412 when If-Match was sent and names another state."""
        versions.check(self.if_match, current)

    @property
    def own_doctor(self) -> int | None:
        """The id of the one doctor a member in the role "doctor" sees and acts for; None for the desk: any."""
        return self.member.doctor_id if self.member.role == "doctor" else None


@dataclass(frozen=True)
class Endpoint:
    """One route as declared: `path` in Flask's form below the prefix, `refusals` the codes it may answer with 409."""

    method: str
    path: str
    role: str
    summary: str
    answer: type[BaseModel]
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    refusals: tuple[str, ...]
    view: Callable[..., Response]
    status: int
    versioned: bool
    files: tuple[str, ...] = ()  # the media types it answers with, in place of JSON


ENDPOINTS: list[Endpoint] = []


def endpoint(
    method: str,
    path: str,
    *,
    role: str,
    answer: type[BaseModel],
    body: type[BaseModel] | None = None,
    query: type[BaseModel] | None = None,
    refusals: tuple[str, ...] = (),
    status: int = 200,
    versioned: bool = False,
    whole: bool = True,
    files: tuple[str, ...] = (),
) -> Callable[[View], View]:
    """Declares a route. The view gets an Asker, then the path's parts, `body` and `query` by name; returns `answer`.

    `role` says who may ask (store/staff.py, MAY). The first line of the view's docstring is the route's summary.
    `versioned`: one thing that may be edited, with an ETag (versions.py); an act on it is one transaction. Every POST
    takes an Idempotency-Key (once.py); `whole=False` is for one whose act is several transactions. `files`: it answers
    with a File of one of these media types.
    """

    def declare(view: View) -> View:
        @functools.wraps(view)
        def served(**parts: str) -> Response:
            try:
                with connected():
                    asker = _authorised(role)
                    if versioned:
                        versions.check_sent(method, asker.if_match)
                    given: dict[str, Any] = dict(parts)
                    if query is not None:
                        given["query"] = query.model_validate(request.args.to_dict())
                    if body is not None:
                        given["body"] = body.model_validate_json(_body())
                    act = functools.partial(_answer, view, asker, given, status, versioned)
                    if versioned and whole and method not in versions.LOOKED_AT:
                        act = functools.partial(_in_one, act)
                    key = once.key_sent()
                    if key is not None:
                        return once.once(asker.member, key, given.get("body"), act, whole=whole)
                    return act()
            except ValidationError as error:
                return problems.answer(problems.of_validation(error))
            except Refusal as refusal:
                return problems.answer(problems.of_refusal(refusal))
            except Problem as problem:
                return problems.answer(problem)

        summary = (view.__doc__ or "").strip().split("\n")[0]
        ENDPOINTS.append(
            Endpoint(method, path, role, summary, answer, body, query, refusals, served, status, versioned, files)
        )
        return view

    return declare


def _authorised(role: str) -> Asker:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    member = staff.by_token(token.strip()) if scheme.lower() == "bearer" and token.strip() else None
    if member is None:
        raise Problem(401, "Send Authorization: Bearer and your token.", {"WWW-Authenticate": 'Bearer realm="staff"'})
    clinic = member.clinic
    now = clock.now_in(clinic.zone)
    limit = current_app.config.get("STAFF_REQUESTS_PER_MINUTE", REQUESTS_PER_MINUTE)
    seconds = rates.wait_for(f"staff:{member.id}", limit, now)
    if seconds:
        raise Problem(429, f"{limit} requests a minute are used up.", {"Retry-After": str(seconds)})
    if not staff.allowed(member, role):
        raise Problem(403, f"This is for the role {staff.named_roles(role)}; yours is {member.role}.", needs=role)
    actor = Actor.staff(member, "endpoint", request.remote_addr or "")
    return Asker(member, clinic, actor, now, versions.named(request.headers.get("If-Match")))


@retried
def _in_one(act: Callable[[], Response]) -> Response:
    """In one transaction: what If-Match was held against is what is changed."""
    with transaction():
        return act()


def _answer(view: View, asker: Asker, given: dict[str, Any], status: int, versioned: bool) -> Response:
    """The view's answer as JSON; one with an ETag that the client already has is not sent again (304)."""
    told, headers = view(asker, **given), {}
    if isinstance(told, File):
        return files.response(told)
    if versioned:
        tag = versions.tag(told)
        headers = {"ETag": tag} if tag is not None else {}
        known = versions.named(request.headers.get("If-None-Match")) or frozenset()
        if request.method in versions.LOOKED_AT and known & {tag, "*"}:
            return Response(status=304, headers=headers)
    return Response(told.model_dump_json(), status, headers, mimetype="application/json")


def _body() -> bytes:
    """The request's JSON, "{}" when there is none."""
    request.max_content_length = LARGEST_BODY
    try:
        data = request.get_data()
    except RequestEntityTooLarge as error:
        raise Problem(413, f"At most {LARGEST_BODY} bytes.") from error
    if data and request.mimetype != "application/json":
        raise Problem(415, "Send the body as application/json.")
    return data or b"{}"
