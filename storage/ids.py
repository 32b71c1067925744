"""Row numbers made before the row is, so that its sealed fields can be bound to it."""

import secrets
import time

RANDOM_BITS = 10


def new_id() -> int:
    """Make a 63-bit number that grows with time; uniqueness is the primary key's work.

    Nanoseconds whose last ten bits are chance: what is said within one turn keeps its order.
    """
    return time.time_ns() >> RANDOM_BITS << RANDOM_BITS | secrets.randbits(RANDOM_BITS)
