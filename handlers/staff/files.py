"""Routes that answer with a file in place of JSON."""

from __future__ import annotations

from flask import Response
from pydantic import BaseModel


class File(BaseModel):
    """What a view with `files` returns: `media` is one of those it declared."""

    name: str
    media: str
    text: str


def response(file: File) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"', "Cache-Control": "no-store"}
    return Response(file.text, 200, headers, mimetype=file.media)
