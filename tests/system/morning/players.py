"""The people of the morning on their devices. Everything goes through HTTP: signed webhooks, the endpoint, the board."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any

import requests

from handlers.phone.carrier import Carrier, TelegramUser
from handlers.phone.threads import Bubble

FORM = re.compile(r"<form[^>]*?action=\"([^\"]+)\"[^>]*>(.*?)</form>", re.DOTALL)
FIELD = re.compile(r"<input[^>]*?name=\"(\w+)\"[^>]*?value=\"([^\"]*)\"")
BUTTON = re.compile(r"<button[^>]*>(.*?)</button>", re.DOTALL)
NOTICE = re.compile(r'<div class="notice[^"]*"><span>(.*?)</span>', re.DOTALL)
TAGS = re.compile(r"<[^>]+>")


@dataclass
class Endpoint:
    """One member's token. `ask("POST /queue/next", doctor="kim")`."""

    url: str
    token: str

    def ask(self, what: str, **body: Any) -> tuple[int, dict[str, Any]]:
        method, path = what.split(" ", 1)
        given: dict[str, Any] = {"params" if method == "GET" else "json": body} if body else {}
        answer = requests.request(
            method, f"{self.url}/staff/api/v1{path}", headers={"Authorization": f"Bearer {self.token}"}, timeout=20,
            **given,
        )  # fmt: skip
        return answer.status_code, answer.json()


@dataclass
class Board:
    """One member's browser: reads the page, presses the button that is there."""

    url: str
    session: requests.Session = field(default_factory=requests.Session)

    def sign_in(self, link: str) -> None:
        self.session.post(link, timeout=20).raise_for_status()

    def press(self, label: str, about: str = "", **fields: str) -> str:
        """Presses the button that reads `label` and names `about`; the notice that answers it."""
        page = self.session.get(f"{self.url}/staff/", timeout=20)
        page.raise_for_status()
        for action, inside in FORM.findall(page.text):
            button = BUTTON.search(inside)
            words = _words(button[1]) if button else ""
            if words.startswith(label) and about in words:
                sent = dict(FIELD.findall(inside)) | fields
                answer = self.session.post(
                    self.url + html.unescape(action), data=sent, headers={"HX-Request": "true"}, timeout=20
                )
                told = NOTICE.search(answer.text)
                assert told, f"{answer.status_code} {answer.text[:300]}"
                return html.unescape(told[1])
        raise AssertionError(f"the board shows no button {label!r} for {about!r}")


def _words(markup: str) -> str:
    return " ".join(html.unescape(TAGS.sub("", markup)).split())


@dataclass
class Phones:
    """Everybody's phones, and the staff chat, at the carrier."""

    carrier: Carrier

    def say(self, address: str, text: str, name: str = "") -> list[str]:
        """A patient texts; what the webhook's answer put on their phone."""
        if address.lstrip("-").isdigit():
            first, _, last = name.partition(" ")
            answer = self.carrier.telegram_text(int(address), text, TelegramUser(int(address), first or "P", last))
        else:
            answer = self.carrier.text(address, text)
        assert answer.status == 200, answer
        return answer.messages

    def chat(self, member: int, name: str, text: str) -> list[str]:
        """A member of staff writes in the group, replies ("re WORDS: text") or taps ("[Done]" or "[Done Q003]")."""
        group, user = self.carrier.staff_chat_id, TelegramUser(member, name)
        if tap := re.fullmatch(r"\[(.+?)\](?: on (.+))?", text):
            bubble, data = self._button(tap[1], tap[2] or "")
            answer = self.carrier.telegram_tap(group, int(bubble.sid), data, user)
        elif reply := re.fullmatch(r"re (.+?): (.*)", text):
            about = next(one for one in reversed(self.group()) if reply[1] in one.text and one.author == "clinic")
            answer = self.carrier.telegram_text(group, reply[2], user, reply_to=int(about.sid))
        else:
            answer = self.carrier.telegram_text(group, text, user)
        assert answer.status == 200, answer
        return answer.messages

    def group(self) -> list[Bubble]:
        return self.carrier.thread(self.carrier.staff_chat_id)

    def _button(self, label: str, words: str) -> tuple[Bubble, str]:
        for bubble in reversed(self.group()):
            for button in (button for row in bubble.buttons for button in row):
                if button.text == label and words in bubble.text:
                    return bubble, button.data
        raise AssertionError(f"no button {label!r} in the staff chat")
