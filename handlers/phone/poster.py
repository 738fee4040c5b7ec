"""How the carrier reaches the app: one HTTP POST, over the wire or straight into a Flask app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

import requests
from flask import Flask

WEBHOOK_TIMEOUT = 15.0  # seconds; the longest Twilio waits for a webhook (STACK 3.4)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back from a webhook. `status` 0 means nothing did, and `body` then says why."""

    status: int
    body: str


class Post(Protocol):
    """Posts `body` to `url` and never raises: an unreachable app is a `Reply` with status 0."""

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> Reply: ...


def requests_post(url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
    """Over HTTP. A new connection each time: a kept-alive one may be closed under a POST, which nobody may repeat."""
    try:
        with requests.Session() as session:
            session.trust_env = False  # a proxy named in the environment must not see loopback traffic
            answer = session.post(url, data=body, headers=headers, timeout=WEBHOOK_TIMEOUT, allow_redirects=False)
            return Reply(answer.status_code, answer.text)
    except requests.RequestException as problem:
        return Reply(0, f"{type(problem).__name__}: {problem}")


def into(app: Flask) -> Post:
    """A poster that calls `app` in this process, without a server: for fast tests of the inbound path."""

    def post(url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        parts = urlsplit(url)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        answer = app.test_client().post(
            target, base_url=f"{parts.scheme}://{parts.netloc}", data=body, headers=dict(headers)
        )
        return Reply(answer.status_code, answer.get_data(as_text=True))

    return post
