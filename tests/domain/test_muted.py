"""Letting a household rest: who asks, who agrees, until when."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.muted import Muting, State, agree, ask, end, refuse
from domain.refusals import Refusal

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
TODAY = date(2026, 3, 2)
UNTIL = TODAY + timedelta(days=30)
HELPER, OFFICER = 1, 2
ASKED = ask(7, "  全家外出 \n务工 ", None, HELPER, NOW)
MUTED = agree(ASKED, UNTIL, OFFICER, NOW)
ENDED = end(MUTED, OFFICER, NOW + timedelta(days=3))
REFUSED = refuse(ASKED, OFFICER, NOW)
OVER = NOW + timedelta(days=31)


def test_a_request_rests_nothing_yet():
    assert (ASKED.state, ASKED.reason, ASKED.version) == (State.ASKED, "全家外出 务工", 1)
    assert not ASKED.holds_on(TODAY)


@pytest.mark.parametrize(
    ("muting", "days"),
    [(MUTED, range(31)), (ENDED, range(3)), (REFUSED, ())],
    ids=["agreed", "ended", "refused"],
)
def test_on_which_days_visits_are_not_owed(muting, days):
    whole = range(-2, 40)
    assert [it for it in whole if muting.holds_on(TODAY + timedelta(days=it))] == list(days)


@pytest.mark.parametrize("before", [ENDED, REFUSED])
def test_it_can_be_asked_again(before):
    again = ask(7, "住院", before, HELPER, NOW + timedelta(days=5))
    assert (again.state, again.version) == (State.ASKED, before.version + 1)
    assert again.decided_by is None


def test_another_day_keeps_the_first_one():
    later = agree(MUTED, UNTIL + timedelta(days=9), OFFICER, NOW + timedelta(days=4))
    assert (later.since_on, later.version) == (TODAY, MUTED.version + 1)


def test_after_its_day_it_can_be_asked_anew():
    assert ask(7, "住院", MUTED, HELPER, OVER).waits()


@pytest.mark.parametrize(
    ("days", "since_on"),
    [(1, TODAY), (28, TODAY), (29, UNTIL + timedelta(days=29))],
)
def test_what_rests_again_soon_goes_on(days, since_on):
    again = NOW + timedelta(days=30 + days)
    asked = ask(7, "住院", MUTED, HELPER, again)
    assert not asked.holds_on(UNTIL + timedelta(days=days))
    assert asked.holds_on(UNTIL)
    assert refuse(asked, OFFICER, again).holds_on(UNTIL)
    assert agree(asked, UNTIL + timedelta(days=60), OFFICER, again).since_on == since_on


def test_what_never_held_does_not_go_on():
    ended, later = end(MUTED, OFFICER, NOW), NOW + timedelta(days=3)
    asked = ask(7, "住院", ended, HELPER, later)
    assert agree(asked, UNTIL, OFFICER, later).since_on == TODAY + timedelta(days=3)


@pytest.mark.parametrize(
    "deed",
    [
        lambda: ask(7, "住院", ASKED, HELPER, NOW),
        lambda: ask(7, "住院", MUTED, HELPER, NOW),
        lambda: ask(7, " \n ", None, HELPER, NOW),
        lambda: ask(7, "长" * 201, None, HELPER, NOW),
        lambda: agree(ASKED, TODAY - timedelta(days=1), OFFICER, NOW),
        lambda: agree(ASKED, TODAY + timedelta(days=367), OFFICER, NOW),
        lambda: agree(REFUSED, UNTIL, OFFICER, NOW),
        lambda: agree(MUTED, UNTIL + timedelta(days=60), OFFICER, OVER),
        lambda: refuse(MUTED, OFFICER, NOW),
        lambda: end(ASKED, OFFICER, NOW),
        lambda: end(MUTED, OFFICER, OVER),
    ],
)
def test_what_is_refused(deed):
    with pytest.raises(Refusal):
        deed()


def test_every_version_is_the_next_one():
    assert [it.version for it in (ASKED, MUTED, ENDED)] == [1, 2, 3]
    assert isinstance(ENDED, Muting)
