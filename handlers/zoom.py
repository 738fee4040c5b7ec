"""Zoom's API for a server-to-server OAuth app (B11): meetings made, moved and ended. The only place that speaks it.

Token: POST /oauth/token with grant_type=account_credentials, lives an hour, no refresh token
(developers.zoom.us/docs/internal-apps/s2s-oauth). Meetings: POST /v2/users/me/meetings, PATCH and DELETE
/v2/meetings/{id} (developers.zoom.us/docs/api/meetings).
"""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import dataclass
from typing import Any

import httpx

from config import Config
from store import clock

LOGIN, API = "https://zoom.us", "https://api.zoom.us"
PATIENCE = 10.0  # seconds
NEVER = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
EARLY = dt.timedelta(minutes=1)  # a token is renewed that long before it ends
SCHEDULED = 2  # Zoom's type of a meeting with a time
NO_SUCH_MEETING = 404


class ZoomFailed(Exception):
    """Zoom did not do it. `retry`: it may another time, not before `retry_after`."""

    def __init__(self, code: str, *, retry: bool, retry_after: dt.timedelta | None = None) -> None:
        super().__init__(code)
        self.code, self.retry, self.retry_after = code, retry, retry_after


@dataclass(frozen=True)
class Made:
    """A meeting as Zoom made it: its number, and where people join."""

    provider_id: str
    join_url: str


class Zoom:
    """The account of this configuration. Thread-safe; the token is kept until shortly before it ends."""

    def __init__(self, config: Config) -> None:
        self._account, self._app = config.zoom_account_id, (config.zoom_client_id, config.zoom_client_secret)
        self._login, self._api = config.zoom_api_base or LOGIN, config.zoom_api_base or API
        self._lock = threading.Lock()
        self._token, self._ends = "", NEVER

    def make(self, topic: str, starts_at: dt.datetime, minutes: int) -> Made:
        """A meeting at `starts_at` (aware) that anybody with its link may begin. Raises ZoomFailed."""
        settings = {"join_before_host": True, "jbh_time": 0, "waiting_room": False}
        body = {"topic": topic, "type": SCHEDULED, "settings": settings, **_when(starts_at, minutes)}
        told = self._ask("POST", "/v2/users/me/meetings", body)
        number, url = str(told.get("id", "")), str(told.get("join_url", ""))
        if not number or not url.startswith("https://"):
            raise ZoomFailed("no_join_url", retry=False)
        return Made(number, url)

    def move(self, provider_id: str, starts_at: dt.datetime, minutes: int) -> None:
        """The meeting is at another time; its link stays. Raises ZoomFailed."""
        self._ask("PATCH", f"/v2/meetings/{provider_id}", _when(starts_at, minutes))

    def end(self, provider_id: str) -> None:
        """The meeting is no more; no error where it was gone already. Raises ZoomFailed."""
        try:
            self._ask("DELETE", f"/v2/meetings/{provider_id}")
        except ZoomFailed as failed:
            if failed.code != str(NO_SUCH_MEETING):
                raise

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        answer = self._send(method, path, body)
        if answer.status_code == 401:  # the token was ended from the other side: once more with a new one
            self._forget()
            answer = self._send(method, path, body)
        return _read(answer)

    def _send(self, method: str, path: str, body: dict[str, Any] | None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self._bearer()}"}
        return _request(method, self._api + path, headers=headers, json=body)

    def _bearer(self) -> str:
        with self._lock:
            now = clock.unshifted()
            if now >= self._ends - EARLY:
                form = {"grant_type": "account_credentials", "account_id": self._account}
                told = _read(_request("POST", f"{self._login}/oauth/token", data=form, auth=self._app))
                self._token = str(told.get("access_token", ""))
                if not self._token:
                    raise ZoomFailed("no_token", retry=False)
                self._ends = now + dt.timedelta(seconds=int(told.get("expires_in", 3600)))
            return self._token

    def _forget(self) -> None:
        with self._lock:
            self._ends = NEVER


def _when(starts_at: dt.datetime, minutes: int) -> dict[str, Any]:
    return {"start_time": f"{starts_at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}", "duration": minutes, "timezone": "UTC"}


def _request(method: str, url: str, **given: Any) -> httpx.Response:
    try:
        return httpx.request(method, url, timeout=PATIENCE, **given)
    except httpx.HTTPError as error:
        raise ZoomFailed(type(error).__name__, retry=True) from error


def _read(answer: httpx.Response) -> dict[str, Any]:
    """The answer's JSON, {} for an empty one. Raises ZoomFailed for an error."""
    status = answer.status_code
    if status == 429 or status >= 500:
        after = answer.headers.get("Retry-After", "")
        pause = dt.timedelta(seconds=min(int(after), 3600)) if after.isdecimal() else None
        raise ZoomFailed(str(status), retry=True, retry_after=pause)
    if status >= 400:
        raise ZoomFailed(str(status), retry=False)
    try:
        told = answer.json() if answer.content else {}
    except ValueError as error:
        raise ZoomFailed("no_json", retry=True) from error
    return told if isinstance(told, dict) else {}
