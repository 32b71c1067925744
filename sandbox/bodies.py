"""Requests over HTTP as clients encode them: query, form, JSON, multipart."""

from typing import Any

import orjson
from aiohttp import BodyPartReader, web

from sandbox.errors import JSON, ApiError, bad
from sandbox.files import Upload

Body = tuple[JSON, dict[str, Upload]]


async def read(request: web.Request, most: int) -> Body:
    """Read parameters and files, however they come; at most so many bytes.

    Raises:
        ApiError: the body is no JSON object, or too large.
    """
    params: JSON = dict(request.query)
    if (request.content_length or 0) > most:
        raise ApiError(413, "Request Entity Too Large")
    if request.content_type == "multipart/form-data":
        fields, files = await read_parts(request, most)
        return params | fields, dict(files)
    if request.content_type == "application/json":
        return params | _object(await request.read()), {}
    return params | dict(await request.post()), {}


async def read_parts(request: web.Request, most: int) -> tuple[JSON, list[tuple[str, Upload]]]:
    """Read a multipart body: its texts by name, its files in order.

    Raises:
        ApiError: it is malformed, or too large.
    """
    if request.content_type != "multipart/form-data":
        raise bad("a multipart body is expected")
    try:
        return await _parts(request, most)
    except ValueError as malformed:
        raise bad("malformed multipart body") from malformed


async def _parts(request: web.Request, most: int) -> tuple[JSON, list[tuple[str, Upload]]]:
    fields: JSON = {}
    files: list[tuple[str, Upload]] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise ValueError("a part without a name")
        content = await _content(part, most)
        most -= len(content)
        if part.filename is None:
            fields[part.name] = content.decode()
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            files.append(
                (part.name, Upload(name=part.filename, content=content, content_type=kind))
            )
    return fields, files


async def _content(part: BodyPartReader, most: int) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk(65536):
        content += chunk
        if len(content) > most:
            raise ApiError(413, "Request Entity Too Large")
    return bytes(content)


def _object(body: bytes) -> JSON:
    try:
        params: Any = orjson.loads(body or b"{}")
    except orjson.JSONDecodeError as broken:
        raise bad("can't parse request body: JSON object expected") from broken
    if not isinstance(params, dict):
        raise bad("can't parse request body: JSON object expected")
    return params
