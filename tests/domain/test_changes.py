"""Who reviews what, what is contested, and what every deed makes of a change."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain import reviews
from domain.changes import Change, Deed, State, Wanted, is_contested, may_review, rivals, same
from domain.people import Duty, Person, Role
from domain.refusals import Refusal
from domain.reviews import Review

VILLAGE, TOWN, OTHER = "450503101204", "450503101", "450503101201"
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
AUTHOR, OTHER_AUTHOR, REVIEWER, OFFICER = 1, 2, 3, 4


def proposed(number=1, new="丧失", author=AUTHOR, **more):
    wanted = Wanted(field="labour", member_number="m1", old="普通", new=new)
    return replace(reviews.propose(number, 9, wanted, author, AT), **more)


def person(number, role, area=VILLAGE):
    return Person(id=number, name="某", duties=(Duty(role=role, area_code=area),))


@pytest.mark.parametrize(
    ("role", "area", "residents", "may"),
    [
        (Role.RESIDENT, VILLAGE, {REVIEWER}, True),
        (Role.FIRST_SECRETARY, VILLAGE, {REVIEWER}, True),
        (Role.RESIDENT, OTHER, {REVIEWER}, False),
        (Role.INFORMATION_OFFICER, VILLAGE, {8}, False),
        (Role.INFORMATION_OFFICER, VILLAGE, set(), True),
        (Role.INFORMATION_OFFICER, VILLAGE, {AUTHOR}, True),
        (Role.INFORMATION_OFFICER, TOWN, set(), True),
        (Role.INFORMATION_OFFICER, OTHER, set(), False),
        (Role.TOWN_STATION, TOWN, set(), False),
        (Role.HELPER, VILLAGE, set(), False),
    ],
)
def test_residents_review_their_village_and_officers_where_nobody_else_is(
    role, area, residents, may
):
    assert may_review(person(REVIEWER, role, area), AUTHOR, VILLAGE, residents) is may
    assert not may_review(person(AUTHOR, role, area), AUTHOR, VILLAGE, residents)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("", None, True),
        ([], None, True),
        (False, None, False),
        (0, None, False),
        (["因病", "因残"], ["因残", "因病"], False),
        ("无", "无", True),
    ],
)
def test_nothing_is_nothing_however_it_is_written(one, other, is_same):
    assert same(one, other) is is_same


@pytest.mark.parametrize(
    ("others", "current", "contested"),
    [
        ([], "普通", False),
        ([], "丧失", False),
        ([], "无", True),
        ([proposed(2, "无", OTHER_AUTHOR)], "普通", True),
        ([proposed(2, "丧失", OTHER_AUTHOR)], "普通", False),
        ([proposed(2, "无", OTHER_AUTHOR, state=State.RETURNED)], "普通", False),
        ([proposed(2, "无", OTHER_AUTHOR, field="health")], "普通", False),
        ([proposed(2, "无", OTHER_AUTHOR, member_number="m2")], "普通", False),
    ],
)
def test_another_value_or_another_record_asks_for_a_choice(others, current, contested):
    assert is_contested(proposed(), [proposed(), *others], current) is contested


def review(who=REVIEWER, waiting=(), current="普通"):
    return Review(person_id=who, now=LATER, waiting=waiting, current=current)


def test_the_same_value_is_accepted_with_it_and_others_give_way():
    alike, other = proposed(2, "丧失", OTHER_AUTHOR), proposed(5, "无", 6)
    own = proposed(7, "丧失", REVIEWER)
    moved = reviews.use(proposed(), review(waiting=[alike, other, own], current="弱(半)"))
    assert [(it.id, it.state) for it in moved] == [
        (1, State.ACCEPTED),
        (2, State.ACCEPTED),
        (5, State.DROPPED),
        (7, State.DROPPED),
    ]
    assert (moved[0].old, moved[0].new, moved[0].version) == ("弱(半)", "丧失", 2)
    assert all(it.decided_by == REVIEWER and it.decided_at == LATER for it in moved)
    assert rivals(proposed(), [proposed(), alike, other]) == [alike, other]


def test_a_correction_keeps_what_was_proposed_in_its_steps():
    [righted] = reviews.correct(proposed(), "弱(半)", review())
    assert (righted.new, righted.is_corrected) == ("弱(半)", True)
    assert [(it.deed, it.value) for it in righted.steps] == [
        (Deed.PROPOSED, "丧失"),
        (Deed.CORRECTED, "弱(半)"),
    ]


def test_what_is_returned_goes_again_and_keeps_its_evidence():
    back = reviews.give_back(proposed(evidence="看了证件", files=(3,)), "看不清", review())
    assert (back.state, back.reason) == (State.RETURNED, "看不清")
    wanted = Wanted(field="labour", member_number="m1", old="无", new="弱(半)")
    again = reviews.propose_again(back, wanted, AUTHOR, LATER)
    assert (again.state, again.reason, again.old, again.new) == (
        State.WAITING, "", "无", "弱(半)")  # fmt: skip
    assert (again.evidence, again.files, again.version) == ("看了证件", (3,), 3)
    assert [it.words for it in again.steps] == ["", "看不清", ""]


def accepted() -> Change:
    return reviews.use(proposed(), review())[0]


def test_a_tick_is_put_back_and_again():
    entered = reviews.enter(accepted(), OFFICER, LATER)
    assert (entered.state, entered.entered_by) == (State.ENTERED, OFFICER)
    back = reviews.take_tick_back(entered, OFFICER, LATER)
    assert (back.state, back.entered_by, back.entered_at) == (State.ACCEPTED, None, None)
    assert reviews.enter(back, OFFICER, LATER).state is State.ENTERED


def test_the_next_helper_answers_what_was_returned():
    back = reviews.pass_on(reviews.give_back(proposed(), "看不清", review()), OTHER_AUTHOR, LATER)
    assert (back.state, back.person_id) == (State.RETURNED, OTHER_AUTHOR)
    assert reviews.withdraw(back, OTHER_AUTHOR, LATER).state is State.DROPPED
    with pytest.raises(Refusal):
        reviews.withdraw(back, AUTHOR, LATER)


WANTED = Wanted(field="labour", member_number="m1", old="普通", new="无")


@pytest.mark.parametrize(
    "deed",
    [
        lambda: reviews.use(proposed(), review(AUTHOR)),
        lambda: reviews.correct(proposed(), "无", review(AUTHOR)),
        lambda: reviews.give_back(proposed(), "", review(AUTHOR)),
        lambda: reviews.use(accepted(), review()),
        lambda: reviews.correct(accepted(), "无", review()),
        lambda: reviews.give_back(accepted(), "", review()),
        lambda: reviews.drop(accepted(), review()),
        lambda: reviews.withdraw(accepted(), AUTHOR, LATER),
        lambda: reviews.withdraw(proposed(), OTHER_AUTHOR, LATER),
        lambda: reviews.propose_again(proposed(), WANTED, OTHER_AUTHOR, LATER),
        lambda: reviews.propose_again(accepted(), WANTED, AUTHOR, LATER),
        lambda: reviews.enter(proposed(), OFFICER, LATER),
        lambda: reviews.enter(reviews.enter(accepted(), OFFICER, LATER), OFFICER, LATER),
        lambda: reviews.take_tick_back(accepted(), OFFICER, LATER),
    ],
)
def test_what_is_ones_own_or_no_longer_open_is_refused(deed):
    with pytest.raises(Refusal):
        deed()
