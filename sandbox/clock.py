"""The world's time: the machine's with an offset, or standing still."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

BEGAN = 1_700_000_000
IDS_PER_S = 4


class Clock:
    """Tells the time and can be moved."""

    def __init__(self, *, frozen_at: datetime | None = None) -> None:
        self.on_moved: list[Callable[[datetime], object]] = []
        self._frozen_at = frozen_at.astimezone(UTC) if frozen_at else None
        self._ahead = timedelta()

    @property
    def frozen(self) -> bool:
        """Say whether time stands still between moves."""
        return self._frozen_at is not None

    def now(self) -> datetime:
        """Tell the time in UTC."""
        return self._frozen_at or machine_time() + self._ahead

    def stamp(self) -> int:
        """Tell the time as Telegram does."""
        return int(self.now().timestamp())

    def move_to(self, when: datetime) -> None:
        """Set the time (aware, either direction) and tell whoever asked to know."""
        if when.tzinfo is None:
            raise ValueError("the clock needs a time with a zone")
        if self.frozen:
            self._frozen_at = when.astimezone(UTC)
        else:
            self._ahead = when.astimezone(UTC) - machine_time()
        for tell in list(self.on_moved):
            tell(self.now())

    def move_by(self, span: timedelta) -> None:
        """Move on by so much."""
        self.move_to(self.now() + span)

    def kept(self) -> dict[str, str | float]:
        """Write down what time it is, and how far that is ahead of the machine's."""
        return {"now": self.now().isoformat(), "ahead_s": self._ahead.total_seconds()}

    @staticmethod
    def checked(kept: dict[str, str | float]) -> tuple[datetime, timedelta]:
        """Read what was written down.

        Raises:
            ValueError: it is no time.
        """
        try:
            now, ahead = datetime.fromisoformat(str(kept["now"])), float(kept["ahead_s"])
            return now.astimezone(UTC), timedelta(seconds=ahead)
        except (LookupError, TypeError, OverflowError) as wrong:
            raise ValueError("no time was kept") from wrong

    def take_up(self, kept: tuple[datetime, timedelta], *, at_its_time: bool) -> None:
        """Go on from a kept moment, or as far ahead of the machine as then; tell nobody."""
        now, ahead = kept
        if self.frozen:
            self._frozen_at = now
        else:
            self._ahead = now - machine_time() if at_its_time else ahead


def numbers_now() -> int:
    """Choose where ids begin, beyond those of any world this machine ran earlier."""
    return int((machine_time().timestamp() - BEGAN) * IDS_PER_S)


def machine_time() -> datetime:
    """Ask the machine."""
    return datetime.now(UTC)
