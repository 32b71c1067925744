"""Making a long card fit one message: lines are left out where there are most, and it says so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.texts import said
from domain.refusals import Joined, Text

MOST = 3900
"""UTF-16 units of one message, a little less than Telegram's 4,096."""
MOST_OF_LINE = 240
TAGS = re.compile(r"</?[a-z]+>")


@dataclass(frozen=True, kw_only=True)
class Section:
    """Lines under a heading, of which the last ones may be left out."""

    head: Text | str = ""
    lines: tuple[Text | str, ...] = ()
    hidden: int = 0

    @property
    def length(self) -> int:
        """How much it takes, in the language being spoken."""
        return _length(self.head) + sum(map(_length, self.lines))

    def shorter(self) -> "Section":
        """Leave out the last line that is shown."""
        return replace(self, lines=self.lines[:-1], hidden=self.hidden + 1)

    def written(self) -> Joined:
        """Write heading, lines and how many more there are."""
        more = Text("… and {count} more", count=self.hidden) if self.hidden else ""
        return Joined([self.head, *self.lines, more])


def fitted(sections: Sequence[Section], most: int = MOST) -> Joined:
    """Write sections one below the other; what is too long is cut at the end of the longest."""
    kept = [it for it in sections if it.head or it.lines]
    while sum(it.length for it in kept) > most:
        longest = max(range(len(kept)), key=lambda it: (bool(kept[it].lines), kept[it].length))
        if not kept[longest].lines:
            break
        kept[longest] = kept[longest].shorter()
    return Joined([it.written() for it in kept], by="\n\n")


def _length(line: Text | str) -> int:
    """Count as Telegram does, with the line's end and a share of what says that more is hidden."""
    return len(TAGS.sub("", said(line)).encode("utf-16-le")) // 2 + 3
