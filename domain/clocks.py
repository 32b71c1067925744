"""The clocks of cases: what is due by when, and at which moments somebody is to be prompted.

They run in working time and stand while the asker was asked something and in paused areas; the
days of a chain (alerts) are calendar days, and stand in paused areas only. Everything is read off
the case, its ladder and the calendar; a case keeps `due_at` and `next_at` for the queues and the
sweep. Everything that was to be said before `next_at` has been said.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from itertools import chain

from domain.calendar import SHANGHAI, local_day
from domain.cases import Case, State
from domain.ladders import Span
from domain.worktime import A_DAY, Calendar, add, back, between, opening, worked

OFFICE_HEARS, ABOVE_HEARS, AGAIN = Span(minutes=240), Span(days=1), Span(days=5)
"""So long after a case was due its whole office hears of it, then the office above; then again."""
ASKER_REMINDED, NO_REPLY = Span(days=2), Span(days=5)
"""So long after an asker was asked he is reminded, and then the holder hears that he is silent."""
DAY_ENDS = time(18)
MORNING = timedelta(hours=12)
"""A chain's warning comes in the morning of its day."""


class Prompt(StrEnum):
    """What a moment calls for."""

    TAKE = "take"
    """Nobody has taken it: its office."""
    NUDGE = "nudge"
    """The holder is silent, or what he promised is due: he says something or loses it."""
    RUN_OUT = "run_out"
    """He stayed silent: it goes back to the queue."""
    UPDATE = "update"
    """The asker has heard nothing for long: the holder, else the office."""
    WARN = "warn"
    """Most of the time is gone: the holder, else the office."""
    DUE = "due"
    """The time is over: the holder, else the office; the asker hears that it takes longer."""
    OFFICE = "office"
    """It is over for long: the whole office."""
    ABOVE = "above"
    """It is over for very long: the office above."""
    CHAIN_WARN = "chain_warn"
    CHAIN_DUE = "chain_due"
    """The days of the whole chain are nearly over, or over: its office and the one above."""
    AGAIN = "again"
    """It stays overdue: the office and the one above, each week."""
    REMIND_ASKER = "remind_asker"
    NO_REPLY = "no_reply"
    """The asker does not answer: he, then the holder."""


@dataclass(frozen=True, kw_only=True, order=True)
class Moment:
    """When somebody is to be prompted of something."""

    at: datetime
    prompt: Prompt


def timed(case: Case, calendar: Calendar) -> Case:
    """Set the clocks of a case right after a deed, which was done at its `moved_at`."""
    ran = _set_going(case, calendar)
    if not ran.is_going_on:
        return replace(ran, next_at=None)
    due_at = due(ran, calendar)
    was_ahead = case.due_at is not None and case.due_at > case.moved_at
    if due_at and was_ahead:  # on a shorter ladder the time runs out now, not in the past
        due_at = max(due_at, case.moved_at)
    ran = replace(ran, due_at=due_at)
    told_until = min(case.next_at or case.moved_at, case.moved_at)
    return replace(ran, next_at=_first(ran, calendar, told_until))


def _set_going(case: Case, calendar: Calendar) -> Case:
    """Start the clock of the rung, or let it stand and keep what it has used."""
    now, runs_from_at = case.moved_at, case.runs_from_at
    if runs_from_at is not None:
        runs_from_at = max(runs_from_at, case.since_at)
    quiet_until_at = case.quiet_until_at if case.holder_id else None
    if case.state is State.OPEN:
        runs_from_at = runs_from_at or now
        return replace(case, runs_from_at=runs_from_at, quiet_until_at=quiet_until_at)
    spent = between(runs_from_at, now, calendar) if runs_from_at else 0
    return replace(
        case,
        runs_from_at=None,
        spent_min=case.spent_min + spent,
        quiet_until_at=None,
        due_at=None if case.state is State.WAITING else case.due_at,
    )


def retimed(case: Case, calendar: Calendar, since_at: datetime) -> Case:
    """Set a case's clocks anew when its calendar has changed from an instant on."""
    fresh = replace(case, due_at=due(case, calendar))
    told_until = min(case.next_at or since_at, since_at)
    return replace(fresh, next_at=_first(fresh, calendar, told_until))


def prompts(case: Case, calendar: Calendar, now: datetime) -> tuple[Moment, ...]:
    """List what is to be said now, in the order of its moments."""
    if case.next_at is None:
        return ()
    found = moments(_with_time_left(case, calendar, now), calendar, now)
    return tuple(it for it in found if case.next_at <= it.at <= now)


def looked_at(case: Case, calendar: Calendar, now: datetime) -> Case:
    """Note that everything until now has been said."""
    fair = _with_time_left(case, calendar, now)
    later = (it.at for it in moments(fair, calendar, now) if it.at > now)
    return replace(fair, next_at=min(later, default=None))


def _with_time_left(case: Case, calendar: Calendar, now: datetime) -> Case:
    """Give a holder his time although the bot was away when he was to be asked."""
    told_until = case.next_at or now
    hands = {it.prompt: it.at for it in _of_hands(case, calendar)}
    is_late = hands.get(Prompt.RUN_OUT, now + A_DAY) <= now
    if is_late and hands[Prompt.NUDGE] >= told_until:
        return replace(case, quiet_until_at=now)
    return case


def _first(case: Case, calendar: Calendar, since: datetime) -> datetime | None:
    found = (it.at for it in moments(case, calendar, since) if it.at >= since)
    return min(found, default=None)


def due(case: Case, calendar: Calendar) -> datetime | None:
    """Give when a case is due at its rung: None while its clock stands, or where none runs."""
    if case.state is not State.OPEN or case.runs_from_at is None:
        return None
    limits = _limit(case, case.rung.clocks.solve, 100, calendar), chain_due(case, calendar)
    return min(filter(None, limits), default=None)


def _limit(case: Case, span: Span, percent: int, calendar: Calendar) -> datetime | None:
    """Give when a part of a limit is used up, by the clock of the rung."""
    if not span or not percent or case.runs_from_at is None:
        return None
    whole = calendar.length(span, local_day(case.since_at))
    left = whole * percent / 100 - timedelta(minutes=case.spent_min)
    if left > timedelta():
        return add(case.runs_from_at, left, calendar)
    return back(case.runs_from_at, -left, calendar)


def chain_due(case: Case, calendar: Calendar, percent: int = 100) -> datetime | None:
    """Give when a part of the whole chain's days is over, at the end of a day.

    A reopened case has the limits of its rungs only.
    """
    if not case.ladder.chain_days or not case.rung.is_in_chain or case.reopenings or not percent:
        return None
    days = -(-case.ladder.chain_days * percent // 100)
    day = local_day(case.raised_at)
    while days:
        day += A_DAY
        days -= not calendar.is_paused(day)
    return datetime.combine(day, DAY_ENDS, SHANGHAI)


def moments(case: Case, calendar: Calendar, now: datetime) -> tuple[Moment, ...]:
    """List when somebody is to be prompted if nothing more is done with a case, in order.

    Of what comes again and again these are the last time before now and the next.
    """
    if not case.is_going_on:
        return ()
    if case.state is State.WAITING:
        found = _of_silent_asker(case, calendar, now)
    else:
        found = chain(
            _of_hands(case, calendar),
            _of_asker(case, calendar, now),
            _of_limit(case, calendar, now),
            _of_chain(case, calendar),
        )
    return tuple(sorted(found, key=lambda it: it.at))


def _every(since: datetime, span: Span, calendar: Calendar, now: datetime) -> list[datetime]:
    """Give the last passed of the instants a limit apart, if any, and the next."""
    limit = calendar.length(span, local_day(since))
    times = worked(since, now, calendar) // limit
    return [add(since, limit * it, calendar) for it in (times, times + 1) if it]


def _of_silent_asker(case: Case, calendar: Calendar, now: datetime) -> Iterator[Moment]:
    yield Moment(at=add(case.moved_at, ASKER_REMINDED, calendar), prompt=Prompt.REMIND_ASKER)
    for at in _every(case.moved_at, NO_REPLY, calendar, now):
        yield Moment(at=at, prompt=Prompt.NO_REPLY)


def _of_hands(case: Case, calendar: Calendar) -> Iterator[Moment]:
    """Watch who has it: whether anybody does, and whether he moves."""
    clocks = case.rung.clocks
    if case.holder_id is None:
        if clocks.take:
            yield Moment(at=add(case.moved_at, clocks.take, calendar), prompt=Prompt.TAKE)
    elif clocks.silence:
        at = add(case.moved_at, clocks.silence, calendar)
        at = opening(max(at, case.quiet_until_at or at), calendar)
        yield Moment(at=at, prompt=Prompt.NUDGE)
        if clocks.grace:
            yield Moment(at=add(at, clocks.grace, calendar), prompt=Prompt.RUN_OUT)


def _of_asker(case: Case, calendar: Calendar, now: datetime) -> Iterator[Moment]:
    """Watch that the asker hears something, where nobody is asked for more already."""
    clocks = case.rung.clocks
    if not clocks.update or (case.holder_id is None and clocks.take):
        return
    nudge_at = next((it.at for it in _of_hands(case, calendar)), None)
    for at in _every(heard_at(case), clocks.update, calendar, now):
        if nudge_at is None or at < nudge_at:
            yield Moment(at=max(at, case.quiet_until_at or at), prompt=Prompt.UPDATE)


def heard_at(case: Case) -> datetime:
    """Give when the asker last heard of a case; that it came to this office he was told."""
    return max(case.heard_at or case.since_at, case.since_at)


def _of_limit(case: Case, calendar: Calendar, now: datetime) -> Iterator[Moment]:
    """Watch the time of the rung."""
    if case.due_at is None:
        return
    for at in _every(case.due_at, AGAIN, calendar, now):
        yield Moment(at=at, prompt=Prompt.AGAIN)
    if case.due_at == chain_due(case, calendar):
        return
    warn_at = _limit(case, case.rung.clocks.solve, case.ladder.warn_percent, calendar)
    if warn_at and warn_at < case.due_at:
        yield Moment(at=warn_at, prompt=Prompt.WARN)
    yield Moment(at=case.due_at, prompt=Prompt.DUE)
    yield Moment(at=add(case.due_at, OFFICE_HEARS, calendar), prompt=Prompt.OFFICE)
    yield Moment(at=add(case.due_at, ABOVE_HEARS, calendar), prompt=Prompt.ABOVE)


def _of_chain(case: Case, calendar: Calendar) -> Iterator[Moment]:
    """Watch the days of the whole chain; what falls on a rest day is said on the next."""
    if warn_at := chain_due(case, calendar, case.ladder.warn_percent):
        yield Moment(at=opening(warn_at - MORNING, calendar), prompt=Prompt.CHAIN_WARN)
    if due_at := chain_due(case, calendar):
        yield Moment(at=opening(due_at, calendar), prompt=Prompt.CHAIN_DUE)
