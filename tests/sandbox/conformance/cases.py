"""How a case of the conformance tables is written: a request, and the answer it must have.

`ok("sendMessage", gives={...}, chat_id="$wei", text="x")`: the answer holds at least this.
`no("sendMessage", 400, "Bad Request: …", chat_id="$wei", text="")`: exactly this refusal.
Words that begin with $ stand for what scene.py makes on demand. `raw=True`: the clients cannot
even write such a request, so that it goes over plain HTTP only.
"""

from dataclasses import dataclass, field
from typing import Any

JSON = dict[str, Any]
BAD = "Bad Request: "


@dataclass(frozen=True)
class File:
    """A file to upload."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One request and its answer."""

    method: str
    params: JSON
    gives: Any = None
    code: int = 200
    words: str = ""
    raw: bool = False


def ok(method, gives=None, **params):
    return Case(method=method, params=params, gives=gives)


def no(method, code, words, *, raw=False, **params):
    words = BAD + words if code == 400 else words
    return Case(method=method, params=params, code=code, words=words, raw=raw)


def bad(method, words, *, raw=False, **params):
    return no(method, 400, words, raw=raw, **params)


def differs(wanted, given, where="result"):
    """Say where an answer lacks what is wanted; None when it has everything."""
    if callable(wanted):
        return None if wanted(given) else f"{where}: {given!r}"
    if isinstance(wanted, dict) and isinstance(given, dict):
        parts = [
            differs(each, given.get(name), f"{where}.{name}") for name, each in wanted.items()
        ]
        return next(filter(None, parts), None)
    if isinstance(wanted, list) and isinstance(given, list) and len(wanted) == len(given):
        parts = [differs(a, b, f"{where}[{n}]")
                 for n, (a, b) in enumerate(zip(wanted, given, strict=True))]  # fmt: skip
        return next(filter(None, parts), None)
    return None if wanted is None or wanted == given else f"{where}: {given!r}, not {wanted!r}"


def absent(value):
    return value is None
