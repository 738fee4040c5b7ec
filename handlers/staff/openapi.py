"""The OpenAPI document of the staff endpoint, made from the routes as declared (endpoint.py): no second source."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from handlers.staff import problems
from handlers.staff.endpoint import ENDPOINTS, Endpoint

REF = "#/components/schemas/{model}"
PATH_PART = re.compile(r"<([a-z]+)>")
PARTS = {
    "ticket": ("The ticket's number: Q007 or 7.", r"^[Qq]?[0-9]{1,9}$"),
    "reference": ("The visit's reference: APT-20261124-0007.", r"^[A-Za-z0-9-]{1,40}$"),
}
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
    },
}


@cache
def document(prefix: str, version: str) -> dict[str, Any]:
    """The document (OpenAPI 3.1) of every declared route; `prefix` is where they are mounted."""
    paths: dict[str, dict[str, Any]] = {}
    for one in ENDPOINTS:
        paths.setdefault(PATH_PART.sub(r"{\1}", one.path), {})[one.method.lower()] = _operation(one)
    return {
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


def _schemas() -> dict[str, Any]:
    given: set[type[BaseModel]] = {one.body for one in ENDPOINTS if one.body is not None}
    told = {one.answer for one in ENDPOINTS}
    models = [(model, "validation") for model in given] + [(model, "serialization") for model in told]
    models.sort(key=lambda pair: pair[0].__name__)
    _, schemas = models_json_schema(models, ref_template=REF)  # type: ignore[arg-type]  # a literal, sorted
    return dict(schemas["$defs"])


def _operation(one: Endpoint) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": one.view.__name__,
        "summary": one.summary,
        "description": f"Needs the role {one.role} or one above it.",
        "x-role": one.role,
        "responses": _responses(one),
    }
    parameters = [_path_part(name) for name in PATH_PART.findall(one.path)] + _query(one)
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
    found = {str(one.status): {"description": "Done", "content": {"application/json": {"schema": _ref(one.answer)}}}}
    for status in sorted(statuses):
        told = problems.TITLES[status] + (f": {', '.join(one.refusals)}" if status == 409 else "")
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


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A query parameter is left out, never null."""
    kept: list[dict[str, Any]] = [kind for kind in schema.get("anyOf", []) if kind != {"type": "null"}]
    if len(kept) != 1:
        return schema
    rest = {name: value for name, value in schema.items() if name not in ("anyOf", "default")}
    return rest | kept[0]


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": REF.format(model=model.__name__)}
