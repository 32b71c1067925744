"""Cases of the check-in rules."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.checkins import (
    Flag,
    Grade,
    Past,
    Place,
    Rules,
    Sharing,
    State,
    check_in,
    decide,
    nearest,
    proof_of,
    sight,
)
from domain.geo import Datum, Point, destination, to
from domain.people import Person
from domain.refusals import Refusal

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
HOME = Point(latitude=21.481, longitude=109.186)
RULES = Rules()
HOUSEHOLD = Place(key="h1", name="黄大明", area_code="450503101204", household_id=1, point=HOME)
VILLAGE = Place(key="a450503101204", name="关井村", area_code="450503101204", point=HOME)
WEI, MO = Person(id=1, name="韦秀英"), Person(id=2, name="莫小兰")


def sharing(away_m=0.0, bearing=90, **facts):
    point = destination(HOME, bearing, away_m) if away_m else HOME
    given: dict[str, Any] = {"point": point, "sent_at": NOW, "accuracy_m": 10.0}
    return Sharing(**given | facts)


def proof(away_m=0.0, **facts):
    return proof_of(sharing(away_m, **facts), RULES, NOW)


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"is_forwarded": True}, "forwarded"),
        ({"is_venue": True}, "picked from a list"),
        ({"is_via_bot": True}, "another bot"),
        ({"sent_at": NOW - timedelta(minutes=61)}, "minutes old"),
    ],
)
def test_what_does_not_show_where_somebody_stands_is_refused(facts, word):
    with pytest.raises(Refusal, match=word):
        proof(**facts)


@pytest.mark.parametrize(
    ("facts", "grade"),
    [
        ({"is_live": True}, Grade.LIVE),
        ({"accuracy_m": 12.0}, Grade.MEASURED),
        ({"accuracy_m": None}, Grade.PLAIN),
        ({"sent_at": NOW - timedelta(minutes=60)}, Grade.MEASURED),
    ],
)
def test_a_point_is_graded_by_how_it_was_shared(facts, grade):
    assert proof(**facts).grade is grade


@pytest.mark.parametrize(
    ("place", "away_m", "accuracy_m", "is_in_range"),
    [
        (HOUSEHOLD, 299, 0.0, True),
        (HOUSEHOLD, 301, 0.0, False),
        (HOUSEHOLD, 420, 130.0, True),
        (HOUSEHOLD, 451, 150.0, False),
        (HOUSEHOLD, 449, 9000.0, True),
        (HOUSEHOLD, 451, 9000.0, False),
        (VILLAGE, 999, 0.0, True),
        (VILLAGE, 1001, 0.0, False),
    ],
)
def test_a_place_is_reached_within_its_radius_and_the_capped_accuracy(
    place, away_m, accuracy_m, is_in_range
):
    seen = sight(place, proof(away_m, accuracy_m=accuracy_m), RULES)
    assert seen.is_in_range is is_in_range
    assert seen.distance_m == pytest.approx(away_m, abs=0.5)


def test_a_point_without_accuracy_that_fits_as_gcj02_was_picked_on_a_chinese_map():
    picked = to(HOME, Datum.GCJ02)
    raw = Point(latitude=picked.latitude, longitude=picked.longitude)
    seen = sight(HOUSEHOLD, proof(point=raw, accuracy_m=None), RULES)
    assert seen.is_in_range
    flags = check_in(7, WEI, seen, Past(), RULES).flags
    assert flags >= {Flag.CHINESE_MAP_PICK, Flag.NO_ACCURACY, Flag.EXACT_STORED_POINT}


def test_a_measured_point_is_never_taken_for_gcj02():
    picked = to(HOME, Datum.GCJ02)
    raw = Point(latitude=picked.latitude, longitude=picked.longitude)
    assert not sight(HOUSEHOLD, proof(point=raw), RULES).is_in_range


def test_a_place_in_range_comes_before_a_nearer_one_that_is_not():
    near = replace(HOUSEHOLD, key="h2", point=destination(HOME, 0, 400))
    found = nearest([near, VILLAGE], proof(0.0, point=destination(HOME, 180, 50)), RULES)
    assert found is not None
    assert found.place is VILLAGE


def test_of_far_places_the_nearest_is_named():
    places = [
        replace(HOUSEHOLD, key=f"h{km}", point=destination(HOME, 0, km * 1000)) for km in (9, 4, 7)
    ]
    found = nearest(places, proof(), RULES)
    assert found is not None
    assert found.place.key == "h4"


def test_without_a_single_point_there_is_nothing_to_measure():
    assert nearest([replace(HOUSEHOLD, point=None)], proof(), RULES) is None


@pytest.mark.parametrize(("minutes", "is_flagged"), [(1, True), (60, False)])
def test_travelling_faster_than_a_car_is_flagged(minutes, is_flagged):
    earlier = proof(20_000, sent_at=NOW - timedelta(minutes=minutes))
    before = check_in(6, WEI, sight(HOUSEHOLD, earlier, RULES), Past(), RULES)
    later = check_in(7, WEI, sight(HOUSEHOLD, proof(50), RULES), Past(latest=before), RULES)
    assert (Flag.IMPOSSIBLE_SPEED in later.flags) is is_flagged


def test_the_same_coordinates_again_are_flagged():
    past = Past(was_here_exactly=True)
    made = check_in(7, WEI, sight(HOUSEHOLD, proof(50), RULES), past, RULES)
    assert made.flags == {Flag.SAME_COORDINATES}


def test_the_local_day_is_shanghais():
    after_midnight = replace(proof(), sent_at=datetime(2026, 3, 1, 16, 30, tzinfo=UTC))
    made = check_in(7, WEI, sight(HOUSEHOLD, after_midnight, RULES), Past(), RULES)
    assert made.local_on.isoformat() == "2026-03-02"


def test_nobody_decides_his_own_and_nothing_is_decided_twice():
    waiting = check_in(7, WEI, sight(HOUSEHOLD, proof(900), RULES), Past(), RULES)
    with pytest.raises(Refusal, match="your own"):
        decide(waiting, WEI, State.ACCEPTED)
    settled = decide(waiting, MO, State.ACCEPTED)
    assert (settled.version, settled.decided_by) == (2, MO.id)
    with pytest.raises(Refusal, match="settled already"):
        decide(settled, MO, State.ACCEPTED)
