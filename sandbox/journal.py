"""What happened, in the order it happened: deeds, the bot's lines, sweeps, and what to note."""

from collections import deque
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from sandbox.errors import JSON
from sandbox.plays import chat_name, line_of

if TYPE_CHECKING:
    from sandbox.world import World

MOST = 10_000
CALM_S = 2.0
"""After so long without a call the bot has nothing in hand: it pauses for a second at most."""
BY_ITSELF_S = 10.0


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that happened."""

    kind: str
    """act, clock, sweep, line or note."""
    at: str
    words: str = ""
    calm: bool = True
    """Whether the bot had nothing in hand when it happened."""


class Journal:
    """Keeps the latest entries."""

    def __init__(self) -> None:
        self.entries: deque[Entry] = deque(maxlen=MOST)
        self.fresh = False
        """Whether it began when nothing had happened yet."""
        self.cut = False
        """Whether its beginning is lost."""
        self.knows_sweeps = False
        """Whether somebody says when the bot looks for what is due."""
        self._active_at = 0.0

    def begin(self, *, fresh: bool) -> None:
        """Forget everything and begin."""
        self.entries.clear()
        self.fresh, self.cut = fresh, False

    def act(self, world: "World", kind: str, words: str, *, calm: bool | None = None) -> None:
        """Note a deed of somebody, or of the director; calm is how the bot was before it."""
        calm = self.is_calm(world) if calm is None else calm
        self._add(Entry(kind=kind, at=_now(world), words=words, calm=calm))

    def sweep(self, world: "World") -> None:
        """Note that the bot begins to look for what is due; idle looks are one entry."""
        entry = Entry(kind="sweep", at=_now(world), calm=self.is_calm(world))
        last = self.entries[-1] if self.entries else entry
        if self.entries and last.kind == "sweep" and last.calm and entry.calm:
            self.entries.pop()
        self._add(entry)
        self.knows_sweeps = True
        self._active_at = monotonic()

    def hear(self, world: "World", event: JSON) -> None:
        """Note the bot's lines, and that it is busy."""
        if event["type"] in {"call", "update"}:
            self._active_at = monotonic()
        elif event["type"] in {"message", "edited", "answer"}:
            line = line_of(event, lambda chat_id: chat_name(world, chat_id))
            if line is not None:
                self._comes_by_itself(world)
                self._add(Entry(kind="line", at=_now(world), words=line.spoken()))

    def _comes_by_itself(self, world: "World") -> None:
        late = monotonic() - self._active_at > BY_ITSELF_S
        if late and not self.knows_sweeps and self.entries:
            self._add(Entry(kind="sweep", at=_now(world)))
        self._active_at = monotonic()

    def is_calm(self, world: "World") -> bool:
        """Say whether the bot has nothing in hand."""
        return monotonic() - self._active_at > CALM_S and not world.updates.pending()

    def _add(self, entry: Entry) -> None:
        self.cut |= len(self.entries) == MOST
        self.entries.append(entry)


def _now(world: "World") -> str:
    return world.clock.now().isoformat(timespec="milliseconds")
