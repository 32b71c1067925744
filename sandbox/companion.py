"""What runs beside the world and shares its fate: the sandbox asks it, and knows no more of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sandbox.errors import JSON


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """Somebody who could be given a phone."""

    id: int
    name: str
    phone: str
    role: str = ""
    place: str = ""
    presets: list[JSON] = field(default_factory=list)

    @property
    def note(self) -> str:
        """Say who this is, for the phone."""
        return " · ".join(filter(None, (self.role, self.place)))


class Companion:
    """Nobody: the world is alone. Whoever runs a sandbox beside something derives from this."""

    remembers = False
    """Whether what it knows is saved and loaded together with the world."""
    tours: list[JSON] = []  # noqa: RUF012 (handed through as it is)

    def people(self) -> list[Somebody]:
        """List everybody who could be given a phone."""
        return []

    def next_working_day(self, now: datetime) -> datetime | None:
        """Give the moment at which the next official working day begins."""
        del now
        return None

    async def next_due(self, now: datetime) -> JSON | None:
        """Give the next moment at which something is said by itself: `at`, and `what` it is."""
        del now
        return None

    @asynccontextmanager
    async def still(self) -> AsyncIterator[None]:
        """Stand still inside the block."""
        yield

    async def keep(self, folder: Path) -> None:
        """Write what it knows into the folder; called while it stands still."""

    async def check(self, folder: Path) -> None:
        """Look at what was written without changing anything.

        Raises:
            ValueError: it cannot be taken up.
        """

    async def take_up(self, folder: Path | None) -> None:
        """Know again what was written; None: what was known at the very beginning."""
