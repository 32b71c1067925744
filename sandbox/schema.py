"""The Bot API's table of methods and types: requests are read by it, answers checked."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from sandbox.errors import JSON, ApiError, bad

FILE = Path(__file__).with_name("botapi-10.3.json")
MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "voice": "there is no voice in the request",
    "action": "wrong parameter action in request",
}
MAY_BE_EMPTY = {("setWebhook", "url")}
TRUE = {"true", "yes", "1"}
FALSE = {"false", "no", "0"}


class Mismatch(ValueError):
    """A value is not of the type the table names."""


@cache
def table() -> JSON:
    """Read the table once."""
    tables: JSON = orjson.loads(FILE.read_bytes())
    return tables


@cache
def canonical_names() -> dict[str, str]:
    """Map method names as Telegram does, without regard to case."""
    return {name.lower(): name for name in table()["methods"]}


def decode(method: str, params: JSON) -> JSON:
    """Read a request's parameters, which may be text, into the types of the table.

    Raises:
        ApiError: a parameter is unknown (stricter than Telegram), missing or of another type.
    """
    fields = table()["methods"][method]
    given = {name: value for name, value in params.items() if value is not None}
    for name in given.keys() - fields.keys():
        raise bad(f'parameter "{name}" is unknown to {method} (the sandbox is strict)')
    for name, field in fields.items():
        if field["required"] and given.get(name, "") == "" and (method, name) not in MAY_BE_EMPTY:
            raise bad(MISSING.get(name, f'parameter "{name}" is required'))
    return {name: _parameter(name, fields[name]["type"], value) for name, value in given.items()}


def check(kind: str, value: Any) -> None:
    """Compare an answer or an update with the table, strictly.

    Raises:
        Mismatch: where it differs and how.
    """
    _reader(kind)(value, kind, STRICT)


def _parameter(name: str, kind: str, value: Any) -> Any:
    try:
        return _reader(kind)(value, name, LENIENT)
    except Mismatch as mismatch:
        raise _wording(name, mismatch) from mismatch


def _wording(name: str, mismatch: Mismatch) -> ApiError:
    if name == "reply_markup" and "InlineKeyboardMarkup has no such field" in str(mismatch):
        return bad("inline keyboard expected")
    if name == "reply_markup" and "JSON" in str(mismatch):
        return bad("can't parse reply keyboard markup JSON object")
    return bad(f"can't parse {mismatch}")


LENIENT, STRICT = True, False
Reader = Callable[[Any, str, bool], Any]  # value, where it is, whether text may stand for it


@cache
def _reader(kind: str) -> Reader:
    if kind.startswith("Array of "):
        return _list_reader(_reader(kind.removeprefix("Array of ")))
    kinds = re.split(r", | and | or ", kind)
    if len(kinds) > 1:
        return _union_reader(tuple(kinds))
    if kind in SIMPLE:
        return SIMPLE[kind]
    if options := table()["types"][kind].get("one_of"):
        return _union_reader(tuple(dict.fromkeys(options)))
    return _object_reader(kind)


def _list_reader(read: Reader) -> Reader:
    def read_list(value: Any, where: str, lenient: bool) -> Any:  # noqa: FBT001
        value = _parsed(value, where, lenient=lenient)
        if not isinstance(value, list):
            raise Mismatch(f"{where}: an array is expected")
        return [read(item, f"{where}[{place}]", lenient) for place, item in enumerate(value)]

    return read_list


def _object_reader(kind: str) -> Reader:
    def read_object(value: Any, where: str, lenient: bool) -> Any:  # noqa: FBT001
        value = _parsed(value, where, lenient=lenient)
        if not isinstance(value, dict):
            raise Mismatch(f"{where}: an object of type {kind} is expected")
        fields = table()["types"][kind]["fields"]
        given = {name: item for name, item in value.items() if item is not None}
        _compare_names(kind, fields, given, where)
        return {
            name: _reader(fields[name]["type"])(item, f"{where}.{name}", lenient)
            for name, item in given.items()
        }

    return read_object


def _compare_names(kind: str, fields: JSON, given: JSON, where: str) -> None:
    for name in given.keys() - fields.keys():
        raise Mismatch(f"{where}.{name}: {kind} has no such field")
    for name, field in fields.items():
        if field["required"] and name not in given:
            raise Mismatch(f"{where}.{name}: {kind} requires it")


def _union_reader(kinds: tuple[str, ...]) -> Reader:
    def read_one(value: Any, where: str, lenient: bool) -> Any:  # noqa: FBT001
        if any(kind in table()["types"] for kind in kinds):
            value = _parsed(value, where, lenient=lenient, keep_text="String" in kinds)
        first: Mismatch | None = None
        for kind in sorted(kinds, key=lambda kind: -_likeness(kind, value)):
            try:
                return _reader(kind)(value, where, lenient)
            except Mismatch as mismatch:
                first = first or mismatch
        raise first or Mismatch(where)

    return read_one


def _likeness(kind: str, value: Any) -> int:
    """Guess how well an object fits a type, so that the error names the right one."""
    fields = table()["types"].get(kind, {}).get("fields", {})
    if not isinstance(value, dict) or not fields:
        return 0
    missing = sum(field["required"] and name not in value for name, field in fields.items())
    likeness: int = len(fields.keys() & value.keys()) - 3 * missing
    return likeness - len(value.keys() - fields.keys())


def _parsed(value: Any, where: str, *, lenient: bool, keep_text: bool = False) -> Any:
    if not lenient or keep_text or not isinstance(value, str):
        return value
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError as broken:
        raise Mismatch(f"{where}: JSON is expected") from broken


def _integer(value: Any, where: str, lenient: bool) -> int:  # noqa: FBT001
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if lenient and isinstance(value, str) and re.fullmatch(r"[+-]?\d{1,19}", value.strip()):
        return int(value)
    raise Mismatch(f"{where}: an integer is expected")


def _float(value: Any, where: str, lenient: bool) -> float:  # noqa: FBT001
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if lenient and isinstance(value, str) and re.fullmatch(r"[+-]?\d+(\.\d*)?", value.strip()):
        return float(value)
    raise Mismatch(f"{where}: a number is expected")


def _string(value: Any, where: str, lenient: bool) -> str:  # noqa: FBT001
    if isinstance(value, str):
        return _encodable(value, where)
    if lenient and isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise Mismatch(f"{where}: a string is expected")


def _encodable(value: str, where: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as half:
        raise Mismatch(f"{where}: strings must be encoded in UTF-8") from half
    return value


def _boolean(value: Any, where: str, lenient: bool) -> bool:  # noqa: FBT001
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if lenient and word in TRUE | FALSE:
        return word in TRUE
    raise Mismatch(f"{where}: a boolean is expected")


def _true(value: Any, where: str, lenient: bool) -> bool:  # noqa: FBT001
    if not _boolean(value, where, lenient):
        raise Mismatch(f"{where}: True is expected")
    return True


def _file(value: Any, where: str, lenient: bool) -> str:  # noqa: FBT001, ARG001
    if isinstance(value, str) and value.startswith("attach://"):
        return value
    raise Mismatch(f"{where}: a file is expected")


SIMPLE: dict[str, Reader] = {
    "Integer": _integer,
    "Float": _float,
    "String": _string,
    "Boolean": _boolean,
    "True": _true,
    "InputFile": _file,
}
