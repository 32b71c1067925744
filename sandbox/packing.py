"""Writing the world's facts down as JSON, and reading them back strictly.

Whatever JSON has no word for is `{"$": kind, …}`. Bytes go to files named by their digest.
Only dataclasses of this package are made, each with exactly its fields: no pickle.
"""

import sys
from collections import deque
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sandbox.counting import Numbers
from sandbox.errors import JSON

Blobs = dict[str, bytes]
PLAIN = (bool, int, float, str, type(None))


class Damaged(ValueError):
    """What was read is not what was written."""


class Packer:
    """Writes facts down; several holders of one sequence of numbers go on sharing it."""

    def __init__(self) -> None:
        self.blobs: Blobs = {}

    def pack(self, value: Any) -> Any:
        """Write a value down.

        Raises:
            TypeError: the world holds something that is no plain fact.
        """
        if isinstance(value, PLAIN):
            return value
        if isinstance(value, dict):
            return self._dict(value)
        if isinstance(value, list):
            return [self.pack(each) for each in value]
        return self._other(value)

    def _dict(self, value: dict[Any, Any]) -> Any:
        if "$" not in value and all(isinstance(name, str) for name in value):
            return {name: self.pack(each) for name, each in value.items()}
        return {"$": "dict", "of": [[self.pack(k), self.pack(v)] for k, v in value.items()]}

    def _other(self, value: Any) -> JSON:
        if isinstance(value, bytes):
            digest = sha256(value).hexdigest()
            self.blobs[digest] = value
            return {"$": "bytes", "of": digest}
        if isinstance(value, datetime):
            return {"$": "datetime", "of": value.isoformat()}
        if isinstance(value, Numbers):
            return {"$": "Numbers", "id": id(value), "of": [value.next, value.step]}
        if is_dataclass(value) and type(value).__module__.startswith("sandbox."):
            facts = {each.name: self.pack(getattr(value, each.name)) for each in fields(value)}
            return {"$": f"{type(value).__module__}:{type(value).__name__}", "of": facts}
        return self._several(value)

    def _several(self, value: Any) -> JSON:
        if isinstance(value, deque):
            return {"$": "deque", "most": value.maxlen, "of": [self.pack(each) for each in value]}
        if isinstance(value, set | frozenset):
            return {"$": "set", "of": [self.pack(each) for each in sorted(value)]}
        if isinstance(value, tuple):
            return {"$": "tuple", "of": [self.pack(each) for each in value]}
        raise TypeError(f"{type(value).__name__} cannot be written down")


class Unpacker:
    """Reads facts back."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs
        self._numbers: dict[int, Numbers] = {}
        self._known: dict[str, Callable[[JSON], Any]] = {
            "dict": lambda it: {self.unpack(k): self.unpack(v) for k, v in it["of"]},
            "bytes": lambda it: self._blobs[it["of"]],
            "datetime": lambda it: datetime.fromisoformat(it["of"]),
            "Numbers": self._sequence,
            "deque": lambda it: deque(map(self.unpack, it["of"]), it["most"]),
            "set": lambda it: set(map(self.unpack, it["of"])),
            "tuple": lambda it: tuple(map(self.unpack, it["of"])),
        }

    def read(self, packed: Any) -> Any:
        """Read a value back.

        Raises:
            Damaged: it was not written by a packer.
        """
        try:
            return self.unpack(packed)
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as wrong:
            raise Damaged(str(wrong)) from wrong

    def unpack(self, packed: Any) -> Any:
        """Read a value or a part of one."""
        if isinstance(packed, dict):
            if "$" not in packed:
                return {name: self.unpack(each) for name, each in packed.items()}
            kind = packed["$"]
            return self._known[kind](packed) if kind in self._known else self._made(packed)
        return [self.unpack(each) for each in packed] if isinstance(packed, list) else packed

    def _sequence(self, packed: JSON) -> Numbers:
        first, step = packed["of"]
        return self._numbers.setdefault(packed["id"], Numbers(int(first), int(step)))

    def _made(self, packed: JSON) -> Any:
        module, _, name = packed["$"].partition(":")
        made = getattr(sys.modules.get(module), name, None)
        if not (module.startswith("sandbox.") and isinstance(made, type) and is_dataclass(made)):
            raise Damaged(f"nothing here is called {packed['$']}")
        if packed["of"].keys() != {each.name for each in fields(made)}:
            raise Damaged(f"{name} has other fields")
        return made(**{each: self.unpack(value) for each, value in packed["of"].items()})
