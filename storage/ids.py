"""Row numbers made before the row is, so that its sealed fields can be bound to it."""

import secrets
import time

RANDOM_BITS = 20


def new_id() -> int:
    """Make a 63-bit number that grows with time; uniqueness is the primary key's work."""
    return time.time_ns() // 1_000_000 << RANDOM_BITS | secrets.randbits(RANDOM_BITS)
