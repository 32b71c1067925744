"""Whatever anybody does with a case of any kind: who holds it, where it stands, its clocks."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from domain.case_deeds import (
    ADVANCES,
    advance,
    ask,
    assign,
    claim,
    end,
    give_back,
    pass_up,
    run_out,
    send_back,
    take_over,
    update,
)
from domain.case_wishes import add, confirm, rate, reopen, reply, withdraw
from domain.cases import ENDS, Case, State, permitted, serves
from domain.clocks import timed
from domain.ladders import SHIPPED, Deed, Kind
from domain.people import Duty, Person, Role
from domain.refusals import Refusal
from domain.worktime import Calendar, between

DISTRICT, TOWN, VILLAGE, OTHER = "450503", "450503101", "450503101204", "450503101201"
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
CALENDAR = Calendar()
ROLES = (
    (Role.HELPER, VILLAGE),
    (Role.INFORMATION_OFFICER, VILLAGE),
    (Role.INFORMATION_OFFICER, TOWN),
    (Role.TOWN_STATION, TOWN),
    (Role.TOWN_STATION, TOWN),
    (Role.DISTRICT_OFFICE, DISTRICT),
    (Role.DISTRICT_OFFICE, DISTRICT),
    (Role.ORGANISATION_DEPARTMENT, DISTRICT),
    (Role.INFORMATION_OFFICER, OTHER),
)
EVERYBODY = tuple(
    Person(id=number, name=f"某{number}", duties=(Duty(role=role, area_code=area),))
    for number, (role, area) in enumerate(ROLES, start=1)
)
BY_ID = {it.id: it for it in EVERYBODY}
ASKER = EVERYBODY[0]


def raised(kind):
    case = Case(
        number=12,
        ladder=SHIPPED[kind],
        topic="other",
        asker_id=ASKER.id,
        area_code=VILLAGE,
        raised_at=AT,
        moved_at=AT,
        since_at=AT,
    )
    return timed(case, CALENDAR)


def first(places):
    return next(iter(places), None)


ACTS = {
    Deed.CLAIMED: lambda it, who, now, _: claim(it, who, now),
    Deed.GIVEN_BACK: lambda it, who, now, _: give_back(it, who, now),
    Deed.RAN_OUT: lambda it, _who, now, _: run_out(it, now),
    Deed.ASSIGNED: lambda it, who, now, to: assign(it, who, to, now),
    Deed.TAKEN_OVER: lambda it, who, now, _: take_over(it, who, now),
    Deed.UPDATED: lambda it, who, now, _: update(it, who, now + timedelta(days=1), now),
    Deed.ASKED: lambda it, who, now, _: ask(it, who, now),
    Deed.REPLIED: lambda it, who, now, _: reply(it, who, now),
    Deed.ADDED: lambda it, who, now, _: add(it, who, now),
    Deed.PASSED_UP: lambda it, who, now, _: pass_up(it, who, first(it.higher), now),
    Deed.SENT_BACK: lambda it, who, now, _: send_back(it, who, first(it.lower), now),
    Deed.WITHDRAWN: lambda it, who, now, _: withdraw(it, who, now),
    Deed.CONFIRMED: lambda it, who, now, _: confirm(it, who, now),
    Deed.RATED: lambda it, who, now, _: rate(it, who, 4, now),
    Deed.REOPENED: lambda it, who, now, _: reopen(it, who, it.to_reopen[0], now),
}


def advancing(deed):
    return lambda it, who, now, _: advance(it, who, deed, first(it.higher), now)


def ending(deed):
    return lambda it, who, now, _: end(it, who, deed, now)


ACTS |= {deed: advancing(deed) for deed in (*ADVANCES, Deed.FOLLOWED_UP)}
ACTS |= {deed: ending(deed) for deed in ENDS}
SAME = {State.OPEN: State.OPEN, State.WAITING: State.WAITING}
ENDED = {it: it for it in ENDS.values()}
DRAWN = (
    dict.fromkeys(ACTS, SAME)
    | {deed: dict.fromkeys(SAME, state) for deed, state in ENDS.items()}
    | dict.fromkeys((Deed.PASSED_UP, Deed.SENT_BACK, Deed.TAKEN_OVER, *ADVANCES),
                    dict.fromkeys(SAME, State.OPEN))
    | {Deed.ASKED: {State.OPEN: State.WAITING}, Deed.REPLIED: {State.WAITING: State.OPEN}}
    | {Deed.WITHDRAWN: dict.fromkeys(SAME, State.WITHDRAWN)}
    | {Deed.CONFIRMED: ENDED, Deed.RATED: ENDED, Deed.REOPENED: dict.fromkeys(ENDED, State.OPEN)}
)  # fmt: skip
"""From which state to which each deed may lead; nothing else is drawn."""


@dataclass
class Clock:
    """Adds up for itself how long a case has run at its rung."""

    minutes: int = 0

    def passed(self, before: Case, after: Case) -> None:
        """Count the time up to a deed, and begin anew where the case came to another office."""
        if before.state is State.OPEN:
            self.minutes += between(before.moved_at, after.moved_at, CALENDAR)
        if after.since_at != before.since_at:
            self.minutes = 0
        running = after.runs_from_at
        runs = between(running, after.moved_at, CALENDAR) if running else 0
        assert after.spent_min + runs == self.minutes or not after.is_going_on


def moved(case, deed, who, to, now):
    """Do a deed; the same case where it is refused."""
    try:
        after = ACTS[deed](case, who, now, to)
    except Refusal:
        return case
    assert deed in permitted(case, who, now) or deed is Deed.RAN_OUT, (deed, who)
    return timed(after, CALENDAR)


def check(before, after, deed, who):
    assert after.version == before.version + 1
    assert after.state is DRAWN[deed][before.state], deed
    holder = BY_ID.get(after.holder_id)
    assert holder is None or (after.is_going_on and serves(holder, after))
    assert (after.ended_at is None) == after.is_going_on
    assert (after.next_at is None) or after.is_going_on
    step = after.rung_index - before.rung_index
    up = {Deed.PASSED_UP, Deed.TAKEN_OVER, *ADVANCES}
    assert step > 0 if deed in up else step < 0 if deed is Deed.SENT_BACK else True
    assert step == 0 or deed in {*up, Deed.SENT_BACK, Deed.REOPENED}
    assert after.heard_at == after.moved_at or who == ASKER or deed is Deed.RAN_OUT
    assert (after.asker_id, after.area_code) == (before.asker_id, before.area_code)


DEEDS = some.tuples(
    some.sampled_from(sorted(ACTS)),
    some.sampled_from(EVERYBODY),
    some.sampled_from(EVERYBODY),
    some.integers(min_value=0, max_value=5000),
)


@given(some.sampled_from(Kind), some.lists(DEEDS, max_size=40))
def test_whatever_anybody_does_a_case_stands_as_drawn_and_its_clock_adds_up(kind, deeds):
    case, now, clock = raised(kind), AT, Clock()
    for deed, who, to, minutes in deeds:
        now += timedelta(minutes=minutes)
        before, case = case, moved(case, deed, who, to, now)
        if case is before:
            continue
        check(before, case, deed, who)
        clock.passed(before, case)


@given(some.sampled_from(Kind), some.lists(some.integers(min_value=0, max_value=50), max_size=40))
def test_those_who_may_do_something_bring_every_case_to_its_end_or_on_its_way(kind, choices):
    """Only what is permitted is done, so every deed must succeed where somebody works."""
    case, now, clock = raised(kind), AT, Clock()
    for choice in choices:
        now += timedelta(minutes=choice * 37)
        offered = [(who, deed) for who in EVERYBODY for deed in sorted(permitted(case, who, now))]
        assert offered or case.state is State.WITHDRAWN
        if not offered:
            return
        who, deed = offered[choice % len(offered)]
        others = [it for it in EVERYBODY if it.id != case.holder_id and serves(it, case)]
        to = others[0] if others else who
        before, case = case, moved(case, deed, who, to, now)
        assert case is not before or (deed is Deed.ASSIGNED) > bool(others)
        if case is not before:
            check(before, case, deed, who)
            clock.passed(before, case)


def test_a_holder_who_says_nothing_loses_it_and_a_case_nobody_holds_cannot_run_out():
    case = raised(Kind.NEED)
    held = claim(case, EVERYBODY[1], AT)
    assert run_out(held, AT).holder_id is None
    assert moved(case, Deed.RAN_OUT, ASKER, ASKER, AT) == case


def test_a_reopened_case_goes_one_level_up_where_there_is_one():
    places = {
        (Kind.NEED, 0): (1, 2, 0),
        (Kind.NEED, 2): (2,),
        (Kind.SUGGESTION, 0): (1, 0),
        (Kind.ALERT, 0): (1, 0),
        (Kind.ALERT, 1): (1,),
        (Kind.ALERT, 3): (1, 3),
    }
    for (kind, place), wanted in places.items():
        assert replace(raised(kind), rung_index=place).to_reopen == wanted
