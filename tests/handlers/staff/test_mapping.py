"""The table in docs/endpoint.md: every route, command and word it gives as ours is one."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask

from bot.staff.commands import COMMANDS
from bot.understanding.commands import EXACT
from handlers.commands.staff import staff_commands
from handlers.staff import PREFIX, openapi
from handlers.webhooks import blueprint as webhooks

PAGE = Path(__file__).parents[3] / "docs" / "endpoint.md"
ROUTE = re.compile(r"`(GET|POST|PUT|PATCH|DELETE) (/[^`]*)`")
WITH = re.compile(r"`(GET|PATCH) (/[^`]*)` with ((?:`[a-z_]+`(?:, | and )?)+)")
ROW = re.compile(r"^\| (?!theirs|outcome|---)(.+?) \| (.+?) \|$", re.MULTILINE)


def rows() -> list[tuple[str, str]]:
    mapping = PAGE.read_text(encoding="utf-8").partition("## Where the routes")[2].partition("### Their parameters")[0]
    return [(row[1], row[2]) for row in ROW.finditer(mapping)]


def test_every_route_of_ours_in_the_table_is_in_the_document(app: Flask) -> None:
    paths = openapi.document(PREFIX, "1")["paths"]
    mapping = PAGE.read_text(encoding="utf-8").partition("## Where the routes")[2]
    beyond = mapping.partition("## Beyond")[2]
    told = [route for _, ours in rows() for route in ROUTE.findall(ours)] + ROUTE.findall(beyond)
    assert len(told) > 50
    assert [(method, path) for method, path in told if method.lower() not in paths.get(path, {})] == []


def test_what_a_route_is_asked_with_is_a_parameter_of_it(app: Flask) -> None:
    paths = openapi.document(PREFIX, "1")["paths"]
    told = 0
    for _, ours in rows():
        for method, path, rest in WITH.findall(ours):
            known = {one["name"] for one in paths[path][method.lower()]["parameters"]}
            named = re.findall(r"`([a-z_]+)`", rest)
            assert set(named) <= known, (method, path)
            told += len(named)
    assert told > 20


def test_every_word_and_command_in_the_table_is_one(app: Flask) -> None:
    said = {*EXACT, *(word for command in COMMANDS for word in command.words)}
    app.register_blueprint(webhooks)
    hooks = {rule.rule for rule in app.url_map.iter_rules()}
    for theirs, ours in rows():
        for part in ours.split("; "):
            where, _, what = part.partition(": ")
            if where == "chat":
                words = re.findall(r"\b[A-Z]{2,}(?: [A-Z]{2,})*\b", what)
                assert words or "first message" in what or "the number" in what, theirs
                assert [word for word in words if word.lower() not in said] == [], theirs
            elif where == "command":
                assert {name.split()[1] for name in re.findall(r"`([^`]+)`", what)} <= set(staff_commands.commands)
            elif where == "webhook":
                assert set(re.findall(r"`(/[^`]+)`", what)) <= hooks
            else:
                assert (
                    ROUTE.search(part)
                    or where in ("board", "clinic file", "none")
                    or part.startswith(("the clock", "`Auth"))
                )


def test_every_field_of_ours_is_one(app: Flask) -> None:
    """In the table of theirs that carry another name here."""
    document = openapi.document(PREFIX, "1")
    known = {one["name"] for path in document["paths"].values() for act in path.values()
             for one in act.get("parameters", [])}  # fmt: skip
    known |= {name for schema in document["components"]["schemas"].values() for name in schema.get("properties", {})}
    fields = PAGE.read_text(encoding="utf-8").partition("### Their parameters and fields")[2].partition("## Beyond")[0]
    named = {name for row in ROW.finditer(fields) for name in re.findall(r"`(\w+)`", row[2])}
    assert len(named) > 40
    assert named - known == set()


def test_every_source_has_its_routes_in_the_table() -> None:
    """As many as the five texts list; a row that is lost is noticed."""
    assert len([theirs for theirs, _ in rows() if "`" in theirs]) == 78
