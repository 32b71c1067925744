"""What a bot asks for: its parameters, however its library writes them."""

import re
from typing import Any
from urllib.parse import parse_qsl

import orjson

from benchmarks.wire import Request

_field = re.compile(rb'name="?(\w+)"?[^\r]*(?:\r\n[^\r]+)*\r\n\r\n([^\r]*)\r\n')


def method_of(request: Request) -> str:
    """Return the method's name: what the path ends in, without a query."""
    return request.path.rpartition("/")[2].partition("?")[0]


def parameters(request: Request) -> dict[str, Any]:
    """Read the body: JSON, urlencoded, or the plain fields of multipart."""
    if not request.body:
        return dict(parse_qsl(request.path.partition("?")[2]))
    if request.kind == b"application/json":
        return dict(orjson.loads(request.body))
    if request.kind == b"multipart/form-data":
        fields = _field.findall(request.body)
        return {name.decode(): value.decode("utf-8", "replace") for name, value in fields}
    return dict(parse_qsl(request.body.decode()))
