"""Who may what (S2, point 8): every route, page, button and chat command with its roles, as the code declares them.

`flask --app wsgi roles` prints the table, which is docs/roles.md; a test holds the two together and tries every line.
A route says its role in its own decorator; one that is open to more than staff is named in OPEN, with what guards it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from bot.staff.commands import COMMANDS
from handlers.staff.endpoint import ENDPOINTS
from store.staff import MAY

STAFF = ("doctor", "receptionist", "admin")
PEOPLE = ("nobody", "patient", *STAFF)
STAFF_API = "staff_api."
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

# Routes that ask for no role, and what guards them instead.
OPEN = {
    "webhooks.": "the carrier's signature, or Telegram's secret token",
    "health.": "nothing: it tells no person's data",
    "calendar.": "a link that cannot be guessed, one visit's own",
    "feeds.": "a link that cannot be guessed, one doctor's own",
    "mail_stop.": "a link that cannot be guessed, one person's own",
    "staff_api.openapi": "nothing: it tells what can be asked",
    "staff_api.unknown": "nothing is there",
    "board.static": "nothing: style and script",
    "board.door": "nothing: how to get in",
    "board.home": "nothing: leads to the day",
    "board.enter_page": "a one-time link of 15 minutes",
    "board.enter": "a one-time link of 15 minutes",
    "board.offered_link": "there in development only",
    "board.leave": "ends one's own session",
    "board.display": "the display's own token; it shows no names",
    "board.display_now": "the display's own token; it shows no names",
}
# The phone page and the carrier behind it, which production refuses to mount (handlers/phone/page.py).
DEVELOPMENT = ("phone.", "carrier.")


class Undeclared(Exception):
    """A route with neither a role nor a line in OPEN."""


@dataclass(frozen=True)
class Access:
    """One thing that can be asked for. `role` is a key of store.staff.MAY; "" for what `guard` guards."""

    where: str  # endpoint, board, chat, open
    method: str
    path: str
    name: str
    role: str
    guard: str = ""

    @property
    def allowed(self) -> tuple[str, ...]:
        """Of PEOPLE, who may."""
        return MAY[self.role] if self.role else PEOPLE


def of_app(app: Flask) -> list[Access]:
    """Every rule of the app's map that production has, by place and path. Raises Undeclared."""
    found = [
        _of_rule(app, rule.endpoint, method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) & set(METHODS))
        if rule.endpoint != "staff_api.unknown" or method == "GET"
        if not rule.endpoint.startswith(DEVELOPMENT)
    ]
    order = {"endpoint": 0, "board": 1, "open": 2}
    return sorted(found, key=lambda one: (order[one.where], one.path, one.method))


def _within(endpoint: str, blueprint: str) -> bool:
    return blueprint.endswith(".") and endpoint.startswith(blueprint)


def _of_rule(app: Flask, endpoint: str, method: str, path: str) -> Access:
    guard = next((why for name, why in OPEN.items() if endpoint == name or _within(endpoint, name)), "")
    if guard:
        return Access("open", method, path, endpoint, "", guard)
    if endpoint.startswith(STAFF_API):
        role = next((one.role for one in ENDPOINTS if f"{STAFF_API}{one.view.__name__}" == endpoint), None)
        where = "endpoint"
    else:
        role, where = getattr(app.view_functions[endpoint], "role", None), "board"
    if role is None:
        raise Undeclared(f"{method} {path} ({endpoint}) declares no role")
    return Access(where, method, path, endpoint, role)


def of_chat() -> list[Access]:
    """Every command of the staff chat."""
    return [Access("chat", "", one.name.upper(), one.name, one.role) for one in COMMANDS]


# --- As a page -------------------------------------------------------------------------------------------------------

HEAD = """# Who may what

Made from the code by `flask --app wsgi roles > docs/roles.md`; a test tries every line of it. A doctor acts on their
own visits and patients only, whatever the table allows. What the doctor writes about a visit (notes, diagnosis,
prescription) is for the doctor of that visit alone: no other doctor, not the front desk, not an admin. Where the owner
of a practice is its doctor too, enter that admin with the doctor they are (`doctor:` in the clinic file, or
`staff add NAME --role admin --doctor NAME`): they write about their own visits, as any doctor, and nobody else's. Every
look is on record, the text never. A copy of a patient's data made by an admin counts these texts and leaves them out,
but for the visits of their own; the whole copy, which a patient may ask for, is the operator's to print (`patient
export`), on record as well. A patient is somebody who texts: they have no token and no sign-in, and
reach their own visits by text and by the visit's own links alone.
"""
TITLES = {"endpoint": "Staff endpoint", "board": "Board", "chat": "Staff chat", "open": "Open, and what guards it"}


def page(app: Flask) -> str:
    """The whole table as Markdown."""
    rows = [*of_app(app), *of_chat()]
    parts = [HEAD]
    for where, title in TITLES.items():
        parts.append(f"\n## {title}\n\n{_table(where, [one for one in rows if one.where == where])}")
    return "".join(parts)


def _table(where: str, rows: Iterable[Access]) -> str:
    if where == "open":
        lines = ["| route | guarded by |", "|---|---|"]
        lines += [f"| `{one.method} {one.path}` | {one.guard} |" for one in rows]
    else:
        what = "command" if where == "chat" else "route"
        lines = [f"| {what} | {' | '.join(PEOPLE)} |", f"|---|{'---|' * len(PEOPLE)}"]
        for one in rows:
            marks = " | ".join("yes" if person in one.allowed else "–" for person in PEOPLE)
            lines.append(f"| `{f'{one.method} {one.path}'.strip()}` | {marks} |")
    return "\n".join(lines) + "\n"


@click.command("roles")
@with_appcontext
def print_roles() -> None:
    """Print who may what, as docs/roles.md has it."""
    click.echo(page(current_app), nl=False)
