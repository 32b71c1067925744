"""Which of the Bot API's methods the sandbox plays, and which it refuses, as the docs tell it."""

from sandbox import schema
from sandbox.api import METHODS, UNPLAYED

WIDTH = 99


def supported() -> list[str]:
    """List the methods that are played, in the table's order."""
    return [name for name in schema.table()["methods"] if name in METHODS]


def unsupported() -> list[str]:
    """List the methods that answer with a 501 naming themselves."""
    return [name for name in schema.table()["methods"] if name not in METHODS]


def listing() -> str:
    """Write both down as Markdown."""
    every = len(schema.table()["methods"])
    played, refused = supported(), unsupported()
    parts = [
        f"### Played: {len(played)} of {every} methods of Bot API {schema.table()['version']}",
        _wrapped(played),
        f"### Refused: {len(refused)} methods",
        _wrapped(refused),
        f"### Refused: {len(UNPLAYED)} parameters",
        _wrapped(sorted(UNPLAYED)),
    ]
    return "\n\n".join(parts) + "\n"


def _wrapped(names: list[str]) -> str:
    lines = [""]
    for name in names:
        word = f"`{name}`"
        if len(lines[-1]) + len(word) + 1 > WIDTH:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return "\n".join(lines)
