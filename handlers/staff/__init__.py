"""The staff endpoint: JSON under /staff/api/v1, bearer tokens, problem+json, OpenAPI from the code (S4)."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request
from werkzeug.routing import Map, Rule

from handlers.staff import (
    bulk,
    clinic_settings,
    day,
    exceptions,
    openapi,
    patients,
    people,
    problems,
    queue,
    reports,
    schedules,
    sync,
    threads,
    visits,
    waiting,
)
from handlers.staff.endpoint import ENDPOINTS
from handlers.staff.problems import Problem

__all__ = ["PREFIX", "staff_blueprint"]

PREFIX = "/staff/api/v1"
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
VERSION = "1.0.0"
SECTIONS = (  # imported for their routes
    queue, day, visits, sync, reports, schedules, exceptions, people, clinic_settings, patients,
    waiting, threads, bulk,
)  # fmt: skip


def staff_blueprint() -> Blueprint:
    """Every route of the endpoint, to be registered on the app as it is."""
    blueprint = Blueprint("staff_api", __name__, url_prefix=PREFIX)
    rules = []
    for one in ENDPOINTS:
        name = one.view.__name__
        blueprint.add_url_rule(one.path, name, one.view, methods=[one.method], provide_automatic_options=False)
        rules.append(Rule(one.path, methods=[one.method], endpoint=name))
    blueprint.add_url_rule("/openapi.json", "openapi", _openapi, provide_automatic_options=False)
    known = Map([*rules, Rule("/openapi.json", methods=["GET"], endpoint="openapi")])

    def unknown(rest: str = "") -> Response:
        allowed = sorted(known.bind("").allowed_methods(f"/{rest}"))
        if not allowed:
            return problems.answer(Problem(404, f"Nothing at {request.path}."))
        told = ", ".join(allowed)
        return problems.answer(Problem(405, f"{request.path} takes {told}.", {"Allow": told}))

    for path in ("/", "/<path:rest>"):
        blueprint.add_url_rule(path, "unknown", unknown, methods=METHODS, provide_automatic_options=False)
    return blueprint


def _openapi() -> Response:
    """Open to everybody: it tells what can be asked, and nothing that is stored."""
    return jsonify(openapi.document(PREFIX, VERSION))
