"""Putting an open case on a newer ladder, where it stands most like before."""

from dataclasses import replace
from datetime import datetime

from domain.case_moves import at_rung, moved
from domain.cases import HEIGHTS, Case
from domain.ladders import Ladder, Rung


def place_on(ladder: Ladder, rung: Rung, place: int) -> int:
    """Find the office that goes on with what this one had: the same one, else the nearest.

    Of the same stage it is the one of the same level, else the next above, else the last below.
    """
    same = [at for at, it in enumerate(ladder.rungs) if it.stage is rung.stage]
    if not same:
        return min(place, len(ladder.rungs) - 1)
    exact = [at for at in same if _office(ladder.rungs[at]) == _office(rung)]
    level = [at for at in same if ladder.rungs[at].level is rung.level]
    above = [at for at in same if HEIGHTS[ladder.rungs[at].level] > HEIGHTS[rung.level]]
    return next(iter([*exact, *level, *above]), same[-1])


def move(case: Case, ladder: Ladder, now: datetime) -> Case:
    """Let a case go on by another ladder; with the same office it stays in the same hands."""
    place = place_on(ladder, case.rung, case.rung_index)
    if _office(ladder.rungs[place]) == _office(case.rung):
        return moved(replace(case, ladder=ladder, rung_index=place), now)
    return moved(at_rung(replace(case, ladder=ladder), place, now), now)


def _office(rung: Rung) -> tuple[object, ...]:
    return rung.stage, rung.level, rung.role
