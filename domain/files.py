"""Photos, voices and documents people sent, and when two pictures are the same one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST_ATTEMPTS = 5
"""So often a file is fetched and read before it is given up."""
LIKENESS_BITS = 256
MOST_DIFFERENT_BITS = 12
"""Two pictures are the same when their likenesses differ in no more bits (decision 0026)."""
FEWEST_SET_BITS = 24
"""A likeness with fewer bits of either kind is of a nearly even picture, and tells nothing."""
BAND_BITS = 16


class Kind(StrEnum):
    """What was sent."""

    PHOTO = "photo"
    VOICE = "voice"
    DOCUMENT = "document"


class State(StrEnum):
    """How far the bot is with keeping a file."""

    WAITING = "waiting"
    """Telegram has it; it is about to be fetched."""
    KEPT = "kept"
    LOST = "lost"
    """It could not be fetched or read; nothing is kept of it."""


@dataclass(frozen=True, kw_only=True)
class File:
    """Something a person sent; `telegram_id` is good only while the bot keeps its token.

    `subject` is what it belongs to, `visit:17` for example. `digest` is the keyed digest of the
    pixels or bytes, and names the kept content; `likeness` is what alike pictures share.
    """

    id: int
    person_id: int
    kind: Kind
    state: State
    telegram_id: str
    unique_id: str
    received_at: datetime
    digest: bytes | None = None
    size: int | None = None
    subject: str | None = None
    name: str = ""
    likeness: int | None = None
    attempts: int = 0


def is_telling(likeness: int | None) -> bool:
    """Tell whether a likeness is more than that of a nearly even picture."""
    if likeness is None:
        return False
    return FEWEST_SET_BITS <= likeness.bit_count() <= LIKENESS_BITS - FEWEST_SET_BITS


def is_alike(one: int | None, other: int | None) -> bool:
    """Tell whether two likenesses are of one picture, saved and sent again."""
    if one is None or other is None or not (is_telling(one) and is_telling(other)):
        return False
    return (one ^ other).bit_count() <= MOST_DIFFERENT_BITS


def bands(likeness: int | None) -> tuple[int, ...]:
    """Cut a telling likeness into 16 bands, by which an index finds the alike ones.

    Of two that differ in at most 12 bits at least four bands are equal.
    """
    if likeness is None or not is_telling(likeness):
        return ()
    mask = (1 << BAND_BITS) - 1
    return tuple(likeness >> at & mask for at in range(0, LIKENESS_BITS, BAND_BITS))
