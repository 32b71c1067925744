"""Pauses: their days, a changed end, and lifting."""

from datetime import UTC, date, datetime

import pytest

from domain.pauses import Pause, begin, extend, lift
from domain.refusals import Refusal

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


def pause(since, until, **more):
    first, last = date.fromisoformat(since), date.fromisoformat(until)
    return Pause(area_code="450503101", reason="台风", since_on=first, until_on=last, **more)


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2026-03-04", "2026-03-03", "last day"),
        ("2026-02-25", "2026-03-01", "last day"),
        ("2026-02-22", "2026-03-03", "days ago"),
        ("2026-03-02", "2026-06-02", "at the most"),
    ],
)
def test_days_that_make_no_sense_are_refused(since, until, words):
    with pytest.raises(Refusal, match=words):
        begin(pause(since, until), NOW)


def test_it_may_have_begun_some_days_ago_and_last_longer_or_shorter():
    begun = begin(pause("2026-02-23", "2026-03-05"), NOW)
    longer = extend(begun, date(2026, 3, 20), NOW)
    assert (longer.since_on, longer.until_on, longer.version) == (
        begun.since_on,
        date(2026, 3, 20),
        2,
    )
    assert extend(longer, date(2026, 3, 2), NOW).until_on == date(2026, 3, 2)


def test_an_old_pause_that_still_holds_can_be_extended():
    old = pause("2026-01-10", "2026-03-05")
    assert extend(old, date(2026, 3, 9), NOW).since_on == date(2026, 1, 10)


def test_what_is_over_is_neither_extended_nor_lifted():
    lifted = lift(pause("2026-03-01", "2026-03-05"), NOW)
    assert (lifted.lifted_at, lifted.version) == (NOW, 2)
    for over in (lifted, pause("2026-02-25", "2026-03-01")):
        with pytest.raises(Refusal, match="over already"):
            lift(over, NOW)
        with pytest.raises(Refusal, match="over already"):
            extend(over, date(2026, 3, 9), NOW)
