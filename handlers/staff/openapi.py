"""The OpenAPI document of the staff endpoint, made from the routes as declared (endpoint.py): no second source."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from handlers.staff import once, problems, versions
from handlers.staff.endpoint import ENDPOINTS, Endpoint
from store import staff

REF = "#/components/schemas/{model}"
PATH_PART = re.compile(r"<([a-z]+)>")
PARTS = {
    "number": ("The row's id, as the list gives it.", r"^[0-9]{1,9}$"),
    "ticket": ("The ticket's number: Q007 or 7.", r"^[Qq]?[0-9]{1,9}$"),
    "patient": ("The patient's id.", r"^[0-9]{1,9}$"),
    "entry": ("The waitlist entry's id.", r"^[0-9]{1,9}$"),
    "handoff": ("The hand-off's id.", r"^[0-9]{1,9}$"),
    "doctor": ("The doctor's number.", r"^[0-9]{1,9}$"),
    "reference": ("The visit's reference: APT-20261124-0007.", r"^[A-Za-z0-9-]{1,40}$"),
}
WALL = {"pattern": "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"}
TAG = {"type": "string", "pattern": '^"[0-9a-f]+"$'}
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string", "description": "The refusal's name, or http_<status>."},
        "facts": {"type": "object"},
        "errors": {"type": "array", "items": {"type": "object"}},
        "current": {"type": "object", "description": "With 412: the thing as it is now."},
    },
}


@cache
def document(prefix: str, version: str) -> dict[str, Any]:
    """The document (OpenAPI 3.1) of every declared route; `prefix` is where they are mounted."""
    paths: dict[str, dict[str, Any]] = {}
    for one in ENDPOINTS:
        paths.setdefault(PATH_PART.sub(r"{\1}", one.path), {})[one.method.lower()] = _operation(one)
    found: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {
            "title": "Frontdesk staff endpoint",
            "version": version,
            "description": "Times are ISO 8601 with the clinic's offset. Errors are application/problem+json.",
        },
        "servers": [{"url": prefix}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": _schemas() | {"Problem": PROBLEM},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }
    return dict(_on_the_wall(found))


def _on_the_wall(part: Any) -> Any:
    """The same, but that a time of day is the clinic's wall clock's: "time" in a schema has an offset (RFC 3339)."""
    if isinstance(part, list):
        return [_on_the_wall(one) for one in part]
    if not isinstance(part, dict):
        return part
    whole = {name: _on_the_wall(one) for name, one in part.items()}
    return (
        {name: one for name, one in whole.items() if name != "format"} | WALL
        if whole.get("format") == "time"
        else whole
    )


def _schemas() -> dict[str, Any]:
    given: set[type[BaseModel]] = {one.body for one in ENDPOINTS if one.body is not None}
    told = {one.answer for one in ENDPOINTS if not one.files}
    models = [(model, "validation") for model in given] + [(model, "serialization") for model in told]
    models.sort(key=lambda pair: pair[0].__name__)
    _, schemas = models_json_schema(models, ref_template=REF)  # type: ignore[arg-type]  # a literal, sorted
    return dict(schemas["$defs"])


def _operation(one: Endpoint) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": one.view.__name__,
        "summary": one.summary,
        "description": f"For the role {staff.named_roles(one.role)}.",
        "x-role": one.role,
        "responses": _responses(one),
    }
    parameters = [_path_part(name) for name in PATH_PART.findall(one.path)] + _query(one) + _headers(one)
    if parameters:
        operation["parameters"] = parameters
    if one.body is not None:
        required = any(field.is_required() for field in one.body.model_fields.values())
        operation["requestBody"] = {"required": required, "content": {"application/json": {"schema": _ref(one.body)}}}
    return operation


def _responses(one: Endpoint) -> dict[str, Any]:
    statuses = {401, 403, 429}
    if one.body is not None:
        statuses |= {413, 415, 422}
    if one.query is not None:
        statuses |= {422}
    if "<" in one.path or (one.body or one.query) is not None:
        statuses |= {404}
    if one.refusals:
        statuses |= {409}
    if one.method == "POST":
        statuses |= {409, 422}
    if one.versioned and one.method not in versions.LOOKED_AT:
        statuses |= {412} | ({428} if one.method in versions.MUST_MATCH else set())
    content = {media: {"schema": {"description": "A file."}} for media in one.files}
    done: dict[str, Any] = {
        "description": "Done", "content": content or {"application/json": {"schema": _ref(one.answer)}},
    }  # fmt: skip
    found: dict[str, Any] = {str(one.status): done}
    if one.versioned:
        done["headers"] = {"ETag": {"schema": TAG, "description": "The version; send it back as If-Match."}}
        if one.method in versions.LOOKED_AT:
            found["304"] = {"description": "As you have it"}
    for status in sorted(statuses):
        told = problems.TITLES[status] + (f": {', '.join(one.refusals)}" if status == 409 and one.refusals else "")
        schema = {"$ref": REF.format(model="Problem")}
        found[str(status)] = {"description": told, "content": {problems.MEDIA_TYPE: {"schema": schema}}}
    return found


def _path_part(name: str) -> dict[str, Any]:
    description, pattern = PARTS[name]
    schema = {"type": "string", "pattern": pattern}
    return {"name": name, "in": "path", "required": True, "description": description, "schema": schema}


def _query(one: Endpoint) -> list[dict[str, Any]]:
    if one.query is None:
        return []
    schema = one.query.model_json_schema(ref_template=REF)
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": _without_null(facts)}
        for name, facts in schema["properties"].items()
    ]


def _headers(one: Endpoint) -> list[dict[str, Any]]:
    if one.method == "POST":
        told = "Yours for this request: sent again within 24 hours, it gets the same answer and does nothing more."
        schema = {"type": "string", "pattern": once.PATTERN}
        return [_header(once.HEADER, told, schema), *_conditions(one)]
    return _conditions(one)


def _conditions(one: Endpoint) -> list[dict[str, Any]]:
    if not one.versioned:
        return []
    if one.method in versions.LOOKED_AT:
        return [_header("If-None-Match", "The ETag you have: 304 if it is still so.", {"type": "string"})]
    must = one.method in versions.MUST_MATCH
    return [_header("If-Match", "The ETag you have read: 412 if it has changed.", {"type": "string"}, required=must)]


def _header(name: str, description: str, schema: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": required, "description": description, "schema": schema}


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A query parameter is left out, never null."""
    kept: list[dict[str, Any]] = [kind for kind in schema.get("anyOf", []) if kind != {"type": "null"}]
    if len(kept) != 1:
        return schema
    rest = {name: value for name, value in schema.items() if name not in ("anyOf", "default")}
    return rest | kept[0]


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": REF.format(model=model.__name__)}
