"""The clocks of cases: when each prompt is due, when they stand; nothing is said twice."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import SHANGHAI
from domain.cases import Case, State
from domain.clocks import (
    Moment,
    Prompt,
    chain_due,
    due,
    looked_at,
    moments,
    prompts,
    retimed,
    timed,
)
from domain.ladders import SHIPPED, Kind, Span
from domain.worktime import Calendar, between

PLAIN = Calendar()
MONDAY = "2026-03-02T10:00"


def at(written):
    return datetime.fromisoformat(written).replace(tzinfo=SHANGHAI)


def raised(kind=Kind.NEED, when=MONDAY, calendar=PLAIN, **values):
    since = at(when)
    case = Case(
        number=1,
        ladder=SHIPPED[kind],
        topic="other",
        asker_id=1,
        area_code="450503101204",
        raised_at=since,
        moved_at=since,
        since_at=since,
        next_at=since,
    )
    return timed(replace(case, **values), calendar)


def moved(case, when, calendar=PLAIN, **values):
    """Do something with a case, as deeds do."""
    step = {"version": case.version + 1, "moved_at": at(when)}
    return timed(replace(case, **step | values), calendar)


def said(case, until=None, calendar=PLAIN):
    """List what is to be said until an instant, with its time."""
    found = moments(case, calendar, case.moved_at)
    return {it.prompt: f"{it.at.astimezone(SHANGHAI):%m-%dT%H:%M}" for it in found}


def test_a_need_of_nobody_is_to_be_taken_then_due_then_known_above():
    case = raised()
    assert case.due_at == at("2026-03-05T10:00")
    assert case.next_at == at("2026-03-03T10:00")
    assert said(case) == {
        Prompt.TAKE: "03-03T10:00",
        Prompt.DUE: "03-05T10:00",
        Prompt.OFFICE: "03-05T16:00",
        Prompt.ABOVE: "03-06T10:00",
        Prompt.AGAIN: "03-12T10:00",
    }


def test_a_question_is_to_be_taken_within_two_hours_over_the_weekend():
    case = raised(Kind.QUESTION, "2026-11-27T16:30")
    assert said(case)[Prompt.TAKE] == "11-30T09:30"
    assert case.due_at == at("2026-11-30T16:30")


def test_a_silent_holder_is_nudged_after_four_hours_and_loses_it_after_one_more():
    case = moved(raised(), "2026-03-02T11:00", holder_id=7, heard_at=at("2026-03-02T11:00"))
    assert said(case)[Prompt.NUDGE] == "03-02T17:00"
    assert said(case)[Prompt.RUN_OUT] == "03-02T18:00"
    assert Prompt.TAKE not in said(case)


def test_where_nobody_is_asked_for_silence_the_asker_still_hears_something():
    patient = SHIPPED[Kind.NEED]
    rungs = tuple(
        replace(it, clocks=replace(it.clocks, silence=Span(days=3), update=Span(days=2)))
        for it in patient.rungs
    )
    ladder = replace(patient, id=6, rungs=rungs)
    case = moved(raised(ladder=ladder), "2026-03-02T11:00", holder_id=7)
    assert said(case)[Prompt.UPDATE] == "03-04T10:00"
    assert said(case)[Prompt.NUDGE] == "03-05T11:00"


def test_a_promise_keeps_a_holder_in_peace_until_its_day():
    case = moved(raised(), "2026-03-02T10:00", holder_id=7)
    promised = moved(case, "2026-03-02T11:00", quiet_until_at=at("2026-03-04T18:00"))
    assert said(promised)[Prompt.NUDGE] == "03-05T09:00"
    assert said(promised)[Prompt.RUN_OUT] == "03-05T10:00"
    given_back = moved(promised, "2026-03-02T12:00", holder_id=None)
    assert given_back.quiet_until_at is None


def test_the_clock_stands_while_the_asker_is_asked():
    case = moved(raised(), "2026-03-02T11:00", holder_id=7)
    asked = moved(case, "2026-03-03T10:00", state=State.WAITING)
    assert (asked.due_at, asked.runs_from_at, asked.spent_min) == (None, None, 420)
    assert said(asked) == {Prompt.REMIND_ASKER: "03-05T10:00", Prompt.NO_REPLY: "03-10T10:00"}
    replied = moved(asked, "2026-03-09T10:00", state=State.OPEN)
    assert replied.due_at == at("2026-03-11T10:00")  # two of three days were left
    ended = moved(replied, "2026-03-09T11:00", state=State.SOLVED, holder_id=None)
    assert (ended.spent_min, ended.runs_from_at, ended.next_at) == (480, None, None)


def test_what_was_overdue_before_the_asker_was_asked_is_so_after():
    asked = moved(raised(), "2026-03-05T12:00", state=State.WAITING)
    replied = moved(asked, "2026-03-09T10:00", state=State.OPEN)
    assert between(replied.due_at, replied.moved_at, PLAIN) == 120
    assert prompts(replied, PLAIN, at("2026-03-09T10:30")) == ()


def test_the_next_office_has_its_own_time():
    case = moved(raised(), "2026-03-04T09:00", holder_id=7)
    up = moved(case, "2026-03-06T10:00", rung_index=1, holder_id=None, spent_min=0,
               since_at=at("2026-03-06T10:00"))  # fmt: skip
    assert up.due_at == at("2026-03-13T10:00")
    assert up.runs_from_at == at("2026-03-06T10:00")


def test_a_pause_moves_every_end_and_lifting_it_brings_them_back():
    typhoon = Calendar(pauses=((at("2026-03-03T00:00"), at("2026-03-06T00:00")),))
    lifted = Calendar(pauses=((at("2026-03-03T00:00"), at("2026-03-04T09:00")),))
    case = raised()
    later = retimed(case, typhoon, at("2026-03-03T00:00"))
    assert (later.due_at, later.next_at) == (at("2026-03-10T10:00"), at("2026-03-06T10:00"))
    back = retimed(later, lifted, at("2026-03-04T09:00"))
    assert (back.due_at, back.next_at) == (at("2026-03-06T10:00"), at("2026-03-04T10:00"))


def test_on_a_shorter_ladder_the_time_runs_out_now():
    case = raised()
    rungs = tuple(
        replace(it, clocks=replace(it.clocks, solve=Span(days=1))) for it in case.ladder.rungs
    )
    short = replace(case.ladder, id=5, rungs=rungs)
    moved_on = moved(case, "2026-03-04T15:00", ladder=short)
    assert moved_on.due_at == at("2026-03-04T15:00")
    assert Prompt.DUE in [it.prompt for it in prompts(moved_on, PLAIN, at("2026-03-04T15:01"))]


def test_a_chain_has_calendar_days_and_warns_in_the_morning_of_a_working_day():
    case = raised(Kind.ALERT)
    assert chain_due(case, PLAIN) == at("2026-03-17T18:00")
    assert said(case)[Prompt.CHAIN_WARN] == "03-13T09:00"
    assert said(case)[Prompt.CHAIN_DUE] == "03-18T09:00"
    assert said(case)[Prompt.WARN] == "03-05T15:30"
    assert case.due_at == at("2026-03-09T10:00")
    review = moved(case, "2026-03-16T10:00", rung_index=1, since_at=at("2026-03-16T10:00"))
    assert review.due_at == at("2026-03-17T18:00")  # the chain ends before its five days
    assert Prompt.DUE not in said(review)
    flood = Calendar(pauses=((at("2026-03-04T00:00"), at("2026-03-07T00:00")),))
    assert chain_due(case, flood) == at("2026-03-20T18:00")


def test_outside_the_chain_and_reopened_there_is_no_chain():
    follow_up = raised(Kind.ALERT, rung_index=3)
    assert due(follow_up, PLAIN) is None
    assert said(follow_up) == {Prompt.UPDATE: "03-30T10:00"}
    assert chain_due(raised(Kind.ALERT, reopenings=1), PLAIN) is None


def test_nobody_loses_a_case_before_he_was_asked():
    case = moved(raised(), "2026-03-03T10:00", holder_id=7, heard_at=at("2026-03-03T10:00"))
    late = at("2026-03-03T17:30")  # the bot was away when he was to be asked
    assert [it.prompt for it in prompts(case, PLAIN, late)] == [Prompt.NUDGE]
    after = looked_at(case, PLAIN, late)
    assert after.next_at == at("2026-03-04T09:30")
    assert [it.prompt for it in prompts(after, PLAIN, after.next_at)] == [Prompt.RUN_OUT]
    asleep = looked_at(case, PLAIN, at("2026-03-03T19:00"))
    assert prompts(case, PLAIN, at("2026-03-03T19:00")) == ()
    assert asleep.next_at == at("2026-03-04T09:00")
    assert [it.prompt for it in prompts(asleep, PLAIN, at("2026-03-04T09:00"))] == [Prompt.NUDGE]


def test_a_deed_does_not_swallow_what_was_due_before_it():
    case = moved(raised(), "2026-03-05T10:00", holder_id=7, heard_at=at("2026-03-05T10:00"))
    assert [it.prompt for it in prompts(case, PLAIN, at("2026-03-05T10:01"))] == [
        Prompt.DUE,
    ]


@pytest.mark.parametrize("state", [State.SOLVED, State.JOINED, State.WITHDRAWN])
def test_what_has_ended_calls_for_nobody(state):
    assert moments(raised(state=state), PLAIN, at(MONDAY)) == ()
    assert raised(state=state).next_at is None


calendars = st.builds(
    Calendar,
    overrides=st.dictionaries(
        st.dates(date(2026, 3, 1), date(2026, 5, 1)), st.booleans(), max_size=4
    ),
)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(list(Kind)),
    st.lists(st.integers(1, 4000), min_size=1, max_size=12),
    calendars,
    st.booleans(),
)
def test_looking_ever_again_says_each_moment_once(kind, minutes, calendar, is_held):
    case = raised(kind, calendar=calendar, holder_id=7 if is_held else None)
    now = case.moved_at
    told: list[Moment] = []
    for wait in minutes:
        now += timedelta(minutes=wait)
        found = prompts(case, calendar, now)
        if case.next_at is None or case.next_at > now:
            assert not found
            continue
        assert not set(found) & set(told)
        told += found
        case = looked_at(case, calendar, now)
        assert case.next_at is None or case.next_at > now
    assert len({it.at for it in told if it.prompt is Prompt.DUE}) <= 1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3000), st.booleans()), max_size=10), calendars)
def test_what_was_spent_and_what_runs_is_the_working_time_without_the_waiting(steps, calendar):
    case, now, waits, waited = raised(calendar=calendar), at(MONDAY), False, 0
    for minutes, wait in steps:
        then = now + timedelta(minutes=minutes)
        waited += between(now, then, calendar) if waits else 0
        now, waits = then, wait
        state = State.WAITING if wait else State.OPEN
        case = timed(replace(case, moved_at=now, state=state), calendar)
    running = between(case.runs_from_at, now, calendar) if case.runs_from_at else 0
    assert case.spent_min + running == between(at(MONDAY), now, calendar) - waited
