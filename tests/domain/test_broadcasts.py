"""What a broadcast may become, and who leads it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain import broadcast_moves as moves
from domain.broadcasts import Answered, Broadcast, Counts, Stage, State, may_lead, words_of
from domain.campaigns import Audience
from domain.people import Duty, Person, Role
from domain.refusals import Refusal

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
DRAFT = Broadcast(
    number=1,
    words="开会",
    audience=Audience(roles=frozenset({Role.HELPER})),
    area_code="450503101",
    owner_id=1,
    set_at=NOW,
)
DEEDS = {
    "send": lambda it: moves.send(it, 3, NOW),
    "now": lambda it: moves.send_now(it, NOW),
    "drop": moves.drop,
    "stop": lambda it: moves.stop(it, NOW),
    "recall": lambda it: moves.recall(it, NOW),
    "reword": lambda it: moves.reword(it, "不开会", NOW),
    "nudge": lambda it: moves.nudge(it, 2, NOW),
}
ALLOWED = {
    State.DRAFT: {"send", "drop", "reword"},
    State.PLANNED: {"now", "drop", "reword"},
    State.GOING: {"stop", "recall", "reword"},
    State.OUT: {"stop", "recall", "reword", "nudge"},
    State.STOPPED: {"recall", "reword", "nudge"},
    State.RECALLED: set(),
    State.DROPPED: set(),
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("deed", DEEDS)
def test_each_state_allows_some_deeds_and_refuses_the_others(state: State, deed: str) -> None:
    broadcast = replace(DRAFT, state=state)
    if deed in ALLOWED[state]:
        assert DEEDS[deed](broadcast).version == broadcast.version + 1
    else:
        with pytest.raises(Refusal):
            DEEDS[deed](broadcast)


def test_what_has_no_time_or_a_past_one_goes_out_at_once() -> None:
    later = NOW + timedelta(hours=1)
    assert moves.send(DRAFT, 3, NOW).state is State.GOING
    assert moves.send(replace(DRAFT, due_at=NOW - timedelta(1)), 3, NOW).due_at == NOW
    planned = moves.send(replace(DRAFT, due_at=later), 3, NOW)
    assert (planned.state, planned.next_at, planned.people) == (State.PLANNED, later, 3)


def test_nothing_goes_to_nobody() -> None:
    with pytest.raises(Refusal):
        moves.send(DRAFT, 0, NOW)


def test_only_a_wording_that_went_out_becomes_another_edition() -> None:
    assert moves.reword(DRAFT, "不开会", NOW).edition == 1
    out = moves.reword(replace(DRAFT, state=State.OUT), "不开会", NOW)
    assert (out.edition, out.edited_at, out.next_at) == (2, NOW, NOW)


def test_the_silent_are_reminded_once_and_only_when_there_are_some() -> None:
    out = replace(DRAFT, state=State.OUT)
    for refused in (replace(out, nudged_at=NOW), replace(out, asks_receipt=False)):
        with pytest.raises(Refusal):
            moves.nudge(refused, 2, NOW)
    with pytest.raises(Refusal):
        moves.nudge(out, 0, NOW)


@pytest.mark.parametrize(
    ("role", "code", "leads"),
    [
        (Role.TOWN_STATION, "450503101", True),
        (Role.TOWN_STATION, "450503102", False),
        (Role.DISTRICT_OFFICE, "450503", True),
        (Role.INFORMATION_OFFICER, "450503101", False),
        (Role.ADMIN, "", True),
    ],
)
def test_an_office_leads_its_own_and_those_below(role: Role, code: str, *, leads: bool) -> None:
    person = Person(id=1, name="x", duties=(Duty(role=role, area_code=code),))
    assert may_lead(person, DRAFT) is leads


def test_only_administrators_lead_what_is_for_everywhere() -> None:
    office = Person(id=1, name="x", duties=(Duty(role=Role.DISTRICT_OFFICE, area_code="450503"),))
    assert not may_lead(office, replace(DRAFT, area_code=""))


@pytest.mark.parametrize(
    ("value", "has_file", "fits"),
    [
        ("开会", False, True),
        ("  ", False, False),
        ("长" * 2000, False, True),
        ("长" * 2001, False, False),
        ("长" * 700, True, True),
        ("长" * 701, True, False),
        ({"voice": "x"}, False, False),
    ],
)
def test_words_fit_a_message_or_a_caption(value: object, *, has_file: bool, fits: bool) -> None:
    if fits:
        assert words_of(value, has_file=has_file) == str(value).strip()
    else:
        with pytest.raises(Refusal):
            words_of(value, has_file=has_file)


def test_people_are_counted_by_what_became_of_their_letters() -> None:
    stages = {Stage.SENT: 5, Stage.FAILED: 2, Stage.UNBOUND: 1, Stage.GONE: 3}
    counts = Counts(stages=stages, read=2, silent=4)
    assert (counts.written, counts.delivered) == (11, 8)
    assert [counts.answering(it) for it in Answered] == [2, 4, 3]
    assert Answered.at(1) is Answered.SILENT
    assert Answered.at(99) is Answered.READ
