"""How a case comes to its next version; which deeds may do it is said elsewhere."""

from dataclasses import replace
from datetime import datetime

from domain.cases import Case, State


def moved(case: Case, now: datetime) -> Case:
    """Make it the next version."""
    return replace(case, version=case.version + 1, moved_at=now)


def at_rung(case: Case, place: int, now: datetime) -> Case:
    """Put a case before another office, in nobody's hands; its clock there begins."""
    return replace(
        case,
        rung_index=place,
        holder_id=None,
        state=State.OPEN,
        since_at=now,
        runs_from_at=now,
        spent_min=0,
        quiet_until_at=None,
    )


def ended(case: Case, state: State, now: datetime) -> Case:
    """End it, in nobody's hands."""
    return replace(case, holder_id=None, state=state, ended_at=now, quiet_until_at=None)
