"""An open case that is put on another ladder stands where it stood, or as near as can be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.case_wishes import beside_main, follow
from domain.cases import Case, State
from domain.ladder_edits import with_clock, with_office, without_office
from domain.ladder_moves import move
from domain.ladders import SHIPPED, Kind, Ladder, Span
from domain.people import Role

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
NEED, ALERT = SHIPPED[Kind.NEED], SHIPPED[Kind.ALERT]


def case(ladder: Ladder, place: int, **values: object) -> Case:
    made = Case(
        number=1, ladder=ladder, rung_index=place, topic="water", asker_id=1, holder_id=7,
        area_code="450503101204", raised_at=NOW, moved_at=NOW, since_at=NOW, spent_min=30,
    )  # fmt: skip
    return replace(made, **values)  # type: ignore[arg-type]


def test_with_the_same_office_only_the_ladder_changes():
    newer = replace(with_clock(NEED, 1, "solve", Span(days=1)), id=9)
    moved = move(case(NEED, 1), newer, LATER)
    assert moved == replace(case(NEED, 1), ladder=newer, version=2, moved_at=LATER)


@pytest.mark.parametrize(
    ("change", "place", "to"),
    [
        (lambda it: without_office(it, 0), 0, Role.TOWN_STATION),
        (lambda it: without_office(it, 1), 1, Role.DISTRICT_OFFICE),
        (lambda it: without_office(it, 2), 2, Role.TOWN_STATION),
        (
            lambda it: without_office(
                with_office(it, Role.ORGANISATION_DEPARTMENT, Span(days=2)), 2
            ),
            2,
            Role.ORGANISATION_DEPARTMENT,
        ),
    ],
)
def test_where_the_office_is_gone_the_nearest_goes_on_with_a_new_clock(change, place, to):
    moved = move(case(NEED, place, state=State.WAITING), change(NEED), LATER)
    assert (moved.rung.role, moved.holder_id, moved.state) == (to, None, State.OPEN)
    assert (moved.since_at, moved.spent_min, moved.version) == (LATER, 0, 2)


@pytest.mark.parametrize("place", range(4))
def test_an_alert_stays_at_its_stage(place):
    moved = move(case(ALERT, place), replace(ALERT, id=5, chain_days=20), LATER)
    assert (moved.rung_index, moved.holder_id) == (place, 7)


def test_what_was_joined_follows_its_main_one_onto_the_newer_ladder():
    newer = replace(without_office(NEED, 0), id=9)
    main = replace(move(case(NEED, 2), newer, LATER), state=State.SOLVED)
    joined = case(NEED, 0, number=2, state=State.JOINED, joined_id=1, holder_id=None)
    beside = beside_main(joined, main)
    assert (beside.ladder.id, beside.rung) == (9, main.rung)
    assert follow(beside, main, LATER).state is State.SOLVED
