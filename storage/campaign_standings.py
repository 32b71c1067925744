"""Standings in SQL: who is in a campaign joined with what the records say, judged once."""

from functools import lru_cache
from typing import Any

from sqlalchemy import CTE, Select, and_, case, func, literal, select

from domain.campaigns import Criterion, Standing
from storage import campaign_records
from storage.campaign_records import Question

MOST_KEPT = 40
"""Campaigns whose statements stay in memory, at some 800 KB each."""
COLUMNS = (
    "person_id",
    "name",
    "unit",
    "area_code",
    "due_at",
    "done_at",
    "taken_by",
    "state",
    "telegram_id",
    "bound_at",
    "unreachable_at",
)


@lru_cache(maxsize=MOST_KEPT)
def statements(question: Question) -> tuple[Select[Any], Select[Any] | None]:
    """Make what asks a question: who stands how, and which households they answer for.

    Making them costs more than asking; a campaign's are the same each time, the people are named
    as `ids` when they are executed.
    """
    who, homes = question.put()
    wanted = standings_of(question).subquery()
    ordered = select(wanted).order_by(wanted.c.name, wanted.c.person_id)
    if homes is None:
        return ordered, None
    each = campaign_records.items(question, who, homes).subquery()
    return ordered, select(each).order_by(each.c.head_name, each.c.household_id)


@lru_cache(maxsize=MOST_KEPT)
def open_ones(question: Question) -> Select[Any]:
    """Select the ids of those who still owe it."""
    wanted = standings_of(question).subquery()
    return select(wanted.c.person_id).where(wanted.c.standing == Standing.OPEN.value)


@lru_cache(maxsize=MOST_KEPT)
def everybody(question: Question) -> Select[Any]:
    """Select all people of a campaign; the same each time, too."""
    return standings_of(question)


def standings_of(question: Question) -> Select[Any]:
    """Select everybody a question is about, his due date and how he stands."""
    who, homes = question.put()
    done_at, waits, source = _answer(question, who, homes)
    judged = select(who, done_at.label("done_at"), waits.label("waits"))
    it = judged.select_from(source).subquery()
    is_done = it.c.done_at.is_not(None)
    standing = case(
        (and_(is_done, it.c.waits == 1), Standing.WAITING.value),
        (it.c.done_at > it.c.due_at, Standing.LATE.value),
        (is_done, Standing.DONE.value),
        (it.c.is_excused, Standing.EXCUSED.value),
        else_=Standing.OPEN.value,
    )
    return select(*[it.c[name] for name in COLUMNS], standing.label("standing"))


def _answer(question: Question, who: CTE, homes: CTE | None) -> tuple[Any, Any, Any]:
    """Give when somebody was done, whether that waits for somebody, and what to select from."""
    criterion = question.campaign.criterion
    if homes is not None:
        return _all_done(question, who, homes)
    if criterion is Criterion.BOUND:
        return who.c.registered_at, literal(0), who
    if criterion is Criterion.CHECKED_IN:
        return *campaign_records.checked_in(question, who), who
    is_unseen = criterion is Criterion.CHECKED
    return who.c.said_at, case((who.c.is_checked, 0), else_=int(is_unseen)), who


def _all_done(question: Question, who: CTE, homes: CTE) -> tuple[Any, Any, Any]:
    """Whoever answers for households is done with the last of them."""
    each = campaign_records.items(question, who, homes).subquery()
    is_whole = func.count() == func.count(each.c.done_at)
    last = case((is_whole, func.max(each.c.done_at))).label("done_at")
    waits = func.max(each.c.waits).label("waits")
    grouped = select(each.c.person_id, last, waits).group_by(each.c.person_id).subquery()
    source = who.join(grouped, grouped.c.person_id == who.c.person_id)
    return grouped.c.done_at, grouped.c.waits, source
