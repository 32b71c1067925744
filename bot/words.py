"""What people press or type to begin something: commands, keys and plain words, one table.

A word belongs to one command; the table is filled when the handlers are loaded.
"""

import unicodedata

from bot.texts import every_language

_commands: dict[str, str] = {}


def teach(command: str, *msgids: str) -> None:
    """Let a command answer to its slash form and to these msgids in every language."""
    for word in (f"/{command}", *(form for msgid in msgids for form in every_language(msgid))):
        known = _commands.setdefault(_plain(word), command)
        if known != command:
            raise ValueError(f"{word} means both /{known} and /{command}")


def command_in(text: str | None) -> tuple[str, str]:
    """Find the command a message means and the words after it; ("", "") when it means none.

    A key or a plain word must be the whole message; a slash command may be followed by words.
    """
    if not text:
        return "", ""
    plain = _plain(text)
    if not plain.startswith("/"):
        return _commands.get(plain, ""), ""
    word = plain.partition(" ")[0]
    return _commands.get(word.partition("@")[0], ""), text.strip().partition(" ")[2].strip()


def _plain(text: str) -> str:
    """Drop pictures, spaces and width, so that `📍 签到`, `签到` and full-width forms are one."""
    folded = unicodedata.normalize("NFKC", text[:64]).casefold()
    kept = [letter for letter in folded if not _is_picture(letter)]
    return " ".join("".join(kept).split())


def _is_picture(letter: str) -> bool:
    return unicodedata.category(letter) in ("So", "Sk", "Cf", "Mn") or letter == "\ufe0f"
